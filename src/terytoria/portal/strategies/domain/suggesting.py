"""Challenges that accepted findings of the newest diagnosis suggest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from terytoria.portal.evidence.domain.queries import Judged
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.models import Citation
from terytoria.statistics.catalogue import Catalogue


@dataclass(frozen=True)
class Suggestion:
    """A challenge to be: its name, the question it asks, and accepted findings to cite."""

    id: str
    title: str
    text: str
    findings: tuple[Judged, ...]

    @property
    def cites(self) -> list[str]:
        """Keys of the findings, as a challenge cites them."""
        return [f"finding:{one.finding.pk}" for one in self.findings]


def suggestions(partnership: Partnership) -> tuple[Suggestion, ...]:
    """What the diagnosis proposes, by rank, then topics of the findings that are left.

    Only accepted findings that no challenge cites yet are suggested.
    """
    now = EvidenceNow(partnership)
    cited = set(
        Citation.objects.filter(
            challenge__partnership=partnership,
            challenge__deleted_at__isnull=True,
            finding__isnull=False,
        ).values_list("finding__key", flat=True)
    )
    left = [one for one in now.citable() if one.finding.key not in cited]
    proposed = now.version.diagnosis().get("challenges", []) if now.version and left else []
    found = [
        _suggestion(one["id"], one["title"]["pl"], one["question"]["pl"], pointing)
        for one in proposed
        if (pointing := [each for each in left if each.finding.challenge == one["id"]])
    ]
    told = {each.finding.pk for one in found for each in one.findings}
    return (*found, *_by_topic(one for one in left if one.finding.pk not in told))


def _by_topic(findings: Iterable[Judged]) -> list[Suggestion]:
    topics: dict[str, list[Judged]] = {}
    for one in findings:
        topics.setdefault(one.finding.topic, []).append(one)
    areas = Catalogue.load().areas
    names = {topic: areas[topic].name_pl if topic in areas else "Ustalenia" for topic in topics}
    return [
        _suggestion(f"topic-{topic or 'none'}", names[topic], "", found)
        for topic, found in topics.items()
    ]


def _suggestion(name: str, title: str, text: str, findings: list[Judged]) -> Suggestion:
    heaviest = sorted(findings, key=lambda one: (-one.finding.weight, one.finding.position))
    return Suggestion(name, title, text, tuple(heaviest))
