"""Structural features of gminas, as arrays; which ones and how is data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from terytoria.diagnosis.groups.bands import population_series, read_data
from terytoria.statistics.observations import Observations
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Kind, Register

_EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Covariate:
    """One feature: its names and how it is made of series.

    The sum of the newest ``numerator`` series over the sum of the ``denominator`` series of the
    nearest year, or over the area; or the distance to the largest town of the voivodeship.
    """

    id: str
    name_pl: str
    name_en: str
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    per_area: bool = False
    log: bool = False
    distance_to_largest_town: bool = False


@lru_cache(maxsize=1)
def all_covariates() -> dict[str, Covariate]:
    """The features of the data file, by id."""
    return {
        name: _read(name, data) for name, data in read_data("covariates.yaml")["covariates"].items()
    }


def _read(name: str, data: dict[str, Any]) -> Covariate:
    lists = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    return Covariate(id=name, **{**data, **lists})


def values_of(snapshot: Snapshot, covariate: Covariate) -> np.ndarray | None:
    """A feature of every gmina (logarithm where asked for), or ``None`` without its series.

    Shape (gminas,), NaN where it is unknown.
    """
    if covariate.distance_to_largest_town:
        return distance_to_largest_town(snapshot)
    observed = snapshot.observations
    if not all(observed.has(one) for one in (*covariate.numerator, *covariate.denominator)):
        return None
    year = min(observed.panel(one).years[-1] for one in covariate.numerator)
    values = _sum(observed, covariate.numerator, year)
    if covariate.denominator:
        values = values / _positive(_sum(observed, covariate.denominator, year))
    if covariate.per_area:
        values = values / _areas(snapshot.register)
    return np.log(_positive(values)) if covariate.log else values


def _sum(observed: Observations, series: tuple[str, ...], year: int) -> np.ndarray:
    panels = [observed.panel(one) for one in series]
    common = set(panels[0].years).intersection(*(panel.years for panel in panels))
    nearest = min(common, key=lambda one: (abs(one - year), -one))
    total: np.ndarray = np.sum([panel.year(nearest) for panel in panels], axis=0)
    return total


def _positive(values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, values, np.nan)


def _areas(register: Register) -> np.ndarray:
    return np.array([register.unit(code).area_km2 for code in register.gminas])


def distance_to_largest_town(snapshot: Snapshot) -> np.ndarray:
    """Great-circle distance in km from each gmina to the largest town of its voivodeship.

    The largest town is the most populous urban gmina, ties by code; NaN where a point is unknown.
    """
    register = snapshot.register
    people = snapshot.observations.panel(population_series()).values
    units = [register.unit(code) for code in register.gminas]
    points = np.array([[u.lon, u.lat] for u in units], dtype=float)
    urban = np.array([u.kind is Kind.URBAN for u in units])
    size = np.where(urban, np.nan_to_num(people[:, -1], nan=-1.0), -1.0)
    part = np.array([u.code[:2] for u in units])
    found = np.full(len(units), np.nan)
    for one in np.unique(part):
        rows = np.flatnonzero(part == one)
        if size[rows].max() > 0:
            town = rows[np.argmax(size[rows])]
            found[rows] = great_circle(points[rows], points[town])
    return found


def great_circle(points: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Distance in km (haversine) from points (n, 2: lon, lat in degrees) to another point.

    >>> float(great_circle(np.array([[0.0, 0.0]]), np.array([0.0, 1.0])).round(2)[0])
    111.2
    """
    lon, lat = np.radians(points).T
    lon0, lat0 = np.radians(other)
    half = (
        np.sin((lat - lat0) / 2) ** 2 + np.cos(lat) * np.cos(lat0) * np.sin((lon - lon0) / 2) ** 2
    )
    found: np.ndarray = 2 * _EARTH_KM * np.arcsin(np.sqrt(half))
    return found
