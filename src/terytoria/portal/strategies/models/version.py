"""A frozen version of the chain."""

from __future__ import annotations

import json
from typing import ClassVar

from django.db import models

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.models.sealed import Sealed
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.serialise import from_json


class StrategyVersion(Sealed):
    """The chain as it was, with the evidence it cited; never changed.

    ``content`` is the compressed canonical JSON, ``sha256`` that of its bytes.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="strategies"
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta(Sealed.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="a_strategy_version_has_its_number"
            )
        ]

    def __str__(self) -> str:
        return f"strategia, wersja {self.number}"

    def chain_bytes(self) -> bytes:
        """The canonical JSON; :class:`DamagedError` if the bytes are not those stored."""
        return self.content_bytes()

    def chain(self) -> Chain:
        """The chain as it was frozen."""
        return from_json(json.loads(self.chain_bytes()))
