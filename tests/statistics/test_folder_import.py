"""Import of a snapshot folder: what becomes of each file, and what is refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from terytoria.statistics.snapshot import SnapshotError, Store
from terytoria.statistics.sources.folder import ImportFolderError, import_folder
from terytoria.territory import Kind, Level

FILES = ["units.parquet", "neighbours.csv", "boundaries_gminy.geojson", "observations.parquet",
         "indicators.csv", "schools_rspo_2022.parquet", "places_geonames_500.csv"]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def reseal(folder: Path, *without: str) -> None:
    """Write the manifest anew, so that only the content is wrong."""
    body = json.loads((folder / "manifest.json").read_text("utf-8"))
    body["files"] = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in folder.iterdir()
        if path.name not in {"manifest.json", *without}
    }
    (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")


def test_every_table_is_read(store: Store, country: Callable[..., Path]) -> None:
    steps: list[str] = []
    snapshot = import_folder(country(), store, steps.append)
    register = snapshot.register
    assert len(register.gminas) == 5
    assert register.unit("3217023").kind is Kind.URBAN_RURAL
    assert snapshot.neighbours.of("3217052") == ("3217011", "3217023")
    assert snapshot.boundaries.of("3217").geom_type == "Polygon"
    panel = snapshot.observations.panel("pop_total")
    assert panel.years == (2020, 2024)
    assert panel.year(2024)[register.index["3217023"]] == 4600
    assert snapshot.observations.has("pop_total", Level.POWIAT)
    assert snapshot.manifest.sources == ("GUS BDL",)
    assert set(snapshot.series.columns) >= {"level", "series", "name", "unit", "source", "note"}
    assert snapshot.flows.row(0) == ("3217052", "3217011", 855, 2016)
    assert snapshot.places["persons"].to_list() == [24_000]
    assert steps[0] == "checking the folder"
    assert "reading units" in steps


def test_schools_have_a_stage_and_are_told_special(
    store: Store, country: Callable[..., Path]
) -> None:
    schools = import_folder(country(), store).schools
    assert schools.select("id", "stage", "special").rows() == [
        ("1", "primary", False),
        ("2", "primary", True),
        ("3", "kindergarten", False),
    ]


def test_demand_without_a_sure_place_is_left_out(
    store: Store, country: Callable[..., Path]
) -> None:
    assert import_folder(country(), store).demand["unit"].to_list() == ["3217011"]


def test_the_quality_report_is_kept(
    store: Store, country: Callable[..., Path], country_rows: list[tuple[str, str, str, int, float]]
) -> None:
    wrong = [("gmina", "pop_total", "9999992", 2020, 5.0), ("gmina", "deaths", "3217011", 2021, -1)]
    snapshot = import_folder(country([*country_rows, *wrong]), store)
    found = {each["id"]: each["found"] for each in snapshot.quality["checks"]}
    assert found == {"unknown-units": 1, "repeated": 0, "impossible": 1, "sums": 0}
    assert snapshot.manifest.rows["observations"] == len(country_rows)


def test_the_name_depends_on_the_content_and_on_nothing_else(
    store: Store, country: Callable[..., Path], country_rows: list[tuple[str, str, str, int, float]]
) -> None:
    first = import_folder(country(), store).name
    assert import_folder(country(), store).name == first
    changed = [(*row[:4], row[4] + (at == 0)) for at, row in enumerate(country_rows)]
    assert import_folder(country(changed), store).name != first
    assert import_folder(country(vintage="2026-02-15"), store).name != first
    assert first.startswith("country-")


def test_a_synthetic_country_is_marked(store: Store, country: Callable[..., Path]) -> None:
    assert import_folder(country(synthetic=True), store).synthetic


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_file_is_refused_by_name(
    store: Store, country: Callable[..., Path], file: str
) -> None:
    folder = country()
    (folder / file).write_bytes((folder / file).read_bytes() + b"\n")
    with pytest.raises(ImportFolderError, match=f"{file} is damaged"):
        import_folder(folder, store)
    assert store.names() == ()


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_refused_by_name(
    store: Store, country: Callable[..., Path], file: str
) -> None:
    folder = country()
    (folder / file).unlink()
    with pytest.raises(ImportFolderError, match=f"{file} is missing"):
        import_folder(folder, store)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_the_manifest_does_not_list_is_not_trusted(
    store: Store, country: Callable[..., Path], file: str
) -> None:
    folder = country()
    reseal(folder, file)
    with pytest.raises(ImportFolderError, match=f"lists no {file}"):
        import_folder(folder, store)


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_another_kind_is_refused_and_nothing_is_stored(
    store: Store, country: Callable[..., Path], file: str
) -> None:
    folder = country()
    (folder / file).write_bytes(b"\x00\x01 this is neither\n")
    reseal(folder)
    with pytest.raises(ImportFolderError, match="cannot read"):
        import_folder(folder, store)
    assert store.names() == ()
    assert not store.folder.exists() or list(store.folder.iterdir()) == []


def test_a_table_without_a_column_is_refused(store: Store, country: Callable[..., Path]) -> None:
    folder = country()
    units = pl.read_parquet(folder / "units.parquet").drop("area_km2")
    units.write_parquet(folder / "units.parquet")
    reseal(folder)
    with pytest.raises(ImportFolderError, match="cannot read units"):
        import_folder(folder, store)


@pytest.mark.parametrize(
    "text", ["{}", '{"name": "a", "vintage": "2026-01-01", "files": []}', "[1]", "no"]
)
def test_a_manifest_that_is_none_is_refused(
    store: Store, country: Callable[..., Path], text: str
) -> None:
    folder = country()
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotError):
        import_folder(folder, store)


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path, store: Store) -> None:
    with pytest.raises(SnapshotError, match=r"manifest\.json is missing"):
        import_folder(tmp_path, store)
