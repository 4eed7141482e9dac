"""A chapter of a text."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.drafting.enums import Part
from terytoria.portal.drafting.models.text import Text


class Chapter(models.Model):
    """A chapter (``level`` 1) or a section of it (2 or 3) with the elements it declares.

    ``key`` is its id for life, unlike that of any other chapter or block. ``version`` is the
    number of its latest revision; the position is no part of the content.
    """

    part: ClassVar[Part] = Part.CHAPTER

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="chapters")
    key = models.CharField(max_length=16, unique=True)
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    elements = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title
