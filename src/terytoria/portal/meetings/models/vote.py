"""A vote."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.meetings.enums import Value
from terytoria.portal.meetings.models.item import AgendaItem


class Vote(models.Model):
    """What a voter said in a round of a point; the last word before the vote closed.

    ``voter`` is the TERYT code of a unit, or ``osoba:<number>`` in the working group. ``by`` is
    who gave it: the representative, or (``by_hand``) the coordinator who saw a hand raised.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="votes")
    round = models.PositiveIntegerField()
    voter = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    value = models.CharField(max_length=10, choices=Value)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_label = models.CharField(max_length=200)
    by_hand = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("label",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "round", "voter"], name="a_voter_has_one_vote"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.get_value_display()}"
