"""A frozen version of a text."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from terytoria.portal.drafting.models.text import Text
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.strategy.draft import Draft


class DamagedError(RuntimeError):
    """A stored draft whose bytes are not those that were stored."""


class DraftVersion(models.Model):
    """A text as it was, with its chain, its evidence and its evaluation; never changed.

    ``content`` is compressed canonical JSON of ``draft``, ``profiles``, ``waivers``,
    ``evaluation`` and ``sources`` (what its citations cite), and what was written of ``summary``
    and ``easy``; ``sha256`` is that of its bytes.
    ``strategy`` is the frozen chain it shows, ``diagnosis`` the one its figures are of.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    strategy = models.ForeignKey(StrategyVersion, on_delete=models.PROTECT, related_name="+")
    diagnosis = models.ForeignKey(
        DiagnosisVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
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
                fields=["text", "number"], name="a_draft_version_has_its_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text.title}, wersja {self.number}"

    def content_bytes(self) -> bytes:
        """The canonical JSON; :class:`DamagedError` if the bytes are not those stored."""
        try:
            content = zlib.decompress(self.content)
        except zlib.error as problem:
            raise DamagedError(f"{self}: {problem}") from problem
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DamagedError(f"{self}: other bytes than those stored")
        return content

    def values(self) -> dict[str, Any]:
        """Everything that was frozen, as JSON values."""
        content: dict[str, Any] = json.loads(self.content_bytes())
        return content

    def draft(self) -> Draft:
        """The text as it was frozen."""
        return Draft.from_json(self.values()["draft"])
