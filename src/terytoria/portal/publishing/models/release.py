"""A release."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.meetings.models import Decision


class Release(models.Model):
    """An adopted decision made public, and perhaps taken back later; never deleted.

    What the public sees is in files: a release is public once the job that was ordered with it
    has written them.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="release")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("powód wycofania", max_length=300, blank=True)

    class Meta:
        ordering = ("-released_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) ^ ~Q(reason=""),
                name="a_withdrawn_release_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"publikacja uchwały {self.decision}"

    @property
    def alive(self) -> bool:
        """Whether the release was not withdrawn."""
        return self.withdrawn_at is None
