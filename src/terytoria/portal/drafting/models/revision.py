"""The history of chapters and blocks."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.drafting.enums import Deed, Part
from terytoria.portal.drafting.models.text import Text


class BlockRevision(models.Model):
    """One saved change of a chapter or a block; written once.

    ``number`` is the version it had afterwards; ``before`` and ``after`` are its whole content.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="revisions")
    part = models.CharField(max_length=10, choices=Part)
    key = models.CharField(max_length=16)
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=10, choices=Deed)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "number"], name="a_block_revision_is_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.key}, {self.number}"
