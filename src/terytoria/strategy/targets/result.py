"""The check of a target, its table and its explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.evidence import Evidence
from terytoria.strategy.targets import words
from terytoria.strategy.targets.ahead import Ahead
from terytoria.strategy.targets.course import Course
from terytoria.strategy.targets.judgement import Obstacle, Verdict
from terytoria.strategy.targets.target import Target
from terytoria.strategy.targets.windows import Managed
from terytoria.territory import Area

_SCHEMA = {
    "figure": pl.String,
    "label": pl.String,
    "year": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
}


@dataclass(frozen=True)
class Base:
    """The value of the base year: as ``given``, and as the data have it with its 95 % interval.

    ``differs`` where both are known and not the same as printed.
    """

    year: int
    given: float | None
    value: float | None
    low: float | None
    high: float | None
    differs: bool

    @property
    def start(self) -> float | None:
        """The value that changes are asked from: that of the data where there is one."""
        return self.given if self.value is None else self.value


@dataclass(frozen=True, eq=False)
class TargetCheck:
    """Whether a target is realistic, and what says so.

    ``obstacle`` tells why nothing is judged. ``managed``: what similar units managed; ``course``:
    the own trend; ``ahead``: the band of the outlook, only of an indicator that is ``foretold``.
    Each is ``None`` where the data do not allow it. ``latest`` is the last known year and value of
    the area, ``comparable`` the years whose values compare with it.
    """

    target: Target
    area: Area
    indicator: Indicator
    verdict: Verdict
    obstacle: Obstacle | None
    base: Base
    group: ComparisonGroup
    managed: Managed | None
    course: Course | None
    ahead: Ahead | None
    foretold: bool
    latest: tuple[int, float] | None
    comparable: tuple[int, ...]
    evidence: tuple[Evidence, ...]

    @property
    def label(self) -> str:
        """The verdict in a few Polish words."""
        return words.LABELS[self.verdict]

    def table(self) -> pl.DataFrame:
        """figure, label, year, value, low, high, n: a row per figure, null where it has no limits.

        ``n`` counts the similar units. The share is between 0 and 1, the rest in the unit of the
        indicator.
        """
        return pl.DataFrame(self._rows(), schema=_SCHEMA, orient="row")

    def _rows(self) -> list[tuple[object, ...]]:
        target, base = self.target, self.base
        year = target.target_year
        found: list[tuple[str, int, float | None, float | None, float | None, int | None]] = [
            ("base", base.year, base.value, base.low, base.high, None),
            ("given", base.year, base.given, None, None, None),
            ("target", year, target.target_value, None, None, None),
        ]
        if self.course is not None:
            one = self.course
            found.append(("trend", one.year, one.value, one.low, one.high, None))
        if self.managed is not None:
            many = self.managed
            found += [
                ("typical", year, many.typical, None, None, many.units),
                ("quarter", year, many.quarter, None, None, many.units),
                ("share", year, many.share, many.low, many.high, many.units),
            ]
        if self.ahead is not None:
            found.append(("outlook", year, self.ahead.value, self.ahead.low, self.ahead.high, None))
        return [(name, words.FIGURES[name], *rest) for name, *rest in found]

    def explain(self) -> str:
        """The check in Polish: what is asked, what similar areas managed, what follows."""
        return " ".join(self.sentences())

    def sentences(self) -> tuple[str, ...]:
        """The explanation, a sentence or two about each thing."""
        return words.sentences(self)

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON values; ``table`` as a list of rows."""
        return {
            "verdict": self.verdict.value,
            "label": self.label,
            "obstacle": self.obstacle.value if self.obstacle else None,
            "sentences": list(self.sentences()),
            "table": self.table().to_dicts(),
            "evidence": [one.to_json() for one in self.evidence],
        }
