"""How a group is distributed, and where one value stands in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.order_statistics import quantile, robust_scale, sorted_rows


@dataclass(frozen=True, eq=False)
class Distribution:
    """Order statistics of a group, each of the shape (rows,), over the members with a value.

    ``rows`` holds the sorted values, NaN last; ``scale`` is the robust standard deviation.
    """

    rows: np.ndarray
    n: np.ndarray
    median: np.ndarray
    q1: np.ndarray
    q3: np.ndarray
    scale: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> Distribution:
        """The distribution of each row of (rows, members)."""
        rows, n = sorted_rows(values)
        median, q1, q3 = (quantile(rows, n, share) for share in (0.5, 0.25, 0.75))
        return cls(rows, n, median, q1, q3, robust_scale(values, median, q3 - q1))

    def percentile(self, values: np.ndarray, *, member: bool) -> np.ndarray:
        """Mid-rank percentile, 0 to 100, of a unit's values among the *other* members.

        ``values`` has the shape (rows,). The share of others below, plus half of those that equal
        it. ``member`` tells whether the unit itself is in the group. NaN without a value or
        without others.

        >>> Distribution.of(np.array([[1.0, 2, 2, 3]])).percentile(np.array([2.0]), member=True)
        array([50.])
        """
        below = (self.rows < values[:, None]).sum(axis=1)
        ties = (self.rows == values[:, None]).sum(axis=1)
        itself = ~np.isnan(values) & member
        others = self.n - itself
        with np.errstate(invalid="ignore", divide="ignore"):
            share = 100 * (below + 0.5 * (ties - itself)) / others
        found: np.ndarray = np.where(np.isnan(values) | (others <= 0), np.nan, share)
        return found

    def distance(self, values: np.ndarray) -> np.ndarray:
        """Robust standardised distance of a unit's values from the median, shape (rows,).

        (x - median) / robust standard deviation; 0 at the median of a group whose members are all
        equal, NaN elsewhere in such a group.

        >>> Distribution.of(np.array([[5.0, 5, 5]])).distance(np.array([5.0]))
        array([0.])
        """
        away = values - self.median
        with np.errstate(invalid="ignore", divide="ignore"):
            scaled = away / self.scale
        found: np.ndarray = np.where(self.scale > 0, scaled, np.where(away == 0, 0.0, np.nan))
        return found
