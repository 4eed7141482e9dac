"""From standard errors of raw cells to standard errors of normalised cells."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def deviations(raw: Floats, scaled: Floats, errors: Floats) -> Floats:
    """Standard error of each normalised cell (units × indicators).

    Treatment, normalisation and the mean's generator together map each column's raw values to
    ``scaled`` monotonically. The map is read off the data (piecewise linear between units, flat
    beyond the extremes) and applied to the value one standard error up and down; half the
    difference is the answer. It is exact for a linear map inside the range; the best and the
    worst unit can move inward only, so their error is half as large.

    >>> raw = np.array([[0.0], [5.0], [10.0]])
    >>> deviations(raw, raw * 10, np.full((3, 1), 2.0)).ravel().tolist()
    [10.0, 20.0, 10.0]
    """
    answer = np.zeros_like(raw)
    for column in np.flatnonzero((errors > 0).any(axis=0)):
        x, z, s = raw[:, column], scaled[:, column], errors[:, column]
        rows = np.flatnonzero(~(np.isnan(x) | np.isnan(z)))
        rows = rows[np.argsort(x[rows])]  # neighbouring questions make interpolation fast
        if len(rows):
            places, levels, away = x[rows], z[rows], s[rows]
            up = np.interp(places + away, places, levels)
            down = np.interp(places - away, places, levels)
            answer[rows, column] = np.abs(up - down) / 2
    return answer
