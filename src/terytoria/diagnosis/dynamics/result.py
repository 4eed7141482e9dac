"""The dynamics of every member and of the partnership, and their explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from terytoria.diagnosis.dynamics import phrases
from terytoria.diagnosis.dynamics.movement import Movement
from terytoria.diagnosis.dynamics.options import DynamicsError
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.diagnosis.measured import Indicator


@dataclass(frozen=True, eq=False)
class Dynamics:
    """Dynamics of an area: a row per unit (the area included) x indicator.

    ``groups``, ``indicators`` and ``subjects`` as in the standings, ``area_unit`` the name of the
    area in the column ``unit``. ``since`` holds, by unit and indicator, the year of the change of
    territory before which no value was taken.
    """

    rows: pl.DataFrame
    since: Mapping[tuple[str, str], int]
    groups: Mapping[str, ComparisonGroup]
    indicators: Mapping[str, Indicator]
    subjects: Mapping[str, str]
    area_unit: str

    def table(self) -> pl.DataFrame:
        """All rows: the fields of :class:`Movement` as columns, null where unknown."""
        return self.rows

    @cached_property
    def _index(self) -> dict[tuple[str, str], Movement]:
        rows = self.rows.to_dicts()
        return {(row["unit"], row["indicator"]): Movement(**row) for row in rows}

    def latest(self, unit: str, indicator: str) -> Movement | None:
        """How an indicator of a unit moved, ``None`` where there is no row."""
        return self._index.get((unit, indicator))

    def of(self, unit: str, indicator: str) -> Movement:
        """How an indicator of a unit moved; :class:`DynamicsError` where there is no row."""
        found = self._index.get((unit, indicator))
        if found is None:
            raise DynamicsError(f"no row of {indicator!r} for {unit!r}")
        return found

    def explain(self, unit: str, indicator: str) -> str:
        """One movement in Polish: what happened, how surely, against whom, the class."""
        one, measure = self.of(unit, indicator), self.indicators[indicator]
        sentences = (
            f"{phrases.opening(self.subjects[unit], measure)}: {phrases.moved(one, measure)}",
            phrases.cut(self.since.get((unit, indicator))),
            phrases.place(one, self.groups[unit]),
            f"Ocena stanu i dynamiki: {one.label}.",
        )
        return " ".join(sentence for sentence in sentences if sentence)
