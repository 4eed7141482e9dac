"""Turns to ask the office: never too many, whoever takes them, and an honest estimate."""

from __future__ import annotations

import math
import os
import random
import signal
import sqlite3
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.quota import Limits, Quota, Window, last_turn

WINDOWS = st.lists(
    st.builds(Window, st.integers(1, 40), st.integers(1, 12)), min_size=1, max_size=4
)


def allowed(times: Sequence[float], windows: Sequence[Window], now: float) -> bool:
    """Whether one more request is allowed, counting every window anew."""
    return all(
        sum(1 for at in times if now - window.seconds < at <= now) < window.limit
        for window in windows
    )


def simulated(past: Sequence[float], windows: Sequence[Window], now: float, more: int) -> float:
    """Time of the last of so many requests, trying second by second."""
    times = list(past)
    for _ in range(more):
        while not allowed(times, windows, now):
            now += 1
        times.append(now)
    return now


@given(WINDOWS, st.integers(0, 40), st.integers(0, 200), st.integers(1, 60))
@settings(max_examples=200)
def test_the_estimate_is_what_happens(
    windows: list[Window], before: int, now: int, more: int
) -> None:
    past: list[float] = []
    moment = 0.0
    for _ in range(before):
        moment = simulated(past, windows, moment, 1)
        past.append(moment)
    now = max(now, math.ceil(moment))
    assert last_turn(past, windows, now, more) == simulated(past, windows, now, more)


@given(WINDOWS, st.lists(st.integers(0, 30), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_window_is_ever_exceeded(
    tmp_path_factory: pytest.TempPathFactory, windows: list[Window], steps: list[int]
) -> None:
    clock = _Clock()
    folder = tmp_path_factory.mktemp("quota")
    taken: list[float] = []
    with Quota(folder / "quota", windows) as quota:
        for step in steps:
            clock.now += step
            foretold = clock.now + quota.duration_of(1, clock)
            quota.wait_for_turn(clock, clock.sleep)
            assert clock.now == foretold
            taken.append(clock.now)
    for window in windows:
        for at in taken:
            inside = bisect_right(taken, at) - bisect_right(taken, at - window.seconds)
            assert inside <= window.limit


class _Clock:
    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert 0 < seconds <= 60
        self.now += seconds


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made" / "quota.sqlite"


class TestTurns:
    def test_are_remembered(self, file: Path) -> None:
        for _ in range(3):
            with Quota(file, [Window(60, 3)]) as quota:
                assert quota.take(lambda: 1000.0) == 0
        with Quota(file, [Window(60, 3)]) as quota:
            assert quota.take(lambda: 1010.0) == 50
            assert quota.take(lambda: 1060.0) == 0

    def test_waiting_is_told_and_slept(self, file: Path) -> None:
        clock, told = _Clock(), list[float]()
        with Quota(file, [Window(150, 1)]) as quota:
            quota.wait_for_turn(clock, clock.sleep, told.append)
            assert quota.wait_for_turn(clock, clock.sleep, told.append) == 150
        assert told == [150, 90, 30]

    def test_a_refused_turn_is_not_counted(self, file: Path) -> None:
        with Quota(file, [Window(60, 1)]) as quota:
            quota.take(lambda: 0.0)
            for now in range(1, 60):
                assert quota.take(lambda now=now: float(now)) == 60 - now
            assert quota.take(lambda: 60.0) == 0

    def test_old_turns_are_thrown_away(self, file: Path) -> None:
        clock = _Clock()
        with Quota(file, [Window(10, 5), Window(100, 20)]) as quota:
            for _ in range(200):
                quota.wait_for_turn(clock, clock.sleep)
        with sqlite3.connect(file) as connection:
            assert connection.execute("SELECT count(*) FROM requests").fetchone()[0] <= 21
        connection.close()

    def test_unlimited(self) -> None:
        with Quota.unlimited() as quota:
            assert quota.take() == 0
            assert quota.wait_for_turn() == 0
            assert quota.duration_of(10**9) == 0

    @pytest.mark.parametrize("window", [(0, 1), (1, 0), (-1, 1), (math.nan, 1)])
    def test_a_window_of_nothing(self, window: tuple[float, int]) -> None:
        with pytest.raises(ValueError, match="window"):
            Window(*window)


class TestTheClock:
    def test_set_back_locks_nobody_out(self, file: Path) -> None:
        with Quota(file, [Window(100, 2)]) as quota:
            quota.take(lambda: 1e9)
            quota.take(lambda: 1e9 + 1)
            assert quota.take(lambda: 1000.0) == 100
            assert quota.take(lambda: 1050.0) == 50, "the wait does not begin anew"
            assert quota.take(lambda: 1100.0) == 0

    def test_set_back_gives_no_turn_that_was_taken(self, file: Path) -> None:
        with Quota(file, [Window(100, 2)]) as quota:
            quota.take(lambda: 1000.0)
            quota.take(lambda: 1000.0)
            assert quota.take(lambda: 990.0) == 100
            assert quota.duration_of(1, lambda: 990.0) == 100

    @given(st.lists(st.integers(-500, 500), max_size=30))
    @settings(max_examples=40, deadline=None)
    def test_whatever_it_does_the_wait_is_bounded(
        self, tmp_path_factory: pytest.TempPathFactory, jumps: list[int]
    ) -> None:
        clock = _Clock(10_000.0)
        with Quota(tmp_path_factory.mktemp("quota") / "q", [Window(60, 2), Window(7, 1)]) as quota:
            for jump in jumps:
                clock.now = max(clock.now + jump, 0.0)
                assert quota.take(clock) <= 60
                assert quota.duration_of(1, clock) <= 60


class TestTheEstimate:
    def test_counts_what_was_used(self, file: Path) -> None:
        with Quota(file, [Window(60, 2), Window(3600, 5)]) as quota:
            assert quota.duration_of(2, lambda: 0.0) == 0
            assert quota.duration_of(4, lambda: 0.0) == 60
            assert quota.duration_of(6, lambda: 0.0) == 3600
            quota.take(lambda: 0.0)
            assert quota.duration_of(2, lambda: 0.0) == 60
            assert quota.duration_of(0, lambda: 0.0) == 0

    def test_of_the_office(self, file: Path) -> None:
        with Quota.anonymous(file) as quota:
            assert quota.duration_of(5) == 0
            assert quota.duration_of(100) == pytest.approx(19 * 1.2)
            assert quota.duration_of(1000) == pytest.approx(9 * 900.2 + 19 * 1.2)
            assert quota.duration_of(1001) == pytest.approx(43200.2)
            assert quota.duration_of(10_001) == pytest.approx(604800.2)
        with Quota.with_key(file) as quota:
            assert quota.duration_of(5000) == pytest.approx(9 * 900.2 + 49 * 1.2)
            assert quota.duration_of(8000) > 43200


def test_the_windows_of_the_office() -> None:
    limits = Limits.load()
    spans = (1, 900, 43_200, 604_800)
    for windows, counts in (
        (limits.anonymous, (5, 100, 1000, 10_000)),
        (limits.with_key, (10, 500, 5000, 50_000)),
    ):
        assert tuple(window.limit for window in windows) == counts
        assert all(0 <= w.seconds - span < 1 for w, span in zip(windows, spans, strict=True))
    assert limits.as_of
    assert limits.source.startswith("https://")


TAKE = """
import sys
from pathlib import Path
from terytoria.statistics.sources.bdl.quota import Quota, Window
with Quota(Path(sys.argv[1]), [Window(1000, int(sys.argv[2]))]) as quota:
    print("ready", flush=True)
    while quota.take() == 0:
        print("taken", flush=True)
"""


def _taker(file: Path, limit: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", TAKE, str(file), str(limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_processes_share_turns(file: Path) -> None:
    takers = [_taker(file, 300) for _ in range(2)]
    counts = [len(taker.communicate(timeout=120)[0].splitlines()) - 1 for taker in takers]
    assert sum(counts) == 300


def test_a_killed_process_leaves_its_turns_counted(file: Path) -> None:
    taker = _taker(file, 10**6)
    assert taker.stdout
    told = [taker.stdout.readline() for _ in range(random.randrange(2, 40))]
    os.kill(taker.pid, signal.SIGKILL)
    told += taker.communicate()[0].splitlines()
    with Quota(file, [Window(1000, 1)]) as quota:
        assert quota.take() > 0
    with sqlite3.connect(file) as connection:
        kept = connection.execute("SELECT number FROM requests ORDER BY number").fetchall()
    connection.close()
    assert len(kept) >= sum("taken" in line for line in told), "counted before it is used"
    assert [row[0] for row in kept] == list(range(1, len(kept) + 1)), "none is missing"


def test_a_spoilt_file_is_set_aside(file: Path) -> None:
    told: list[str] = []
    file.parent.mkdir()
    file.write_text("to nie baza", encoding="utf-8")
    with Quota(file, [Window(60, 1)], told.append) as quota:
        assert quota.take(lambda: 0.0) == 0
        assert quota.take(lambda: 0.0) == 60
    assert len(told) == 1
    assert "Odłożono" in told[0]


def test_a_file_spoilt_while_it_is_used(file: Path) -> None:
    told: list[str] = []
    with Quota(file, [Window(60, 1)], told.append) as quota:
        quota.take(lambda: 0.0)
        _spoil(file)
        quota.duration_of(5, lambda: 0.0)
        assert quota.take(lambda: 0.0) in {0.0, 60.0}


def _spoil(file: Path) -> Any:
    for each in file.parent.iterdir():
        content = bytearray(each.read_bytes())
        content[100:] = b"\xa5" * len(content[100:])
        each.write_bytes(content)
