"""Members with their dates."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.models.partnership import Partnership


class Membership(models.Model):
    """A unit that belongs to a partnership from one day to another (inclusive; no end: still).

    ``unit`` is the TERYT code at the time, of a gmina (7 digits) or a powiat (4). A unit that left
    and came back has two records; nothing is deleted.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="members")
    unit = models.CharField(max_length=7, db_index=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("unit", "since")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "unit"],
                condition=Q(until__isnull=True),
                name="a_unit_belongs_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_membership_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ({self.partnership})"
