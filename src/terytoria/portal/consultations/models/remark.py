"""Remarks, and what keeps those that say the same together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.consultations.enums import Author, Channel, Outcome, Spot, Standing
from terytoria.portal.consultations.models.consultation import Consultation

LONGEST = 5000
SOUTH, NORTH, WEST, EAST = 49.0, 54.9, 14.07, 24.16
"""Degrees between which Poland lies."""


class Group(models.Model):
    """Remarks that say the same and share one position."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(max_length=160)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title


class Remark(models.Model):
    """A remark as the register shows it: nothing in it names a person.

    ``number`` counts remarks of the consultation without gaps. ``code`` is the secret of its
    permanent address and the same however often one form is sent. ``spot`` tells which of
    ``place`` (the key of a chapter or a block), ``gmina`` and the point it is on; ``place_name``
    and ``chapter_name`` are how that was called when it came. ``folded`` is what search reads.
    ``outcome`` repeats the confirmed position, ``proposed`` tells that one waits.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="remarks")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=43, unique=True)
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=Channel)
    author = models.CharField(max_length=12, choices=Author)
    residence = models.CharField(max_length=7, blank=True)
    spot = models.CharField(max_length=8, choices=Spot)
    place = models.CharField(max_length=16, blank=True)
    place_name = models.CharField(max_length=300, blank=True)
    chapter_name = models.CharField(max_length=200, blank=True)
    gmina = models.CharField(max_length=7, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    text = models.TextField(max_length=LONGEST)
    folded = models.TextField()
    standing = models.CharField(max_length=12, choices=Standing)
    flagged = models.BooleanField(default=False)
    cleared_by = models.CharField(max_length=200, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="remarks")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    proposed = models.BooleanField(default=False)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="a_remark_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__gte=WEST, lon__lte=EAST, lat__gte=SOUTH, lat__lte=NORTH),
                name="a_remark_is_on_a_point_in_poland",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["consultation", "standing", "outcome"], name="remarks_to_decide"),
            models.Index(fields=["consultation", "chapter_name"], name="remarks_by_chapter"),
        ]

    def __str__(self) -> str:
        return f"uwaga {self.number}"
