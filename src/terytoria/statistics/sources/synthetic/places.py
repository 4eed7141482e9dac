"""Points inside gminas: schools, polling stations, places; and the list of localities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from terytoria.statistics.sources.synthetic.country import RURAL, URBAN, URBAN_RURAL, Country
from terytoria.statistics.sources.synthetic.names import all_names
from terytoria.statistics.sources.synthetic.people import People
from terytoria.statistics.sources.synthetic.plane import Points, to_degrees
from terytoria.statistics.sources.synthetic.streams import stream
from terytoria.statistics.sources.synthetic.traits import Traits

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

ADULTS = 0.8
VOTERS_PER_STATION = 1_100
WRONG_COORDINATES = 0.06
CENTRE_SPREAD = 0.22

PRIMARY, SECONDARY, KINDERGARTEN = "1;2", "3", None
_SECONDARY_NAMES = ("Liceum Ogólnokształcące", "Technikum", "Branżowa Szkoła I Stopnia")


@dataclass(frozen=True)
class Schools:
    """Number of schools of each sort by gmina, and the register of them all."""

    primary: Rows
    secondary: Rows
    kindergartens: Rows
    frame: pl.DataFrame


def open_schools(country: Country, traits: Traits, people: People) -> Schools:
    """Schools: a primary school per 2 650 people, more in the country; secondary ones in towns."""
    rng = stream(country.seed, "schools")
    total = people.total
    primary = np.maximum(np.round(total / 2_650 + 1.1 * (country.kind != URBAN)), 1)
    primary = np.maximum(primary + rng.integers(-1, 2, country.size), 1).astype(np.int64)
    towns = total * traits.town_share
    secondary = rng.poisson(np.where(towns > 2_500, towns / 3_400, 0.02)).astype(np.int64)
    kindergartens = rng.poisson(total / 2_450 * np.exp(0.15 * traits.wealth)).astype(np.int64)
    sorts = np.concatenate(
        [
            np.zeros(n, dtype=np.int64) + k
            for k, n in enumerate((primary.sum(), secondary.sum(), kindergartens.sum()))
        ]
    )
    rows = np.concatenate(
        [np.repeat(np.arange(country.size), n) for n in (primary, secondary, kindergartens)]
    )
    return Schools(primary, secondary, kindergartens, _school_frame(country, traits, rows, sorts))


def _school_frame(country: Country, traits: Traits, rows: Rows, sorts: Rows) -> pl.DataFrame:
    rng = stream(country.seed, "school sites")
    number = (
        np.arange(len(rows))
        - np.searchsorted(sorts * country.size + rows, sorts * country.size + rows)
        + 1
    )
    points = _settle(country, traits, rows, rng, always=sorts == 1)
    title = np.array(_SECONDARY_NAMES)[rng.integers(0, 3, len(rows))]
    stem = np.select([sorts == 0, sorts == 1], ["Szkoła Podstawowa", title], "Przedszkole")
    private = rng.random(len(rows)) < np.array([0.08, 0.25, 0.35])[sorts]
    codes = country.codes[rows].astype(str)
    return pl.DataFrame(
        {
            "rspo": np.arange(len(rows), dtype=np.int64) + 1,
            "stem": stem,
            "number": number,
            "sort": sorts,
            "private": private,
            "city": country.names[rows].astype(str),
            "postcode": (country.powiat[rows] % 100) * 1000 + rows % 1000,
            "house": rng.integers(1, 100, len(rows)),
            "simc": rows + 1,
            "lon": points[:, 0],
            "lat": points[:, 1],
            "unit": codes,
        }
    ).select(
        "rspo",
        pl.format("{} nr {}", "stem", "number").alias("name"),
        pl.when(pl.col("sort") == 2)
        .then(pl.lit("kindergarten"))
        .otherwise(pl.lit("school"))
        .alias("amenity"),
        pl.when(pl.col("sort") == 0)
        .then(pl.lit(PRIMARY))
        .when(pl.col("sort") == 1)
        .then(pl.lit(SECONDARY))
        .alias("isced"),
        pl.when("private")
        .then(pl.lit("private"))
        .otherwise(pl.lit("government"))
        .alias("operator_type"),
        "city",
        pl.format(
            "{}-{}",
            (pl.col("postcode") // 1000).cast(str).str.zfill(2),
            (pl.col("postcode") % 1000).cast(str).str.zfill(3),
        ).alias("postcode"),
        pl.lit("Szkolna").alias("street"),
        pl.col("house").cast(str).alias("housenumber"),
        pl.col("simc").cast(str),
        "lon",
        "lat",
        pl.col("unit").str.slice(0, 6).alias("teryt6"),
        "unit",
    )


def _settle(
    country: Country,
    traits: Traits,
    rows: Rows,
    rng: np.random.Generator,
    always: npt.NDArray[np.bool_] | None = None,
) -> Points:
    """A point (degrees) for each row, in the town with the chance of the town's share."""
    shapes = country.mosaic_row[rows]
    town = rng.random(len(rows)) < traits.town_share[rows] * (country.kind[rows] != URBAN)
    if always is not None:
        town |= always & (country.kind[rows] != URBAN)
    wide = country.mosaic.scatter(shapes, rng)
    close = country.mosaic.scatter(shapes, rng, CENTRE_SPREAD)
    return to_degrees(np.where(town[:, None], close, wide))


def polling_stations(country: Country, traits: Traits, people: People) -> pl.DataFrame:
    """Polling stations of 2014 with the people entitled to vote: where people live.

    A few coordinates are wrong, as in life: they point into another gmina and ``coord_ok`` says so.
    """
    rng = stream(country.seed, "polling")
    voters = np.round(people.total * ADULTS)
    count = np.maximum(np.round(voters / VOTERS_PER_STATION), 3).astype(np.int64)
    rows = np.repeat(np.arange(country.size), count)
    weight = rng.gamma(5.0, 1.0, len(rows))
    weight /= np.bincount(rows, weight, minlength=country.size)[rows]
    wrong = rng.random(len(rows)) < WRONG_COORDINATES
    where = rows.copy()
    where[wrong] = rng.integers(0, country.size, wrong.sum())
    points = _settle(country, traits, where, rng)
    number = np.arange(len(rows)) - np.searchsorted(rows, rows) + 1
    codes = country.codes[rows].astype(str)
    inside = where == rows
    return pl.DataFrame(
        {
            "unit": codes,
            "teryt": pl.Series(codes).str.slice(0, 6),
            "nro": pl.Series(number).cast(pl.String),
            "place": pl.select(pl.format("Szkoła Podstawowa nr {}", pl.Series(number))).to_series(),
            "locality": country.names[rows].astype(str),
            "eligible_voters": np.maximum(np.round(weight * voters[rows]), 5).astype(np.int64),
            "lat": points[:, 1],
            "lon": points[:, 0],
            "inside_own_gmina": inside,
            "coord_shared_by_localities": np.ones(len(rows), dtype=np.int64),
            "coord_ok": inside,
        }
    )


def localities(country: Country) -> pl.DataFrame:
    """Main locality of each gmina and four villages of each one that is not a town."""
    rng = stream(country.seed, "localities")
    kind = country.kind
    rows = np.concatenate([np.arange(country.size), np.repeat(np.flatnonzero(kind != URBAN), 4)])
    main = np.arange(len(rows)) < country.size
    village = _village_names(len(rows), rng)
    town = main & (kind[rows] != RURAL)
    part = np.select([kind[rows] == URBAN, kind[rows] == RURAL, town], ["1", "2", "4"], "5")
    simc = pl.Series(np.arange(len(rows)) + 1).cast(pl.String).str.zfill(7)
    return pl.DataFrame(
        {
            "unit": country.codes[rows].astype(str),
            "gmina_kind": part,
            "locality_kind": np.where(town, "96", "01"),
            "name": np.where(main, country.names[rows], village).astype(str),
            "simc": simc,
            "simc_parent": simc,
        }
    )


def _village_names(count: int, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    pool = np.array([place.name for place in all_names()[0]], dtype=object)
    return np.asarray(pool[rng.integers(0, len(pool), count)])


def places(country: Country, traits: Traits, people: People) -> pl.DataFrame:
    """Places of 500 people or more: the seat of each gmina and a village or two."""
    rng = stream(country.seed, "places")
    rural = np.flatnonzero(country.kind != URBAN)
    rows = np.concatenate([np.arange(country.size), np.repeat(rural, 2)])
    main = np.arange(len(rows)) < country.size
    share = np.where(traits.town_share > 0, traits.town_share, 0.25)[rows]
    share = np.where(main, share, rng.uniform(0.02, 0.08, len(rows)))
    persons = np.round(people.total[rows] * share).astype(np.int64)
    shapes = country.mosaic_row[rows]
    spread = country.mosaic.scatter(shapes, rng)
    points = to_degrees(np.where(main[:, None], country.mosaic.inner[shapes], spread))
    names = np.where(main, country.names[rows], _village_names(len(rows), rng)).astype(str)
    frame = pl.DataFrame(
        {
            "geonameid": np.arange(len(rows)) + 1,
            "name": names,
            "lat": points[:, 1],
            "lon": points[:, 0],
            "population": persons,
            "admin1code": country.voivodeship_codes[country.voivodeship[rows]].astype(str),
            "unit": country.codes[rows].astype(str),
        }
    )
    return frame.filter(pl.col("population") >= 500)


def unit_parts(country: Country, traits: Traits) -> pl.DataFrame:
    """The town and the rural part of each urban-rural gmina, with their areas."""
    mixed = np.flatnonzero(country.kind == URBAN_RURAL)
    area = np.round(traits.area[mixed] * 0.1 * (0.5 + traits.town_share[mixed]), 2)
    town = [code[:6] + "4" for code in country.codes[mixed]]
    part = [code[:6] + "5" for code in country.codes[mixed]]
    size = len(mixed)
    return pl.DataFrame(
        {
            "code": [*town, *part],
            "name": [*country.names[mixed], *country.names[mixed]],
            "type": ["town_in_urban-rural"] * size + ["rural_part_of_urban-rural"] * size,
            "parent_gmina": [*country.codes[mixed], *country.codes[mixed]],
            "area_km2": np.concatenate([area, np.round(traits.area[mixed] - area, 2)]),
        },
        schema_overrides={"code": pl.String, "name": pl.String, "parent_gmina": pl.String},
    ).sort("code")
