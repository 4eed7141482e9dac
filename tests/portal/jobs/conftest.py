"""A worker in a process of its own, on a database in a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from terytoria.portal.jobs import tasks
from terytoria.portal.jobs.domain.rhythm import Rhythm

Spawn = Callable[..., "subprocess.Popen[str]"]

HURRIED = Rhythm(delay=0.0)


@pytest.fixture
def hurried() -> Rhythm:
    """A rhythm that puts nothing off."""
    return HURRIED


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, tasks.Task], None]:
    """Registers a task for the time of the test: ``registered("kind", function)``."""
    monkeypatch.setattr(tasks, "_TASKS", dict(tasks._TASKS))
    return lambda kind, function: tasks.task(kind)(function) and None


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Spawn]:
    """Starts ``process.py`` with a command on the database of this test."""
    environment: dict[str, Any] = dict(os.environ)
    environment |= {"TERYTORIA_HOME": str(tmp_path)}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'queue.sqlite3'}"}
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: object) -> subprocess.Popen[str]:
        line = [sys.executable, str(Path(__file__).with_name("process.py")), *map(str, arguments)]
        started.append(subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
