"""The evaluation before adoption."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.drafting.models.text import Text


class Evaluation(models.Model):
    """Relevance, expected effectiveness and efficiency of a strategy, judged and signed.

    Until it is signed the facts are read from the chain; ``facts`` keeps, by criterion, those that
    were signed, and ``chain_sha256`` and ``draft_sha256`` what was judged. A signed one stays; the
    next is another row.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="evaluations")
    number = models.PositiveIntegerField()
    relevance = models.TextField(max_length=8000, blank=True)
    effectiveness = models.TextField(max_length=8000, blank=True)
    efficiency = models.TextField(max_length=8000, blank=True)
    version = models.PositiveIntegerField(default=1)
    facts = models.JSONField(default=dict)
    chain_sha256 = models.CharField(max_length=64, blank=True)
    draft_sha256 = models.CharField(max_length=64, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    signed_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "number"], name="an_evaluation_has_its_number")
        ]

    def __str__(self) -> str:
        return f"ewaluacja {self.number}"
