"""The standing of every member and of the partnership in every indicator and year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from terytoria.diagnosis.amounts import sentence
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.diagnosis.measured import Indicator
from terytoria.diagnosis.standing import phrases
from terytoria.diagnosis.standing.verdict import StandingError, Verdict
from terytoria.language.text import initial_upper


@dataclass(frozen=True)
class Standing:
    """One row: the value of a unit in a year against its group; ``None`` where unknown."""

    unit: str
    indicator: str
    year: int
    value: float | None
    low: float | None
    high: float | None
    group: str
    n: int
    median: float | None
    q1: float | None
    q3: float | None
    percentile: float | None
    oriented: float | None
    distance: float | None
    different: Verdict | None
    base: str
    coverage: float


@dataclass(frozen=True, eq=False)
class Standings:
    """Standings of an area: a row per unit (the area included) x indicator x year.

    ``groups`` gives the comparison group of each unit, ``indicators`` the indicators by id,
    ``subjects`` the Polish phrase for each unit, ``area_unit`` the name of the area in the column
    ``unit`` (its TERYT code, or ``area``).
    """

    rows: pl.DataFrame
    groups: Mapping[str, ComparisonGroup]
    indicators: Mapping[str, Indicator]
    subjects: Mapping[str, str]
    area_unit: str

    def table(self) -> pl.DataFrame:
        """All rows: the fields of :class:`Standing` as columns, null where unknown."""
        return self.rows

    @cached_property
    def current(self) -> pl.DataFrame:
        """The latest year with a value of each unit and indicator."""
        known = self.rows.filter(pl.col("value").is_not_null())
        return known.filter(pl.col("year") == pl.col("year").max().over("unit", "indicator"))

    @cached_property
    def _current(self) -> dict[tuple[str, str], Standing]:
        return {(row["unit"], row["indicator"]): _standing(row) for row in self.current.to_dicts()}

    def latest(self, unit: str, indicator: str) -> Standing | None:
        """The standing of the latest year with a value, ``None`` where there is none."""
        return self._current.get((unit, indicator))

    def of(self, unit: str, indicator: str, year: int | None = None) -> Standing:
        """The standing of a unit in an indicator, of the latest known year unless one is named.

        Raises :class:`StandingError` where there is none.
        """
        if year is None:
            found = self._current.get((unit, indicator))
            if found is None:
                raise StandingError(f"no known value of {indicator!r} for {unit!r}")
            return found
        rows = self.rows.filter(unit=unit, indicator=indicator, year=year)
        if not rows.height:
            raise StandingError(f"no row of {indicator!r} for {unit!r} in {year}")
        return _standing(rows.to_dicts()[0])

    def explain(self, unit: str, indicator: str, year: int | None = None) -> str:
        """One standing in Polish: the number, the group's median, the place, the verdict."""
        one = self.of(unit, indicator, year)
        measure, group = self.indicators[indicator], self.groups[unit]
        value = phrases.measured(one.value, measure)
        name = phrases.inside_sentence(measure.name_pl)
        head = f"{initial_upper(self.subjects[unit])}, {name} ({one.year} r.): {value}"
        if one.value is None:
            return sentence(head)
        median = phrases.measured(one.median, measure)
        parts = (
            sentence(f"{head}{phrases.limits(one.low, one.high, measure)}"),
            sentence(f"Mediana grupy porównawczej ({group.label_pl}): {median}"),
            phrases.place(one.percentile, group),
            phrases.judgement(one.different),
        )
        return " ".join(part for part in parts if part)


def _standing(row: dict[str, object]) -> Standing:
    different = row["different"]
    fixed = {**row, "different": None if different is None else Verdict(str(different))}
    return Standing(**fixed)  # type: ignore[arg-type]
