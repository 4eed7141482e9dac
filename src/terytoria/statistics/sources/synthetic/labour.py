"""Work: registered unemployed 2003-2024 and flows of people to work in 2016."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.spatial import cKDTree

from terytoria.statistics.sources.synthetic.country import URBAN_RURAL, Country
from terytoria.statistics.sources.synthetic.national import index, rate
from terytoria.statistics.sources.synthetic.people import People
from terytoria.statistics.sources.synthetic.streams import stream
from terytoria.statistics.sources.synthetic.traits import Traits

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

JOB_YEARS = range(2003, 2025)
FLOW_YEAR = 2016
LEAST_FLOW = 10
NEAR, CITIES = 24, 4
TIRING_KM = 11.0


@dataclass(frozen=True)
class Unemployment:
    """Registered unemployed: ``total`` (gminas, years 2003-2024), groups of 2020 (gminas,)."""

    total: Floats
    women: Floats
    long_term: Floats
    over_50: Floats
    up_to_25: Floats


def register_unemployed(country: Country, traits: Traits, people: People) -> Unemployment:
    """Unemployed of every gmina and year: the national course, steeper where work is scarce."""
    rng = stream(country.seed, "unemployed")
    level = people.working * rate("unemployed_2020_per_person_of_working_age")
    strain = np.exp(0.42 * traits.slack)
    level = level * strain / np.average(strain, weights=people.working)
    years = np.arange(JOB_YEARS.start, JOB_YEARS.stop) - 2020
    drift = np.exp(rng.normal(0, 0.012, (country.size, 1)) * years)
    wobble = np.exp(np.cumsum(rng.normal(0, 0.035, (country.size, len(JOB_YEARS))), axis=1))
    wobble /= wobble[:, [JOB_YEARS.index(2020)]]
    total = rng.poisson(level[:, None] * index("unemployed", JOB_YEARS) * drift * wobble)
    total = np.maximum(total, 5)
    of_2020 = total[:, JOB_YEARS.index(2020)]
    return Unemployment(
        total=total.astype(float),
        women=_part(of_2020, 0.537, traits.slack, -0.1, rng),
        long_term=_part(of_2020, 0.49, traits.slack, 0.15, rng),
        over_50=_part(of_2020, 0.257, traits.slack, 0.05, rng),
        up_to_25=_part(of_2020, 0.125, traits.slack, 0.1, rng),
    )


def _part(
    whole: Rows, share: float, trait: Floats, weight: float, rng: np.random.Generator
) -> Floats:
    odds = share / (1 - share) * np.exp(weight * trait)
    return rng.binomial(whole, odds / (1 + odds)).astype(float)


@dataclass(frozen=True)
class Flows:
    """Flows of at least ten people: rows of gminas where they live and work, and how many.

    A flow from a gmina to itself is between its town and its rural part.
    """

    origin: Rows
    dest: Rows
    persons: Rows

    def leaving(self, size: int) -> Floats:
        """People working in another gmina, by gmina of residence."""
        out = self.origin != self.dest
        return _sums(self.origin[out], self.persons[out], size)

    def coming(self, size: int) -> Floats:
        """People living in another gmina, by gmina of work."""
        away = self.origin != self.dest
        return _sums(self.dest[away], self.persons[away], size)

    def frame(self, codes: npt.NDArray[np.object_]) -> pl.DataFrame:
        """Flows as the snapshot keeps them."""
        return pl.DataFrame(
            {
                "origin": codes[self.origin].astype(str),
                "dest": codes[self.dest].astype(str),
                "persons": self.persons,
                "within_gmina_town_country": self.origin == self.dest,
                "year": np.full(len(self.origin), FLOW_YEAR, dtype=np.int64),
            }
        )


def _sums(rows: Rows, persons: Rows, size: int) -> Floats:
    return np.bincount(rows, persons, minlength=size).astype(float)


def draw_flows(country: Country, traits: Traits, people: People) -> Flows:
    """Flows to work from a gravity model: jobs attract, kilometres tire.

    Each gmina looks to its nearest gminas and cities; of ``persons = leaving * share`` those
    below ten are not published.
    """
    rng = stream(country.seed, "commuting")
    dest = _reachable(country)
    origin = np.repeat(np.arange(country.size), dest.shape[1]).reshape(dest.shape)
    gap = country.position[origin] - country.position[dest]
    km = np.hypot(gap[..., 0], gap[..., 1]) + 4.0
    jobs = people.total * np.exp(0.55 * traits.urban - 0.15 * traits.slack)
    appeal = jobs[dest] * np.exp(-km / TIRING_KM + rng.normal(0, 0.35, km.shape))
    appeal[dest == origin] = 0.0
    leaving = people.total * 0.085 * np.exp(0.9 * traits.suburb - 0.25 * traits.urban)
    share = appeal / np.maximum(appeal.sum(axis=1, keepdims=True), 1e-12)
    persons = rng.poisson(leaving[:, None] * share)
    kept = persons >= LEAST_FLOW
    home = _town_and_country(country, people, traits, rng)
    own = np.flatnonzero(home >= LEAST_FLOW)
    origin, dest = np.append(origin[kept], own), np.append(dest[kept], own)
    persons = np.append(persons[kept], home[own])
    order = np.lexsort((dest, origin))
    return Flows(origin[order], dest[order], persons[order])


def _reachable(country: Country) -> Rows:
    """Rows of the nearest gminas and of the nearest cities beyond them (repeats point home)."""
    near = min(NEAR, country.size)
    by_place = cKDTree(country.position).query(country.position, k=near)[1].reshape(-1, near)
    cities = np.flatnonzero(country.city)
    if not len(cities):
        return np.asarray(by_place, dtype=np.int64)
    few = min(CITIES, len(cities))
    tree = cKDTree(country.position[cities])
    by_city = cities[tree.query(country.position, k=few)[1].reshape(-1, few)]
    known = (by_city[:, :, None] == by_place[:, None, :]).any(axis=2)
    by_city = np.where(known, np.arange(country.size)[:, None], by_city)
    return np.concatenate([by_place, by_city], axis=1)


def _town_and_country(
    country: Country, people: People, traits: Traits, rng: np.random.Generator
) -> Rows:
    share = traits.town_share
    expected = people.total * 0.11 * share * (1 - share)
    return np.asarray(np.where(country.kind == URBAN_RURAL, rng.poisson(expected), 0))
