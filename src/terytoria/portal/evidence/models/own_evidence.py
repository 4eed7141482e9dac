"""Evidence the partnership brings itself."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.evidence.enums import OwnKind
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.models.document import document_storage
from terytoria.statistics.evidence import Evidence


class OwnEvidence(models.Model):
    """A survey, a document or data, with the provenance every number carries.

    Without a value it is a statement of the source. Withdrawn evidence stays in the table. The
    ``file`` it was read from may be kept with it; ``media_type`` is told by the content.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="own_evidence"
    )
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=OwnKind)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    measure = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    units = models.JSONField(default=list)
    source = models.CharField(max_length=200)
    vintage = models.DateField()
    formula = models.CharField(max_length=400, blank=True)
    url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True, max_length=4000)
    file = models.FileField(storage=document_storage, max_length=120, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("title", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__lte=models.F("value"), high__gte=models.F("value")),
                name="an_interval_holds_its_value",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def evidence(self) -> Evidence:
        """The record in the shape all values have; ``indicator`` is ``own.<number>``."""
        limits = None if self.low is None or self.high is None else (self.low, self.high)
        return Evidence(
            indicator=f"own.{self.pk}",
            units=tuple(self.units),
            years=() if self.year is None else (self.year,),
            value=self.value,
            interval=limits,
            source=self.source,
            vintage=self.vintage.isoformat(),
            formula=self.formula,
        )
