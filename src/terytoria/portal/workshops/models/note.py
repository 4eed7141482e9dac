"""Sticky notes, votes, and the anonymous ballots that hold their limits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.strategies.models import Challenge, Goal
from terytoria.portal.workshops.enums import BELOW, Place
from terytoria.portal.workshops.models.workshop import Workshop

LONGEST = 200


class Ballot(models.Model):
    """A participant's browser while the workshop goes on, known by a digest of a random word.

    Nothing else is kept of anybody; closing the workshop deletes all of its ballots.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="ballots")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workshop", "digest"], name="one_ballot_of_a_browser")
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Note(models.Model):
    """A sticky note: a problem, where it stands in the challenge tree, and the goal it becomes.

    ``under`` is the challenge whose cause or effect it is. A duplicate is ``merged`` into another
    note and keeps its own dots, so that it can be taken out again. ``challenge`` and ``aim`` are
    what it became in the strategy. There is no author and no hour.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField("treść", max_length=LONGEST)
    place = models.CharField(max_length=9, choices=Place, default=Place.LOOSE)
    under = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="below")
    goal = models.CharField("jako cel", max_length=LONGEST, blank=True)
    hidden = models.BooleanField(default=False)
    merged = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="same")
    ballot = models.ForeignKey(Ballot, on_delete=models.SET_NULL, null=True, related_name="notes")
    challenge = models.ForeignKey(Challenge, on_delete=models.SET_NULL, null=True, related_name="+")
    aim = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(under__isnull=True) | Q(place__in=sorted(BELOW)),
                name="only_causes_and_effects_are_under_a_challenge",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def spot(self) -> str:
        """Where it stands as forms tell it: ``loose``, ``challenge``, ``cause:5``, ``effect:5``."""
        return f"{self.place}:{self.under_id}" if self.place in BELOW else str(self.place)


class Dot(models.Model):
    """One vote for a note."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="dots")
    ballot = models.ForeignKey(Ballot, on_delete=models.SET_NULL, null=True, related_name="dots")

    def __str__(self) -> str:
        return f"{self.note_id}"
