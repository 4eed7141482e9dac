"""A value of an own indicator, entered by a person."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from terytoria.portal.strategies.models import Target


class OwnReading(models.Model):
    """What an own indicator was in a year, with its source and who entered it.

    A later reading of the same year replaces the earlier one, which stays to be read, as does one
    that was withdrawn. ``taken_on`` is the day of the source.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="readings")
    year = models.PositiveSmallIntegerField()
    value = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    source = models.CharField(max_length=200)
    taken_on = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-year", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__lte=F("value"), high__gte=F("value")),
                name="the_interval_of_a_reading_holds_its_value",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) ^ ~Q(reason=""),
                name="a_withdrawn_reading_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.year}"
