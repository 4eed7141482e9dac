"""Observed series as arrays over units and years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from terytoria.territory import Level


class UnknownSeriesError(LookupError):
    """A series that the observations do not hold at a level."""

    def __init__(self, series: str, level: Level) -> None:
        super().__init__(f"no series {series!r} at the level of {level.value}")


@dataclass(frozen=True)
class Panel:
    """One series at one level: ``values`` is float64, units × years, NaN where nothing is known."""

    series: str
    level: Level
    units: tuple[str, ...]
    years: tuple[int, ...]
    values: np.ndarray

    def year(self, year: int) -> np.ndarray:
        """Values of one year, shape (units,); all NaN for a year never observed."""
        if year not in self.years:
            return np.full(len(self.units), np.nan)
        column: np.ndarray = self.values[:, self.years.index(year)]
        return column


class Observations:
    """All observed series of a snapshot, from a frame of level, series, unit, year, value.

    ``units`` gives the row order per level; values of units outside it are not kept.
    """

    def __init__(self, frame: pl.DataFrame, units: Mapping[Level, Sequence[str]]) -> None:
        self._frame = frame
        self._units = {level: tuple(codes) for level, codes in units.items()}
        self._panels: dict[tuple[str, Level], Panel] = {}

    @cached_property
    def _parts(self) -> dict[tuple[str, str], pl.DataFrame]:
        parts = self._frame.partition_by("level", "series", as_dict=True, include_key=False)
        return {(str(level), str(series)): part for (level, series), part in parts.items()}

    def series(self, level: Level = Level.GMINA) -> tuple[str, ...]:
        """Names of all series observed at a level, sorted."""
        return tuple(sorted(series for at, series in self._parts if at == level.value))

    def has(self, series: str, level: Level = Level.GMINA) -> bool:
        """Whether a series was observed at a level."""
        return (level.value, series) in self._parts

    def panel(self, series: str, level: Level = Level.GMINA) -> Panel:
        """A series as an array; :class:`UnknownSeriesError` when it was never observed."""
        key = (series, level)
        if key not in self._panels:
            part = self._parts.get((level.value, series))
            if part is None:
                raise UnknownSeriesError(series, level)
            self._panels[key] = _panel(series, level, self._units[level], part)
        return self._panels[key]

    def first_years(self, level: Level = Level.GMINA) -> np.ndarray:
        """First year each unit was observed in, in any series; 0 for one never observed."""
        seen = self._frame.lazy().filter(pl.col("level") == level.value)
        rows = seen.group_by("unit").agg(pl.col("year").min()).collect().rows()
        found = {str(unit): int(year) for unit, year in rows}
        return np.array([found.get(code, 0) for code in self._units[level]], dtype=np.int64)

    def with_frame(self, extra: pl.DataFrame) -> Observations:
        """The same observations with further rows; later rows replace earlier ones."""
        columns = ["level", "series", "unit", "year", "value"]
        both = pl.concat(
            [self._frame.select(columns), extra.select(columns)], how="vertical_relaxed"
        )
        kept = both.unique(["level", "series", "unit", "year"], keep="last", maintain_order=True)
        return Observations(kept, self._units)


def _panel(series: str, level: Level, units: tuple[str, ...], part: pl.DataFrame) -> Panel:
    years = tuple(int(year) for year in part["year"].unique().sort())
    order = pl.Enum(units)
    rows = part["unit"].cast(order, strict=False).to_physical()
    known = rows.is_not_null()
    values = np.full((len(units), len(years)), np.nan)
    columns = np.searchsorted(np.array(years), part["year"].to_numpy())
    keep = known.to_numpy()
    values[rows.filter(known).to_numpy(), columns[keep]] = part["value"].to_numpy()[keep]
    values.setflags(write=False)
    return Panel(series, level, units, years, values)
