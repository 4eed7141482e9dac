"""A kept version of the diagnosis of a partnership."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models

from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.models.sealed import Sealed


class DiagnosisVersion(Sealed):
    """A diagnosis stored whole, with the snapshot and options from which it can be recomputed.

    ``units`` are the members that were asked for, ``gminas`` the gminas they were on the day of
    the snapshot. ``content`` is the compressed ``diagnosis.json`` and ``sha256`` that of its
    bytes. A version is never changed.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="diagnoses")
    snapshot = models.CharField(max_length=200)
    vintage = models.CharField(max_length=40)
    synthetic = models.BooleanField()
    options = models.JSONField()
    units = models.JSONField()
    gminas = models.JSONField()
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")

    class Meta(Sealed.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="a_version_has_its_number"
            )
        ]

    def __str__(self) -> str:
        return f"wersja {self.number}"

    def diagnosis_bytes(self) -> bytes:
        """The bytes of ``diagnosis.json``; :class:`DamagedError` if they are not those stored."""
        return self.content_bytes()

    def diagnosis(self) -> dict[str, Any]:
        """The diagnosis as JSON values, in the shape of ``diagnosis/schema.json``."""
        content: dict[str, Any] = json.loads(self.diagnosis_bytes())
        return content
