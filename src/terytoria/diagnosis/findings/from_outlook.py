"""Findings from the outlook: how many people, pupils, workers and elders in 2040."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.templates import count_text, limit, made, share_text
from terytoria.diagnosis.findings.words import persons_text
from terytoria.diagnosis.outlook import AREA
from terytoria.diagnosis.outlook.explain import rough
from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.evidence import Evidence

SCHOOL, WORKING, OLD = "age_7_14", "working", "age_75"


@dataclass(frozen=True)
class _Course:
    figure: str
    start: int
    end: int
    before: float
    after: float
    low: float
    high: float

    @property
    def change(self) -> float:
        return self.after / self.before - 1


def outlook_findings(sources: FindingSources) -> Iterator[Finding]:
    """Changes of the area's population that exceed the thresholds of the rules."""
    total = _total(sources)
    if total is not None:
        yield from _falling(sources, "outlook.decline", total)
        yield from _rising(sources, "outlook.growth", total)
    for band, rule in ((SCHOOL, "outlook.school"), (WORKING, "outlook.working")):
        yield from _falling(sources, rule, _band(sources, band))
    yield from _rising(sources, "outlook.old", _band(sources, OLD))


def _falling(sources: FindingSources, rule: str, course: _Course) -> Iterator[Finding]:
    threshold = limit(sources, rule, "decline")
    # Said only when the whole interval lies below the start.
    if -course.change >= threshold and course.high < course.before:
        yield _made(sources, rule, course)


def _rising(sources: FindingSources, rule: str, course: _Course) -> Iterator[Finding]:
    threshold = limit(sources, rule, "growth")
    if course.change >= threshold and course.low > course.before:
        yield _made(sources, rule, course)


def _made(sources: FindingSources, rule: str, course: _Course) -> Finding:
    weight = 3 if abs(course.change) >= limit(sources, rule, "heavy") else 2
    places: dict[str, Text | str] = {
        "start": str(course.start),
        "end": str(course.end),
        "start_persons": count_text(rough(course.before)),
        "persons": count_text(rough(course.after)),
        "counted": persons_text(rough(course.after)),
        "low": count_text(rough(course.low)),
        "high": count_text(rough(course.high)),
        "loss": share_text(max(-course.change, 0.0)),
        "gain": share_text(max(course.change, 0.0)),
    }
    return made(sources, rule, weight, [_evidence(sources, course)], places)


def _evidence(sources: FindingSources, course: _Course) -> Evidence:
    """The evidence of the outlook, with the figure that the finding is about."""
    return replace(
        sources.outlook.evidence[0],
        indicator=f"outlook.{course.figure}",
        years=(course.start, course.end),
        value=course.after,
        interval=(course.low, course.high),
    )


def _total(sources: FindingSources) -> _Course | None:
    rows = sources.outlook.totals().filter(pl.col("unit") == AREA)
    known = rows.filter(pl.col("kind") == "observed").drop_nulls("persons")
    if known.is_empty():
        return None
    start, before = known.select("year", "persons").row(-1)
    end, after, low, high = rows.select("year", "persons", "low", "high").row(-1)
    return _Course("population", start, end, before, after, low, high)


def _band(sources: FindingSources, band: str) -> _Course:
    rows = sources.outlook.demand().filter((pl.col("unit") == AREA) & (pl.col("band") == band))
    start, before = rows.select("year", "persons").row(0)
    end, after, low, high = rows.select("year", "persons", "low", "high").row(-1)
    return _Course(band, start, end, before, after, low, high)
