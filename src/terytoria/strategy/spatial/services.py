"""Service centres: schools, whom they are the nearest to, and catchments of secondary schools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from terytoria.diagnosis.access import country_access, thresholds
from terytoria.diagnosis.access.country import demand_of
from terytoria.diagnosis.naming import named
from terytoria.diagnosis.provenance import source_of
from terytoria.language.cases import Case
from terytoria.language.numbers import number, percent
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.spatial.model import Feature, Layer
from terytoria.strategy.spatial.rules import Rule, rule
from terytoria.territory import Area

SCHEMA = {"unit": str, "schools": int, "nearest": int, "mean_km": float}
PLACES = 4
"""Decimals of degrees (some 10 m) within which schools share one building."""
_MORE = 0.6
"""Degrees around the area where schools can still be the nearest to someone in it."""


@dataclass(frozen=True, eq=False)
class Nearest:
    """The people of an area and the nearest school of one stage to each of their places.

    ``persons``, ``km`` and ``target`` (row of ``schools``) are arrays over the places.
    """

    stage: str
    schools: pl.DataFrame
    persons: np.ndarray
    km: np.ndarray
    target: np.ndarray

    @classmethod
    def of(cls, snapshot: Snapshot, area: Area, stage: str) -> Nearest:
        """As the analysis of access finds it."""
        found, demand = country_access(snapshot, stage), demand_of(snapshot)
        rows = np.array([snapshot.register.index[code] for code in area.gminas])
        chosen = demand.of_rows(rows)
        persons, km = demand.persons[chosen], found.km[chosen]
        return cls(stage, found.schools, persons, km, found.target[chosen])


def services(snapshot: Snapshot, area: Area, shape: BaseGeometry | None) -> Layer:
    """Schools of members as points, and the catchments of secondary schools as areas.

    ``shape`` is the ground of the area in degrees; without it there are no catchments.
    """
    own = rule("services")
    features: list[Feature] = []
    for stage in own.values["points"]:
        found = Nearest.of(snapshot, area, stage)
        if found.schools.height:
            features += _points(snapshot, area, own, found)
    found = Nearest.of(snapshot, area, own.values["catchments"])
    catchments: list[Feature] = []
    if shape is not None and found.schools.height:
        catchments = list(_catchments(snapshot, own, shape, found))
    text = _told(area, features, found)
    return Layer("services", own, (*catchments, *features), SCHEMA, text, own.limits)


def _points(snapshot: Snapshot, area: Area, own: Rule, found: Nearest) -> Iterator[Feature]:
    """A point per building: how many schools, for how many people the nearest, how far."""
    schools = found.schools.with_row_index("row").with_columns(
        pl.col("lon", "lat").round(PLACES), people=0.0, way=0.0
    )
    people, way = np.zeros(len(schools)), np.zeros(len(schools))
    np.add.at(people, found.target, found.persons)
    np.add.at(way, found.target, found.persons * found.km)
    schools = schools.with_columns(pl.Series("people", people), pl.Series("way", way))
    groups = (
        schools.filter(pl.col("unit").is_in(area.gminas))
        .sort("unit", "lon", "lat", "id")
        .group_by("unit", "lon", "lat", maintain_order=True)
        .agg(pl.len(), pl.col("name", "id").first(), pl.col("people", "way").sum())
    )
    for row in groups.iter_rows(named=True):
        mean = row["way"] / row["people"] if row["people"] else None
        yield Feature(
            f"{found.stage}-{row['id']}",
            row["name"] if row["len"] == 1 else f"{row['name']} i inne",
            found.stage,
            shapely.Point(row["lon"], row["lat"]),
            {
                "unit": row["unit"],
                "schools": row["len"],
                "nearest": round(row["people"]),
                "mean_km": None if mean is None else round(mean, 2),
            },
            (_evidence(snapshot, own, found.stage, (row["unit"],), row["people"]),),
        )


def _evidence(
    snapshot: Snapshot, own: Rule, stage: str, units: tuple[str, ...], people: float
) -> Evidence:
    return Evidence(
        f"spatial.nearest.{stage}",
        units,
        (),
        float(people),
        None,
        source_of(snapshot, own.source),
        snapshot.vintage,
        "Σ osób, którym w linii prostej jest do tej szkoły najbliżej",
    )


def _catchments(
    snapshot: Snapshot, own: Rule, shape: BaseGeometry, found: Nearest
) -> Iterator[Feature]:
    """The ground nearest to the secondary schools of each gmina, largest number of people first."""
    cells = catchment_shapes(found.schools, shape)
    units = np.array(found.schools["unit"].to_list(), dtype=object)[found.target]
    persons, km = found.persons, found.km
    for unit in sorted(cells, key=lambda code: (-persons[units == code].sum(), code)):
        mine = units == unit
        people = float(persons[mine].sum())
        mean = float((persons[mine] * km[mine]).sum() / people) if people else None
        yield Feature(
            f"zasieg-{unit}",
            named(snapshot.register, unit, Case.NOMINATIVE),
            "catchment",
            cells[unit],
            {
                "unit": unit,
                "schools": int((found.schools["unit"] == unit).sum()),
                "nearest": round(people),
                "mean_km": None if mean is None else round(mean, 2),
            },
            (_evidence(snapshot, own, found.stage, (unit,), people),),
        )


def catchment_shapes(schools: pl.DataFrame, shape: BaseGeometry) -> dict[str, BaseGeometry]:
    """Cells of the Voronoi diagram of schools joined by gmina and cut to ``shape`` (degrees).

    Longitudes are shrunk by the cosine of the middle latitude, so that nearest on the plane is
    nearest on the ground within the reach of an area. The window is widened until every
    school that could be the nearest to someone inside is in it.
    """
    west, south, east, north = shape.bounds
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    lon, lat = schools["lon"].to_numpy(), schools["lat"].to_numpy()
    more, near = _MORE, np.zeros(len(lon), dtype=bool)
    while not near.any() and more < 180:
        near = (lon > west - more) & (lon < east + more)
        near &= (lat > south - more) & (lat < north + more)
        more *= 2
    known = schools.filter(pl.Series(near)).unique(["lon", "lat"], maintain_order=True)
    flat = np.column_stack([known["lon"].to_numpy() * squeeze, known["lat"].to_numpy()])
    ground = shapely.transform(shape, lambda points: points * [squeeze, 1.0])
    units = known["unit"].to_list()
    if len(flat) == 1:
        return {units[0]: shape}
    cells = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(flat), extend_to=ground, ordered=True)
    )
    found: dict[str, list[BaseGeometry]] = {}
    for unit, cell in zip(units, cells, strict=True):
        if cell.intersects(ground):
            found.setdefault(unit, []).append(cell)
    joined = {
        unit: _polygons(shapely.union_all(parts).intersection(ground))
        for unit, parts in found.items()
    }
    return {
        unit: shapely.transform(one, lambda points: points / [squeeze, 1.0])
        for unit, one in joined.items()
        if not one.is_empty
    }


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Only the areas of a shape: touching borders leave lines and points behind."""
    parts = [one for one in shapely.get_parts(shape) if one.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _told(area: Area, points: list[Feature], found: Nearest) -> str:
    if not found.schools.height or not len(found.persons):
        return "W danych nie ma szkół albo miejsc zamieszkania, więc zasięgów nie da się policzyć."
    count = {
        stage: sum(int(one.attributes["schools"] or 0) for one in points if one.kind == stage)
        for stage in ("primary", "secondary")
    }
    inside = np.array([unit in area for unit in found.schools["unit"].to_list()], dtype=bool)
    persons = found.persons
    total = float(persons.sum()) or 1.0
    own = 100 * float(persons[inside[found.target]].sum()) / total
    limit = thresholds(found.stage)[0].km
    beyond = 100 * float(persons[found.km > limit].sum()) / total
    text = (
        f"Szkoły podstawowe: {number(count['primary'])}, ponadpodstawowe: "
        f"{number(count['secondary'])}. Dla {percent(own, 0)} mieszkańców najbliższa szkoła "
        f"ponadpodstawowa leży w obszarze, a {percent(beyond, 0)} ma do niej ponad "
        f"{number(limit)} km w linii prostej. "
    )
    if beyond >= 10:
        return f"{text}Dla nich o wyborze szkoły przesądza dojazd: warto go zapewnić wspólnie."
    return f"{text}Położenie szkół nie jest tu główną przeszkodą."
