"""A challenge and the evidence it cites."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.evidence.models import Finding, OwnEvidence
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models.item import Item


class Challenge(Item):
    """What the partnership must face, as its evidence shows."""

    kind = Kind.CHALLENGE

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, max_length=8000)

    def __str__(self) -> str:
        return self.title


class Citation(models.Model):
    """A challenge cites a finding, as one version of the diagnosis told it, or own evidence."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="citations")
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, related_name="citations"
    )
    own = models.ForeignKey(
        OwnEvidence, on_delete=models.PROTECT, null=True, related_name="citations"
    )

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(finding__isnull=True) ^ Q(own__isnull=True),
                name="a_citation_is_of_one_thing",
            ),
            models.UniqueConstraint(fields=["challenge", "finding"], name="a_finding_cited_once"),
            models.UniqueConstraint(fields=["challenge", "own"], name="own_evidence_cited_once"),
        ]

    def __str__(self) -> str:
        return str(self.finding or self.own)

    @property
    def key(self) -> str:
        """``finding:<number>`` or ``own:<number>``."""
        return f"finding:{self.finding_id}" if self.finding_id else f"own:{self.own_id}"
