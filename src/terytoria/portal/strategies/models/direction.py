"""A direction of action."""

from __future__ import annotations

from django.db import models

from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models.goal import Goal
from terytoria.portal.strategies.models.item import Item


class Direction(Item):
    """A way towards one goal."""

    kind = Kind.DIRECTION

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, max_length=8000)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="directions")

    def __str__(self) -> str:
        return self.title
