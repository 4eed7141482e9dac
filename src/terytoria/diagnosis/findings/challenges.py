"""Challenges: findings that point the same way, grouped and ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from terytoria.diagnosis.findings.finding import Finding, FindingKind
from terytoria.diagnosis.findings.rules import ChallengeRule, Rules
from terytoria.statistics.catalogue.entries import Text

POINTING = (FindingKind.WEAKNESS, FindingKind.THREAT)
LEAST, MOST = 4, 10
"""How many challenges a council can weigh against each other."""
Entry = tuple[float, ChallengeRule, list[Finding]]


@dataclass(frozen=True)
class Challenge:
    """A proposed challenge: its rank, weight, and the findings it rests on.

    ``weight`` is the sum of the severities of the findings of the area as a whole, and of those
    of single members in proportion to their share of the members.
    """

    id: str
    rank: int
    weight: float
    title: Text
    question: Text
    findings: tuple[str, ...]
    members: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The challenge as JSON values."""
        return {
            "id": self.id,
            "rank": self.rank,
            "weight": self.weight,
            "title": {"pl": self.title.pl, "en": self.title.en},
            "question": {"pl": self.question.pl, "en": self.question.en},
            "findings": list(self.findings),
            "members": list(self.members),
        }


def challenges_of(
    findings: Sequence[Finding], rules: Rules, area_unit: str, members: int
) -> tuple[Challenge, ...]:
    """Challenges that findings point to, heaviest first, at most ``MOST``.

    A finding of the area as a whole must point to each; where fewer than ``LEAST`` have one, the
    heaviest of those that only members point to follow.
    """
    joint, single = [], []
    for rule in rules.challenges.values():
        pointing = [f for f in findings if f.challenge == rule.id and f.kind in POINTING]
        entry = (_weight(pointing, area_unit, members), rule, pointing)
        if any(finding.unit == area_unit for finding in pointing):
            joint.append(entry)
        elif pointing:
            single.append(entry)
    chosen = _heaviest(joint)[:MOST]
    chosen += _heaviest(single)[: max(0, LEAST - len(chosen))]
    return tuple(
        _challenge(place, weight, rule, pointing)
        for place, (weight, rule, pointing) in enumerate(chosen, start=1)
    )


def _heaviest(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (-entry[0], entry[1].id))


def _weight(pointing: Sequence[Finding], area_unit: str, members: int) -> float:
    whole = sum(finding.severity for finding in pointing if finding.unit == area_unit)
    single = sum(finding.severity for finding in pointing if finding.unit != area_unit)
    return round(whole + single / members, 2)


def _challenge(
    place: int, weight: float, rule: ChallengeRule, pointing: Sequence[Finding]
) -> Challenge:
    heaviest = sorted(pointing, key=lambda finding: (-finding.severity, finding.id))
    members = sorted({code for finding in pointing for code in finding.members})
    return Challenge(
        rule.id,
        place,
        weight,
        rule.title,
        rule.question,
        tuple(finding.id for finding in heaviest),
        tuple(members),
    )
