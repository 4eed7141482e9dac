"""A goal."""

from __future__ import annotations

from django.db import models

from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models.challenge import Challenge
from terytoria.portal.strategies.models.item import Item


class Goal(Item):
    """What the partnership wants to reach; it answers challenges."""

    kind = Kind.GOAL

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, max_length=8000)
    answers = models.ManyToManyField(Challenge, related_name="goals")

    def __str__(self) -> str:
        return self.title
