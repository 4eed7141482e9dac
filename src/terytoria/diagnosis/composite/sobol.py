"""First- and total-order Sobol indices with bootstrap bands, for any function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.choices import low_discrepancy
from terytoria.diagnosis.composite.errors import CompositeError

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SobolIndices:
    """Indices of each factor and their 95 % bootstrap bands (each array: factors)."""

    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats
    variance: float


def saltelli_points(sizes: Sequence[int], base: int, seed: int) -> Floats:
    """Points A, B, then for each factor A with that factor's coordinates taken from B.

    ``sizes`` is the number of coordinates of each factor (they move together); the shape is
    (2 + factors) × base × coordinates. Source: Saltelli et al. (2010), Variance based
    sensitivity analysis of model output.

    >>> saltelli_points([1, 2], base=8, seed=1).shape
    (4, 8, 3)
    """
    if base < 2 or base & (base - 1):
        raise CompositeError(f"base={base}; use a power of two, at least 2")
    width = sum(sizes)
    both = low_discrepancy(base, 2 * width, seed)
    points = np.repeat(both[None, :, :width], 2 + len(sizes), axis=0)
    points[1] = both[:, width:]
    start = 0
    for factor, size in enumerate(sizes):
        points[2 + factor, :, start : start + size] = points[1, :, start : start + size]
        start += size
    return points


def estimate(outputs: Floats, seed: int) -> SobolIndices:
    """Indices from the outputs at :func:`saltelli_points` ((2 + factors) × base).

    With f centred, S = mean(f_B (f_AB - f_A)) / V (Saltelli et al. 2010) and
    T = mean((f_A - f_AB)²) / 2V (Jansen 1999), V the variance over A and B. The band is the
    2.5–97.5 % range over 1000 resamples of rows (from 1000 rows up fewer, at least 200). An
    output that never varies answers zeros.

    >>> outputs = saltelli_points([1, 1], base=256, seed=1).sum(axis=2)
    >>> estimate(outputs, seed=1).first.round(2).tolist()
    [0.5, 0.5]
    """
    base = outputs.shape[1]
    variance = float(outputs[:2].var())
    if variance <= 1e-24 * max(1.0, float(np.abs(outputs).max()) ** 2):
        zeros = np.zeros(len(outputs) - 2)
        return SobolIndices(zeros, zeros, zeros, zeros, zeros, zeros, 0.0)
    centred = outputs - outputs[:2].mean()
    a, b, mixed = centred[0], centred[1], centred[2:]
    first, total = b * (mixed - a), (a - mixed) ** 2 / 2
    rows = np.vstack([first, total, a + b, a * a + b * b]).T
    resamples = int(np.clip(2**20 // base, 200, 1000))
    counts = np.random.default_rng(seed).multinomial(base, np.full(base, 1 / base), size=resamples)
    means = (counts / base) @ rows
    spread = means[:, -1] / 2 - (means[:, -2] / 2) ** 2
    shares = means[:, :-2] / np.where(spread > 0, spread, np.nan)[:, None]
    low, high = np.nanpercentile(shares, [2.5, 97.5], axis=0)
    factors = len(mixed)
    return SobolIndices(
        first.mean(axis=1) / variance,
        low[:factors],
        high[:factors],
        total.mean(axis=1) / variance,
        low[factors:],
        high[factors:],
        variance,
    )


def sobol_indices(
    function: Callable[[Floats], Floats], sizes: Sequence[int], base: int = 1024, seed: int = 1
) -> SobolIndices:
    """Indices of ``function`` (points × coordinates in [0, 1] → points) for grouped factors.

    >>> sobol_indices(lambda x: x[:, 0], [1, 1], base=64).total.round(6).tolist()[1]
    0.0
    """
    points = saltelli_points(sizes, base, seed)
    outputs = function(points.reshape(-1, points.shape[2]))
    return estimate(outputs.reshape(points.shape[:2]), seed)
