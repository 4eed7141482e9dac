"""What goes with a text: its summary, its easy-to-read version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.drafting.enums import CompanionKind, Part
from terytoria.portal.drafting.models.text import Text


class Companion(models.Model):
    """A shorter text of a kind; ``content`` holds its fields and ``version`` counts its saves.

    ``key`` is its id for life; its history is kept as that of a block.
    """

    part: ClassVar[Part] = Part.COMPANION

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="companions")
    kind = models.CharField(max_length=10, choices=CompanionKind)
    key = models.CharField(max_length=16, unique=True)
    content = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("kind",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "kind"], name="a_text_has_one_of_each_kind")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
