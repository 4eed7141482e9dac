"""Answers put aside to be finished later."""

from __future__ import annotations

from django.db import models

from terytoria.portal.surveys.models.survey import Survey


class SavedDraft(models.Model):
    """What a person put aside, readable only with the code they were shown.

    ``key`` and the cipher are both derived from the code, which is not kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="drafts")
    content = models.BinaryField()
    keep_until = models.DateField()

    def __str__(self) -> str:
        return "odłożona ankieta"
