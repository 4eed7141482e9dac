"""What is read for a point of an agenda."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.meetings.models.item import AgendaItem
from terytoria.portal.partnerships.models import DocumentVersion

ONE_OF = Q(diagnosis__isnull=False) ^ Q(document__isnull=False)


class Paper(models.Model):
    """One version of a document or of a diagnosis; the ``subject`` is what is decided on."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    diagnosis = models.ForeignKey(
        DiagnosisVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=ONE_OF, name="a_paper_is_one_version"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(subject=True), name="a_point_has_one_subject"
            ),
        ]

    def __str__(self) -> str:
        if self.diagnosis is not None:
            return f"Diagnoza, {self.diagnosis}"
        return str(self.document)
