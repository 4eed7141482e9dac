"""Ctrl-C, a request to end and a sudden death, in processes of their own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

INTERRUPTED = "Przerwano; nic nie zostało zapisane do połowy."
# The step named last waits for ever and says so with a file, so that the moment of the
# interruption is certain. Worker processes import the same program.
PROGRAM = """
import pathlib, time
import {module} as slow

def wait(*_, **__):
    pathlib.Path({mark!r}).touch()
    while True:
        time.sleep(0.05)

slow.{name} = wait

if __name__ == "__main__":
    from terytoria.cli.main import main
    main()
"""
Started = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def started(at_home: Path, tmp_path: Path) -> Iterator[Started]:
    """Start a command whose step ``module.name`` never ends, and wait until it is reached."""
    running: list[subprocess.Popen[str]] = []

    def start(
        module: str, name: str, *words: object, home: Path = at_home
    ) -> subprocess.Popen[str]:
        mark, program = tmp_path / "reached", tmp_path / "program.py"
        program.write_text(PROGRAM.format(module=module, name=name, mark=str(mark)), "utf-8")
        process = subprocess.Popen(
            [sys.executable, str(program), *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"TERYTORIA_HOME": str(home)},
        )
        running.append(process)
        wait_for(lambda: mark.exists() or process.poll() is not None)
        assert process.poll() is None, process.communicate()
        return process

    yield start
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, list[str]]:
    """Send a signal to everything in the terminal, as Ctrl-C does; code and last words."""
    os.killpg(process.pid, number)
    _, said = process.communicate(timeout=180)
    assert "Traceback" not in said, said
    return process.returncode, [line for line in said.splitlines() if line]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_import(number: signal.Signals, started: Started, country: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = "terytoria.statistics.sources.folder"
    process = started(folder, "check_quality", "data", "import", country, home=home)
    assert list((home / "snapshots").iterdir()), "it was being written"
    code, said = ended(process, number)
    assert code == 130
    assert said[-1] == INTERRUPTED
    assert not list((home / "snapshots").iterdir())


def test_a_diagnosis(started: Started, tmp_path: Path) -> None:
    out = tmp_path / "results" / "out"
    process = started(
        "terytoria.reports.publication", "_write_report", "diagnose", "0201", "--out", out
    )
    code, said = ended(process, signal.SIGINT)
    assert code == 130
    assert said[-1] == INTERRUPTED
    assert not list(out.parent.iterdir())


def test_a_sweep(started: Started, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = started(
        "terytoria.reports.publication",
        "_write_report",
        "diagnose",
        "--all-powiats",
        "--workers",
        1,
        "--out",
        out,
    )
    code, said = ended(process, signal.SIGINT)
    assert code == 130
    assert said[-1] == INTERRUPTED
    assert len([line for line in said if "Przerwano" in line]) == 1
    assert not list(out.iterdir())


def test_a_sweep_whose_workers_have_just_begun(at_home: Path, tmp_path: Path) -> None:
    code = "from terytoria.cli.main import main; main()"
    words = ("diagnose", "--all-powiats", "--out", str(tmp_path / "out"), "--no-report")
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert process.stderr
    for line in process.stderr:
        if "do zrobienia" in line:
            break
    time.sleep(0.3)
    code_left, said = ended(process, signal.SIGINT)
    assert code_left == 130
    assert said == [INTERRUPTED]
    assert not list((tmp_path / "out").iterdir())


def test_a_sweep_whose_parent_is_killed(started: Started, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = started(
        *("terytoria.reports.publication", "_write_report"),
        *("diagnose", "--all-powiats", "--workers", 1, "--out", out),
    )
    process.kill()
    process.communicate(timeout=180)  # ends when no worker holds the pipes any more
    wait_for(lambda: not list(out.iterdir()))
