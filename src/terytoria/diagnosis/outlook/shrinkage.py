"""Small counts pulled towards what is expected, by empirical Bayes."""

from __future__ import annotations

import numpy as np


def shrunken_ratio(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Ratio of observed to expected events of each unit, pulled towards the common ratio.

    Gamma-Poisson model (D. Clayton, J. Kaldor, Biometrics 43, 1987) by moments: the true ratios
    vary around the common one m with variance v, so the estimate is (O + m²/v) / (E + m/v). When
    the ratios vary no more than chance would make them, all get the common one. Units without
    expected events get it too.

    >>> shrunken_ratio(np.array([10.0, 10.0]), np.array([10.0, 10.0])).tolist()
    [1.0, 1.0]
    """
    known = (expected > 0) & ~np.isnan(observed)
    ratio = np.ones_like(expected)
    if not known.any():
        return ratio
    seen, awaited = observed[known], expected[known]
    common = seen.sum() / awaited.sum()
    ratio[:] = common
    chance = common * known.sum() / awaited.sum()
    spread = (awaited * (seen / awaited - common) ** 2).sum() / awaited.sum() - chance
    if common > 0 and spread > 0:
        ratio[known] = (seen + common**2 / spread) / (awaited + common / spread)
    return ratio


def shrunken_mean(values: np.ndarray, noise: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Values with known noise variances pulled towards their weighted mean (normal model).

    >>> shrunken_mean(np.array([0.0, 2.0]), np.array([0.0, 0.0]), np.ones(2)).tolist()
    [0.0, 2.0]
    """
    total = weights.sum()
    centre = (weights * values).sum() / total
    spread = (weights * ((values - centre) ** 2 - noise)).sum() / total
    if spread <= 0:
        return np.full_like(values, centre)
    pulled: np.ndarray = centre + spread / (spread + noise) * (values - centre)
    return pulled
