"""The text of a strategy."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.models import Partnership


class Text(models.Model):
    """A text that a partnership writes; over the years there are several, one of them current.

    ``profiles`` are names of :mod:`terytoria.strategy.elements` and ``horizon`` is the last year.
    ``version`` counts the saves of these three and the title.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(max_length=200)
    profiles = models.JSONField(default=list)
    horizon = models.PositiveSmallIntegerField()
    is_current = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(is_current=True),
                name="a_partnership_writes_one_text_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.title
