"""Five-year age groups, their names in the data, and single years inside them."""

from __future__ import annotations

import numpy as np

START = 2020
"""Year whose population by age the projection starts from."""
GROUPS = 18  # 0-4, 5-9, ..., 80-84, 85 and over
OPEN = GROUPS - 1
MEN, WOMEN = 0, 1
SEXES = ("m", "f")
SERIES = tuple(f"{5 * group}_{5 * group + 4}" for group in range(OPEN))
LABELS = (*(f"{5 * group}–{5 * group + 4}" for group in range(OPEN)), "85+")
OLDEST = 5 * OPEN  # single years 0..84, then 85 and over as one


def single_years(groups: np.ndarray) -> np.ndarray:
    """Persons by single year 0..84 and 85+ from 18 groups (last axis), 86 values.

    Inside a group persons change linearly with age; the slope is that of the means of its two
    neighbours (one-sided at the ends), cut so that no year is negative. Groups are preserved.

    >>> years = single_years(np.full(18, 50.0))
    >>> years[:3].tolist(), float(years[-1])
    ([10.0, 10.0, 10.0], 50.0)
    """
    closed = groups[..., :OPEN]
    slope = np.empty_like(closed)
    slope[..., 1:-1] = (closed[..., 2:] - closed[..., :-2]) / 50
    slope[..., 0] = (closed[..., 1] - closed[..., 0]) / 25
    slope[..., -1] = (closed[..., -1] - closed[..., -2]) / 25
    slope = np.clip(slope, -closed / 10, closed / 10)
    years = closed[..., None] / 5 + slope[..., None] * np.arange(-2, 3)
    flat = np.maximum(years, 0.0).reshape(*groups.shape[:-1], OLDEST)
    return np.concatenate([flat, groups[..., OPEN:]], axis=-1)
