"""What sets gminas apart: how urban, how remote, how well off they are.

Every series of the country leans on these traits, so that differences hang together: a remote
gmina is poorer, older and smaller, and a diagnosis finds it so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from terytoria.statistics.sources.synthetic.country import RURAL, URBAN, URBAN_RURAL, Country
from terytoria.statistics.sources.synthetic.streams import stream

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Traits:
    """Traits of gminas, each of shape (gminas,).

    ``population`` in 2020 (a target), ``area`` in km², ``town_share`` of people living in a town,
    ``suburb`` from 0 to 1, ``far`` km to the nearest city; ``urban``, ``remote``, ``wealth`` and
    ``slack`` (of the labour market) are standard scores.
    """

    population: Floats
    area: Floats
    town_share: Floats
    suburb: Floats
    far: Floats
    urban: Floats
    remote: Floats
    wealth: Floats
    slack: Floats


def draw_traits(country: Country, area: Floats) -> Traits:
    """Traits of every gmina of a country whose areas (km²) are given."""
    rng = stream(country.seed, "traits")
    far = _distance_to_city(country)
    suburb = np.exp(-far / 16.0) * (country.kind != URBAN)
    population = _population(country, suburb, rng)
    urban = _score(np.log(population / area))
    remote = _score(np.log1p(far))
    field = _field(country, rng)
    noise = rng.normal(0, 1, (2, country.size))
    wealth = _score(0.45 * urban - 0.35 * remote + 0.8 * suburb + 0.4 * field[0] + 0.5 * noise[0])
    slack = _score(0.45 * remote - 0.45 * wealth + 0.7 * field[1] + 0.35 * noise[1])
    return Traits(
        population=population,
        area=area,
        town_share=_town_share(country, rng),
        suburb=suburb,
        far=far,
        urban=urban,
        remote=remote,
        wealth=wealth,
        slack=slack,
    )


def _distance_to_city(country: Country) -> Floats:
    centres = country.position[country.city] if country.city.any() else country.position[:1]
    return np.asarray(cKDTree(centres).query(country.position)[0])


def _population(country: Country, suburb: Floats, rng: np.random.Generator) -> Floats:
    """Log-normal by kind, set to the quartiles of Poland's gminas in 2020 (GUS)."""
    size = country.size
    middle = np.select(
        [country.kind == URBAN, country.kind == URBAN_RURAL], [16_000, 10_000], 5_300
    )
    spread = np.select([country.kind == URBAN, country.kind == URBAN_RURAL], [0.8, 0.55], 0.38)
    middle, spread = np.where(country.city, 115_000, middle), np.where(country.city, 0.7, spread)
    people = (
        middle * np.exp(spread * np.clip(rng.normal(0, 1, size), -2.4, 2.6)) * (1 + 1.5 * suburb)
    )
    if country.city.any():
        cities = np.flatnonzero(country.city)
        largest = cities[np.argmax(people[cities])]
        people[largest] = np.clip(0.05 * people.sum(), people[largest], 1_900_000)
    return np.asarray(people)


def _field(country: Country, rng: np.random.Generator) -> Floats:
    """Two smooth fields over the plane, standard scores, wave lengths of 150 to 500 km."""
    fields = np.zeros((2, country.size))
    for row in range(2):
        for _ in range(6):
            wave = 2 * np.pi / rng.uniform(150, 500)
            angle, phase = rng.uniform(0, 2 * np.pi, 2)
            along = country.position @ np.array([np.cos(angle), np.sin(angle)])
            fields[row] += np.cos(wave * along + phase)
    return np.array([_score(field) for field in fields])


def _town_share(country: Country, rng: np.random.Generator) -> Floats:
    share = rng.beta(4, 5, country.size)
    share = np.where(country.kind == RURAL, 0.0, share)
    return np.where(country.kind == URBAN, 1.0, share)


def _score(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / max(float(values.std()), 1e-9))
