"""Findings from standings: where the area and its members differ from their groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.population import INDICATOR as POPULATION
from terytoria.diagnosis.findings.population import LEVEL as PEOPLE
from terytoria.diagnosis.findings.population import population_heading, population_sentence
from terytoria.diagnosis.findings.sources import FindingSources, kind_of, severity
from terytoria.diagnosis.findings.spread import Spread, spreads
from terytoria.diagnosis.findings.standing_words import (
    area_sentence,
    heading_of,
    member_sentence,
    members_sentence,
    peers_of,
)
from terytoria.diagnosis.findings.words import filled, sentences
from terytoria.statistics.catalogue.entries import Text

Spreads = Mapping[tuple[str, str], Spread]


def standing_findings(sources: FindingSources) -> Iterator[Finding]:
    """Findings of the area as a whole, then of each member, by indicator.

    A rule that names others (``unless``) is silent for a unit of which one of them speaks with the
    same verdict: two indicators of one fact are told once.
    """
    found = spreads(sources)
    for spread in found.values():
        if (spread.fires or spread.many) and not _told_by_another(spread, found):
            yield _of_area(sources, spread)
        yield from _of_members(sources, spread, found)


def _others(spread: Spread, found: Spreads) -> Iterator[Spread]:
    for name in spread.phrase.unless:
        other = found.get((name, spread.verdict))
        if other is not None:
            yield other


def _told_by_another(spread: Spread, found: Spreads) -> bool:
    return any(other.fires or other.many for other in _others(spread, found))


def _of_area(sources: FindingSources, spread: Spread) -> Finding:
    whole = spread.whole
    heading = heading_of(sources, spread)
    own = None if whole is None else area_sentence(sources, whole)
    if spread.phrase.indicator == POPULATION and whole is not None:
        own = population_sentence(sources.measures, sources.area, sources.standings, sources.unit)
        if spread.fires:
            heading = population_heading(whole, peers_of(sources, sources.unit)) or heading
    about = [*([sources.unit] if whole is not None else []), *spread.agreeing]
    return _finding(
        sources,
        spread,
        unit=sources.unit,
        heading=heading,
        text=sentences(own, members_sentence(sources, spread, alone=own is None)),
        weight=spread.weight,
        about=about,
    )


def _of_members(sources: FindingSources, spread: Spread, found: Spreads) -> Iterator[Finding]:
    for code in spread.agreeing:
        if any(code in other.agreeing for other in _others(spread, found)):
            continue
        one = spread.current[code]
        peers = peers_of(sources, code)
        heading = filled(spread.phrase.heading[spread.verdict], peers=peers)
        text: Text | None = None
        if spread.phrase.indicator == POPULATION:
            text = population_sentence(sources.measures, sources.area, sources.standings, code)
            heading = population_heading(one, peers) or heading
        yield _finding(
            sources,
            spread,
            unit=code,
            heading=heading,
            text=text or member_sentence(sources, one),
            weight=severity(one.distance),
            about=[code],
        )


def _finding(
    sources: FindingSources,
    spread: Spread,
    *,
    unit: str,
    heading: Text,
    text: Text,
    weight: int,
    about: Sequence[str],
) -> Finding:
    name = spread.phrase.indicator
    read = (name, PEOPLE) if name == POPULATION else (name,)
    evidence = tuple(
        sources.measures.evidence(each, sources.members_of(one), spread.current[one].year)
        for one in about
        for each in read
    )
    return Finding(
        id=f"{name}.{spread.verdict}.{unit}",
        kind=kind_of(spread.verdict),
        severity=weight,
        topic=sources.indicator(name).area,
        unit=unit,
        heading=heading,
        text=text,
        consequence=spread.phrase.so[spread.verdict],
        evidence=evidence,
        members=tuple(one for one in about if one != sources.unit),
        challenge=spread.phrase.challenge if spread.verdict == "worse" else "",
    )
