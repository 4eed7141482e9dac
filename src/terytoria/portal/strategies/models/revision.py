"""The history of an item."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.enums import Deed, Kind


class Revision(models.Model):
    """One saved change of an item; written once.

    ``number`` is the version the item had afterwards. ``before`` and ``after`` hold the fields
    that changed as JSON values; a deletion has the full content before and nothing after.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    item = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=10, choices=Deed)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "item", "number"], name="a_revision_has_its_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.item}, {self.number}"
