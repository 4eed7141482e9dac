"""A frozen version of a text."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models

from terytoria.portal.drafting.models.text import Text
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.partnerships.models.sealed import Sealed
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.strategy.draft import Draft


class DraftVersion(Sealed):
    """A text as it was, with its chain, its evidence and its evaluation; never changed.

    ``content`` is compressed canonical JSON of ``draft``, ``profiles``, ``waivers``,
    ``evaluation`` and ``sources`` (what its citations cite), and what was written of ``summary``
    and ``easy``; ``sha256`` is that of its bytes.
    ``strategy`` is the frozen chain it shows, ``diagnosis`` the one its figures are of.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    strategy = models.ForeignKey(StrategyVersion, on_delete=models.PROTECT, related_name="+")
    diagnosis = models.ForeignKey(
        DiagnosisVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta(Sealed.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["text", "number"], name="a_draft_version_has_its_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text.title}, wersja {self.number}"

    def values(self) -> dict[str, Any]:
        """Everything that was frozen, as JSON values."""
        content: dict[str, Any] = json.loads(self.content_bytes())
        return content

    def draft(self) -> Draft:
        """The text as it was frozen."""
        return Draft.from_json(self.values()["draft"])
