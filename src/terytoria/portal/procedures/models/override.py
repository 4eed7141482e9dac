"""A fact entered against a refusal."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.procedures.models.event import Event


class Override(models.Model):
    """Who entered a fact although the rules refused it, and why; kept and shown for ever.

    ``refusals`` are the sentences the person saw. ``by_name`` stays when the account is gone.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="override")
    refusals = models.JSONField()
    reason = models.TextField("uzasadnienie", max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.event} ({self.by_name})"
