"""A letter about a meeting."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.meetings.enums import NoticeKind
from terytoria.portal.meetings.models.meeting import Meeting


class Notice(models.Model):
    """One letter to one person about one state of a meeting, sent once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    sequence = models.PositiveIntegerField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "person", "kind", "sequence"], name="a_notice_is_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.meeting} → {self.person}"
