"""Theil-Sen slopes of many series at once, never across a break.

All units of an indicator share their years and their breaks; each may miss other years. Slopes are
taken from pairs of points inside one segment only, so segments share one slope and each keeps a
level of its own: a change of base moves no slope.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.dynamics.kendall import p_value, trimmed
from terytoria.diagnosis.order_statistics import quantile, sorted_rows

_ROWS_AT_ONCE = 4096


@dataclass(frozen=True, eq=False)
class Slopes:
    """Slopes per year of many series; every array has the shape (units,).

    ``low`` and ``high`` bound the slope with the confidence asked for, NaN where the points are too
    few for it; ``score`` is Kendall's S, ``p`` its exact two-sided p-value, ``points`` counts the
    points of segments that hold at least two.
    """

    slope: np.ndarray
    low: np.ndarray
    high: np.ndarray
    score: np.ndarray
    p: np.ndarray
    points: np.ndarray


def theil_sen(
    years: np.ndarray, values: np.ndarray, segments: np.ndarray, confidence: float = 0.95
) -> Slopes:
    """Median of the slopes of all pairs inside segments (Theil 1950, Sen 1968).

    ``years`` and ``segments`` have the shape (years,), ``values`` (units, years) with NaN for what
    is missing. The interval is Sen's, from the exact distribution of Kendall's score.

    >>> found = theil_sen(np.arange(5), np.array([[0.0, 1, 2, 3, 4]]), np.zeros(5))
    >>> float(found.slope[0]), float(found.low[0]), float(found.high[0])
    (1.0, 1.0, 1.0)
    """
    if values.ndim != 2 or not len(years) == len(segments) == values.shape[1]:
        raise ValueError("values must be units x years, with a year and a segment per column")
    starts = range(0, max(len(values), 1), _ROWS_AT_ONCE)
    parts = [
        _chunk(years, values[start : start + _ROWS_AT_ONCE], segments, confidence)
        for start in starts
    ]
    return Slopes(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _chunk(
    years: np.ndarray, values: np.ndarray, segments: np.ndarray, confidence: float
) -> tuple[np.ndarray, ...]:
    first, last = np.triu_indices(len(years), 1)
    inside = segments[first] == segments[last]
    first, last = first[inside], last[inside]
    slopes = (values[:, last] - values[:, first]) / (years[last] - years[first])
    score = np.nansum(np.sign(slopes), axis=1)
    rows, counts = sorted_rows(slopes)
    middle = quantile(rows, counts, 0.5)
    points, kinds, kind_of = _patterns(values, segments)
    p, low, high = (np.full(len(values), np.nan) for _ in range(3))
    for number, pattern in enumerate(kinds):
        at = np.flatnonzero(kind_of == number)
        if sum(pattern) == 0:
            continue
        k = trimmed(pattern, confidence)
        if k:
            low[at] = rows[at, k - 1]
            high[at] = rows[at, counts[at] - k]
        scores, where = np.unique(score[at], return_inverse=True)
        p[at] = np.array([p_value(pattern, float(one)) for one in scores])[where]
    return middle, low, high, np.where(counts > 0, score, np.nan), p, points


def _patterns(
    values: np.ndarray, segments: np.ndarray
) -> tuple[np.ndarray, list[tuple[int, ...]], np.ndarray]:
    """Usable points of each row, the distinct patterns of points per segment, each row's one."""
    known = ~np.isnan(values)
    number = np.unique(segments, return_inverse=True)[1]
    membership = number[:, None] == np.arange(number.max(initial=0) + 1)
    per_segment = known.astype(np.int64) @ membership.astype(np.int64)
    per_segment = np.where(per_segment >= 2, per_segment, 0)
    kinds, kind_of = np.unique(per_segment, axis=0, return_inverse=True)
    patterns = [tuple(int(n) for n in kind) for kind in kinds]
    return per_segment.sum(axis=1), patterns, kind_of.reshape(-1)
