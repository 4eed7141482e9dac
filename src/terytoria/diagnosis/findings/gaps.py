"""Gaps: topics the snapshot says nothing of, and topics it speaks of only long ago."""

from __future__ import annotations

from collections.abc import Iterator

from terytoria.diagnosis.findings.finding import Finding, FindingKind
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.statistics.catalogue import CatalogueArea
from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.evidence import Evidence

OLD = 5
"""Years before the vintage after which the newest value of a topic is called old."""


def gaps(sources: FindingSources) -> Iterator[Finding]:
    """A finding for each topic without data for the area, and for each with old data only."""
    vintage = int(sources.measures.snapshot.vintage[:4])
    for topic in sources.measures.catalogue.areas.values():
        newest = _newest(sources, topic)
        if newest is None:
            yield _gap(sources, topic, None)
        elif newest[1] <= vintage - OLD:
            yield _gap(sources, topic, newest)


def _newest(sources: FindingSources, topic: CatalogueArea) -> tuple[str, int] | None:
    years = {
        indicator.id: max(one.year for one in current.values())
        for indicator in sources.measures.catalogue.of_area(topic.id)
        if (current := sources.current(indicator.id))
    }
    if not years:
        return None
    return max(years.items(), key=lambda entry: (entry[1], entry[0]))


def _gap(sources: FindingSources, topic: CatalogueArea, newest: tuple[str, int] | None) -> Finding:
    names = [filler.name for filler in topic.fills]
    filling = Text("", "")
    if names:
        filling = Text(
            f" Lukę wypełniłyby: {'; '.join(name.pl for name in names)}.",
            f" It would be filled by: {'; '.join(name.en for name in names)}.",
        )
    if newest is None:
        heading = Text(f"Brak danych: {topic.name_pl}", f"No data: {topic.name_en}")
        text = Text("Migawka danych nie zawiera tego obszaru.", "The snapshot lacks this topic.")
    else:
        year = newest[1]
        heading = Text(
            f"Dane tylko do {year} r.: {topic.name_pl}", f"Data only up to {year}: {topic.name_en}"
        )
        text = Text(
            f"Najnowsza wartość w tym obszarze pochodzi z {year} r.",
            f"The newest value in this topic is of {year}.",
        )
    return Finding(
        id=f"gap.{topic.id}",
        kind=FindingKind.GAP,
        severity=2 if newest is None else 1,
        topic=topic.id,
        unit=sources.unit,
        heading=heading,
        text=Text(text.pl + filling.pl, text.en + filling.en),
        consequence=Text(
            "Wnioski w tym obszarze trzeba potwierdzić danymi własnymi.",
            "Conclusions on this topic need to be confirmed by own data.",
        ),
        evidence=(_evidence(sources, topic, newest),),
    )


def _evidence(
    sources: FindingSources, topic: CatalogueArea, newest: tuple[str, int] | None
) -> Evidence:
    if newest is not None:
        return sources.measures.evidence(newest[0], sources.area.gminas, newest[1])
    snapshot = sources.measures.snapshot
    return Evidence(
        topic.id, sources.area.gminas, (), None, None, snapshot.name, snapshot.vintage, "–"
    )
