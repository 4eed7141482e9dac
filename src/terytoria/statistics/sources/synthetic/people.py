"""People: age and sex, births and deaths, migration, and population from 1995 to 2024.

One account holds it all together: the population of a year is that of the year before, plus
births, minus deaths, plus the balance of migration; on either census base.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from terytoria.statistics.sources.synthetic.country import URBAN, Country
from terytoria.statistics.sources.synthetic.national import by_age, course, index, rate
from terytoria.statistics.sources.synthetic.streams import stream
from terytoria.statistics.sources.synthetic.traits import Traits

Floats = npt.NDArray[np.float64]

YEARS = range(1995, 2025)
AGES = 18
SMALLEST = 400


@dataclass(frozen=True)
class People:
    """Persons by gmina; series by year have shape (gminas, years 1995-2024).

    ``women`` and ``men`` of 2020 have shape (gminas, 18 age groups). ``base_2011`` is the
    population counted on from the 2011 census, ``base_2021`` (from 2020 on, else NaN) from 2021.
    """

    women: Floats
    men: Floats
    births: Floats
    deaths: Floats
    arrivals: Floats
    arrivals_urban: Floats
    arrivals_abroad: Floats
    departures: Floats
    departures_urban: Floats
    departures_abroad: Floats
    infant_deaths: Floats
    marriages: Floats
    base_2011: Floats
    base_2021: Floats
    below_work: Floats
    above_work: Floats

    @property
    def total(self) -> Floats:
        """Population of 2020 on the 2021 census base: the sum over age and sex."""
        return np.asarray(self.women.sum(axis=1) + self.men.sum(axis=1))

    @property
    def balance(self) -> Floats:
        """Balance of migration, by year."""
        return self.arrivals - self.departures

    @property
    def working(self) -> Floats:
        """Persons of working age in 2020: women 18-59, men 18-64."""
        return (
            self.total
            - below_working_age(self.women, self.men)
            - above_working_age(self.women, self.men)
        )


def below_working_age(women: Floats, men: Floats) -> Floats:
    """Persons aged 0-17, taking three fifths of the group 15-19."""
    both = women + men
    return np.asarray(both[:, :3].sum(axis=1) + 0.6 * both[:, 3])


def above_working_age(women: Floats, men: Floats) -> Floats:
    """Women aged 60 and more, men aged 65 and more."""
    return np.asarray(women[:, 12:].sum(axis=1) + men[:, 13:].sum(axis=1))


def populate(country: Country, traits: Traits) -> People:
    """People of every gmina."""
    rng = stream(country.seed, "people")
    youth = 0.9 * traits.suburb - 0.1 * traits.remote + 0.06 * traits.wealth
    youth = youth - 0.3 * country.city - 0.15 * (country.kind == URBAN)
    youth = youth + rng.normal(0, 0.1, country.size)
    youth -= np.average(youth, weights=traits.population)
    women, men = _ages(traits, youth, rng)
    total = women.sum(axis=1) + men.sum(axis=1)
    births, deaths = _natural(women, men, youth, rng)
    moves = _moves(total, traits, rng)
    growth = births - deaths + moves["arrivals"] - moves["departures"]
    break_ratio = 1.016 - 0.05 * traits.suburb + rng.normal(0, 0.02, country.size)
    base_2011 = _backwards(np.round(total * break_ratio), growth)
    base_2021 = _forwards(total, growth)
    below = below_working_age(women, men) / total
    above = above_working_age(women, men) / total
    return People(
        women=women,
        men=men,
        births=births,
        deaths=deaths,
        **moves,
        infant_deaths=rng.binomial(
            births[:, YEARS.index(2020)].astype(np.int64), rate("infant_deaths_per_birth")
        ).astype(float),
        marriages=np.maximum(rng.poisson(total * rate("marriages_per_person")), 1).astype(float),
        base_2011=base_2011,
        base_2021=base_2021,
        below_work=np.round(base_2011 * below[:, None] * index("prework", YEARS)),
        above_work=np.round(base_2011 * above[:, None] * index("postwork", YEARS)),
    )


def _ages(traits: Traits, youth: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Women and men by age in 2020: the national pyramid, tilted towards young or old."""
    national = np.concatenate([by_age("women"), by_age("men")])
    age = (np.tile(np.arange(AGES), 2) - 8.0) / 9.0
    share = national * np.exp(
        -0.75 * youth[:, None] * age + rng.normal(0, 0.04, (len(youth), 2 * AGES))
    )
    share /= share.sum(axis=1, keepdims=True)
    people = rng.multinomial(np.round(traits.population).astype(np.int64), share).astype(float)
    return people[:, :AGES], people[:, AGES:]


def _natural(
    women: Floats, men: Floats, youth: Floats, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    mothers = women[:, 4:8].sum(axis=1) * rate("births_per_woman_20_39")
    mothers = mothers * np.exp(0.15 * youth + rng.normal(0, 0.05, len(youth)))
    dying = ((women + men) * by_age("mortality")).sum(axis=1)
    births = rng.poisson(mothers[:, None] * index("births", YEARS))
    deaths = rng.poisson(dying[:, None] * index("deaths", YEARS))
    return np.maximum(births, 1).astype(float), np.maximum(deaths, 1).astype(float)


def _moves(total: Floats, traits: Traits, rng: np.random.Generator) -> dict[str, Floats]:
    """Arrivals and departures of each year, with their parts from and to towns and abroad."""
    size = len(total)
    usual = total * rate("arrivals_per_person")
    wealth = np.clip(traits.wealth, -2, 1.5)
    pull = 1.1 * traits.suburb + 0.08 * wealth - 0.08 * traits.remote
    leave = 0.04 * traits.remote - 0.04 * wealth + 0.22 * (traits.urban > 1.2)
    pull, leave = (
        z + rng.normal(0, 0.12, size) for z in (pull - pull.mean(), leave - leave.mean())
    )
    drift = rng.normal(0, 0.008, (2, size, 1)) * (np.arange(YEARS.start, YEARS.stop) - 2020)
    course_of = index("moves", YEARS)
    arriving = _set_to(usual * np.exp(pull), usual)[:, None] * course_of * np.exp(drift[0])
    leaving = _set_to(usual * np.exp(leave), usual)[:, None] * course_of * np.exp(drift[1])
    arrivals = rng.poisson(arriving)
    departures = np.maximum(rng.poisson(leaving), 1)
    in_abroad = rng.binomial(arrivals, 0.035)
    out_abroad = rng.binomial(
        departures, np.broadcast_to(course("abroad", YEARS), departures.shape)
    )
    from_town = np.clip(0.5 + 0.15 * traits.suburb - 0.03 * traits.urban, 0.2, 0.8)[:, None]
    to_town = np.clip(0.52 - 0.05 * traits.urban, 0.2, 0.8)[:, None]
    return {
        "arrivals": arrivals.astype(float),
        "arrivals_urban": rng.binomial(arrivals - in_abroad, from_town).astype(float),
        "arrivals_abroad": in_abroad.astype(float),
        "departures": departures.astype(float),
        "departures_urban": rng.binomial(departures - out_abroad, to_town).astype(float),
        "departures_abroad": out_abroad.astype(float),
    }


def _set_to(values: Floats, total_of: Floats) -> Floats:
    """Values scaled to the sum of others: who arrives somewhere left somewhere."""
    return np.asarray(values * (total_of.sum() / values.sum()))


def _forwards(total: Floats, growth: Floats) -> Floats:
    """Population on the 2021 base: known in 2020, counted on to 2024, NaN before."""
    start = YEARS.index(2020)
    people = np.full(growth.shape, np.nan)
    people[:, start] = total
    people[:, start + 1 :] = total[:, None] + np.cumsum(growth[:, start + 1 :], axis=1)
    return np.asarray(np.where(np.isnan(people), np.nan, np.fmax(people, SMALLEST)))


def _backwards(total_2020: Floats, growth: Floats) -> Floats:
    """Population on the 2011 base: counted back from 2020, NaN after."""
    stop = YEARS.index(2020)
    people = np.full(growth.shape, np.nan)
    people[:, stop] = total_2020
    back = np.cumsum(growth[:, stop:0:-1], axis=1)
    people[:, :stop] = (total_2020[:, None] - back)[:, ::-1]
    return np.asarray(np.where(np.isnan(people), np.nan, np.fmax(people, SMALLEST)))
