"""Indicators that a target can be set for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.statistics.measures import Measures
from terytoria.territory import Area

_LABEL = "area"


@dataclass(frozen=True)
class Suggestion:
    """An indicator with its last value for the area, in its unit of measure.

    ``direction`` is that of the catalogue: which way is better.
    """

    indicator: str
    name_pl: str
    unit: str
    decimals: int
    direction: str
    year: int
    value: float


def suggest_indicators(measures: Measures, area: Area) -> tuple[Suggestion, ...]:
    """Indicators that the area has a value of, in the order of the catalogue.

    An indicator without any value of the area is left out: its target could not be measured.
    """
    found = []
    for name in measures.available():
        own = measures.areas(name, {_LABEL: area.gminas})
        known = np.flatnonzero(np.isfinite(own.values[0]))
        if not known.size:
            continue
        last, one = int(known[-1]), own.indicator
        shape = one.unit, one.decimals, one.direction.value
        found.append(
            Suggestion(name, one.name_pl, *shape, own.years[last], float(own.values[0, last]))
        )
    return tuple(found)
