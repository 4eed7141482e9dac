"""A block of a chapter."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.drafting.enums import BlockKind, Part
from terytoria.portal.drafting.models.chapter import Chapter


class Block(models.Model):
    """A paragraph, table, figure or inserted part of the chain.

    ``content`` holds the fields of the engine's block but its id: ``{"text": …}``, ``{"caption",
    "header", "rows"}``, ``{"figure", "caption", "pinned"}`` or ``{"what": …}``. ``key`` is its id
    for life, in whatever chapter it stands. ``version`` is the number of its latest revision.
    """

    part: ClassVar[Part] = Part.BLOCK

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="blocks")
    key = models.CharField(max_length=16, unique=True)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=BlockKind)
    content = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()
