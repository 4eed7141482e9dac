"""Every powiat of a snapshot, in worker processes, resumable."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import date
from functools import lru_cache
from pathlib import Path

import click

from terytoria.cli.areas import unit_name
from terytoria.diagnosis import DiagnosisOptions, diagnose
from terytoria.reports.publication import is_current, publish
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area, Kind


def land_powiats(snapshot: Snapshot) -> tuple[str, ...]:
    """Powiats that are not single cities: those a partnership can be made of."""
    register = snapshot.register
    return tuple(
        code
        for code in register.powiats
        if register.unit(code).kind is Kind.POWIAT and len(register.gminas_of(code)) > 1
    )


def sweep_powiats(snapshot: Snapshot, out: Path, *, workers: int, report: bool) -> None:
    """Diagnose every land powiat into ``out/CODE``; finished ones are not done again."""
    codes = land_powiats(snapshot)
    left = [code for code in codes if not is_current(out / code, snapshot, report=report)]
    click.echo(f"Powiaty: {len(codes)}, do zrobienia: {len(left)}", err=True)
    with click.progressbar(length=len(left), label="Diagnozy", show_pos=True) as bar:
        for _ in _done(snapshot.folder, left, out, workers, report):
            bar.update(1)


def _done(folder: Path, codes: list[str], out: Path, workers: int, report: bool) -> Iterator[str]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        jobs = [pool.submit(diagnose_powiat, folder, code, out, report) for code in codes]
        try:
            for job in as_completed(jobs):
                yield job.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@lru_cache(maxsize=1)
def _measures(folder: Path) -> Measures:
    return Measures(Snapshot(folder, verify=False), Catalogue.load())


def diagnose_powiat(folder: Path, code: str, out: Path, report: bool) -> str:
    """Diagnose one powiat in a worker process and write its folder."""
    measures = _measures(folder)
    register = measures.snapshot.register
    as_of = date.fromisoformat(measures.snapshot.vintage)
    area = Area.of_unit(register, code, as_of, unit_name(register.unit(code)))
    publish(diagnose(measures, area, DiagnosisOptions()), measures, out / code, report=report)
    return code
