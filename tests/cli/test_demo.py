"""The demonstration and the server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from terytoria.cli import demo as module
from terytoria.cli.demo import demonstration
from terytoria.portal.server import LOOPBACK
from terytoria.reports.publication import STAMP, _stamp
from terytoria.statistics.snapshot import Snapshot


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def diagnosed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were diagnosed into, with nothing but the mark of being finished."""
    folders: list[Path] = []

    def run(measures, area, folder: Path, *, card) -> Path:
        folders.append(folder)
        folder.mkdir(parents=True)
        (folder / STAMP).write_text(_stamp(measures.snapshot, report=True), encoding="utf-8")
        return folder

    monkeypatch.setattr(module, "run", run)
    return folders


class TestDemo:
    def test_it_is_prepared_once(self, new_home: Path, run, diagnosed: list[Path]) -> None:
        ended = run("demo", "--no-serve")
        assert ended.code == 0, ended.err
        assert "SYNTETYCZNY KRAJ PRZYKŁADOWY" in ended.err
        assert "  · migawka synthetic-30-" in ended.err
        assert len(diagnosed) == 1
        assert diagnosed[0].parent == new_home / "publications"
        again = run("demo", "--no-serve")
        assert "  · diagnoza jest aktualna" in again.err
        assert len(diagnosed) == 1

    def test_a_busy_port_is_told_before_the_work(
        self, new_home: Path, busy_port: int, run, diagnosed: list[Path]
    ) -> None:
        ended = run("demo", "--port", busy_port)
        assert ended.code == 2
        assert f"Port {busy_port} jest zajęty. Podaj inny: --port {busy_port + 1}" in ended.err
        assert not diagnosed
        assert not new_home.exists()

    def test_it_serves_what_it_prepared(
        self, new_home: Path, free_port: int, run, diagnosed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        served: list[object] = []
        monkeypatch.setattr(
            module, "serve_portal", lambda *asked, worker: served.append((*asked, worker))
        )
        ended = run("demo", "--port", free_port)
        assert served == [(new_home / "publications", free_port, True)]
        assert f"Strona: http://127.0.0.1:{free_port} (zakończ: Ctrl-C)" in ended.err
        assert ended.code == 130, "a server ends only when it is told to"
        assert ended.err.rstrip().endswith("Strona zatrzymana.")


class TestDemonstration:
    def test_of_an_invented_country(self, stored: Snapshot) -> None:
        area, card = demonstration(stored)
        assert len(area) > 4
        assert area.name == card.short_name
        assert area.code in stored.register.powiats

    @pytest.mark.poland
    def test_of_poland(self, poland: Snapshot) -> None:
        area, card = demonstration(poland)
        assert area.code == "3217"
        assert len(area) == 5
        assert card.leader == "Powiat Wałecki"


class TestServe:
    def test_a_busy_port(self, busy_port: int, tmp_path: Path, run) -> None:
        ended = run("serve", "--port", busy_port, "--publications", tmp_path)
        assert ended.code == 2
        assert "jest zajęty" in ended.err

    def test_without_anything_published(self, new_home: Path, run) -> None:
        ended = run("serve")
        assert ended.code == 2
        assert "terytoria demo" in ended.err

    def test_it_answers_until_interrupted(self, free_port: int, tmp_path: Path) -> None:
        code = "from terytoria.cli.main import main; main()"
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", code, "serve"),
                *("--port", str(free_port), "--publications", str(tmp_path)),
            ],
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        try:
            assert answered(free_port) == 200
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
        assert process.returncode == 130
        assert said.splitlines()[-1] == "Strona zatrzymana."
        assert "Traceback" not in said


def answered(port: int) -> int:
    """Status of the first page, waiting for the server to start."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/", timeout=5) as page:
                status: int = page.status
                return status
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)
