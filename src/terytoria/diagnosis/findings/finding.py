"""A finding: what the data say, how much it weighs, and the evidence under it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.evidence import Evidence


class FindingError(ValueError):
    """A finding that must not exist: without evidence, or of an unknown weight."""


class FindingKind(StrEnum):
    """What a finding is for the area."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"
    CONTRADICTION = "contradiction"
    GAP = "gap"


@dataclass(frozen=True)
class Finding:
    """One statement in Polish and English.

    ``unit`` is the member it speaks of, or the area's own name in the results; ``topic`` the area
    of the catalogue it belongs to, empty where it is about all; ``severity`` 1 (worth knowing) to
    3 (weighs most); ``members`` the members it concerns; ``challenge`` the challenge it points to,
    empty for none.
    """

    id: str
    kind: FindingKind
    severity: int
    topic: str
    unit: str
    heading: Text
    text: Text
    consequence: Text
    evidence: tuple[Evidence, ...]
    members: tuple[str, ...] = ()
    challenge: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise FindingError(f"finding {self.id!r} has no evidence")
        if self.severity not in (1, 2, 3):
            raise FindingError(f"finding {self.id!r}: severity {self.severity} is not 1, 2 or 3")

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON values."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "severity": self.severity,
            "topic": self.topic,
            "unit": self.unit,
            "heading": {"pl": self.heading.pl, "en": self.heading.en},
            "text": {"pl": self.text.pl, "en": self.text.en},
            "consequence": {"pl": self.consequence.pl, "en": self.consequence.en},
            "members": list(self.members),
            "challenge": self.challenge,
            "evidence": [evidence.to_json() for evidence in self.evidence],
        }
