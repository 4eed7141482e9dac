"""Every powiat of a snapshot, in worker processes, resumable."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

import click

from terytoria.cli.areas import unit_name
from terytoria.cli.errors import DataProblem
from terytoria.cli.workers import Outcome, begin, diagnose_powiat
from terytoria.language.plural import counted
from terytoria.reports.publication import is_current
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Kind

LONGEST_WAIT = 0.2
"""Seconds until an interruption is noticed."""
LONGEST_END = 10
"""Seconds a worker may take to clean up after an interruption."""


def land_powiats(snapshot: Snapshot) -> tuple[str, ...]:
    """Powiats that are not single cities: those a partnership can be made of."""
    register = snapshot.register
    return tuple(
        code
        for code in register.powiats
        if register.unit(code).kind is Kind.POWIAT and len(register.gminas_of(code)) > 1
    )


def sweep_powiats(snapshot: Snapshot, out: Path, *, workers: int, report: bool) -> None:
    """Diagnose every land powiat into ``out/CODE``; finished ones are not done again.

    Raises :class:`DataProblem` at the end when some failed, naming each with its reason.
    """
    codes = land_powiats(snapshot)
    left = [code for code in codes if not _is_done(out / code, snapshot, report=report)]
    click.echo(f"Powiaty: {len(codes)}, do zrobienia: {len(left)}", err=True)
    if left:
        out.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(out, left)
        _raise_failed(snapshot, list(_followed(snapshot, left, out, workers, report)))
    click.echo(f"Zapisano {counted(len(codes), 'diagnozę', 'diagnozy', 'diagnoz')} w {out}")


def _is_done(folder: Path, snapshot: Snapshot, *, report: bool) -> bool:
    """Whether nothing is left to do; a diagnosis with a report serves also without it."""
    return is_current(folder, snapshot) or (
        not report and is_current(folder, snapshot, report=False)
    )


def _remove_leftovers(out: Path, codes: Sequence[str]) -> None:
    """Remove what a killed run left half-written, under names that begin with a dot."""
    for code in codes:
        for partial in out.glob(f".{code}.*"):
            shutil.rmtree(partial, ignore_errors=True)


def _followed(
    snapshot: Snapshot, codes: Sequence[str], out: Path, workers: int, report: bool
) -> Iterator[Outcome]:
    """Outcomes as they come, each with a line of progress."""
    began = time.monotonic()
    for done, outcome in enumerate(_outcomes(snapshot.folder, codes, out, workers, report), 1):
        name = unit_name(snapshot.register.unit(outcome.code))
        failed = f" – BŁĄD: {outcome.problem}" if outcome.problem else ""
        rest = (time.monotonic() - began) / done * (len(codes) - done)
        ahead = f" (zostało około {_duration(rest)})" if done < len(codes) else ""
        click.echo(f"  · {done}/{len(codes)} {outcome.code} {name}{failed}{ahead}", err=True)
        yield outcome


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _outcomes(
    folder: Path, codes: Sequence[str], out: Path, workers: int, report: bool
) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(codes)), context, begin) as pool:
        try:
            with _workers_start_deaf():
                jobs = {
                    pool.submit(diagnose_powiat, folder, code, out, report): code for code in codes
                }
            while jobs:
                # Without a limit Ctrl-C would wait for the next powiat: the data frame library
                # takes the signal over in a way that does not wake a waiting program.
                done, _ = wait(jobs, LONGEST_WAIT, FIRST_COMPLETED)
                yield from (_outcome(job, jobs.pop(job)) for job in done)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _end_workers()
            raise


@contextmanager
def _workers_start_deaf() -> Iterator[None]:
    """Let the processes that start now ignore Ctrl-C from their first moment."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _outcome(job: Future[Outcome], code: str) -> Outcome:
    try:
        return job.result()
    except BrokenProcessPool:
        return Outcome(code, "proces roboczy został przerwany (brak pamięci?)")


def _end_workers() -> None:
    """Tell the workers to clean up and end, and wait until they have."""
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    for child in children:
        child.join(LONGEST_END)


def _raise_failed(snapshot: Snapshot, outcomes: Sequence[Outcome]) -> None:
    failed = sorted((o for o in outcomes if o.problem), key=lambda outcome: outcome.code)
    if failed:
        told = "".join(
            f"\n  {outcome.code} {unit_name(snapshot.register.unit(outcome.code))}: "
            f"{outcome.problem}"
            for outcome in failed
        )
        size = counted(len(failed), "powiatu", "powiatów", "powiatów")
        raise DataProblem(
            f"Nie udało się zdiagnozować {size} (pozostałe są zapisane; to samo polecenie "
            f"spróbuje ponownie):{told}"
        )
