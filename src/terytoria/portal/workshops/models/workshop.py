"""A workshop."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.workshops.enums import State

LASTS = timedelta(hours=24)
"""How long a code opens the door, also when nobody closes the workshop."""


class Workshop(models.Model):
    """A meeting of people who write sticky notes to one question and vote with dots.

    ``agenda`` is a list of pairs: minutes and what is done in them. ``code`` is there only while
    the workshop is open. ``dots`` is how many votes each participant has; ``people`` is how many
    took part, counted when it closed. ``evidence`` is kept when its first note enters the strategy.
    ``version`` grows with every change of the plan.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="workshops")
    title = models.CharField("temat", max_length=160)
    question = models.CharField("pytanie do uczestników", max_length=200)
    place = models.CharField("miejsce", max_length=200, blank=True)
    starts_at = models.DateTimeField("początek")
    agenda = models.JSONField("plan", default=list)
    dots = models.PositiveSmallIntegerField("kropek na osobę", default=3)
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    code = models.CharField(max_length=6, unique=True, null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    evidence = models.ForeignKey(
        OwnEvidence, on_delete=models.SET_NULL, null=True, related_name="workshops"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-starts_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state=State.OPEN) | Q(code__isnull=True),
                name="a_code_ends_with_its_workshop",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def points(self) -> list[tuple[datetime, int, str]]:
        """Points of the agenda: when each begins, how many minutes it takes, what it is."""
        found, at = [], timezone.localtime(self.starts_at)
        for minutes, text in self.agenda:
            found.append((at, minutes, text))
            at += timedelta(minutes=minutes)
        return found

    def admits(self, now: datetime) -> bool:
        """Whether the public may write and vote at a moment."""
        began = self.opened_at
        return self.state == State.OPEN and began is not None and now < began + LASTS
