"""What a worker process of a sweep does, and how it ends.

A worker leaves Ctrl-C to its parent, cleans up when told to end (the folder it writes is removed),
and ends by itself when the parent is gone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from types import FrameType

from terytoria.cli.areas import unit_name
from terytoria.cli.problems import told
from terytoria.diagnosis import DiagnosisOptions, diagnose
from terytoria.reports.publication import publish
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area


@dataclass(frozen=True)
class Outcome:
    """What became of a powiat: ``problem`` says in Polish why it was not diagnosed."""

    code: str
    problem: str = ""


def begin() -> None:
    """Prepare a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    Thread(target=_follow_parent, daemon=True).start()


def diagnose_powiat(folder: Path, code: str, out: Path, report: bool) -> Outcome:
    """Diagnose one powiat and write its folder; a powiat that fails does not stop the others."""
    try:
        measures = _measures(folder)
        register = measures.snapshot.register
        as_of = date.fromisoformat(measures.snapshot.vintage)
        area = Area.of_unit(register, code, as_of, unit_name(register.unit(code)))
        publish(diagnose(measures, area, DiagnosisOptions()), measures, out / code, report=report)
    except SystemExit:
        os._exit(1)  # the pool would take the request to end for a failed job and go on
    except Exception as problem:
        return Outcome(code, _reason(problem))
    return Outcome(code)


@lru_cache(maxsize=1)
def _measures(folder: Path) -> Measures:
    return Measures(Snapshot(folder, verify=False), Catalogue.load())


def _reason(problem: Exception) -> str:
    known = told(problem)
    return known.text if known else f"błąd programu ({type(problem).__name__}: {problem})"


def _end(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    sys.exit(1)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
