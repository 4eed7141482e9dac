"""Findings from dynamics: clear trends of the area in indicators that have a direction."""

from __future__ import annotations

from collections.abc import Iterator

from terytoria.diagnosis.dynamics import Course, Movement
from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.sources import FindingSources, directed
from terytoria.diagnosis.findings.templates import made
from terytoria.diagnosis.findings.words import number_en, value_text
from terytoria.language.numbers import signed
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.catalogue.entries import Text

COURSES = {Course.IMPROVING: "trend.improving", Course.WORSENING: "trend.worsening"}


def trend_findings(sources: FindingSources) -> Iterator[Finding]:
    """A finding per indicator of the rules whose trend is clear and has at least six points."""
    for name, phrase in sources.rules.phrases.items():
        moved = sources.dynamics.latest(sources.unit, name)
        if moved is None or moved.kind != "trend" or not directed(sources.indicator(name)):
            continue
        rule = COURSES.get(Course(moved.course)) if moved.course else None
        if rule is not None and moved.points >= 6:
            yield _made(sources, rule, sources.indicator(name), moved, phrase.challenge)


def _made(
    sources: FindingSources, rule: str, indicator: Indicator, moved: Movement, challenge: str
) -> Finding:
    standing = sources.current(indicator.id)[sources.unit]
    unit_en = sources.measures.catalogue.unit_en(indicator.unit)
    decimals = indicator.decimals + 1
    unit = Text("p.p.", "p.p.") if indicator.unit == "%" else Text(indicator.unit, unit_en)

    def step(value: float | None) -> Text:
        return Text(signed(value, decimals), number_en(value, decimals))

    places: dict[str, Text | str] = {
        "name": Text(_lower(indicator.name_pl), _lower(indicator.name_en)),
        "Name": Text(indicator.name_pl, indicator.name_en),
        "first": str(moved.first_year),
        "last": str(moved.last_year),
        "slope": step(moved.slope),
        "low": step(moved.low),
        "high": step(moved.high),
        "unit": unit,
        "value": value_text(standing.value, indicator, unit_en),
    }
    evidence = sources.measures.evidence(
        indicator.id,
        sources.area.gminas,
        standing.year,
        tuple(range(moved.first_year or standing.year, standing.year + 1)),
    )
    return made(
        sources,
        rule,
        2 if moved.level == "worse" else 1,
        [evidence],
        places,
        topic=indicator.area,
        suffix=f".{indicator.id}",
        challenge=challenge if rule == "trend.worsening" else "",
    )


def _lower(name: str) -> str:
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
