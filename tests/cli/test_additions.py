"""Published files into new snapshots from the command line."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from terytoria.cli.additions import _PUBLISHED, KINDS
from terytoria.cli.errors import DATA, USAGE
from terytoria.statistics.snapshot import Snapshot, Store

LIST_HEAD = "list_id,vintage,teryt7,name,type,source_url\n"
ADDRESS = "https://example.org/lista"


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_read_by_a_function_that_takes_what_it_is_given(name: str) -> None:
    kind = KINDS[name]
    function = getattr(import_module(f"{_PUBLISHED}.{kind.module}"), kind.function)
    inspect.signature(function).bind(Path("plik"), **dict.fromkeys(kind.takes))


def test_every_kind_is_listed_in_the_help(run) -> None:
    ended = run("data", "add", "--help")
    assert ended.code == 0
    for name, kind in KINDS.items():
        assert f"{name} – {kind.text}" in ended.out


@pytest.fixture
def lists(stored: Snapshot, tmp_path: Path) -> Path:
    """A list of two gminas, one of them under another name than the register's."""
    first, second = (stored.register.unit(code) for code in stored.register.gminas[:2])
    path = tmp_path / "oztm.csv"
    path.write_text(
        LIST_HEAD
        + f"OZTM,2024,{first.code},{first.name},marginalizacja,{ADDRESS}\n"
        + f"OZTM,2024,{second.code},Inna Nazwa,marginalizacja,{ADDRESS}\n",
        encoding="utf-8",
    )
    return path


def test_a_list_joins_a_new_snapshot(run, new_home: Path, lists: Path, stored: Snapshot) -> None:
    ended = run("data", "add", "lists", lists)
    assert (ended.code, ended.clean) == (0, True), ended.err
    assert "Inna Nazwa" in ended.out
    assert "Listy obszarów: 2" in ended.out
    store = Store(new_home / "snapshots")
    (name,) = [word for word in store.names() if word in ended.out]
    new = store.open(name)
    assert new.table("lists")["unit"].to_list() == list(stored.register.gminas[:2])
    assert new.manifest.base in store.names()
    assert "oztm.csv" in new.manifest.history[-1]
    assert new.table("observations").equals(stored.table("observations"))
    assert run("data", "use", name).code == 0


def test_a_wrong_file_is_refused_row_by_row_and_nothing_is_stored(
    run, new_home: Path, lists: Path
) -> None:
    lists.write_text(LIST_HEAD + f"OZTM,2024,9999999,Nigdzie,x,{ADDRESS}\n", encoding="utf-8")
    ended = run("data", "add", "lists", lists)
    assert (ended.code, ended.clean) == (DATA, True)
    assert "9999999" in ended.err
    assert "Wiersz 2" in ended.err
    assert len(Store(new_home / "snapshots").names()) == 1


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"PK\x03\x04", "zażółć;gęślą\n1;2\n".encode()])
def test_anything_else_is_refused_in_polish(
    run, at_home: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / "plik.dane"
    path.write_bytes(content)
    ended = run("data", "add", name, path)
    assert (ended.code, ended.clean) == (DATA, True), ended.err
    assert "plik.dane" in ended.err


def test_an_unknown_kind_names_the_known_ones(run, at_home: Path, lists: Path) -> None:
    ended = run("data", "add", "pogoda", lists)
    assert (ended.code, ended.clean) == (USAGE, True)
    assert "Nie ma rodzaju „pogoda”" in ended.err
    assert "terc-changes" in ended.err
