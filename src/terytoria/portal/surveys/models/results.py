"""Results of a survey that is closed."""

from __future__ import annotations

from django.db import models

from terytoria.portal.surveys.models.survey import Survey


class Results(models.Model):
    """The engine's analysis as plain values; it stays when the answers are deleted.

    ``codes`` are questions whose codes were counted; ``released_on`` is since when all may read.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="results")
    content = models.JSONField()
    channels = models.JSONField(default=dict)
    codes = models.JSONField(default=dict)
    snapshot = models.CharField(max_length=120, blank=True)
    made_on = models.DateField()
    released_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"wyniki: {self.survey}"
