"""Measurements in processes of their own, so that peak memory and caches are their own too.

A module with measurements names them in a mapping and hands it to :func:`answer`; :func:`apart`
runs one of them in a fresh process and returns what it found.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).parents[1]
Found = dict[str, float]


class MeasurementError(RuntimeError):
    """A measurement that did not end well; the message carries what it printed."""


def apart(module: str, what: str, *arguments: object) -> Found:
    """Run one measurement of a module in a fresh process.

    ``begun`` of the clock of :func:`since_begun` is the moment before the process starts.
    """
    command = [sys.executable, "-m", module, what, *map(str, arguments)]
    environment = dict(os.environ, BENCH_BEGUN=repr(time.monotonic()))
    done = subprocess.run(
        command, cwd=TOP, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise MeasurementError(f"{' '.join(command[2:])}:\n{done.stderr}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def answer(measurements: Mapping[str, Callable[..., Found]]) -> None:
    """Run the measurement named on the command line and print what it found as JSON."""
    what, *arguments = sys.argv[1:]
    found = measurements[what](*arguments)
    print(json.dumps({"megabytes": megabytes(), **found}))


def since_begun() -> float:
    """Seconds since the parent started this process, interpreter and imports included."""
    return time.monotonic() - float(os.environ["BENCH_BEGUN"])


def megabytes() -> float:
    """Peak memory of this process so far.

    The kernel's high-water mark of the address space, where it is told: what ``getrusage`` gives
    counts the process that started this one too.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        return float(marks["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass
class Clock:
    """Wall and processor seconds since it was made; a busy machine moves only the first."""

    def __post_init__(self) -> None:
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def seconds(self) -> float:
        """Wall seconds."""
        return time.perf_counter() - self.wall

    def work(self) -> float:
        """Processor seconds of all threads."""
        return time.process_time() - self.processor


if __name__ == "__main__":
    answer({"nothing": Found})
