"""Where a diagnosis may be written is settled before the work begins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from terytoria.cli.errors import FileProblem
from terytoria.cli.places import folder_of_publication, folder_of_sweep
from terytoria.reports.publication import STAMP


def refusal(work, out: Path) -> str:
    with pytest.raises(FileProblem) as problem:
        work(out)
    assert problem.value.exit_code == 4
    return problem.value.message


def test_a_new_an_empty_and_an_old_publication(tmp_path: Path) -> None:
    assert folder_of_publication(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    (tmp_path / "empty").mkdir()
    assert folder_of_publication(tmp_path / "empty") == tmp_path / "empty"
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / STAMP).touch()
    assert folder_of_publication(tmp_path / "old") == tmp_path / "old"
    assert not (tmp_path / "a").exists(), "looking makes nothing"


def test_a_relative_folder_is_made_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert folder_of_publication(Path("out")) == tmp_path / "out"


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "notatki.txt").touch()
    assert "nie jest pusty" in refusal(folder_of_publication, tmp_path)
    assert (tmp_path / "notatki.txt").exists()


@pytest.mark.parametrize("out", [".", "..", "sub/.."])
def test_the_folder_one_works_in(out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert "w którym pracujesz" in refusal(folder_of_publication, Path(out))


@pytest.mark.parametrize("work", [folder_of_publication, folder_of_sweep])
def test_below_a_file(work, tmp_path: Path) -> None:
    (tmp_path / "plik").touch()
    assert "jest plikiem" in refusal(work, tmp_path / "plik" / "out")


@pytest.mark.parametrize("work", [folder_of_publication, folder_of_sweep])
def test_without_permission(work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "brak uprawnień" in refusal(work, tmp_path / "out")


def test_a_sweep_takes_any_folder_but_a_single_publication(tmp_path: Path) -> None:
    (tmp_path / "3217").mkdir()
    assert folder_of_sweep(tmp_path) == tmp_path
    (tmp_path / STAMP).touch()
    assert "jedna diagnoza" in refusal(folder_of_sweep, tmp_path)
