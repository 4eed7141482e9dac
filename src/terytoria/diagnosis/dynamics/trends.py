"""The trend of one indicator for many units at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from terytoria.diagnosis.dynamics.change import Change, change_of
from terytoria.diagnosis.dynamics.options import DynamicsOptions
from terytoria.diagnosis.dynamics.theil_sen import theil_sen
from terytoria.diagnosis.measured import Values
from terytoria.diagnosis.order_statistics import median

_SHARE_SIGNS = ("%", "‰")


@dataclass(frozen=True, eq=False)
class Trends:
    """Trends of one indicator; every array has the shape (units,).

    ``slope`` is per year, in the unit of the indicator, NaN with too few points; ``low`` and
    ``high`` bound it, NaN where the points cannot prove any trend at the confidence asked for.
    ``relative`` is the slope in % of the level, NaN for indicators that are shares or take values
    of zero and less. ``first_year`` and ``last_year`` span the points, ``segments`` counts the
    comparable stretches. ``change`` is that of the newest stretch. ``since`` is the year from which
    the points are taken because the territory was another before, NaN where it was not.
    """

    slope: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray
    points: np.ndarray
    relative: np.ndarray
    first_year: np.ndarray
    last_year: np.ndarray
    segments: np.ndarray
    since: np.ndarray
    change: Change

    @property
    def direction(self) -> np.ndarray:
        """1 rising, -1 falling, 0 not clear; NaN where the points cannot tell."""
        sure = (self.low > 0).astype(float) - (self.high < 0)
        found: np.ndarray = np.where(np.isnan(self.low), np.nan, sure)
        return found


def segments_of(bases: tuple[str, ...]) -> np.ndarray:
    """Number of the comparable stretch of each year: a new one wherever the base changes.

    >>> segments_of(("NSP2011", "NSP2011", "NSP2021")).tolist()
    [0, 0, 1]
    """
    changed = [before != after for before, after in pairwise(bases)]
    return np.concatenate([np.zeros(1, int), np.cumsum(changed, dtype=int)])[: len(bases)]


def trends_of(measured: Values, options: DynamicsOptions) -> Trends:
    """Trends of all units of an indicator.

    The stretches between changes of base share one slope, and no slope is drawn across a change.
    Of a unit whose territory changed only the years after its last change count, if it has any.
    """
    years = np.array(measured.years, dtype=np.int64)
    inside = _window(years, options)
    years = years[inside]
    since = _since(measured)
    before = years < np.nan_to_num(since)[:, None]
    values, low, high = (
        np.where(before, np.nan, part[:, inside])
        for part in (measured.values, measured.low, measured.high)
    )
    segments = segments_of(measured.bases)[inside]
    found = theil_sen(years, values, segments, options.confidence)
    enough = found.points >= options.least_points
    slope, lower, upper, p = (
        np.where(enough, part, np.nan) for part in (found.slope, found.low, found.high, found.p)
    )
    first, last = _span(years, values)
    relative = 100 * slope / _level(measured, values, segments)
    change = change_of(years, values, low, high, segments)
    count = np.full(len(values), len(np.unique(segments)))
    return Trends(slope, lower, upper, p, found.points, relative, first, last, count, since, change)


def _since(measured: Values) -> np.ndarray:
    """The last break of territory of each unit that has values from it on, else NaN."""
    since = np.full(len(measured.units), np.nan)
    years = np.array(measured.years)
    rows = {unit: row for row, unit in enumerate(measured.units)} if measured.unit_breaks else {}
    for unit, breaks in measured.unit_breaks.items():
        known = years[~np.isnan(measured.values[rows[unit]])]
        reached = [year for year in breaks if known.size and year <= known[-1]]
        if reached:
            since[rows[unit]] = reached[-1]
    return since


def _window(years: np.ndarray, options: DynamicsOptions) -> np.ndarray:
    if options.window is None or not len(years):
        return np.ones(len(years), dtype=bool)
    inside: np.ndarray = years > years[-1] - options.window
    return inside


def _span(years: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last year with a value, NaN where there is none."""
    if not len(years):
        nothing = np.full(len(values), np.nan)
        return nothing, nothing
    known = ~np.isnan(values)
    some = known.any(axis=1)
    first = np.where(some, years[np.argmax(known, axis=1)], np.nan)
    last = np.where(some, years[::-1][np.argmax(known[:, ::-1], axis=1)], np.nan)
    return first, last


def _level(measured: Values, values: np.ndarray, segments: np.ndarray) -> np.ndarray:
    """Median of the newest stretch, NaN where a share of it would mislead."""
    nothing = np.full(len(values), np.nan)
    shares = any(sign in measured.indicator.unit for sign in _SHARE_SIGNS)
    if shares or not len(segments):
        return nothing
    level = median(values[:, segments == segments[-1]])
    positive = ~(values <= 0).any(axis=1)
    found: np.ndarray = np.where(positive & (level > 0), level, nothing)
    return found
