"""Figures of a diagnosis, kept for texts to show."""

from __future__ import annotations

import zlib
from typing import ClassVar

from django.db import models

from terytoria.portal.evidence.models import DiagnosisVersion


class FigureSet(models.Model):
    """Every figure of the report of a diagnosis: SVG, alternative text, caption, table.

    ``names`` are pairs of id and caption in the order of the report; ``content`` is compressed
    JSON. It can be made again from the diagnosis at any time.
    """

    diagnosis = models.OneToOneField(
        DiagnosisVersion, on_delete=models.CASCADE, related_name="figures"
    )
    names = models.JSONField()
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = []

    def __str__(self) -> str:
        return f"rysunki, {self.diagnosis}"

    def figures_bytes(self) -> bytes:
        """The JSON of the figures."""
        return zlib.decompress(self.content)
