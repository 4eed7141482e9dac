"""Layers that a partnership adds to its functional and spatial model."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.conf import settings
from django.db import models

from terytoria.portal.drafting.enums import LayerUse
from terytoria.portal.partnerships.models import Partnership


class OwnLayer(models.Model):
    """Shapes from a file, or an area of whole gminas (``gminas``, and no ``content``).

    Never changed: a layer that is removed stays for the versions frozen with it. ``content`` is
    compressed JSON of pairs of a name and a geometry in degrees of WGS 84 (GeoJSON).
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="own_layers"
    )
    title = models.CharField(max_length=200)
    use = models.CharField(max_length=20, choices=LayerUse)
    file = models.CharField(max_length=200, blank=True)
    features = models.PositiveIntegerField(default=1)
    content = models.BinaryField(blank=True, default=b"")
    gminas = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.title

    def shapes(self) -> list[tuple[str, Any]]:
        """Names with geometries as GeoJSON values; none of an area of whole gminas."""
        if not self.content:
            return []
        return [(name, drawn) for name, drawn in json.loads(zlib.decompress(self.content))]
