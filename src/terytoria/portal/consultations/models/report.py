"""The report of a consultation."""

from __future__ import annotations

import zlib
from typing import ClassVar

from django.db import models

from terytoria.portal.consultations.models.consultation import Consultation
from terytoria.portal.partnerships.models import DocumentVersion


class Report(models.Model):
    """The report as it was released: a page, and two files among the partnership's documents."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="report"
    )
    html = models.BinaryField()
    pdf = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    released_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return f"sprawozdanie: {self.consultation}"

    def page(self) -> str:
        """The report as HTML."""
        return zlib.decompress(self.html).decode()
