"""A point of an agenda."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.meetings.enums import ItemState, Majority
from terytoria.portal.meetings.models.meeting import Meeting


class AgendaItem(models.Model):
    """A point: its text, the decision proposed, how it is voted on, and what was said.

    ``round`` counts the votes taken; ``tally`` is the last result, frozen when its vote closed
    (the shape of ``Tally.to_json``), empty before.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField("punkt", max_length=200)
    text = models.TextField("opis", blank=True, max_length=4000)
    majority = models.CharField("większość", max_length=10, choices=Majority, default=Majority.NONE)
    proposal = models.TextField("projekt decyzji", blank=True, max_length=4000)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    round = models.PositiveIntegerField(default=0)
    tally = models.JSONField(default=dict)
    note = models.TextField("przebieg", blank=True, max_length=8000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("meeting", "position", "id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(majority=Majority.NONE) | ~models.Q(proposal=""),
                name="a_vote_is_on_a_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"

    @property
    def voted(self) -> bool:
        """Whether the point is one to vote on."""
        return self.majority != Majority.NONE

    @property
    def settled(self) -> bool:
        """Whether the point can no longer be changed: it is under vote or decided."""
        return self.state in (ItemState.VOTING, ItemState.DECIDED)
