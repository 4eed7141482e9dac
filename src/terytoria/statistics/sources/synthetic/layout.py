"""Units and boundaries of the country in the layout of a snapshot folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import shapely

from terytoria.statistics.sources.synthetic.country import KINDS, Country
from terytoria.statistics.sources.synthetic.plane import to_degrees
from terytoria.statistics.sources.synthetic.world import World

Shapes = npt.NDArray[np.object_]
Rows = npt.NDArray[np.int64]

COUNTRY_NAME = "Kraj przykładowy"


def units_frame(world: World) -> pl.DataFrame:
    """Units of all four levels, sorted by level and code."""
    country = world.country
    powiat_region = _region_of_powiat(country)
    area = world.sums(world.traits.area)
    whole = pl.DataFrame({"code": ["PL"], "name": [COUNTRY_NAME], "parent": [""]}).with_columns(
        pl.lit("country").alias("level"),
        pl.lit("country").alias("type"),
        pl.lit(float(area.sum())).alias("area_km2"),
    )
    regions = pl.DataFrame(
        {
            "code": _texts(country.voivodeship_codes),
            "name": _texts(country.voivodeship_names),
            "parent": "PL",
            "level": "voivodeship",
            "type": "voivodeship",
            "area_km2": np.bincount(powiat_region, area).astype(float),
        }
    )
    powiats = pl.DataFrame(
        {
            "code": _texts(country.powiat_codes),
            "name": _texts(country.powiat_names),
            "parent": _texts(country.voivodeship_codes[powiat_region]),
            "level": "powiat",
            "type": np.where(country.powiat_city, "city_with_powiat_rights", "powiat"),
            "area_km2": area,
        }
    )
    levels = [whole, regions, powiats, _gminas(world)]
    return _with_register_columns(pl.concat(levels, how="diagonal"))


def _gminas(world: World) -> pl.DataFrame:
    country = world.country
    point = to_degrees(country.mosaic.inner[country.mosaic_row])
    return pl.DataFrame(
        {
            "code": _texts(country.codes),
            "name": _texts(country.names),
            "parent": _texts(country.powiat_codes[country.powiat]),
            "level": "gmina",
            "type": [KINDS[int(kind)] for kind in country.kind],
            "area_km2": world.traits.area,
            "lon": point[:, 0],
            "lat": point[:, 1],
        }
    )


def _with_register_columns(units: pl.DataFrame) -> pl.DataFrame:
    """Columns in the order of the snapshot; areas agree, for nothing here was ever remeasured."""
    own = pl.col("level") == "gmina"
    km2 = pl.col("area_km2").round(2)
    return units.select(
        "code",
        "name",
        "level",
        "type",
        "parent",
        km2,
        pl.when(own).then(pl.col("code").str.slice(0, 6)).otherwise(pl.lit("")).alias("code6"),
        km2.alias("area_register2025_km2"),
        (pl.col("level") != "country").alias("has_boundary"),
        "lon",
        "lat",
        pl.when(own).then(km2).alias("area_geom_km2"),
    )


def _texts(values: Shapes) -> pl.Series:
    return pl.Series(list(values), dtype=pl.String)


def _region_of_powiat(country: Country) -> Rows:
    region = np.zeros(len(country.powiat_codes), dtype=np.int64)
    region[country.powiat] = country.voivodeship
    return region


def write_boundaries(world: World, folder: Path) -> list[str]:
    """Write boundaries of gminas, powiats and voivodeships; names of the files."""
    country = world.country
    shapes = country.mosaic.shapes[country.mosaic_row]
    powiats = _merge(shapes, country.powiat)
    regions = _merge(powiats, _region_of_powiat(country))
    upper = [name.upper() for name in country.voivodeship_names]
    layers = (
        ("boundaries_gminy", "boundaries", _gmina_properties(world), shapes),
        (
            "boundaries_powiaty",
            "boundaries_powiaty",
            _named(country.powiat_codes, country.powiat_names),
            _multi(powiats),
        ),
        (
            "boundaries_voivodeships",
            "boundaries_voivodeships",
            _named(country.voivodeship_codes, upper),
            _multi(regions),
        ),
    )
    for file, name, properties, geometry in layers:
        _write_layer(folder / f"{file}.geojson", name, properties, geometry)
    return [f"{layer[0]}.geojson" for layer in layers]


def _merge(shapes: Shapes, group: Rows) -> Shapes:
    """Union of the shapes of each group; shapes share their borders, so this is exact."""
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(1, group.max() + 1))
    merged = [shapely.coverage_union_all(part) for part in np.split(shapes[order], bounds)]
    return np.array(merged, dtype=object)


def _multi(shapes: Shapes) -> Shapes:
    """Every shape as a multipolygon, as the layers of powiats and voivodeships have them."""
    single = shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON
    result = shapes.copy()
    where = np.flatnonzero(single)
    result[where] = shapely.multipolygons(shapes[where], indices=np.arange(len(where)))
    return result


def _named(codes: Shapes, names: Shapes | list[str]) -> list[str]:
    return [
        json.dumps({"code": code, "name": name}, ensure_ascii=False)
        for code, name in zip(codes, names, strict=True)
    ]


def _gmina_properties(world: World) -> list[str]:
    country = world.country
    point = to_degrees(country.mosaic.inner[country.mosaic_row])
    return [
        json.dumps(
            {
                "code": code,
                "name": country.names[row],
                "type": KINDS[int(country.kind[row])],
                "area_km2": float(world.traits.area[row]),
                "area_geom_km2": float(world.traits.area[row]),
                "lon": float(point[row, 0]),
                "lat": float(point[row, 1]),
                "powiat": code[:4],
                "voivodeship": code[:2],
            },
            ensure_ascii=False,
        )
        for row, code in enumerate(country.codes)
    ]


def _write_layer(path: Path, name: str, properties: list[str], shapes: Shapes) -> None:
    head = {
        "type": "FeatureCollection",
        "name": name,
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        "xy_coordinate_resolution": 1e-05,
    }
    features = (
        f'{{"type":"Feature","properties":{text},"geometry":{shape}}}'
        for text, shape in zip(properties, shapely.to_geojson(shapes), strict=True)
    )
    opening = json.dumps(head)[:-1] + ',\n"features":[\n'
    path.write_text(opening + ",\n".join(features) + "\n]}\n", encoding="utf-8")
