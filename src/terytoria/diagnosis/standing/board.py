"""Values of many indicators side by side: a row per indicator and year, a column per unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from terytoria.diagnosis.measured import Indicator, Values


@dataclass(frozen=True, eq=False)
class Board:
    """Arrays of the shape (rows, units), a row for each year of each indicator.

    ``of_row`` gives the position of a row's indicator in ``indicators``, ``years`` and ``bases``
    its year and its base. Missing values are NaN.
    """

    indicators: tuple[Indicator, ...]
    units: tuple[str, ...]
    of_row: np.ndarray
    years: np.ndarray
    bases: tuple[str, ...]
    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    coverage: np.ndarray

    @classmethod
    def of(cls, measured: Sequence[Values], units: tuple[str, ...]) -> Board:
        """The board of indicators measured for the same units."""
        counts = [len(one.years) for one in measured]
        return cls(
            tuple(one.indicator for one in measured),
            units,
            np.repeat(np.arange(len(measured)), counts),
            np.array([year for one in measured for year in one.years], dtype=np.int64),
            tuple(base for one in measured for base in one.bases),
            _stacked([one.values for one in measured], len(units)),
            _stacked([one.low for one in measured], len(units)),
            _stacked([one.high for one in measured], len(units)),
            _stacked([one.coverage for one in measured], len(units)),
        )

    @cached_property
    def column(self) -> dict[str, int]:
        """Column of each unit."""
        return {unit: at for at, unit in enumerate(self.units)}

    @cached_property
    def direction(self) -> np.ndarray:
        """1 where more is better, -1 where less is, 0 where neither, per row."""
        signs = {"more_is_better": 1, "less_is_better": -1}
        each = np.array([signs.get(one.direction, 0) for one in self.indicators], dtype=np.int64)
        found: np.ndarray = each[self.of_row]
        return found

    @cached_property
    def keys(self) -> dict[str, pl.Series]:
        """The columns ``indicator``, ``year`` and ``base`` of a table with these rows."""
        ids = [one.id for one in self.indicators]
        return {
            "indicator": pl.Series([ids[at] for at in self.of_row], dtype=pl.String),
            "year": pl.Series(self.years),
            "base": pl.Series(self.bases, dtype=pl.String),
        }


def _stacked(parts: list[np.ndarray], units: int) -> np.ndarray:
    if not parts:
        return np.empty((0, units))
    found = np.ascontiguousarray(np.concatenate([part.T for part in parts]))
    found.setflags(write=False)
    return found
