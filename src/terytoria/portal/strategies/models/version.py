"""A frozen version of the chain."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.serialise import from_json


class DamagedError(RuntimeError):
    """A stored chain whose bytes are not those that were stored."""


class StrategyVersion(models.Model):
    """The chain as it was, with the evidence it cited; never changed.

    ``content`` is the compressed canonical JSON, ``sha256`` that of its bytes.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="strategies"
    )
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=400, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="a_strategy_version_has_its_number"
            )
        ]

    def __str__(self) -> str:
        return f"strategia, wersja {self.number}"

    def chain_bytes(self) -> bytes:
        """The canonical JSON; :class:`DamagedError` if the bytes are not those stored."""
        try:
            content = zlib.decompress(self.content)
        except zlib.error as problem:
            raise DamagedError(f"{self}: {problem}") from problem
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DamagedError(f"{self}: other bytes than those stored")
        return content

    def chain(self) -> Chain:
        """The chain as it was frozen."""
        return from_json(json.loads(self.chain_bytes()))
