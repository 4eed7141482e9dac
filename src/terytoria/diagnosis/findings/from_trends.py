"""Findings from dynamics: clear trends of the area in indicators that have a direction."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from terytoria.diagnosis.dynamics import Course, Movement
from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.sources import FindingSources, directed
from terytoria.diagnosis.findings.templates import limit, made, share_text
from terytoria.diagnosis.findings.whereabouts import in_powiats
from terytoria.diagnosis.findings.words import name_text, number_en, opened, value_text
from terytoria.language.numbers import signed
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.catalogue.entries import Text
from terytoria.territory import Level

COURSES = {Course.IMPROVING: "trend.improving", Course.WORSENING: "trend.worsening"}
POINTS = 6
"""Fewest years of one base for a trend to be a finding."""
NOMINAL = "zł"


def trend_findings(sources: FindingSources) -> Iterator[Finding]:
    """A finding per indicator of the rules whose trend is clear and differs from the group's.

    An improvement is told when it is faster than in most of the group, a worsening when most of
    the group fare better: what happens everywhere is no mark of this area. Amounts of money are
    left out, for they rise with prices.
    """
    for name, phrase in sources.rules.phrases.items():
        moved = sources.dynamics.latest(sources.unit, name)
        if moved is None or not _told(sources, moved):
            continue
        rule = COURSES.get(Course(moved.course)) if moved.course else None
        if rule is not None and _apart(sources, rule, moved):
            yield _made(sources, rule, sources.indicator(name), moved, phrase.challenge)


def _told(sources: FindingSources, moved: Movement) -> bool:
    indicator = sources.indicator(moved.indicator)
    if moved.kind != "trend" or not directed(indicator) or indicator.unit.startswith(NOMINAL):
        return False
    return _longest(sources, moved.indicator) >= POINTS


def _longest(sources: FindingSources, indicator: str) -> int:
    """Years with a value of the area in the base that has most of them."""
    rows = sources.standings.rows.filter(
        pl.col("unit") == sources.unit,
        pl.col("indicator") == indicator,
        pl.col("value").is_not_null(),
    )
    return max(rows["base"].value_counts()["count"].to_list(), default=0)


def _apart(sources: FindingSources, rule: str, moved: Movement) -> bool:
    if moved.oriented is None:
        return False
    bound = limit(sources, rule, "percentile")
    return moved.oriented >= bound if rule == "trend.improving" else moved.oriented <= bound


def _made(
    sources: FindingSources, rule: str, indicator: Indicator, moved: Movement, challenge: str
) -> Finding:
    standing = sources.current(indicator.id)[sources.unit]
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
        _places(sources, indicator, moved, standing.value),
        topic=indicator.area,
        suffix=f".{indicator.id}",
        challenge=challenge if rule == "trend.worsening" else "",
    )


def _places(
    sources: FindingSources, indicator: Indicator, moved: Movement, value: float | None
) -> dict[str, Text | str]:
    unit_en = sources.measures.catalogue.unit_en(indicator.unit)
    powiat = None
    if indicator.level is Level.POWIAT:
        powiat = in_powiats(sources.measures.snapshot.register, sources.area)
    name, decimals = name_text(indicator, unit_en, powiat), indicator.decimals + 1

    def step(amount: float | None) -> Text:
        plus = "+" if amount is not None and amount > 0 else ""
        return Text(signed(amount, decimals), f"{plus}{number_en(amount, decimals)}")

    return {
        "name": name,
        "Name": opened(name),
        "first": str(moved.first_year),
        "last": str(moved.last_year),
        "slope": step(moved.slope),
        "low": step(moved.low),
        "high": step(moved.high),
        "unit": _points(indicator),
        "value": value_text(value, indicator, unit_en),
        "peers": share_text((moved.oriented or 0.0) / 100),
        "slower": share_text(1 - (moved.oriented or 0.0) / 100),
    }


def _points(indicator: Indicator) -> Text:
    """Shares change by percentage points; the unit of all else stands with the name or value."""
    return Text(" p.p.", " pp") if indicator.unit == "%" else Text("", "")
