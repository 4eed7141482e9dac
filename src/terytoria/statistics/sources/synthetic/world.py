"""Everything the model knows of the country, before it becomes series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from terytoria.statistics.sources.synthetic.country import Country, found_country
from terytoria.statistics.sources.synthetic.labour import (
    Flows,
    Unemployment,
    draw_flows,
    register_unemployed,
)
from terytoria.statistics.sources.synthetic.people import YEARS, People, populate
from terytoria.statistics.sources.synthetic.places import Schools, open_schools
from terytoria.statistics.sources.synthetic.plane import KM_PER_DEGREE
from terytoria.statistics.sources.synthetic.traits import Traits, draw_traits

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """The country with its people, work and schools."""

    country: Country
    traits: Traits
    people: People
    unemployment: Unemployment
    flows: Flows
    schools: Schools

    @property
    def scores(self) -> Floats:
        """Scores (urban, remote, wealth) of gminas, shape (3, gminas)."""
        return np.array([self.traits.urban, self.traits.remote, self.traits.wealth])

    def sums(self, values: Floats) -> Floats:
        """Sums over powiats of values of gminas, along the first axis."""
        size = len(self.country.powiat_codes)
        total = np.zeros((size, *values.shape[1:]))
        np.add.at(total, self.country.powiat, values)
        return total

    def population(self, year: int) -> Floats:
        """Population at the end of a year on the base of that time: 2021 census from 2020 on."""
        base = self.people.base_2021 if year >= 2020 else self.people.base_2011
        return base[:, YEARS.index(year)]


def make_world(units: int, seed: int) -> World:
    """The country of a seed with everything in it."""
    country = found_country(units, seed)
    traits = draw_traits(country, measure_km2(country.mosaic.shapes[country.mosaic_row]))
    people = populate(country, traits)
    return World(
        country=country,
        traits=traits,
        people=people,
        unemployment=register_unemployed(country, traits, people),
        flows=draw_flows(country, traits, people),
        schools=open_schools(country, traits, people),
    )


def measure_km2(shapes: npt.NDArray[np.object_]) -> Floats:
    """Areas (km², two decimals) of shapes in degrees, on the sphere of the sinusoidal plane."""
    flat = shapely.transform(shapes, _to_plane)
    return np.asarray(np.round(shapely.area(flat), 2))


def _to_plane(degrees: Floats) -> Floats:
    lon, lat = degrees[:, 0], degrees[:, 1]
    east = lon * KM_PER_DEGREE * np.cos(np.radians(lat))
    return np.column_stack([east, lat * KM_PER_DEGREE])
