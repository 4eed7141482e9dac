"""Bringing indicators to one scale: a registry of small functions.

Every function takes directed values (more is better, units × indicators, NaN for missing) and
returns the same shape. A column whose values are all equal cannot tell units apart: it becomes
NaN, so its weight passes to its siblings.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def _span(y: Floats) -> tuple[Floats, Floats, Floats]:
    """Lowest, highest, and range of each column; the range is NaN where nothing differs."""
    low, high = np.fmin.reduce(y, axis=0), np.fmax.reduce(y, axis=0)  # NaN is passed over
    spread = high - low
    noise = 1e-13 * np.maximum(np.abs(low), np.abs(high))
    return low, high, np.where(spread > noise, spread, np.nan)


def minmax(y: Floats, low: float = 0.0, high: float = 100.0) -> Floats:
    """The lowest value becomes ``low``, the highest ``high``.

    >>> minmax(np.array([[1.0], [2.0], [5.0]])).ravel().tolist()
    [0.0, 25.0, 100.0]
    """
    lowest, _, spread = _span(y)
    return low + (y - lowest) / spread * (high - low)


def zscore(y: Floats) -> Floats:
    """Mean 0 and standard deviation 1 (divided by n - 1).

    >>> zscore(np.array([[1.0], [2.0], [3.0]])).ravel().tolist()
    [-1.0, 0.0, 1.0]
    """
    _, _, spread = _span(y)
    scaled = y / spread
    count = (~np.isnan(y)).sum(axis=0)
    away = scaled - np.where(np.isnan(scaled), 0.0, scaled).sum(axis=0) / np.maximum(count, 1)
    squares = np.where(np.isnan(away), 0.0, away * away).sum(axis=0)
    deviation = np.sqrt(squares / np.maximum(count - 1, 1))
    scores: Floats = away / np.where(deviation > 0, deviation, np.nan)
    return scores


def _places(y: Floats) -> Floats:
    from scipy.stats import rankdata  # noqa: PLC0415 - takes a second to import

    places: Floats = rankdata(y, axis=0, nan_policy="omit")
    return places


def rank(y: Floats) -> Floats:
    """Place from the bottom, equal values sharing their mean place, as 0 to 100.

    >>> rank(np.array([[1.0], [9.0], [2.0]])).ravel().tolist()
    [0.0, 100.0, 50.0]
    """
    _, _, spread = _span(y)
    places = _places(y)
    count = (~np.isnan(y)).sum(axis=0)
    return np.where(np.isnan(spread), np.nan, (places - 1) / np.maximum(count - 1, 1) * 100)


def borda(y: Floats) -> Floats:
    """Number of units left behind (equal values count a half): the Borda count.

    >>> borda(np.array([[1.0], [9.0], [2.0]])).ravel().tolist()
    [0.0, 2.0, 1.0]
    """
    _, _, spread = _span(y)
    places = _places(y)
    return np.where(np.isnan(spread), np.nan, places - 1)


def distance_to_max(y: Floats) -> Floats:
    """100 for the best unit, less by the gap to it as a share of the largest magnitude.

    >>> distance_to_max(np.array([[5.0], [10.0]])).ravel().tolist()
    [50.0, 100.0]
    """
    low, high, spread = _span(y)
    magnitude = np.maximum(np.abs(low), np.abs(high))
    size = np.where(np.isnan(spread), np.nan, magnitude)
    return 100 - (high - y) / size * 100


def positive(z: Floats) -> Floats:
    """Columns rescaled to 1–100, for means that need positive numbers."""
    return minmax(z, 1.0, 100.0)


NORMALISATIONS: dict[str, Callable[[Floats], Floats]] = {
    "minmax": minmax,
    "zscore": zscore,
    "rank": rank,
    "borda": borda,
    "distance_to_max": distance_to_max,
}
