"""Contradictions: two indicators of the area that do not seem to agree, said openly."""

from __future__ import annotations

from collections.abc import Iterator

from terytoria.diagnosis.amounts import amount_of
from terytoria.diagnosis.findings.finding import Finding, FindingKind
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.words import filled, value_text
from terytoria.diagnosis.standing import Standing
from terytoria.statistics.catalogue.entries import Text


def contradictions(sources: FindingSources) -> Iterator[Finding]:
    """Pairs of the rules that hold for the area as a whole."""
    for pair in sources.rules.pairs:
        better = sources.current(pair.better).get(sources.unit)
        worse = sources.current(pair.worse).get(sources.unit)
        if better is None or worse is None:
            continue
        if better.oriented is None or worse.oriented is None:
            continue
        if better.different != "better" or worse.different != "worse":
            continue
        yield Finding(
            id=f"contradiction.{pair.id}",
            kind=FindingKind.CONTRADICTION,
            severity=1,
            topic=sources.indicator(pair.worse).area,
            unit=sources.unit,
            heading=pair.heading,
            text=filled(pair.text, better=_value(sources, better), worse=_value(sources, worse)),
            consequence=Text(
                "Przed decyzją warto sprawdzić to na miejscu.",
                "Worth checking on the spot before deciding.",
            ),
            evidence=tuple(
                sources.measures.evidence(one.indicator, sources.area.gminas, one.year)
                for one in (better, worse)
            ),
        )


def _value(sources: FindingSources, one: Standing) -> Text:
    indicator = sources.indicator(one.indicator)
    shown = amount_of(one.value, indicator.unit, indicator.decimals)
    english = value_text(one.value, indicator, sources.measures.catalogue.unit_en(indicator.unit))
    return Text(f"{shown} w {one.year} r.", f"{english.en} in {one.year}")
