"""A stored snapshot appears whole or not at all, and a damaged one is never used."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from terytoria.statistics.snapshot import Manifest, Snapshot, SnapshotError, Store, home
from terytoria.statistics.snapshot.manifest import FILE_NAME, read_json, sha256
from terytoria.statistics.sources.folder import import_folder

TABLES = ["boundaries", "demand", "flows", "neighbours", "observations", "places", "schools",
          "series", "units"]  # fmt: skip


def manifest_of(snapshot: Snapshot) -> dict[str, object]:
    return json.loads((snapshot.folder / FILE_NAME).read_text("utf-8"))


def rewrite(snapshot: Snapshot, **fields: object) -> None:
    body = {**manifest_of(snapshot), **fields}
    (snapshot.folder / FILE_NAME).write_text(json.dumps(body), encoding="utf-8")


def test_a_stored_snapshot_opens_under_its_name(store: Store, stored: Snapshot) -> None:
    assert store.names() == (stored.name,)
    opened = store.open(stored.name)
    assert opened.manifest == stored.manifest
    assert opened.vintage == "2026-01-15"
    assert not opened.synthetic
    assert sorted(opened.manifest.rows) == TABLES
    for table, rows in opened.manifest.rows.items():
        assert opened.table(table).height == rows


@pytest.mark.parametrize("file", [*(f"{table}.parquet" for table in TABLES), "quality.json"])
def test_a_damaged_file_is_refused_by_name(store: Store, stored: Snapshot, file: str) -> None:
    path = stored.folder / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=f"{stored.name}: {file} is damaged"):
        store.open(stored.name)


@pytest.mark.parametrize("file", ["units.parquet", "quality.json"])
def test_a_missing_file_is_refused_by_name(store: Store, stored: Snapshot, file: str) -> None:
    (stored.folder / file).unlink()
    with pytest.raises(SnapshotError, match=f"{stored.name}: {file} is missing"):
        store.open(stored.name)


def test_a_half_written_snapshot_is_no_snapshot(store: Store, stored: Snapshot) -> None:
    (stored.folder / FILE_NAME).unlink()
    assert store.names() == ()
    with pytest.raises(SnapshotError, match=f"{stored.name}: it is half-written"):
        store.open(stored.name)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"format": 99}, "format 99 is not"),
        ({"format": None}, "format None is not"),
        ({"files": []}, "malformed"),
        ({"files": {}}, "malformed"),
        ({"sources": "GUS"}, "malformed"),
        ({"rows": None}, "malformed"),
        ({"name": "another"}, "the folder holds another"),
    ],
)
def test_a_manifest_of_another_kind_is_refused_by_name(
    store: Store, stored: Snapshot, fields: dict[str, object], said: str
) -> None:
    rewrite(stored, **fields)
    with pytest.raises(SnapshotError, match=stored.name) as caught:
        store.open(stored.name)
    assert said in str(caught.value)


def test_a_manifest_that_lacks_a_field_is_refused(store: Store, stored: Snapshot) -> None:
    body = manifest_of(stored)
    del body["vintage"]
    (stored.folder / FILE_NAME).write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(SnapshotError, match="lacks 'vintage'"):
        store.open(stored.name)


@pytest.mark.parametrize("text", ["", "{", "[]", "\udcff"])
def test_a_manifest_that_is_no_json_object_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(text.encode("utf-8", errors="surrogateescape"))
    with pytest.raises(SnapshotError, match=r"x\.json"):
        read_json(path)


@pytest.mark.parametrize("name", ["poland", "", "..", "../store", "/etc"])
def test_an_unknown_name_is_refused_with_those_known(
    store: Store, stored: Snapshot, name: str
) -> None:
    with pytest.raises(SnapshotError):
        store.open(name)


def test_an_empty_store_has_no_names(tmp_path: Path) -> None:
    assert Store(tmp_path / "nowhere").names() == ()
    with pytest.raises(SnapshotError, match="stored: none"):
        Store(tmp_path / "nowhere").open("x")


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    def write(target: Path) -> Manifest:
        (target / "units.parquet").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.put("x", write)
    assert list(store.folder.iterdir()) == []
    assert store.names() == ()


def test_the_same_content_is_not_written_again(
    store: Store, stored: Snapshot, country: Callable[..., Path]
) -> None:
    before = (stored.folder / FILE_NAME).stat().st_mtime_ns
    again = import_folder(country(), store)
    assert again.name == stored.name
    assert (again.folder / FILE_NAME).stat().st_mtime_ns == before


def test_a_damaged_snapshot_is_replaced_by_importing_again(
    store: Store, stored: Snapshot, country: Callable[..., Path]
) -> None:
    (stored.folder / "units.parquet").write_bytes(b"damaged")
    import_folder(country(), store)
    assert store.open(stored.name).register.gminas == stored.register.gminas


def test_imports_at_the_same_time_leave_one_whole_snapshot(
    store: Store, country: Callable[..., Path]
) -> None:
    folder = country()
    with ThreadPoolExecutor(4) as pool:
        names = {found.name for found in pool.map(lambda _: import_folder(folder, store), range(4))}
    assert store.names() == tuple(names)
    assert len(list(store.folder.iterdir())) == 1
    store.open(*names)


def test_every_file_of_a_snapshot_has_its_checksum(stored: Snapshot) -> None:
    present = {path.name for path in stored.folder.iterdir()} - {FILE_NAME}
    assert set(stored.manifest.files) == present
    for file, checksum in stored.manifest.files.items():
        assert sha256(stored.folder / file) == checksum


def test_home_is_set_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TERYTORIA_HOME", str(tmp_path))
    assert home() == tmp_path
    assert Store.default().folder == tmp_path / "snapshots"
    monkeypatch.delenv("TERYTORIA_HOME")
    assert home().name == "data"


class TestChoice:
    def test_nothing_is_chosen_at_first(self, store: Store) -> None:
        assert store.chosen() is None
        store.forget_choice()

    def test_a_choice_is_remembered_and_forgotten(self, store: Store, stored: Snapshot) -> None:
        store.use(stored.name)
        assert Store(store.folder).chosen() == stored.name
        assert store.names() == (stored.name,)
        store.forget_choice()
        assert store.chosen() is None

    def test_an_unknown_snapshot_cannot_be_chosen(self, store: Store, stored: Snapshot) -> None:
        store.use(stored.name)
        with pytest.raises(SnapshotError, match="no snapshot 'other'"):
            store.use("other")
        assert store.chosen() == stored.name
