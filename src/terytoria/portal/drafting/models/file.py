"""Files of a frozen version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.drafting.models.version import DraftVersion
from terytoria.portal.partnerships.models.document import document_storage


class DraftFile(models.Model):
    """A frozen version in one format; ``ending`` is pdf, docx or html."""

    version = models.ForeignKey(DraftVersion, on_delete=models.CASCADE, related_name="files")
    ending = models.CharField(max_length=8)
    file = models.FileField(storage=document_storage, max_length=120, upload_to="strategie/")
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("ending",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "ending"], name="a_version_has_a_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.ending.upper()})"
