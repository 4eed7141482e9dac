"""Sample-adjusted skewness and kurtosis of columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def skewness_kurtosis(x: Floats) -> tuple[Floats, Floats]:
    """G1 and G2 of each column, NaN ignored; shape of each answer: columns.

    With g1 = m3 / m2^1.5 and g2 = m4 / m2² - 3 (moments about the mean, divided by n),
    G1 = g1 √(n(n-1)) / (n-2) and G2 = ((n+1) g2 + 6)(n-1) / ((n-2)(n-3)).
    A column of fewer than four values, or of one value repeated, answers 0 and 0.
    Source: Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis.

    >>> g1, g2 = skewness_kurtosis(np.array([[1.0], [2.0], [3.0], [4.0], [10.0]]))
    >>> round(float(g1[0]), 6), round(float(g2[0]), 6)
    (1.697056, 3.152)
    """
    present = ~np.isnan(x)
    n = present.sum(axis=0).astype(np.float64)
    safe_n = np.maximum(n, 4.0)
    centre = np.where(present, x, 0.0).sum(axis=0) / np.maximum(n, 1.0)
    away = np.where(present, x - centre, 0.0)
    scale = np.abs(away).max(axis=0, initial=0.0)
    known = (n >= 4) & (scale > 1e-13 * np.abs(centre)) & (scale > 0)
    away = away / np.where(known, scale, 1.0)
    squares = away * away
    m2 = np.where(known, squares.sum(axis=0) / safe_n, 1.0)
    g1 = (squares * away).sum(axis=0) / safe_n / m2**1.5
    g2 = (squares * squares).sum(axis=0) / safe_n / m2**2 - 3.0
    skew = g1 * np.sqrt(safe_n * (safe_n - 1)) / (safe_n - 2)
    kurt = ((safe_n + 1) * g2 + 6) * (safe_n - 1) / ((safe_n - 2) * (safe_n - 3))
    return np.where(known, skew, 0.0), np.where(known, kurt, 0.0)
