"""Schools, polling stations, places and localities of the synthetic country."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely

from terytoria.statistics.sources.synthetic.places import VOTERS_PER_STATION


def read(folder: Path, name: str) -> pl.DataFrame:
    if name.endswith(".csv"):
        return pl.read_csv(folder / name, schema_overrides={"unit": pl.String})
    return pl.read_parquet(folder / name)


@pytest.fixture(scope="module")
def shapes(synthetic_folder: Path) -> dict[str, shapely.Geometry]:
    layer = json.loads((synthetic_folder / "boundaries_gminy.geojson").read_text(encoding="utf-8"))
    return {
        f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in layer["features"]
    }


@pytest.fixture(scope="module")
def units(synthetic_folder: Path) -> pl.DataFrame:
    return read(synthetic_folder, "units.parquet").filter(pl.col("level") == "gmina")


def inside(frame: pl.DataFrame, shapes: dict[str, shapely.Geometry]) -> np.ndarray:
    own = np.array([shapes[unit] for unit in frame["unit"]], dtype=object)
    points = shapely.points(frame["lon"].to_numpy(), frame["lat"].to_numpy())
    return np.asarray(shapely.contains(own, points))


@pytest.mark.parametrize("name", ["schools_rspo_2022.parquet", "places_geonames_500.csv"])
def test_points_are_inside_their_gmina(
    name: str, synthetic_folder: Path, shapes: dict[str, shapely.Geometry]
) -> None:
    assert inside(read(synthetic_folder, name), shapes).all()


def test_inner_points_of_units_are_inside(
    units: pl.DataFrame, shapes: dict[str, shapely.Geometry]
) -> None:
    assert inside(units.rename({"code": "unit"}), shapes).all()


def test_polling_stations_say_truly_whether_they_are_inside(
    synthetic_folder: Path, shapes: dict[str, shapely.Geometry]
) -> None:
    stations = read(synthetic_folder, "polling_stations_2014.parquet")
    where = inside(stations, shapes)
    assert np.array_equal(where, stations["inside_own_gmina"].to_numpy())
    assert np.array_equal(where, stations["coord_ok"].to_numpy())
    assert 0.9 < where.mean() < 0.98


def test_every_gmina_votes(synthetic_folder: Path, units: pl.DataFrame) -> None:
    stations = read(synthetic_folder, "polling_stations_2014.parquet")
    assert set(stations["unit"]) == set(units["code"])
    assert stations["eligible_voters"].min() >= 5
    assert 0.6 < stations["eligible_voters"].mean() / VOTERS_PER_STATION < 1.3


def test_voters_are_four_fifths_of_the_people(synthetic_folder: Path) -> None:
    stations = read(synthetic_folder, "polling_stations_2014.parquet")
    rows = pl.read_parquet(synthetic_folder / "observations.parquet").filter(
        (pl.col("indicator") == "pop_total") & (pl.col("year") == 2020)
    )
    people = dict(zip(rows["unit"].cast(pl.String), rows["value"], strict=True))
    for unit, voters in stations.group_by("unit").agg(pl.col("eligible_voters").sum()).rows():
        assert voters == pytest.approx(0.8 * people[unit], rel=0.01)


def test_schools_are_numbered_and_told_apart(synthetic_folder: Path) -> None:
    schools = read(synthetic_folder, "schools_rspo_2022.parquet")
    assert schools["rspo"].is_unique().all()
    assert schools.select("unit", "name", "isced").is_duplicated().sum() == 0
    assert set(schools["isced"].unique()) == {"1;2", "3", None}
    assert schools["postcode"].str.contains(r"^\d{2}-\d{3}$").all()
    assert (schools["teryt6"] == schools["unit"].str.slice(0, 6)).all()
    secondary = schools.filter(pl.col("isced") == "3")["name"]
    assert secondary.str.contains("Liceum|Technikum|Branżowa").all()


def test_every_gmina_has_a_primary_school(synthetic_folder: Path, units: pl.DataFrame) -> None:
    primary = read(synthetic_folder, "schools_rspo_2022.parquet").filter(pl.col("isced") == "1;2")
    assert set(primary["unit"]) == set(units["code"])


def test_people_live_closer_together_in_towns(synthetic_folder: Path, units: pl.DataFrame) -> None:
    stations = read(synthetic_folder, "polling_stations_2014.parquet").filter(pl.col("coord_ok"))
    spread = stations.group_by("unit").agg(
        (pl.col("lon").std() + pl.col("lat").std()).alias("spread")
    )
    kinds = spread.join(units.select(pl.col("code").alias("unit"), "type"), on="unit")
    medians = dict(kinds.group_by("type").agg(pl.col("spread").median()).rows())
    assert medians["urban"] < medians["urban-rural"] < medians["rural"]


def test_parts_of_urban_rural_gminas_make_up_the_whole(
    synthetic_folder: Path, units: pl.DataFrame
) -> None:
    parts = pl.read_csv(synthetic_folder / "unit_parts.csv", infer_schema=False)
    mixed = units.filter(pl.col("type") == "urban-rural")
    assert set(parts["parent_gmina"]) == set(mixed["code"])
    assert parts["code"].is_unique().all()
    area = dict(zip(mixed["code"], mixed["area_km2"], strict=True))
    sums = parts.group_by("parent_gmina").agg(pl.col("area_km2").cast(pl.Float64).sum())
    for gmina, total in sums.rows():
        assert total == pytest.approx(area[gmina], abs=0.011)
    for code, kind, parent in parts.select("code", "type", "parent_gmina").rows():
        assert code[:6] == parent[:6]
        assert code[6] == {"town_in_urban-rural": "4", "rural_part_of_urban-rural": "5"}[kind]


def test_places_have_five_hundred_people_and_fit_their_gmina(synthetic_folder: Path) -> None:
    found = read(synthetic_folder, "places_geonames_500.csv")
    assert found["population"].min() >= 500
    assert found["geonameid"].is_unique().all()


def test_localities_know_their_gmina(synthetic_folder: Path, units: pl.DataFrame) -> None:
    found = read(synthetic_folder, "localities_simc_2020.parquet")
    assert found["simc"].is_unique().all()
    assert found["simc"].str.len_chars().unique().to_list() == [7]
    assert set(found["unit"]) == set(units["code"])
    named = found.group_by("unit").agg(pl.col("name").first())
    assert dict(named.rows()) == dict(units.select("code", "name").rows())
