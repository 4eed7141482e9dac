"""Trends of all indicators side by side, and those of each group, made once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from terytoria.diagnosis.dynamics.options import DynamicsOptions
from terytoria.diagnosis.dynamics.trends import trends_of
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.diagnosis.measured import Indicator, Values
from terytoria.diagnosis.standing import Yardstick
from terytoria.diagnosis.standing.distribution import Distribution
from terytoria.territory import Area, Level

_KNOWN: WeakKeyDictionary[Yardstick, dict[DynamicsOptions, TrendBook]] = WeakKeyDictionary()
_GROUPS_KEPT = 256
_CHANGE = ("change", "low", "high", "first_year", "last_year")
_TREND = (
    "slope", "low", "high", "p", "points", "relative", "first_year", "last_year", "segments",
    "since", "direction",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class TrendPage:
    """Trends of many indicators: arrays of the shape (indicators, units) by name.

    The names are those of :class:`Trends`, and ``change``, ``change_low`` ... of its change.
    """

    indicators: tuple[Indicator, ...]
    units: tuple[str, ...]
    arrays: dict[str, np.ndarray]

    @classmethod
    def of(
        cls, measured: Sequence[Values], units: tuple[str, ...], options: DynamicsOptions
    ) -> TrendPage:
        """The page of indicators measured for the same units."""
        each = [trends_of(one, options) for one in measured]
        arrays = {name: _rows([getattr(one, name) for one in each], len(units)) for name in _TREND}
        for name in _CHANGE:
            named = name if name == "change" else f"change_{name}"
            arrays[named] = _rows([getattr(one.change, name) for one in each], len(units))
        return cls(tuple(one.indicator for one in measured), units, arrays)

    @cached_property
    def column(self) -> dict[str, int]:
        """Column of each unit."""
        return {unit: at for at, unit in enumerate(self.units)}

    @cached_property
    def by_share(self) -> np.ndarray:
        """Whether slopes of an indicator compare as a share of the level, per indicator.

        True where every unit with a slope has a relative one: then big and small units compare.
        """
        slope, relative = self.arrays["slope"], self.arrays["relative"]
        lacking = (~np.isnan(slope) & np.isnan(relative)).any(axis=1)
        found: np.ndarray = ~lacking & (~np.isnan(slope)).any(axis=1)
        return found

    def pace(self, by_share: np.ndarray) -> np.ndarray:
        """What is compared: the relative slope where asked for, else the slope."""
        return np.where(by_share[:, None], self.arrays["relative"], self.arrays["slope"])


def _rows(parts: list[np.ndarray], units: int) -> np.ndarray:
    return np.stack(parts).astype(float) if parts else np.empty((0, units))


class TrendBook:
    """Pages of trends for a yardstick, and the distribution of the pace in each group."""

    def __init__(self, yardstick: Yardstick, options: DynamicsOptions) -> None:
        self._yardstick = yardstick
        self.options = options
        self._pages: dict[Level, TrendPage] = {}
        self._groups: OrderedDict[tuple[Level, tuple[str, ...]], Distribution] = OrderedDict()

    def page(self, level: Level) -> TrendPage:
        """Trends of all units of a level."""
        if level not in self._pages:
            units = self._yardstick.register.of_level(level)
            values = self._yardstick.values(level)
            self._pages[level] = TrendPage.of(values, units, self.options)
        return self._pages[level]

    def unit(self, unit: str, area: Area, level: Level) -> tuple[TrendPage, int]:
        """A page that holds a unit (a gmina, or the area itself), and its column."""
        page = self.page(level)
        if unit in page.column:
            return page, page.column[unit]
        values = self._yardstick.area_values(unit, area, level)
        return TrendPage.of(values, (unit,), self.options), 0

    def group(self, group: ComparisonGroup) -> Distribution:
        """How the pace is distributed in a group."""
        key = group.level, group.members
        if key not in self._groups:
            page = self.page(group.level)
            columns = [page.column[code] for code in group.members]
            self._groups[key] = Distribution.of(page.pace(page.by_share)[:, columns])
            if len(self._groups) > _GROUPS_KEPT:
                self._groups.popitem(last=False)
        return self._groups[key]


def trend_book(yardstick: Yardstick, options: DynamicsOptions) -> TrendBook:
    """The book of trends of a yardstick, made when first asked for."""
    kept = _KNOWN.get(yardstick)
    if kept is None:
        kept = _KNOWN[yardstick] = {}
    if options not in kept:
        kept[options] = TrendBook(yardstick, options)
    return kept[options]
