"""The change between the first and the last point of the newest comparable stretch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Change:
    """Last value less first value; every array has the shape (units,), NaN where there is none.

    ``low`` and ``high`` bound the change where both values have an interval.
    """

    change: np.ndarray
    low: np.ndarray
    high: np.ndarray
    first_year: np.ndarray
    last_year: np.ndarray


def change_of(
    years: np.ndarray,
    values: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    segments: np.ndarray,
) -> Change:
    """Change within the newest segment that holds two known points of a unit.

    ``years`` and ``segments`` have the shape (years,), the rest (units, years). The interval
    combines those of the two values, as if independent: the lower limit is ``change - sqrt((last -
    low_last)^2 + (high_first - first)^2)`` (Zou and Donner 2008).

    >>> found = change_of(np.array([2018, 2019]), np.array([[4.0, 5.0]]), np.array([[3.0, 4.0]]),
    ...                   np.array([[5.0, 6.0]]), np.zeros(2))
    >>> found.change.tolist(), found.low.round(2).tolist()
    ([1.0], [-0.41])
    """
    rows = np.arange(len(values))
    first = np.full(len(values), -1)
    last = np.full(len(values), -1)
    for one in np.unique(segments):
        columns = np.flatnonzero(segments == one)
        known = ~np.isnan(values[:, columns])
        enough = known.sum(axis=1) >= 2
        first = np.where(enough, columns[np.argmax(known, axis=1)], first)
        last = np.where(enough, columns[::-1][np.argmax(known[:, ::-1], axis=1)], last)
    there = first >= 0

    def at(array: np.ndarray, columns: np.ndarray) -> np.ndarray:
        if not array.shape[1]:
            return np.full(len(array), np.nan)
        return np.where(there, array[rows, columns], np.nan)

    before, after = at(values, first), at(values, last)
    below = np.hypot(after - at(low, last), at(high, first) - before)
    above = np.hypot(at(high, last) - after, before - at(low, first))
    change = after - before
    year = np.broadcast_to(years.astype(float), values.shape)
    return Change(change, change - below, change + above, at(year, first), at(year, last))
