"""What happened in a procedure."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from terytoria.portal.partnerships.models import DocumentVersion
from terytoria.portal.procedures.models.procedure import Procedure


class Event(models.Model):
    """The days on which a step began and ended, as told at one moment; never changed.

    A later telling supersedes it and stays beside it; ``reason`` says why what was told before
    had been wrong. One without any day takes back what was told.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=40)
    begin = models.DateField("początek", null=True, blank=True)
    end = models.DateField("koniec", null=True, blank=True)
    note = models.CharField("uwaga", max_length=300, blank=True)
    reason = models.CharField("powód poprawki", max_length=300, blank=True)
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["procedure", "step"],
                condition=Q(superseded=False),
                name="one_fact_of_a_step_holds",
            ),
            models.CheckConstraint(
                condition=Q(begin__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("begin")),
                name="a_step_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.step}"
