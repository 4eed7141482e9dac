"""A project, as a simple record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.strategies.enums import Kind, Readiness
from terytoria.portal.strategies.models.challenge import Challenge
from terytoria.portal.strategies.models.direction import Direction
from terytoria.portal.strategies.models.item import Item


class Project(Item):
    """What members will do together.

    ``lead`` and ``partners`` are TERYT codes of members, ``cost`` is in PLN (empty: not known),
    ``links`` are addresses in the network.
    """

    kind = Kind.PROJECT

    title = models.CharField(max_length=200)
    lead = models.CharField(max_length=7, blank=True)
    partners = models.JSONField(default=list)
    scope = models.TextField(blank=True, max_length=8000)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    readiness = models.CharField(max_length=15, choices=Readiness, default=Readiness.IDEA)
    links = models.JSONField(default=list)
    serves = models.ManyToManyField(Direction, related_name="projects")
    answers = models.ManyToManyField(Challenge, related_name="projects")

    class Meta(Item.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="a_cost_is_not_negative"
            )
        ]

    def __str__(self) -> str:
        return self.title
