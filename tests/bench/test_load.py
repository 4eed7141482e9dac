"""The load is measured from the moment each request is due, and judged by its percentiles."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from bench.load import _row, tree_megabytes
from bench.portal.processes import Running
from bench.portal.visitors import Browser, Watch


class Answers(Browser):
    """A server that answers as told after a while."""

    def __init__(self, *answers):
        super().__init__("http://127.0.0.1:1")
        self.answers = list(answers)

    async def ask(self, path, fields=None):
        wait, status = self.answers.pop(0)
        await asyncio.sleep(wait)
        if status is None:
            raise ConnectionResetError
        return status, b""


def watched(*asked, fields=None):
    async def ask():
        watch = Watch(until=0)
        watch.from_now = 0
        browser = Answers(*asked)
        due = asyncio.get_running_loop().time()
        for _ in asked:
            await watch.ask(browser, "public", "/", fields, due)
        return watch

    return apart(ask)


def apart(ask):
    """Run in a thread of its own: a browser of other tests keeps the loop of this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(lambda: asyncio.run(ask())).result()


def test_a_late_request_counts_from_when_it_was_due():
    took = watched((0.05, 200), (0.05, 200)).took["public"]
    assert took[0] >= 50
    assert took[1] >= 100


def test_errors_are_statuses_and_broken_connections():
    assert len(watched((0, 200), (0, 500), (0, None)).errors) == 2


def test_a_form_that_is_shown_again_is_an_error():
    assert len(watched((0, 200), (0, 302), fields={}).errors) == 1


def test_percentiles_are_told_by_kind():
    watch = Watch(until=0)
    watch.took["public"] = [float(at) for at in range(1, 101)]
    found = watch.found()
    told = (found["public p50"], found["public p95"], found["public max"])
    assert told == (51, 96, 100)


@pytest.mark.parametrize(
    ("p95", "errors", "good"), [(99, 0, True), (101, 0, False), (99, 1, False)]
)
def test_a_row_needs_both_speed_and_no_error(p95, errors, good):
    found = {"public p50": 1, "public p95": p95, "public max": 200, "errors": errors}
    assert _row(found, "public", "Page", 100, ("-", "-")).passed is good


def test_memory_is_that_of_the_processes_and_their_children(tmp_path):
    running = Running(tmp_path)
    try:
        running.start(
            "-c",
            "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', "
            "'import time; ballast = bytearray(64 * 2**20); "
            'ballast[:: 2**12] = b"x" * len(ballast[:: 2**12]); time.sleep(60)\']); time.sleep(60)',
        )
        until = 100
        while tree_megabytes(running) < 60 and until:
            until -= 1
            time.sleep(0.1)
        assert 60 < tree_megabytes(running) < 200
    finally:
        running.kill()
    assert tree_megabytes(running) == 0
