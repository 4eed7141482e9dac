"""Snapshots spoilt in many ways: each is refused by name, and never half-used."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from terytoria.statistics.snapshot import Snapshot, SnapshotError, Store
from terytoria.statistics.snapshot.manifest import FILE_NAME, plain_name, read_json
from terytoria.statistics.sources import folder as importing
from terytoria.statistics.sources.folder import import_folder

Country = Callable[..., Path]
PARQUETS = ["units", "observations", "commuting_workers_2016", "schools_rspo_2022",
            "polling_stations_2014"]  # fmt: skip


def seal(folder: Path, **fields: object) -> None:
    """Write the manifest anew, with the checksums of the files as they are now."""
    path = folder / "manifest.json"
    body = json.loads(path.read_text("utf-8"))
    for file in body["files"]:
        digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        body["files"][file] = {"sha256": digest}
    path.write_text(json.dumps({**body, **fields}), encoding="utf-8")


def change(folder: Path, table: str, frame: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Replace a Parquet table of a folder and seal it again."""
    path = folder / f"{table}.parquet"
    frame(pl.read_parquet(path)).write_parquet(path)
    seal(folder)


def refused(folder: Path, store: Store, *said: str) -> None:
    """The folder is refused, the message says what and where, and nothing is left in the store."""
    with pytest.raises(SnapshotError) as caught:
        import_folder(folder, store)
    for words in (folder.name, *said):
        assert words in str(caught.value)
    assert store.names() == ()
    assert not store.folder.exists() or list(store.folder.iterdir()) == []


class TestImport:
    @pytest.mark.parametrize("table", PARQUETS)
    @pytest.mark.parametrize("kept", [0, 3, 60])
    def test_a_truncated_table_with_its_checksum_is_refused(
        self, store: Store, country: Country, table: str, kept: int
    ) -> None:
        folder = country()
        path = folder / f"{table}.parquet"
        path.write_bytes(path.read_bytes()[:kept])
        seal(folder)
        refused(folder, store, "cannot read")

    @pytest.mark.parametrize("table", PARQUETS)
    def test_a_table_cut_in_transfer_is_refused_by_its_checksum(
        self, store: Store, country: Country, table: str
    ) -> None:
        folder = country()
        path = folder / f"{table}.parquet"
        path.write_bytes(path.read_bytes()[:-1])
        refused(folder, store, f"{table}.parquet is damaged", "copy the folder again")

    def test_swapped_files_are_refused_even_with_a_new_manifest(
        self, store: Store, country: Country
    ) -> None:
        folder = country()
        one, other = folder / "units.parquet", folder / "observations.parquet"
        before = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(before)
        refused(folder, store, "observations.parquet is damaged")
        seal(folder)
        refused(folder, store, "cannot read units")

    def test_a_wrong_checksum_in_the_manifest_is_refused(
        self, store: Store, country: Country
    ) -> None:
        for wrong in ("0" * 64, "", None, 7, ["0"]):
            folder = country()
            body = json.loads((folder / "manifest.json").read_text("utf-8"))
            body["files"]["units.parquet"]["sha256"] = wrong
            (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")
            refused(folder, store, "units.parquet is damaged")

    def test_a_file_the_manifest_does_not_list_is_never_taken(
        self, store: Store, country: Country
    ) -> None:
        folder = country()
        (folder / "private.csv").write_text("secret", encoding="utf-8")
        snapshot = import_folder(folder, store)
        assert {path.suffix for path in snapshot.folder.iterdir()} == {".parquet", ".json"}
        assert "private.csv" not in snapshot.manifest.files

    def test_a_link_to_the_same_content_is_as_good_as_the_file(
        self, store: Store, country: Country, tmp_path: Path
    ) -> None:
        plain, linked = country(), country()
        (linked / "units.parquet").rename(tmp_path / "elsewhere.parquet")
        (linked / "units.parquet").symlink_to(tmp_path / "elsewhere.parquet")
        assert import_folder(linked, store).name == import_folder(plain, store).name

    def test_a_link_to_nothing_or_to_itself_is_a_missing_file(
        self, store: Store, country: Country, tmp_path: Path
    ) -> None:
        for aim in (tmp_path / "nowhere", Path("neighbours.csv")):
            folder = country()
            (folder / "neighbours.csv").unlink()
            (folder / "neighbours.csv").symlink_to(aim)
            refused(folder, store, "neighbours.csv is missing")

    def test_a_folder_in_place_of_a_file_is_a_missing_file(
        self, store: Store, country: Country
    ) -> None:
        folder = country()
        (folder / "indicators.csv").unlink()
        (folder / "indicators.csv").mkdir()
        refused(folder, store, "indicators.csv is missing")

    def test_a_file_that_may_not_be_read_is_named(
        self, store: Store, country: Country, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def denied(path: Path) -> str:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(importing, "sha256", denied)
        refused(country(), store, "cannot read boundaries_gminy.geojson: Permission denied")

    @pytest.mark.parametrize("name", ["../evil", "a/b", "", ".hidden", "x" * 300, 5, None, "a\nb"])
    def test_a_name_that_leaves_the_store_is_refused(
        self, store: Store, country: Country, tmp_path: Path, name: object
    ) -> None:
        before = sorted(tmp_path.iterdir())
        folder = country(name=name)
        refused(folder, store, "is no name of a snapshot")
        assert sorted({*tmp_path.iterdir()} - {folder}) == before

    @pytest.mark.parametrize("file", ["../../etc/passwd", "/etc/passwd", "a/../b", ".."])
    def test_a_manifest_that_lists_files_elsewhere_is_refused(
        self, store: Store, country: Country, file: str
    ) -> None:
        folder = country()
        body = json.loads((folder / "manifest.json").read_text("utf-8"))
        body["files"][file] = {"sha256": "0" * 64}
        (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")
        refused(folder, store, repr(file))

    @pytest.mark.parametrize(
        "vintage", ["", "yesterday", "2026-13-01", "15.01.2026", "20260115", None, 2026]
    )
    def test_a_vintage_that_is_no_day_is_refused(
        self, store: Store, country: Country, vintage: object
    ) -> None:
        refused(country(vintage=vintage), store, f"the vintage {vintage!r} is no day", "YYYY-MM-DD")


class TestContent:
    def test_a_unit_twice_is_refused(self, store: Store, country: Country) -> None:
        folder = country()
        change(folder, "units", lambda units: pl.concat([units, units.tail(1)]))
        refused(folder, store, "cannot read units", "same code twice")

    @pytest.mark.parametrize(
        ("column", "wrong", "said"),
        [
            ("level", "county", "'county'"),
            ("type", "hamlet", "'hamlet'"),
            ("level", "powiat", "3217052 is no code of a powiat"),
            ("code", "321705", "321705"),
        ],
    )
    def test_a_unit_of_no_kind_or_of_another_level_is_refused(
        self, store: Store, country: Country, column: str, wrong: str, said: str
    ) -> None:
        folder = country()
        last = pl.col("code") == "3217052"
        value = pl.when(last).then(pl.lit(wrong)).otherwise(column).alias(column)
        change(folder, "units", lambda units: units.with_columns(value))
        refused(folder, store, "cannot read units", said)

    def test_a_neighbour_outside_the_register_is_refused(
        self, store: Store, country: Country
    ) -> None:
        folder = country()
        with (folder / "neighbours.csv").open("a", encoding="utf-8") as file:
            file.write("3217011,9999999\n")
        seal(folder)
        refused(folder, store, "neighbours name 9999999")

    def test_a_flow_to_a_gmina_outside_the_register_is_refused(
        self, store: Store, country: Country
    ) -> None:
        folder = country()
        change(folder, "commuting_workers_2016", lambda flows: flows.with_columns(dest=pl.lit("1")))
        refused(folder, store, "flows name 1")

    def test_a_series_described_twice_is_refused_and_not_counted_twice(
        self, store: Store, country: Country
    ) -> None:
        folder = country()
        lines = (folder / "indicators.csv").read_text("utf-8").splitlines()
        twice = next(line for line in lines if line.startswith("gmina,deaths"))
        (folder / "indicators.csv").write_text("\n".join([*lines, twice, ""]), encoding="utf-8")
        seal(folder)
        refused(folder, store, "describes deaths of a gmina twice")

    @pytest.mark.parametrize("geometry", ["{}", '{"type": "Polygon", "coordinates": [[[1, 2]]]}'])
    def test_a_boundary_that_is_no_shape_is_refused(
        self, store: Store, country: Country, geometry: str
    ) -> None:
        folder = country()
        path = folder / "boundaries_gminy.geojson"
        body = json.loads(path.read_text("utf-8"))
        body["features"][0]["geometry"] = json.loads(geometry)
        path.write_text(json.dumps(body), encoding="utf-8")
        seal(folder)
        refused(folder, store, "cannot read boundaries")

    def test_years_and_values_that_are_words_are_refused(
        self, store: Store, country: Country
    ) -> None:
        for column in ("year", "value"):
            folder = country()
            word = pl.lit("many").alias(column)
            change(folder, "observations", lambda rows, word=word: rows.with_columns(word))
            refused(folder, store, "cannot read observations")


class TestManifestText:
    @pytest.mark.parametrize(
        "text", ["", "{", "null", "7", '"a"', "[" * 100_000, '{"a": 1} {', "\x00"]
    )
    def test_a_manifest_that_is_no_object_is_refused_by_its_path(
        self, store: Store, country: Country, text: str
    ) -> None:
        folder = country()
        (folder / "manifest.json").write_text(text, encoding="utf-8")
        refused(folder, store, "manifest.json")

    def test_a_folder_in_place_of_the_manifest_is_told(
        self, store: Store, country: Country
    ) -> None:
        folder = country()
        (folder / "manifest.json").unlink()
        (folder / "manifest.json").mkdir()
        refused(folder, store, "cannot read manifest.json")

    def test_a_file_in_place_of_the_folder_is_told(self, tmp_path: Path, store: Store) -> None:
        (tmp_path / "file").write_text("x", encoding="utf-8")
        refused(tmp_path / "file", store, "cannot read manifest.json")

    def test_a_byte_order_mark_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "m.json").write_bytes(b"\xef\xbb\xbf{}")
        with pytest.raises(SnapshotError, match=r"m\.json is not JSON"):
            read_json(tmp_path / "m.json")


class TestStored:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", 5),
            ("title", None),
            ("vintage", 2026),
            ("files", {"../../x": "0"}),
            ("rows", {"weather": 1}),
        ],
    )
    def test_a_manifest_with_a_field_of_another_kind_is_malformed(
        self, store: Store, stored: Snapshot, field: str, value: object
    ) -> None:
        path = stored.folder / FILE_NAME
        body = {**json.loads(path.read_text("utf-8")), field: value}
        path.write_text(json.dumps(body), encoding="utf-8")
        with pytest.raises(SnapshotError, match=f"{stored.name}: the manifest is malformed"):
            store.open(stored.name)

    @pytest.mark.parametrize("version", [0, 1, "2", None, [2]])
    def test_another_version_of_the_format_says_to_import_again(
        self, store: Store, stored: Snapshot, version: object
    ) -> None:
        path = stored.folder / FILE_NAME
        body = {**json.loads(path.read_text("utf-8")), "format": version}
        path.write_text(json.dumps(body), encoding="utf-8")
        with pytest.raises(SnapshotError, match="import it again"):
            store.open(stored.name)

    def test_a_file_lost_after_opening_is_named(self, store: Store, stored: Snapshot) -> None:
        opened = store.open(stored.name)
        (opened.folder / "flows.parquet").unlink()
        with pytest.raises(SnapshotError, match=rf"{stored.name}: cannot read flows\.parquet"):
            _ = opened.flows

    def test_a_file_spoilt_after_opening_is_named(self, store: Store, stored: Snapshot) -> None:
        opened = store.open(stored.name)
        (opened.folder / "units.parquet").write_bytes(b"PAR1 but no table PAR1")
        with pytest.raises(SnapshotError, match=r"cannot read units\.parquet"):
            _ = opened.register

    def test_a_file_that_may_not_be_read_is_named(
        self, store: Store, stored: Snapshot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def denied(path: Path) -> str:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr("terytoria.statistics.snapshot.manifest.sha256", denied)
        with pytest.raises(SnapshotError, match=r"cannot read \w+\.parquet: Permission denied"):
            store.open(stored.name)

    def test_another_snapshot_under_this_name_is_replaced_on_import(
        self, store: Store, country: Country
    ) -> None:
        source = country()
        right, other = (
            import_folder(source, store),
            import_folder(country(vintage="2026-02-15"), store),
        )
        shutil.rmtree(right.folder)
        shutil.copytree(other.folder, right.folder)
        again = import_folder(source, store)
        assert (again.name, again.vintage) == (right.name, "2026-01-15")

    def test_a_file_where_the_snapshot_belongs_is_replaced(
        self, store: Store, stored: Snapshot, country: Country
    ) -> None:
        shutil.rmtree(stored.folder)
        stored.folder.write_text("no folder", encoding="utf-8")
        assert import_folder(country(), store).register.gminas == stored.register.gminas

    def test_a_dangling_link_where_the_snapshot_belongs_is_replaced(
        self, store: Store, stored: Snapshot, country: Country, tmp_path: Path
    ) -> None:
        shutil.rmtree(stored.folder)
        stored.folder.symlink_to(tmp_path / "nowhere")
        assert import_folder(country(), store).name == stored.name
        assert not stored.folder.is_symlink()

    def test_a_link_to_a_damaged_snapshot_is_replaced_and_its_aim_kept(
        self, store: Store, stored: Snapshot, country: Country, tmp_path: Path
    ) -> None:
        aim = tmp_path / "aim"
        stored.folder.rename(aim)
        (aim / "units.parquet").write_bytes(b"")
        stored.folder.symlink_to(aim)
        assert import_folder(country(), store).name == stored.name
        assert (aim / "observations.parquet").is_file()

    def test_rubbish_beside_snapshots_is_no_snapshot(self, store: Store, stored: Snapshot) -> None:
        (store.folder / "notes.txt").write_text("x", encoding="utf-8")
        (store.folder / ".partial").mkdir()
        (store.folder / ".partial" / FILE_NAME).write_text("{}", encoding="utf-8")
        (store.folder / "empty").mkdir()
        assert store.names() == (stored.name,)


@pytest.mark.parametrize("name", ["poland-2026-11", "synthetic-300-7", "żółw 2", "a", "x" * 100])
def test_names_that_stay_in_their_folder(name: str) -> None:
    assert plain_name(name)
