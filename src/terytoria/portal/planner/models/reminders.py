"""Wishes about reminders."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from terytoria.portal.planner.enums import Frequency


class Reminders(models.Model):
    """How often a person wants reminders; without a record, daily."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.DAILY)

    def __str__(self) -> str:
        return f"przypomnienia: {self.user}, {self.get_frequency_display()}"
