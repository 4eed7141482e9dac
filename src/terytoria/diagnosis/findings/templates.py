"""Making a finding of a template of the rules."""

from __future__ import annotations

from collections.abc import Sequence

from terytoria.diagnosis.findings.finding import Finding, FindingKind
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.words import filled, number_en
from terytoria.language.numbers import number, percent
from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.evidence import Evidence

Places = dict[str, Text | str]


def made(
    sources: FindingSources,
    rule: str,
    weight: int,
    evidence: Sequence[Evidence],
    places: Places,
    *,
    members: Sequence[str] = (),
    topic: str = "",
    suffix: str = "",
    challenge: str | None = None,
) -> Finding:
    """The finding of a template about the area as a whole."""
    template = sources.rules.templates[rule]
    return Finding(
        id=f"{rule}{suffix}",
        kind=FindingKind(template.kind),
        severity=weight,
        topic=topic or template.topic,
        unit=sources.unit,
        heading=filled(template.heading, **places),
        text=filled(template.text, **places),
        consequence=template.so,
        evidence=tuple(evidence),
        members=tuple(members) or sources.area.gminas,
        challenge=template.challenge if challenge is None else challenge,
    )


def limit(sources: FindingSources, rule: str, name: str) -> float:
    """A threshold of a template."""
    return sources.rules.templates[rule].thresholds[name]


def count_text(value: float) -> Text:
    """A whole number in both languages."""
    return Text(number(value), number_en(value))


def share_text(share: float, decimals: int = 0) -> Text:
    """A share from 0 to 1 as per cent in both languages."""
    return Text(percent(100 * share, decimals), f"{100 * share:.{decimals}f}%")
