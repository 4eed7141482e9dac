"""What is read for a point of an agenda."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.meetings.models.item import AgendaItem
from terytoria.portal.partnerships.models import DocumentVersion
from terytoria.portal.strategies.models import StrategyVersion

KINDS = ("diagnosis", "strategy", "document", "draft")
"""Fields that say what version a paper or a decision is about."""


Version = DiagnosisVersion | StrategyVersion | DocumentVersion | DraftVersion


def version_name(version: Version) -> str:
    """What a kept version is called."""
    name = f"diagnoza, {version}" if isinstance(version, DiagnosisVersion) else str(version)
    if isinstance(version, DraftVersion):
        name = f"tekst strategii: {version}"
    return name[:1].upper() + name[1:]


def only(kind: str) -> Q:
    """Rows that are about a version of this kind and of no other."""
    return Q(**{f"{one}__isnull": one != kind for one in KINDS})


class Paper(models.Model):
    """A version of a diagnosis, chain, text or document; the ``subject`` is decided on."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    diagnosis = models.ForeignKey(
        DiagnosisVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    strategy = models.ForeignKey(
        StrategyVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    draft = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=only("diagnosis") | only("strategy") | only("document") | only("draft"),
                name="a_paper_is_one_version",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(subject=True), name="a_point_has_one_subject"
            ),
        ]

    def __str__(self) -> str:
        return version_name(self.version)

    @property
    def version(self) -> Version:
        """The version that the paper is."""
        found = self.diagnosis or self.strategy or self.document or self.draft
        assert found is not None  # noqa: S101 - the database keeps exactly one
        return found
