"""Workers killed while they send reminders through a real mail server."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path, mailroom: Any) -> Iterator[Start]:
    """Starts ``postman.py`` with the mail server and a database of this test."""
    told = {"TERYTORIA_HOME": str(tmp_path), "TERYTORIA_SECRET_KEY": "klucz-testu" * 5}
    told |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'portal.sqlite3'}"}
    told |= {"TERYTORIA_SMTP_HOST": "127.0.0.1", "TERYTORIA_SMTP_PORT": str(mailroom.port)}
    told |= {"TERYTORIA_SMTP_TLS": "0"}
    started: list[subprocess.Popen[bytes]] = []

    def run(*arguments: object) -> subprocess.Popen[bytes]:
        line = [sys.executable, str(Path(__file__).with_name("postman.py")), *map(str, arguments)]
        started.append(subprocess.Popen(line, env={**os.environ, **told}))
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def states(folder: Path) -> Counter[str]:
    """How many letters are in which state, read past the portal."""
    with closing(sqlite3.connect(folder / "portal.sqlite3", timeout=20)) as connection:
        rows = connection.execute("SELECT state FROM jobs_job WHERE kind = 'planner.letter'")
        return Counter(state for (state,) in rows)


def wait_until_sent(folder: Path, count: int) -> None:
    """Return once every letter is told as sent."""
    until = time.monotonic() + 180
    while states(folder) != {"done": count}:
        assert time.monotonic() < until, states(folder)
        time.sleep(0.05)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def test_killed_before_the_letter_was_given_it_leaves_once(
    start: Start, mailroom: Any, tmp_path: Path
) -> None:
    assert start("prepare", 1).wait(60) == 0
    mailroom.pause = 30.0
    worker = start("work")
    assert mailroom.asking.wait(60)
    kill(worker)
    mailroom.pause = 0.0
    start("work")
    wait_until_sent(tmp_path, 1)
    assert len(mailroom.letters) == 1


def test_killed_after_the_letter_was_told_as_sent_it_leaves_no_more(
    start: Start, mailroom: Any, tmp_path: Path
) -> None:
    assert start("prepare", 2).wait(60) == 0
    worker = start("work")
    wait_until_sent(tmp_path, 2)
    kill(worker)
    again = start("work")
    time.sleep(2)
    assert again.poll() is None
    assert len(mailroom.letters) == 2


def test_killed_just_when_the_server_took_it_the_second_copy_is_the_same_letter(
    start: Start, mailroom: Any, tmp_path: Path
) -> None:
    """SMTP cannot tell whether the answer was heard; programs that read mail see one letter."""
    assert start("prepare", 1).wait(60) == 0
    mailroom.late = 30.0
    worker = start("work")
    assert mailroom.taking.wait(60)
    kill(worker)
    mailroom.late = 0.0
    start("work")
    wait_until_sent(tmp_path, 1)
    assert len(mailroom.letters) == 2
    assert len({message["Message-ID"] for _, message in mailroom.letters}) == 1


@pytest.mark.parametrize("seed", range(2))
def test_whenever_workers_are_killed_everyone_gets_their_letter(
    start: Start, mailroom: Any, tmp_path: Path, seed: int
) -> None:
    count, rounds = 6, 4
    assert start("prepare", count).wait(60) == 0
    mailroom.answer = lambda _, times: "451 Później" if times == 1 else "250 OK"
    mailroom.late = 0.05
    chance = random.Random(seed)
    for _ in range(rounds):
        mailroom.asking.clear()
        pair = [start("work"), start("work")]
        mailroom.asking.wait(60)
        time.sleep(chance.uniform(0, 0.3))
        for worker in pair:
            kill(worker)
        if states(tmp_path)["done"] == count:
            break
    start("work")
    wait_until_sent(tmp_path, count)
    copies = Counter(address for address, _ in mailroom.letters)
    assert len(copies) == count
    assert len({message["Message-ID"] for _, message in mailroom.letters}) == count
    assert sum(copies.values()) - count <= 2 * rounds  # at most one each time one was killed
