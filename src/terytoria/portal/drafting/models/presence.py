"""Who has a block open."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Presence(models.Model):
    """A person opened the editor of a block last ``at``; the row goes when they save."""

    place = models.CharField(max_length=16)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["place", "user"], name="a_person_is_present_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.place}"
