"""What an expert made of a finding."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models.finding import Finding


class Verdict(models.Model):
    """One verdict; a later one replaces it but does not remove it."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="verdicts")
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.TextField(blank=True, max_length=2000)
    wording = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(choice=Choice.ACCEPTED) | ~Q(reason=""),
                name="a_verdict_against_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(choice=Choice.REWORDED) ^ Q(wording=""),
                name="only_a_rewording_has_a_wording",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.finding}"
