"""Quantiles of sorted rows in which what is missing stands last."""

from __future__ import annotations

import numpy as np

NORMAL_MAD = 1.4826
NORMAL_IQR = 1.349
NORMAL_MEAN_DEVIATION = 0.7979


def sorted_rows(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows sorted upwards with NaN last, and how many values each row holds.

    >>> rows, counts = sorted_rows(np.array([[3.0, np.nan, 1.0]]))
    >>> rows[0, :2].tolist(), counts.tolist()
    ([1.0, 3.0], [2])
    """
    rows = np.sort(values, axis=1)
    return rows, rows.shape[1] - np.isnan(rows).sum(axis=1)


def quantile(rows: np.ndarray, counts: np.ndarray, share: float) -> np.ndarray:
    """Quantile of each sorted row by linear interpolation (Hyndman and Fan's type 7).

    ``rows`` and ``counts`` as :func:`sorted_rows` gives them; a row without values gives NaN.

    >>> quantile(*sorted_rows(np.array([[1.0, 2.0, 4.0, np.nan]])), 0.5).tolist()
    [2.0]
    """
    if rows.shape[1] == 0:
        return np.full(rows.shape[0], np.nan)
    place = np.maximum(counts - 1, 0) * share
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, np.maximum(counts - 1, 0))
    at = np.arange(rows.shape[0])
    lower, upper = rows[at, below], rows[at, above]
    found: np.ndarray = lower + (upper - lower) * (place - below)
    return found


def median(values: np.ndarray) -> np.ndarray:
    """Median of what is known in each row; NaN where nothing is."""
    return quantile(*sorted_rows(values), 0.5)


def robust_scale(values: np.ndarray, centre: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Robust standard deviation of each row about its ``centre``.

    1.4826 × the median absolute deviation, which equals the standard deviation of normal data
    (Rousseeuw and Croux 1993). Where more than half of the values coincide and that is zero:
    the interquartile range ``spread`` / 1.349, then the mean absolute deviation / 0.7979. Rows
    all of whose values are equal have the scale 0.

    >>> x = np.array([[0.0, 0.0, 0.0, 5.0]])
    >>> robust_scale(x, np.array([0.0]), np.array([0.0])).round(3).tolist()
    [1.567]
    """
    away = np.abs(values - centre[:, None])
    scale = NORMAL_MAD * median(away)
    scale = np.where(scale == 0, spread / NORMAL_IQR, scale)
    known = ~np.isnan(away)
    mean = np.where(known, away, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    found: np.ndarray = np.where(scale == 0, mean / NORMAL_MEAN_DEVIATION, scale)
    return found
