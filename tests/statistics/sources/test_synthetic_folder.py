"""The synthetic country as a folder: layout, reproducibility, marks of being synthetic."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from terytoria.statistics.sources.synthetic import write_synthetic

FILES = (
    "boundaries_gminy.geojson",
    "boundaries_powiaty.geojson",
    "boundaries_voivodeships.geojson",
    "commuting_workers_2016.parquet",
    "indicators.csv",
    "localities_simc_2020.parquet",
    "neighbours.csv",
    "observations.parquet",
    "places_geonames_500.csv",
    "polling_stations_2014.parquet",
    "schools_rspo_2022.parquet",
    "unit_parts.csv",
    "units.parquet",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic")
    write_synthetic(folder)
    return folder


def frame(folder: Path, name: str) -> pl.DataFrame:
    if name.endswith(".csv"):
        return pl.read_csv(folder / name, infer_schema=False)
    return pl.read_parquet(folder / name)


def test_folder_has_the_files_of_a_snapshot(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == sorted([*FILES, "manifest.json"])


def test_manifest_says_synthetic_and_fits_the_files(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["synthetic"] is True
    assert manifest["name"] == "synthetic-300-20260101"
    assert tuple(manifest["files"]) == FILES
    for name, entry in manifest["files"].items():
        content = (made / name).read_bytes()
        assert entry == {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def test_every_observation_says_it_is_synthetic(made: Path) -> None:
    observations = frame(made, "observations.parquet")
    assert observations["source"].cast(pl.String).unique().to_list() == ["przykład syntetyczny"]
    assert frame(made, "indicators.csv")["note"].unique().to_list() == ["przykład syntetyczny"]


def test_same_seed_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    write_synthetic(tmp_path)
    for name in (*FILES, "manifest.json"):
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes(), name


def test_another_seed_gives_another_country(tmp_path: Path) -> None:
    for seed in (1, 2):
        write_synthetic(tmp_path / str(seed), units=40, seed=seed)
    names = [set(frame(tmp_path / str(seed), "units.parquet")["name"]) for seed in (1, 2)]
    values = [frame(tmp_path / str(s), "observations.parquet")["value"].sum() for s in (1, 2)]
    assert names[0] != names[1]
    assert values[0] != values[1]


@pytest.mark.parametrize("units", [0, -5, 100_001])
def test_absurd_size_is_refused(units: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="between 1 and 100000"):
        write_synthetic(tmp_path / "none", units=units)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("units", [1, 2, 7, 39, 40, 311])
def test_any_size_has_exactly_that_many_gminas(units: int, tmp_path: Path) -> None:
    write_synthetic(tmp_path, units=units)
    levels = frame(tmp_path, "units.parquet")["level"].value_counts()
    assert levels.filter(pl.col("level") == "gmina")["count"].item() == units


@pytest.mark.poland
@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".geojson")])
def test_columns_and_types_are_those_of_the_snapshot_of_poland(
    name: str, made: Path, poland_folder: Path
) -> None:
    assert frame(made, name).schema == frame(poland_folder, name).schema


@pytest.mark.poland
@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".geojson")])
def test_boundaries_have_the_members_of_the_snapshot_of_poland(
    name: str, made: Path, poland_folder: Path
) -> None:
    ours, real = (json.loads((f / name).read_text(encoding="utf-8")) for f in (made, poland_folder))
    assert {k: v for k, v in ours.items() if k != "features"} == {
        k: v for k, v in real.items() if k != "features"
    }
    for one, other in zip(ours["features"][:2], real["features"][:2], strict=True):
        assert one.keys() == other.keys()
        assert one["properties"].keys() == other["properties"].keys()
        assert [type(v) for v in one["properties"].values()] == [
            type(v) for v in other["properties"].values()
        ]
        assert one["geometry"]["type"] == other["geometry"]["type"]


@pytest.mark.poland
def test_series_have_the_levels_and_years_of_the_snapshot_of_poland(
    made: Path, poland_folder: Path
) -> None:
    key = ["level", "indicator", "year"]
    ours, real = (
        frame(folder, "observations.parquet")
        .select(pl.col("level", "indicator").cast(pl.String), "year")
        .unique()
        .sort(key)
        for folder in (made, poland_folder)
    )
    assert ours.join(real, on=key, how="anti").is_empty()
    assert real.join(ours, on=key, how="anti").is_empty()


@pytest.mark.poland
def test_indicator_list_has_the_units_and_bases_of_the_snapshot_of_poland(
    made: Path, poland_folder: Path
) -> None:
    columns = ["level", "indicator", "unit", "population_base", "years", "n_years"]
    ours, real = (
        frame(folder, "indicators.csv").select(*columns).sort("level", "indicator")
        for folder in (made, poland_folder)
    )
    assert ours.equals(real)
