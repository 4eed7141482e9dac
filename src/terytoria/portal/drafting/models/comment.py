"""Comments on the text."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.drafting.enums import Outcome
from terytoria.portal.drafting.models.text import Text


class Comment(models.Model):
    """What somebody says about a block or a chapter, by its key.

    ``suggestion`` is the text proposed instead of that of ``made_from``, the version of the
    paragraph that was read; ``outcome`` and ``reason`` are what became of it.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="comments")
    place = models.CharField(max_length=16)
    body = models.TextField(max_length=4000, blank=True)
    suggestion = models.TextField(max_length=20000, blank=True)
    made_from = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(body="", suggestion=""), name="a_comment_says_something"
            )
        ]

    def __str__(self) -> str:
        return self.body or self.suggestion
