"""What share of the adults of a gmina the demand points stand for."""

from __future__ import annotations

import numpy as np

from terytoria.diagnosis.access.country import Demand
from terytoria.statistics.observations import Observations, UnknownSeriesError

YEAR = 2020
_CHILDREN = ("pop_0_4", "pop_5_9", "pop_10_14")


def coverage(observations: Observations, demand: Demand) -> np.ndarray:
    """Located persons / adults per gmina, at most 1; NaN where the adults are not known.

    Polling stations without trusted coordinates are absent from the demand points. The voters they
    served are not in the snapshot, so adults are estimated from the age groups of 2020: all
    without 0-14 and three fifths of 15-19.
    """
    try:
        total = observations.panel("pop_total").year(YEAR)
        children = sum(observations.panel(name).year(YEAR) for name in _CHILDREN)
        young = observations.panel("pop_15_19").year(YEAR)
    except UnknownSeriesError:
        return np.full(demand.size, np.nan)
    adults = total - children - 0.6 * young
    known = adults > 0
    share = np.full(demand.size, np.nan)
    share[known] = np.minimum(demand.located[known] / adults[known], 1.0)
    return share
