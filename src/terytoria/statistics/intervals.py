"""Intervals for values made of small counts or of rounded numbers, 95 % unless asked otherwise.

Every function takes arrays of one shape (or scalars) and returns ``(low, high)`` of that shape;
NaN in gives NaN out.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv, ndtri

LEVEL = 0.95
_TABLE = 4096


def critical(level: float = LEVEL) -> float:
    """Two-sided critical value of the standard normal distribution.

    >>> round(critical(), 4)
    1.96
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level} is not between 0 and 1: use e.g. 0.95")
    return float(ndtri(0.5 + level / 2))


def poisson(count: ArrayLike, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Exact limits of the mean of a Poisson count.

    ``low = G⁻¹(count; α/2)``, ``high = G⁻¹(count + 1; 1 - α/2)`` where ``G⁻¹(a; p)`` is the
    quantile of the gamma distribution of shape ``a`` and ``low = 0`` for no event (F. Garwood,
    Fiducial limits for the Poisson distribution, Biometrika 28, 1936, 437-442). Negative counts
    give NaN.

    >>> [round(float(limit), 3) for limit in poisson(10)]
    [4.795, 18.39]
    """
    value = np.asarray(count, dtype=np.float64)
    tail = (1 - level) / 2
    critical(level)
    low, high = np.full(value.shape, np.nan), np.full(value.shape, np.nan)
    known = np.isfinite(value) & (value >= 0)
    whole = known & (value < _TABLE) & (value == np.floor(value))
    table_low, table_high = _poisson_table(level)
    at = value[whole].astype(np.intp)
    low[whole], high[whole] = table_low[at], table_high[at]
    other = known & ~whole
    # Below a thousandth of an event the quantile is zero in double precision.
    low[other] = np.where(
        value[other] < 1e-3, 0.0, gammaincinv(np.maximum(value[other], 1e-3), tail)
    )
    high[other] = gammaincinv(value[other] + 1, 1 - tail)
    return low, high


@cache
def _poisson_table(level: float) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the counts below 4096, which nearly all counts of a gmina are."""
    counts = np.arange(_TABLE, dtype=np.float64)
    tail = (1 - level) / 2
    low = gammaincinv(np.maximum(counts, 1), tail)
    low[0] = 0.0
    return low, gammaincinv(counts + 1, 1 - tail)


def wilson(
    successes: ArrayLike, trials: ArrayLike, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of a share of ``successes`` in ``trials``, between 0 and 1.

    ``(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)`` (E. B. Wilson, Probable inference, the
    law of succession, and statistical inference, JASA 22, 1927, 209-212). NaN for no trials or a
    share outside 0-1.

    >>> [round(float(limit), 4) for limit in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    count, size = (np.asarray(part, dtype=np.float64) for part in (successes, trials))
    count, size = np.broadcast_arrays(count, size)
    z = critical(level)
    sound = (size > 0) & (count >= 0) & (count <= size)
    n = np.where(sound, size, np.nan)
    p = np.where(sound, count, np.nan) / n
    middle = p + z * z / (2 * n)
    reach = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    below = 1 + z * z / n
    low = np.where(count == 0, 0.0, (middle - reach) / below)
    high = np.where(count == size, 1.0, (middle + reach) / below)
    return np.where(sound, low, np.nan), np.where(sound, high, np.nan)


def skellam(
    plus: ArrayLike, minus: ArrayLike, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Limits of the difference of two Poisson counts, such as births less deaths.

    The difference of counts ``a`` and ``b`` has variance ``a + b`` (J. G. Skellam, JRSS 109, 1946,
    296); its limits are taken as ``a - b ± (z √(a + b + z²/4))``, the normal approximation with
    the score term that keeps the interval open when both counts are zero. NaN for negative counts.

    >>> [round(float(limit), 1) for limit in skellam(30, 50)]
    [-37.6, -2.4]
    """
    above, below = (np.asarray(part, dtype=np.float64) for part in (plus, minus))
    z = critical(level)
    sound = (above >= 0) & (below >= 0)
    total = np.where(sound, above + below, np.nan)
    reach = z * np.sqrt(total + z * z / 4)
    return above - below - reach, above - below + reach


def rounding(worst: ArrayLike, squares: ArrayLike, level: float = LEVEL) -> np.ndarray:
    """How far a sum of rounded numbers may lie from the sum of the exact ones.

    ``worst`` is the sum of half-steps ``h``, which no error exceeds; ``squares`` the sum of ``h²``.
    A rounding error is uniform on ``±h`` with variance ``h²/3``; for a sum of many, ``z √(Σh²/3)``
    is shorter than the worst case and is taken (GUM, JCGM 100:2008, 4.3.7).

    >>> float(rounding(5.0, 25.0)), round(float(rounding(500.0, 2500.0)), 1)
    (5.0, 56.6)
    """
    spread = critical(level) * np.sqrt(np.asarray(squares, dtype=np.float64) / 3)
    return np.minimum(np.asarray(worst, dtype=np.float64), spread)
