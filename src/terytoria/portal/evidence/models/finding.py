"""A finding of a version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.evidence.enums import Kind
from terytoria.portal.evidence.models.version import DiagnosisVersion


class Finding(models.Model):
    """A finding as the diagnosis made it; never changed, whatever verdicts say.

    ``key`` (the rule and the subject) is the same in every version; ``fingerprint`` is the same
    while the finding says the same with the same values. ``evidence`` is a list of
    :meth:`terytoria.statistics.evidence.Evidence.to_json`.
    """

    version = models.ForeignKey(DiagnosisVersion, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=160)
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=15, choices=Kind)
    weight = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=200)
    challenge = models.CharField(max_length=80, blank=True)
    heading = models.TextField()
    text = models.TextField()
    consequence = models.TextField(blank=True)
    evidence = models.JSONField()

    class Meta:
        ordering = ("version", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "key"], name="a_finding_is_told_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["key"])]

    def __str__(self) -> str:
        return f"{self.heading} ({self.subject})"
