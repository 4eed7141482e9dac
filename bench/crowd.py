"""A consultation on its busiest minute, the server killed in the middle: no remark is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.apart import TOP, Found, MeasurementError, apart
from bench.data import scratch
from bench.portal.home import environment, furnish
from bench.portal.processes import Running
from bench.row import Row

PEOPLE, QUICK_PEOPLE = 300, 60
SECONDS, QUICK_SECONDS = 60.0, 12.0
LETTER = "consultations.confirm"
_LONGEST = 120.0


@dataclass(frozen=True)
class Outcome:
    """What people were told and what the register holds in the end."""

    people: int
    told: Found
    receipts: tuple[int, ...]
    register: tuple[int, ...]
    letters: int
    letters_due: int

    @property
    def lost(self) -> int:
        """People without a receipt, and receipts of remarks that are not in the register."""
        gone = set(self.receipts) - set(self.register)
        return self.people - len(set(self.receipts)) + len(gone)

    @property
    def doubled(self) -> int:
        """Remarks in the register beyond one of each person."""
        return len(self.register) - self.people

    @property
    def sound(self) -> bool:
        """Whether everybody is in the register once, numbered without gaps, their letter sent."""
        whole = tuple(range(1, self.people + 1))
        return self.receipts == self.register == whole and self.letters == self.letters_due


def measure(people: int, seconds: float) -> Outcome:
    """Let people speak for so many seconds and kill everything when half of them are over."""
    home = scratch() / "crowd"
    home.mkdir()
    (editor, *_) = furnish(home, 1, 2)
    path = f"/konsultacje/{editor.slug}/{_open_consultation(home, editor.slug)}/uwaga/"
    portal, note = Running(home), home / "receipts"
    try:
        portal.serve()
        portal.wait()
        with ThreadPoolExecutor(1) as pool:
            module = "bench.portal.crowd"
            going = pool.submit(
                apart, module, "people", portal.address, path, people, seconds, note
            )
            time.sleep(seconds / 2)
            portal.kill()
            portal.serve()
            told = going.result()
        letters = _letters(home)
    finally:
        portal.stop()
    receipts = tuple(int(line) for line in note.read_text().split())
    due = len(range(0, people, 3))
    return Outcome(people, told, receipts, _numbers(home), letters, due)


def _open_consultation(home: Path, slug: str) -> int:
    """Open a consultation of the partnership in a process of its own; its number."""
    made = subprocess.run(
        [sys.executable, "-m", "bench.portal.consultation", slug],
        env=environment(home),
        cwd=TOP,
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise MeasurementError(made.stderr)
    return int(made.stdout)


def _numbers(home: Path) -> tuple[int, ...]:
    with _database(home) as database:
        found = database.execute("SELECT number FROM consultations_remark ORDER BY number")
        return tuple(number for (number,) in found)


def _letters(home: Path) -> int:
    """Letters of confirmation that went out, once all that were ordered have been dealt with."""
    asked = "SELECT state, count(*) FROM jobs_job WHERE kind = ? GROUP BY state"
    until = datetime.now(UTC) + timedelta(seconds=_LONGEST)
    while datetime.now(UTC) < until:
        with _database(home) as database:
            states = dict(database.execute(asked, (LETTER,)).fetchall())
        if set(states) <= {"done"}:
            return int(states.get("done", 0))
        time.sleep(0.5)
    raise MeasurementError(f"letters of confirmation: {states}")


@contextmanager
def _database(home: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(home / "portal.sqlite3", timeout=30)) as database:
        yield database


def rows(*, quick: bool = False) -> list[Row]:
    """The row of the crowd; ``quick`` is a fifth of it."""
    people, seconds = (QUICK_PEOPLE, QUICK_SECONDS) if quick else (PEOPLE, SECONDS)
    found = measure(people, seconds)
    took = f"sending p50 {found.told['p50']:.0f}, max {found.told['max']:.0f} ms"
    return [
        Row(
            f"{people} remarks within {seconds:.0f} s, kill -9 of server and worker amid them",
            f"{len(found.receipts)} receipts, {found.lost} lost, {found.doubled} doubled",
            f"{took}; {found.letters} of {found.letters_due} letters",
            "-",
            "every remark once, no gap in numbers",
            found.sound,
        )
    ]
