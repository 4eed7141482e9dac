"""Weighted distributions of many groups at once."""

from __future__ import annotations

import numpy as np


def group_means(values: np.ndarray, weights: np.ndarray, groups: np.ndarray, n: int) -> np.ndarray:
    """Weighted mean of each group 0..n-1; NaN for a group without weight.

    >>> group_means(np.array([1.0, 4.0]), np.array([2.0, 1.0]), np.array([0, 0]), 2).tolist()
    [2.0, nan]
    """
    total = np.bincount(groups, weights, n)
    summed = np.bincount(groups, weights * values, n)
    means: np.ndarray = np.divide(summed, total, out=np.full(n, np.nan), where=total > 0)
    return means


def group_quantiles(
    values: np.ndarray, weights: np.ndarray, groups: np.ndarray, n: int, q: float
) -> np.ndarray:
    """Smallest value with at least the share ``q`` of a group's weight at or below it.

    NaN for a group without weight. One sort serves all groups: O(m log m).

    >>> group_quantiles(np.array([5.0, 1.0, 9.0]), np.array([1.0, 2.0, 1.0]),
    ...                 np.array([0, 0, 0]), 1, 0.5).tolist()
    [1.0]
    """
    kept = weights > 0
    values, weights, groups = values[kept], weights[kept], groups[kept]
    order = np.lexsort((values, groups))
    running = np.cumsum(weights[order])
    total = np.bincount(groups, weights, n)
    ends = np.cumsum(total)
    starts = ends - total
    # a hair below the exact share, so that rounding of the running sum skips no value
    wanted = starts + q * total - 1e-9 * total
    at = np.searchsorted(running, wanted)
    last = np.cumsum(np.bincount(groups, minlength=n)) - 1
    at = np.minimum(at, np.maximum(last, 0))
    found = values[order][at] if len(order) else np.zeros(n)
    return np.where(total > 0, found, np.nan)


def group_shares_beyond(
    values: np.ndarray, weights: np.ndarray, groups: np.ndarray, n: int, limit: float
) -> np.ndarray:
    """Share of each group's weight with a value above ``limit``; NaN for a group without weight.

    >>> group_shares_beyond(np.array([1.0, 4.0]), np.array([3.0, 1.0]), np.array([0, 0]), 1,
    ...                     3.0).tolist()
    [0.25]
    """
    return group_means((values > limit).astype(np.float64), weights, groups, n)


def percentile_ranks(values: np.ndarray) -> np.ndarray:
    """Share (0-100) of the other known values below each, ties counted half; NaN stays NaN.

    >>> percentile_ranks(np.array([1.0, 3.0, 2.0, np.nan])).tolist()
    [0.0, 100.0, 50.0, nan]
    """
    known = np.sort(values[~np.isnan(values)])
    if len(known) < 2:
        return np.where(np.isnan(values), np.nan, 50.0)
    below = np.searchsorted(known, values, "left")
    above = np.searchsorted(known, values, "right")
    rank = 100 * (below + (above - below - 1) / 2) / (len(known) - 1)
    return np.where(np.isnan(values), np.nan, rank)
