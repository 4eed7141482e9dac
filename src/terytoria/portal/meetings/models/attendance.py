"""Who took part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.meetings.enums import Presence
from terytoria.portal.meetings.models.meeting import Meeting


class Attendance(models.Model):
    """How a voter (a unit of the council, a person of the working group) took part."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    voter = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    presence = models.CharField(max_length=10, choices=Presence)

    class Meta:
        ordering = ("label",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "voter"], name="presence_is_noted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_presence_display()}"
