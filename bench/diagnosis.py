"""One diagnosis without documents, and all of them through the command line."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.apart import TOP, Clock, Found, MeasurementError, answer, apart, megabytes, since_begun
from bench.data import area, demonstration, home, land_powiats, scratch, stored
from bench.row import Row
from terytoria.diagnosis import diagnose
from terytoria.statistics.measures import Measures

COLD, WARM, SWEEP, MEGABYTES = 15.0, 1.5, 240.0, 1536.0
FURTHER = 12


def _cold(folder: str) -> Found:
    measures = stored(folder)
    diagnose(measures, area(measures, demonstration(measures.snapshot.register)))
    return {"seconds": since_begun()}


def _warm(folder: str) -> Found:
    measures = stored(folder)
    register = measures.snapshot.register
    here = area(measures, demonstration(register))
    clock = Clock()
    diagnose(measures, here)
    first = clock.seconds()
    again = statistics.median(_seconds(measures, demonstration(register)) for _ in range(5))
    others = land_powiats(register)[:: max(1, len(land_powiats(register)) // FURTHER)]
    further = [_seconds(measures, code) for code in others]
    return {
        "first": first,
        "again": again,
        "further": statistics.median(further),
        "slowest": max(further),
        "megabytes": megabytes(),
    }


def _seconds(measures: Measures, code: str) -> float:
    clock = Clock()
    diagnose(measures, area(measures, code))
    return clock.seconds()


def _sweep(folder: str) -> Found:
    """Seconds, megabytes of the largest process, and folders written by ``--all-powiats``.

    Runs in a small process of its own, whose memory the ones it starts would count as theirs.
    """
    out = scratch() / "powiats"
    command = [str(Path(sys.executable).with_name("terytoria")), "diagnose", "--all-powiats"]
    command += ["--out", str(out), "--no-report", "--workers", "2"]
    environment = dict(os.environ, TERYTORIA_HOME=folder)
    log = scratch() / "powiats.log"
    begun = time.perf_counter()
    with log.open("wb") as text:
        process = subprocess.Popen(command, cwd=TOP, env=environment, stdout=text, stderr=text)
        _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise MeasurementError(log.read_text(encoding="utf-8")[-2000:])
    written = sum(1 for _ in out.glob("*/diagnosis.json"))
    return {"seconds": seconds, "megabytes": used.ru_maxrss / 1024, "folders": float(written)}


def rows() -> list[Row]:
    """One partnership cold and warm, and the whole country."""
    cold, warm = apart(__name__, "cold", home()), apart(__name__, "warm", home())
    first, again, further = warm["first"], warm["again"], warm["further"]
    peak = max(cold["megabytes"], warm["megabytes"])
    swept = apart(__name__, "sweep", home())
    seconds, largest, folders = swept["seconds"], swept["megabytes"], round(swept["folders"])
    each = seconds / max(folders, 1)
    return [
        Row(
            "Diagnosis: cold, a new process that opens and checks the snapshot",
            f"{cold['seconds']:.2f} s, {cold['megabytes']:.0f} MB",
            f"first in an open process: {first:.2f} s",
            f"{cold['seconds'] / first:.2f}x",
            f"<= {COLD:g} s, <= {MEGABYTES:.0f} MB",
            cold["seconds"] <= COLD and peak <= MEGABYTES,
        ),
        Row(
            "Diagnosis: warm, the same partnership again",
            f"{again:.3f} s, {warm['megabytes']:.0f} MB",
            f"first in the process: {first:.2f} s",
            f"{again / first:.3f}x",
            f"<= {WARM} s, <= {MEGABYTES:.0f} MB",
            again <= WARM and peak <= MEGABYTES,
        ),
        Row(
            f"Diagnosis: warm, further partnerships (median of {FURTHER}; slowest)",
            f"{further:.3f} s; {warm['slowest']:.3f} s",
            f"first in the process: {first:.2f} s",
            f"{further / first:.3f}x",
            f"<= {WARM} s each",
            warm["slowest"] <= WARM,
        ),
        Row(
            f"Diagnosis: all {folders} land powiats, command line, 2 workers",
            f"{seconds:.0f} s, largest process {largest:.0f} MB",
            f"further partnership in one process: {further:.3f} s",
            f"{each / further:.2f}x each",
            f"<= {SWEEP:.0f} s, <= {MEGABYTES:.0f} MB",
            seconds <= SWEEP and largest <= MEGABYTES and folders > 0,
        ),
    ]


if __name__ == "__main__":
    answer({"cold": _cold, "warm": _warm, "sweep": _sweep})
