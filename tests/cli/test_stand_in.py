"""The stand-in of the Local Data Bank, started from the command line."""

from __future__ import annotations

import csv
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner, Result

from terytoria.cli.stand_in import stand_in
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.stand_in import StandIn

PROGRAM = "from terytoria.cli.stand_in import stand_in; stand_in()"
Asked = Callable[..., Result]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def asked(at_home: Path, free_port: int, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Run the command up to the moment when it would serve; it is interrupted there."""

    def interrupt(server: StandIn) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(StandIn, "serve", interrupt)

    def run(*words: object) -> Result:
        port = () if "--port" in words else ("--port", str(free_port))
        return CliRunner().invoke(stand_in, [*port, *map(str, words)])

    return run


class TestWhatItSays:
    def test_what_is_served_and_that_it_is_not_the_office(
        self, asked: Asked, stored: Snapshot, free_port: int
    ) -> None:
        ended = asked()
        assert f"Makieta API BDL: http://127.0.0.1:{free_port}/api/v1" in ended.stderr
        assert "nie serwer GUS" in ended.stderr
        assert f"Migawka {stored.name}" in ended.stderr
        assert "DANE SYNTETYCZNE" in ended.stderr
        assert "Limit zapytań: jak w urzędzie" in ended.stderr
        assert "Usterki" not in ended.stderr
        assert ended.stderr.rstrip().endswith("Makieta zatrzymana.")
        assert ended.exit_code == 130
        assert ended.stdout == ""

    def test_quota_and_faults(self, asked: Asked) -> None:
        ended = asked("--quota", "20", "--faults", "429=0.1,seed=3")
        assert "Limit zapytań: 20 × limit urzędu" in ended.stderr
        assert "Usterki na próbę: 429=0.1,seed=3" in ended.stderr
        assert "bez limitu" in asked("--quota", "none").stderr

    def test_help_is_polish(self, asked: Asked) -> None:
        help_ = asked("--help").output
        assert "Uruchom makietę" in help_
        for option in ("--port", "--snapshot", "--variables", "--quota", "--key", "--faults"):
            assert option in help_


class TestMistakes:
    @pytest.mark.parametrize("text", ["404=1", "429=2", "slow", "cut=x"])
    def test_faults(self, asked: Asked, text: str) -> None:
        self._refused(asked("--faults", text), f"--faults {text}: nie rozumiem")

    @pytest.mark.parametrize("text", ["urząd", "0", "-3"])
    def test_quota(self, asked: Asked, text: str) -> None:
        self._refused(asked("--quota", text), f"--quota {text}: nie ma takiego limitu")

    def test_a_taken_port(self, asked: Asked, tmp_path: Path) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]
            ended = asked("--port", port, "--variables", tmp_path / "zmienne.csv")
        self._refused(ended, f"Port {port} jest zajęty. Podaj inny: --port {port + 1}")
        assert not list(tmp_path.glob("zmienne*"))

    @staticmethod
    def _refused(ended: Result, text: str) -> None:
        assert ended.exit_code == 2
        assert text in ended.stderr


class TestVariables:
    def test_are_written(self, asked: Asked, tmp_path: Path, stored: Snapshot) -> None:
        path = tmp_path / "zmienne.csv"
        assert f"Zapisano wykaz zmiennych: {path}" in asked("--variables", path).stderr
        with path.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == ["id", "name", "unit", "series", "first", "last"]
        observed = stored.table("observations")["series"].unique()
        assert {row["series"] for row in rows} == set(observed)

    def test_an_older_list_is_replaced(self, asked: Asked, tmp_path: Path) -> None:
        path = tmp_path / "zmienne.csv"
        asked("--variables", path)
        first = path.read_bytes()
        path.write_bytes(first[:100])
        assert asked("--variables", path).exit_code == 130
        assert path.read_bytes() == first

    def test_another_file_is_not(self, asked: Asked, tmp_path: Path) -> None:
        path = tmp_path / "praca.csv"
        path.write_text("ważne;dane\n", encoding="utf-8")
        ended = asked("--variables", path)
        assert ended.exit_code == 4
        assert "nie zostanie zastąpiony" in ended.stderr
        assert path.read_text(encoding="utf-8") == "ważne;dane\n"

    def test_nowhere_to_write(self, asked: Asked, tmp_path: Path) -> None:
        ended = asked("--variables", tmp_path / "nie" / "ma.csv")
        assert ended.exit_code == 4
        assert "nie można zapisać" in ended.stderr


class TestServing:
    @pytest.fixture
    def process(self, at_home: Path, free_port: int) -> Iterator[subprocess.Popen[str]]:
        words = ("--port", str(free_port), "--quota", "none", "--key", "tajny")
        started = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words],
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
            env=os.environ | {"TERYTORIA_HOME": str(at_home)},
        )
        yield started
        started.kill()
        started.communicate()

    def test_it_answers_until_interrupted(
        self, process: subprocess.Popen[str], free_port: int, stored: Snapshot
    ) -> None:
        assert process.stderr is not None
        said = next(line for line in process.stderr if line.startswith("Makieta API BDL"))
        assert f"http://127.0.0.1:{free_port}/api/v1 (zakończ: Ctrl-C)" in said
        base = f"http://127.0.0.1:{free_port}/api/v1"
        answer = httpx.get(base + "/version", headers={"X-ClientId": "tajny"}, timeout=30)
        assert stored.name in answer.json()["build"]
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=180)
        assert process.returncode == 130
        assert rest.splitlines()[-1] == "Makieta zatrzymana."
        assert "Traceback" not in rest


def test_it_is_a_command() -> None:
    assert isinstance(stand_in, click.Command)
    assert stand_in.name == "stand-in"
