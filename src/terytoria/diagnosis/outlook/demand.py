"""People of the ages that services depend on, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from terytoria.diagnosis.outlook.ages import MEN, OLDEST, WOMEN, single_years
from terytoria.diagnosis.outlook.backtest import Width, growth_exponent
from terytoria.diagnosis.outlook.schedules import movers, stored

_NORMAL = {0.8: 1.2816, 0.95: 1.96}
_LONGEST = 10  # horizons at which the errors of a constant fertility rate are many enough


@dataclass(frozen=True, eq=False)
class Band:
    """A band of ages; ``weights`` (2, 86): 1 for the single years of each sex that belong."""

    id: str
    label: str
    weights: np.ndarray
    youngest: int
    oldest: int | None


@cache
def bands() -> tuple[Band, ...]:
    """The bands of data/bands.yaml."""
    found = []
    for row in stored("bands")["bands"]:
        weights = np.zeros((2, OLDEST + 1))
        last = row.get("to")
        for sex, end in ((WOMEN, last), (MEN, row.get("men_to", last))):
            stop = OLDEST + 1 if end is None else end + 1
            weights[sex, row["from"] : stop] = 1.0
        found.append(Band(row["id"], row["label"], weights, row["from"], last))
    return tuple(found)


def in_band(band: Band, population: np.ndarray) -> np.ndarray:
    """Persons of a band from (.., 2, 18) groups: single years inside groups are interpolated.

    >>> float(in_band(bands()[0], np.full((2, 18), 50.0)))
    60.0
    """
    persons: np.ndarray = (single_years(population) * band.weights).sum(axis=(-2, -1))
    return persons


def unborn_share(band: Band, years_ahead: int) -> float:
    """Part of a band born after the last known year.

    >>> [unborn_share(bands()[0], years) for years in (0, 1, 9)]
    [0.0, 0.3333333333333333, 1.0]
    """
    if band.oldest is None:
        return 0.0
    span = band.oldest - band.youngest + 1
    return min(max(years_ahead - band.youngest, 0), span) / span


def half_width(
    band: Band, persons: np.ndarray, total: np.ndarray, years_ahead: int, width: Width
) -> np.ndarray:
    """Half-width, on log scale, of the interval of a band.

    Root of the sum of squares of: the width of the total (from the back-test) times the
    restlessness of the ages, the width of fertility for those not yet born, and chance in a small
    number of people.
    """
    whole = width.at(total, np.asarray(years_ahead)) * restlessness(band)
    births = unborn_share(band, years_ahead) * fertility_width(years_ahead, width.level)
    chance = _NORMAL[width.level] / np.sqrt(np.maximum(persons, 1.0))
    if years_ahead <= 0:
        chance = np.zeros_like(chance)
    half: np.ndarray = np.sqrt(whole**2 + births**2 + chance**2)
    return half


@cache
def restlessness(band: Band) -> float:
    """How much more people of a band move than the mean of all ages; never below 1.

    Errors of totals come mostly from moves, and moves come at certain ages.

    >>> restlessness(bands()[0]) >= 1.0
    True
    """
    by_year = np.append(np.repeat(movers()[:-1], 5), movers()[-1])
    weights = band.weights.sum(axis=0)
    return max(1.0, float((by_year * weights).sum() / weights.sum()))


@cache
def fertility_width(years_ahead: int, level: float) -> float:
    """Quantile of past absolute log changes of the fertility rate over so many years.

    Never narrower than for fewer years. Beyond ten years, where few pairs of years remain, it
    grows with the power fitted to the first ten.
    """
    if years_ahead <= 0:
        return 0.0
    spreads = {h: _change(h, level) for h in range(1, _LONGEST + 1)}
    if years_ahead <= _LONGEST:
        return max(spreads[h] for h in range(1, years_ahead + 1))
    rows = [("fertility", h, s) for h, s in spreads.items()]
    power = growth_exponent(pl.DataFrame(rows, schema=["trial", "horizon", "spread"], orient="row"))
    return float(max(spreads.values()) * (years_ahead / _LONGEST) ** power)


def _change(horizon: int, level: float) -> float:
    history = stored("fertility")["history"]
    changes = [
        abs(np.log(history[year + horizon] / rate))
        for year, rate in history.items()
        if year + horizon in history
    ]
    return float(np.quantile(changes, level))
