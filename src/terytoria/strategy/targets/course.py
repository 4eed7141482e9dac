"""Where an area's own trend leads if it goes on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.dynamics import DynamicsOptions, trends_of
from terytoria.diagnosis.dynamics.trends import segments_of
from terytoria.diagnosis.order_statistics import robust_scale
from terytoria.statistics.intervals import critical
from terytoria.statistics.measures import IndicatorValues


@dataclass(frozen=True)
class Course:
    """The trend of an area continued to a year.

    ``slope`` is per year with its 95 % interval, ``None`` where the points prove none; ``value`` is
    what the trend gives in ``year``, ``low`` and ``high`` its interval from the slope and from the
    scatter about the line. ``points`` from ``first_year`` to ``last_year`` were read.
    """

    slope: float
    points: int
    first_year: int
    last_year: int
    year: int
    value: float
    low: float | None
    high: float | None

    @property
    def far(self) -> bool:
        """Whether the trend is drawn farther ahead than the data reach back."""
        return self.year - self.last_year > self.last_year - self.first_year


def course_of(own: IndicatorValues, year: int, floor: float = -np.inf) -> Course | None:
    """The trend of the only unit of ``own``, continued to a year; ``None`` with too few points.

    The line has the slope of Theil and Sen, taken inside each base and never across a change, and
    the level of the newest base; nothing is given below ``floor``.
    """
    found = trends_of(own, DynamicsOptions())
    slope = float(found.slope[0])
    if np.isnan(slope):
        return None
    years, values, segments = _points(own, float(found.since[0]))
    newest = segments == segments[-1]
    middle = float(np.median(years[newest]))
    value = float(np.median(values[newest] - slope * (years[newest] - middle)))
    value += slope * (year - middle)
    low = high = None
    if np.isfinite(found.low[0]):
        noise = critical() * _scatter(years, values, segments, slope)
        reach = [slope - float(found.low[0]), float(found.high[0]) - slope]
        below, above = (float(np.hypot(part * (year - middle), noise)) for part in reach)
        low, high = max(value - below, floor), max(value + above, floor)
    ends = int(years[0]), int(years[-1])
    return Course(slope, int(found.points[0]), *ends, year, max(value, floor), low, high)


def _points(own: IndicatorValues, since: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Years, values and bases of the known points since the last change of territory."""
    years, values = np.array(own.years), own.values[0]
    known = np.isfinite(values) & ~(years < since)
    return years[known], values[known], segments_of(own.bases)[known]


def _scatter(years: np.ndarray, values: np.ndarray, segments: np.ndarray, slope: float) -> float:
    """Robust standard deviation of the points about their lines, one line a base."""
    level = values - slope * years
    parts = [level[segments == one] for one in np.unique(segments)]
    away = np.concatenate([part - np.median(part) for part in parts if len(part) > 1])
    spread = np.quantile(away, 0.75) - np.quantile(away, 0.25)
    return float(robust_scale(away[None, :], np.zeros(1), np.array([spread]))[0])
