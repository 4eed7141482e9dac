"""The strategy itself: its vision and horizon."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models.item import Item


class Frame(Item):
    """What the whole chain serves and until which year; one for a partnership."""

    kind = Kind.FRAME

    vision = models.TextField(blank=True, max_length=4000)
    horizon = models.PositiveSmallIntegerField(null=True)

    class Meta(Item.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership"], name="a_partnership_has_one_frame")
        ]

    def __str__(self) -> str:
        return "Wizja i horyzont"
