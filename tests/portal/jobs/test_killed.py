"""Workers that are killed, frozen or told to end in the middle of a job."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Spawn = Callable[..., "subprocess.Popen[str]"]
JOBS = 4


def ended(process: subprocess.Popen[str]) -> str:
    """What a process printed until it ended well."""
    out, _ = process.communicate(timeout=180)
    assert process.returncode == 0
    return out


def report(folder: Path) -> dict[str, Any]:
    """The jobs and the traces they left, read past the portal."""
    with closing(sqlite3.connect(folder / "queue.sqlite3", timeout=20)) as connection:
        jobs = connection.execute(
            "SELECT state, token, attempts, result FROM jobs_job WHERE kind = 'slow' ORDER BY id"
        ).fetchall()
        traces = connection.execute("SELECT verb || ' ' || subject_id FROM audit_entry").fetchall()
    names = ("state", "token", "attempts", "result")
    return {
        "jobs": [dict(zip(names, job, strict=True)) for job in jobs],
        "traces": [text for (text,) in traces],
    }


def wait_for_end(folder: Path) -> dict[str, Any]:
    """The report once every job is done."""
    until = time.monotonic() + 180
    while time.monotonic() < until:
        found = report(folder)
        if all(job["state"] == "done" for job in found["jobs"]):
            return found
        time.sleep(0.05)
    raise AssertionError(f"not ended: {found}")


def each_effect_once(found: dict[str, Any], count: int) -> bool:
    wanted = sorted(f"test.{half} {number}" for number in range(count) for half in "ab")
    return sorted(found["traces"]) == wanted


@pytest.mark.parametrize("seed", range(2))
def test_each_effect_happens_once_however_often_workers_are_killed(
    spawn: Spawn, tmp_path: Path, seed: int
) -> None:
    ended(spawn("prepare", JOBS, 0.15))
    chance = random.Random(seed)
    for _ in range(5):
        worker = spawn("work")
        assert worker.stdout is not None
        line = worker.stdout.readline()  # a job has begun
        assert line.startswith("began")
        time.sleep(chance.uniform(0, 0.3))
        worker.kill()
        worker.wait()
    spawn("work")
    found = wait_for_end(tmp_path)
    assert each_effect_once(found, JOBS)
    assert [json.loads(job["result"]) for job in found["jobs"]] == [
        {"number": n} for n in range(JOBS)
    ]
    assert sum(job["token"] for job in found["jobs"]) > JOBS  # some were begun again


def test_two_workers_share_the_queue_and_do_nothing_twice(spawn: Spawn, tmp_path: Path) -> None:
    ended(spawn("prepare", 8, 0.02))
    spawn("work")
    spawn("work")
    found = wait_for_end(tmp_path)
    assert each_effect_once(found, 8)
    assert [job["token"] for job in found["jobs"]] == [1] * 8


def test_a_frozen_worker_that_wakes_up_writes_nothing(spawn: Spawn, tmp_path: Path) -> None:
    ended(spawn("prepare", 1, 2))
    frozen = spawn("work")
    assert frozen.stdout is not None
    frozen.stdout.readline()
    frozen.send_signal(signal.SIGSTOP)
    spawn("work")
    wait_for_end(tmp_path)
    frozen.send_signal(signal.SIGCONT)
    time.sleep(0.5)
    found = report(tmp_path)
    assert each_effect_once(found, 1)
    assert found["jobs"][0]["token"] == 2


def test_a_worker_told_to_end_hands_its_job_back(spawn: Spawn, tmp_path: Path) -> None:
    ended(spawn("prepare", 1, 30))
    worker = spawn("main")
    assert worker.stdout is not None
    worker.stdout.readline()
    worker.terminate()
    assert worker.wait(timeout=180) == 0
    (job,) = report(tmp_path)["jobs"]
    assert (job["state"], job["attempts"]) == ("waiting", 0)


def occurrences(folder: Path) -> list[tuple[str, str, int]]:
    """Each occurrence of recurring work: its key, its state, how many traces it left."""
    with closing(sqlite3.connect(folder / "queue.sqlite3", timeout=20)) as connection:
        return connection.execute(
            "SELECT key, state, (SELECT count(*) FROM audit_entry WHERE verb = 'test.tick'"
            " AND subject_id = job.id) FROM jobs_job job WHERE kind = 'tick' ORDER BY key"
        ).fetchall()


def test_recurring_work_is_done_once_each_time_by_workers_that_are_killed(
    spawn: Spawn, tmp_path: Path
) -> None:
    ended(spawn("prepare", 0, 0))
    chance = random.Random(0)
    for _ in range(3):
        pair = [spawn("tick"), spawn("tick")]
        time.sleep(chance.uniform(1.5, 2.5))
        for worker in pair:
            worker.kill()
            worker.wait()
    spawn("tick")
    until = time.monotonic() + 180
    while not (found := occurrences(tmp_path)) or any(state != "done" for _, state, _ in found[:3]):
        assert time.monotonic() < until, found
        time.sleep(0.05)
    assert len(found) >= 3
    assert all(traces == (1 if state == "done" else 0) for _, state, traces in found)
