"""A target of a goal."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.strategies.enums import Kind, Wanted
from terytoria.portal.strategies.models.goal import Goal
from terytoria.portal.strategies.models.item import Item


class Target(Item):
    """A value that an indicator is to have in a year.

    ``indicator`` is an id of the catalogue; otherwise the partnership's own indicator has an
    ``own_name`` and a ``unit``. ``realism`` is the result of the check of realism as JSON values
    and ``realism_of`` the fingerprint of what it was computed from; both are written by a job and
    are no part of the content that people edit.
    """

    kind = Kind.TARGET

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="targets")
    indicator = models.CharField(max_length=20, blank=True)
    own_name = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    wanted = models.CharField(max_length=4, choices=Wanted)
    base_year = models.PositiveSmallIntegerField(null=True)
    base_value = models.FloatField(null=True)
    target_year = models.PositiveSmallIntegerField()
    target_value = models.FloatField()
    source = models.CharField(max_length=300, blank=True)
    justification = models.TextField(blank=True, max_length=4000)
    realism = models.JSONField(null=True)
    realism_of = models.CharField(max_length=64, blank=True)

    class Meta(Item.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(indicator="") ^ ~Q(own_name=""),
                name="a_target_is_of_one_indicator",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator or self.own_name}, {self.target_year}"
