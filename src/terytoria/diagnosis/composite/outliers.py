"""Treating outliers: a registry of small functions over units × indicators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.moments import skewness_kurtosis

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class OutlierLimits:
    """When a column has outliers, and how many steps of winsorising are allowed."""

    skewness: float = 2.0
    kurtosis: float = 3.5
    steps: int = 5

    def exceeded(self, x: Floats) -> tuple[NDArray[np.bool_], Floats]:
        """Which columns have |G1| ≥ ``skewness`` and G2 ≥ ``kurtosis``; and their G1."""
        skew, kurt = skewness_kurtosis(x)
        return (np.abs(skew) >= self.skewness) & (kurt >= self.kurtosis), skew


@dataclass(frozen=True, eq=False)
class Treated:
    """Treated values, steps of winsorising per column, and which columns were logged."""

    values: Floats
    steps: NDArray[np.int64]
    logged: NDArray[np.bool_]


def _step(column: Floats, skew: float) -> Floats:
    """Move the extreme value on the side of the skew to the next one."""
    sign = 1.0 if skew > 0 else -1.0
    facing = column * sign
    top = np.nanmax(facing)
    return np.where(facing == top, np.nanmax(facing[facing < top]), facing) * sign


def _winsorise(x: Floats, limits: OutlierLimits) -> Treated:
    """Step while a column exceeds the limits, at most ``limits.steps`` times."""
    y = x.copy()
    steps = np.zeros(x.shape[1], dtype=np.int64)
    for _ in range(limits.steps):
        over, skew = limits.exceeded(y)
        if not over.any():
            break
        for place in np.flatnonzero(over):
            y[:, place] = _step(y[:, place], skew[place])
        steps += over
    return Treated(y, steps, np.zeros(x.shape[1], dtype=np.bool_))


def logarithm(x: Floats) -> Floats:
    """Columns as log(x - min + 0.01 · range), the same for any shift and scale of x.

    >>> logarithm(np.array([[0.0], [99.0]])).round(6).tolist()
    [[-0.01005], [4.60507]]
    """
    low, high = np.fmin.reduce(x, axis=0), np.fmax.reduce(x, axis=0)
    shifted: Floats = np.log(x - low + 0.01 * (high - low))
    return shifted


def _reference(x: Floats, limits: OutlierLimits) -> Treated:
    """Winsorise; a column still over the limits takes the logarithm of its original values."""
    treated = _winsorise(x, limits)
    over, _ = limits.exceeded(treated.values)
    values = treated.values.copy()
    if over.any():
        values[:, over] = logarithm(x[:, over])
    return Treated(values, np.where(over, 0, treated.steps), over)


def _none(x: Floats, limits: OutlierLimits) -> Treated:
    del limits
    width = x.shape[1]
    return Treated(x, np.zeros(width, dtype=np.int64), np.zeros(width, dtype=np.bool_))


OUTLIERS: dict[str, Callable[[Floats, OutlierLimits], Treated]] = {
    "reference": _reference,
    "winsorise": _winsorise,
    "none": _none,
}
