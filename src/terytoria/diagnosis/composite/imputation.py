"""Filling missing cells: a registry of small functions."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Centre = Callable[[Floats], Floats]


def _quietly(centre: Callable[..., Floats]) -> Centre:
    """A column centre that ignores NaN and answers NaN for a column of nothing."""

    def of_columns(x: Floats) -> Floats:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # "mean of empty slice" is our answer
            return centre(x, axis=0)

    return of_columns


_MEAN = _quietly(np.nanmean)
_MEDIAN = _quietly(np.nanmedian)


def fill(x: Floats, groups: Labels, centre: Centre) -> Floats:
    """Replace NaN by the centre of the unit's group, or of all units where the group has none.

    ``x`` is units × indicators; ``groups`` are labels per unit, -1 for a unit of no group.

    >>> fill(np.array([[1.0], [3.0], [np.nan]]), np.array([0, 0, 0]), _MEAN).tolist()
    [[1.0], [3.0], [2.0]]
    """
    missing = np.isnan(x)
    filled = x.copy()
    for label in np.unique(groups[(groups >= 0) & missing.any(axis=1)]):
        rows = groups == label
        filled[rows] = np.where(missing[rows], centre(x[rows]), x[rows])
    return np.where(np.isnan(filled), centre(x), filled)


def _keep(x: Floats, groups: Labels) -> Floats:
    del groups
    return x


def _group_mean(x: Floats, groups: Labels) -> Floats:
    return fill(x, groups, _MEAN)


def _group_median(x: Floats, groups: Labels) -> Floats:
    return fill(x, groups, _MEDIAN)


def _mean(x: Floats, groups: Labels) -> Floats:
    return fill(x, np.full_like(groups, -1), _MEAN)


def _median(x: Floats, groups: Labels) -> Floats:
    return fill(x, np.full_like(groups, -1), _MEDIAN)


IMPUTATIONS: dict[str, Callable[[Floats, Labels], Floats]] = {
    "group_mean": _group_mean,
    "group_median": _group_median,
    "mean": _mean,
    "median": _median,
    "none": _keep,
}
