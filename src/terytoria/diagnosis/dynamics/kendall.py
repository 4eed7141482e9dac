"""The exact null distribution of Kendall's score over segments of a series.

Within a segment of ``n`` points without trend every order is equally likely, and the number of
discordant pairs has the generating function ``prod (1 + q + ... + q^(k-1)) / k`` for k = 1..n
(Kendall 1938). Segments are independent, so their counts add and the distributions convolve (the
seasonal Kendall test of Hirsch, Slack and Smith 1982, with segments in the place of seasons). Ties
only narrow the distribution; leaving them out keeps every statement on the careful side.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np


@lru_cache(maxsize=4096)
def discordance(points: tuple[int, ...]) -> np.ndarray:
    """Chance that at most d pairs are discordant, for d = 0 .. all pairs.

    ``points`` holds the number of points of each segment.

    >>> discordance((3,)).round(3).tolist()
    [0.167, 0.5, 0.833, 1.0]
    """
    density = np.ones(1)
    for n in points:
        for k in range(2, n + 1):
            density = np.convolve(density, np.full(k, 1.0 / k))
    total: np.ndarray = np.minimum(np.cumsum(density), 1.0)
    total.setflags(write=False)
    return total


def p_value(points: tuple[int, ...], score: float) -> float:
    """Two-sided p-value of a score (concordant less discordant pairs) of no trend.

    >>> p_value((5,), 10) == 2 / 120
    True
    """
    chance = discordance(points)
    pairs = len(chance) - 1
    if pairs == 0:
        return 1.0
    return float(min(1.0, 2.0 * chance[int((pairs - abs(score)) // 2)]))


def trimmed(points: tuple[int, ...], confidence: float) -> int:
    """How many slopes to leave out at each end of the sorted pairwise slopes, plus one.

    The k-th smallest and the k-th largest slope bound the true slope with at least the given
    confidence (Sen 1968). 0 when even the extreme slopes do not reach it: too few points.

    >>> trimmed((4,), 0.95), trimmed((5,), 0.95), trimmed((10,), 0.95)
    (0, 1, 12)
    """
    chance = discordance(points)
    return int(np.searchsorted(2.0 * chance, 1.0 - confidence, side="right"))
