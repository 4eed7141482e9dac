"""Every powiat: what is done, what is left, what failed."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from terytoria.cli import sweep as module
from terytoria.cli import workers
from terytoria.cli.errors import DataProblem
from terytoria.cli.sweep import land_powiats, sweep_powiats
from terytoria.cli.workers import Outcome, diagnose_powiat
from terytoria.reports.publication import STAMP, _stamp
from terytoria.statistics.snapshot import Snapshot

FIRST, SECOND = "0201", "0202"


def finish(folder: Path, snapshot: Snapshot, *, report: bool) -> None:
    """Leave the mark of a finished publication."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STAMP).write_text(_stamp(snapshot, report=report), encoding="utf-8")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes that were given to workers, which do nothing."""
    given: list[str] = []

    def outcomes(folder: Path, codes: list[str], *_: object) -> Iterator[Outcome]:
        given.extend(codes)
        yield from map(Outcome, codes)

    monkeypatch.setattr(module, "_outcomes", outcomes)
    return given


def test_cities_with_powiat_rights_are_left_out(stored: Snapshot) -> None:
    assert land_powiats(stored) == (FIRST, SECOND)
    assert set(stored.register.powiats) - {FIRST, SECOND}


class TestResuming:
    def test_everything_is_asked_for_once(
        self, stored: Snapshot, tmp_path: Path, asked: list[str], capsys
    ) -> None:
        sweep_powiats(stored, tmp_path / "out", workers=2, report=True)
        assert asked == [FIRST, SECOND]
        said = capsys.readouterr()
        assert "Powiaty: 2, do zrobienia: 2" in said.err
        assert f"  · 1/2 {FIRST} Powiat" in said.err
        assert "zostało około" in said.err.splitlines()[1]
        assert "zostało" not in said.err.splitlines()[2]
        assert said.out.replace("\N{NO-BREAK SPACE}", " ").startswith("Zapisano 2 diagnozy w ")

    def test_finished_ones_are_not_done_again(
        self, stored: Snapshot, tmp_path: Path, asked: list[str], capsys
    ) -> None:
        finish(tmp_path / FIRST, stored, report=True)
        sweep_powiats(stored, tmp_path, workers=2, report=True)
        assert asked == [SECOND]
        finish(tmp_path / SECOND, stored, report=True)
        sweep_powiats(stored, tmp_path, workers=2, report=True)
        assert asked == [SECOND]
        assert "do zrobienia: 0" in capsys.readouterr().err

    def test_a_report_is_never_thrown_away_for_a_bare_diagnosis(
        self, stored: Snapshot, tmp_path: Path, asked: list[str]
    ) -> None:
        finish(tmp_path / FIRST, stored, report=True)
        finish(tmp_path / SECOND, stored, report=False)
        sweep_powiats(stored, tmp_path, workers=2, report=False)
        assert not asked

    def test_a_bare_diagnosis_gets_its_report_when_asked_for(
        self, stored: Snapshot, tmp_path: Path, asked: list[str]
    ) -> None:
        finish(tmp_path / FIRST, stored, report=False)
        sweep_powiats(stored, tmp_path, workers=2, report=True)
        assert asked == [FIRST, SECOND]

    def test_of_other_data_or_half_written_ones_are_done_again(
        self, stored: Snapshot, tmp_path: Path, asked: list[str]
    ) -> None:
        (tmp_path / FIRST).mkdir()
        (tmp_path / FIRST / STAMP).write_text("{}", encoding="utf-8")
        (tmp_path / SECOND).mkdir()
        sweep_powiats(stored, tmp_path, workers=2, report=True)
        assert asked == [FIRST, SECOND]

    def test_what_a_killed_run_left_is_removed(
        self, stored: Snapshot, tmp_path: Path, asked: list[str]
    ) -> None:
        (tmp_path / f".{FIRST}.abc").mkdir()
        (tmp_path / f".{FIRST}.abc" / "report.html").touch()
        (tmp_path / ".moje").mkdir()
        sweep_powiats(stored, tmp_path, workers=2, report=True)
        assert [path.name for path in tmp_path.iterdir()] == [".moje"]


class TestFailing:
    def test_each_is_named_with_its_reason_at_the_end(
        self, stored: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
    ) -> None:
        told = [Outcome(SECOND, "brak miejsca na dysku"), Outcome(FIRST)]
        monkeypatch.setattr(module, "_outcomes", lambda *_: iter(told))
        with pytest.raises(DataProblem) as problem:
            sweep_powiats(stored, tmp_path, workers=2, report=True)
        assert problem.value.exit_code == 3
        first, last = problem.value.message.splitlines()
        assert "1 powiatu" in first.replace("\N{NO-BREAK SPACE}", " ")
        assert last.startswith(f"  {SECOND} Powiat ")
        assert last.endswith(": brak miejsca na dysku")
        said = capsys.readouterr()
        assert "BŁĄD: brak miejsca na dysku" in said.err
        assert not said.out

    def test_a_worker_tells_what_failed_in_polish(self, stored: Snapshot, tmp_path: Path) -> None:
        workers._measures.cache_clear()
        (tmp_path / FIRST).mkdir()
        (tmp_path / FIRST / "notatki.txt").touch()
        outcome = diagnose_powiat(stored.folder, FIRST, tmp_path, False)
        assert outcome.code == FIRST
        assert outcome.problem.endswith(
            "folder nie jest pusty, a nie jest diagnozą. Wskaż inny folder."
        )
        assert [path.name for path in tmp_path.iterdir()] == [FIRST]

    def test_a_defect_is_told_with_its_kind(
        self, stored: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        workers._measures.cache_clear()

        def broken(*_: object) -> None:
            raise ZeroDivisionError("division by zero")

        monkeypatch.setattr(workers, "diagnose", broken)
        outcome = diagnose_powiat(stored.folder, FIRST, tmp_path, False)
        assert outcome.problem == "błąd programu (ZeroDivisionError: division by zero)"

    def test_workers_that_die_lose_only_their_own(
        self, stored: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class DeadPool:
            def __init__(self, *_: object) -> None:
                pass

            def __enter__(self) -> DeadPool:
                return self

            def __exit__(self, *_: object) -> None:
                pass

            def submit(self, *_: object) -> Dead:
                return Dead()

        class Dead:
            def result(self) -> None:
                raise BrokenProcessPool

        monkeypatch.setattr(module, "ProcessPoolExecutor", DeadPool)
        monkeypatch.setattr(module, "wait", lambda jobs, *_: (list(jobs), []))
        with pytest.raises(DataProblem, match="proces roboczy został przerwany"):
            sweep_powiats(stored, tmp_path, workers=2, report=False)


def test_durations_are_said_roughly() -> None:
    assert module._duration(59.6) == "60 s"
    assert module._duration(121) == "2 min"


def test_a_whole_country_with_one_powiat_in_the_way(
    at_home: Path, stored: Snapshot, tmp_path: Path, run
) -> None:
    out = tmp_path / "out"
    (out / SECOND).mkdir(parents=True)
    (out / SECOND / "notatki.txt").touch()
    ended = run("diagnose", "--all-powiats", "--out", out, "--no-report", "--workers", 1)
    assert ended.code == 3, ended.err
    assert ended.clean
    assert f"  {SECOND} Powiat " in ended.err
    assert (out / SECOND / "notatki.txt").exists()
    assert (out / FIRST / STAMP).is_file()
    assert sorted(path.name for path in out.iterdir()) == [FIRST, SECOND]
    assert not multiprocessing.active_children()
