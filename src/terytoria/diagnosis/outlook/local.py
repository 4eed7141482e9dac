"""Local levels of fertility, mortality and migration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.outlook.ages import WOMEN
from terytoria.diagnosis.outlook.base import Base
from terytoria.diagnosis.outlook.projection import Rates
from terytoria.diagnosis.outlook.schedules import fertility, life_table, stored, survival
from terytoria.diagnosis.outlook.shrinkage import shrunken_ratio


@dataclass(frozen=True, eq=False)
class Local:
    """Levels of n units against the national schedules.

    ``fertility``: births against those of the national rates; ``mortality``: factor of the
    hazard; ``arrivals``, ``departures``: persons a year per resident; ``fertility_level``,
    ``mortality_level``: what scales the national schedules to the country's own events.
    """

    fertility: np.ndarray
    mortality: np.ndarray
    arrivals: np.ndarray
    departures: np.ndarray
    fertility_level: float
    mortality_level: float

    def rates(
        self, population: np.ndarray, e0: dict[str, float], tfr: float, extra: np.ndarray
    ) -> Rates:
        """Rates of a period; ``extra`` is the further yearly balance of moves, persons."""
        size = population.sum(axis=(1, 2))
        table = survival(e0)[None]
        return Rates(
            survival=table ** (self.mortality_level * self.mortality[:, None, None]),
            fertility=self.fertility_level * self.fertility[:, None] * fertility(tfr),
            arrivals=self.arrivals * size + np.maximum(extra, 0),
            departures=self.departures * size + np.maximum(-extra, 0),
        )


def local_levels(base: Base, until: int) -> Local:
    """Levels from the births and deaths of 2020 and registered moves up to a year.

    Ratios of observed to expected events are pulled to 1 (births, deaths) or to the powiat's
    rate (moves) as far as their counts are small. The mean level of the country is kept apart.
    """
    women = base.population[:, WOMEN]
    expected_births = women @ fertility(float(stored("fertility")["known_in_2020"]))
    expected_deaths = _expected_deaths(base.population)
    fertility_level = _ratio(base.births, expected_births)
    mortality_level = _ratio(base.deaths, expected_deaths)
    return Local(
        fertility=shrunken_ratio(base.births, fertility_level * expected_births),
        mortality=shrunken_ratio(base.deaths, mortality_level * expected_deaths),
        arrivals=_move_rate(base, base.arrivals, until),
        departures=_move_rate(base, base.departures, until),
        fertility_level=fertility_level,
        mortality_level=mortality_level,
    )


def _expected_deaths(population: np.ndarray) -> np.ndarray:
    """Deaths of a year under the published life expectancy of 2020: people times 1 / T ratios."""
    published = stored("mortality")["published"][2020]
    rate = np.stack(
        [_death_rates(sex, published[name]) for sex, name in enumerate(("men", "women"))]
    )
    deaths: np.ndarray = (population * rate).sum(axis=(1, 2))
    return deaths


def _death_rates(sex: int, e0: float) -> np.ndarray:
    """Central death rates of the 18 groups: deaths of a group over its person-years."""
    years = life_table(sex, e0).years
    alive = np.concatenate([[1.0], (years[:-1] + years[1:]) / 2])  # survivors at exact ages
    edges = np.append(alive[0:90:5][:18], 0.0)
    lived = np.append(years[:85].reshape(17, 5).sum(axis=1), years[85:].sum())
    rates: np.ndarray = (edges[:-1] - edges[1:]) / lived
    return rates


def _ratio(observed: np.ndarray, expected: np.ndarray) -> float:
    known = ~np.isnan(observed)
    awaited = expected[known].sum()
    return float(observed[known].sum() / awaited) if awaited > 0 else 1.0


def _move_rate(base: Base, moves: np.ndarray, until: int) -> np.ndarray:
    """Yearly moves per resident over the recent years, pulled to the rate of the powiat."""
    years = np.array(base.move_years)
    recent = (years <= until) & (years > until - stored("migration")["recent_years"])
    counted = np.nansum(moves[:, recent], axis=1)
    exposure = base.size * (~np.isnan(moves[:, recent])).sum(axis=1)
    groups = base.powiat
    lived = np.bincount(groups, exposure)
    powiat = np.divide(
        np.bincount(groups, counted), lived, out=np.zeros_like(lived), where=lived > 0
    )
    rate: np.ndarray = powiat[groups] * shrunken_ratio(counted, powiat[groups] * exposure)
    return rate
