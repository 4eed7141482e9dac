"""What every item of the chain has."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.enums import Kind


class Item(models.Model):
    """An item of a partnership's chain.

    ``version`` counts the saves of its content and is the number of its latest revision; the
    ``position`` among its like is no part of the content. A deleted item keeps its row and its
    links, so that it can be restored.
    """

    kind: ClassVar[Kind]

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ("position", "pk")
