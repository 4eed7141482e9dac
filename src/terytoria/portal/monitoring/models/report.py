"""Where the yearly report and its chapters are kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.partnerships.models import Document, Partnership


class KeptReport(models.Model):
    """A document of a year: the whole report, or the chapter of a gmina (``unit``), in a format.

    Made again, it is a new version of the same document.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=7, blank=True)
    ending = models.CharField(max_length=4)
    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("-year", "unit", "ending")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "year", "unit", "ending"], name="a_report_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.unit} {self.ending}"
