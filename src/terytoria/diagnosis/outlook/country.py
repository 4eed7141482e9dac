"""The projection of all gminas at once, made once per snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from terytoria.diagnosis.outlook.ages import START
from terytoria.diagnosis.outlook.backtest import Backtest, run_backtest
from terytoria.diagnosis.outlook.base import Base, read_base
from terytoria.diagnosis.outlook.calibration import first_step, lasting_balance
from terytoria.diagnosis.outlook.local import Local, local_levels
from terytoria.diagnosis.outlook.projection import Step, advance, arrival_ages
from terytoria.diagnosis.outlook.schedules import stored
from terytoria.statistics.snapshot import Snapshot

STEP = 5
LAST = 2040
YEARS = tuple(range(START, LAST + 1, STEP))


@dataclass(frozen=True, eq=False)
class CountryOutlook:
    """Projection of the n gminas of ``base``.

    ``population``: (5, n, 2, 18) at the end of 2020, 2025, .., 2040; ``steps``: what happened
    between; ``unregistered``: (n,) yearly balance of 2020-2024 per resident that registration does
    not show; ``row_of``: row in ``base`` of each row of the register, -1 where there is none.
    """

    base: Base
    local: Local
    population: np.ndarray
    steps: tuple[Step, ...]
    unregistered: np.ndarray
    backtest: Backtest
    row_of: np.ndarray

    @property
    def last_known(self) -> int:
        """Last year whose totals are known."""
        return self.base.years[-1]


_MADE: WeakKeyDictionary[Snapshot, CountryOutlook] = WeakKeyDictionary()


def country_outlook(snapshot: Snapshot) -> CountryOutlook:
    """Projection of a snapshot, made at the first call and kept as long as the snapshot lives.

    Raises :class:`terytoria.diagnosis.outlook.base.OutlookDataError` when series are missing.
    """
    made = _MADE.get(snapshot)
    if made is None:
        made = _MADE[snapshot] = project(snapshot)
    return made


def project(snapshot: Snapshot) -> CountryOutlook:
    """Projection of every gmina of a snapshot from 2020 to 2040."""
    base = read_base(snapshot)
    local = local_levels(base, until=base.move_years[-1])
    ages = arrival_ages(base.population.sum(axis=0))
    e0, tfr = stored("mortality")["periods"], stored("fertility")["periods"]
    step, balance = first_step(base, local, e0[START], tfr[START], ages)
    lasting = lasting_balance(base, step, balance)
    population, steps = [base.population, step.population], [step]
    for year in YEARS[1:-1]:
        now = population[-1]
        extra = lasting * now.sum(axis=(1, 2))
        step = advance(now, local.rates(now, e0[year], tfr[year], extra), ages)
        population.append(step.population)
        steps.append(step)
    row_of = np.full(len(snapshot.register.gminas), -1)
    row_of[base.rows] = np.arange(len(base.rows))
    return CountryOutlook(
        base=base,
        local=local,
        population=np.stack(population),
        steps=tuple(steps),
        unregistered=balance / base.size,
        backtest=run_backtest(snapshot, base),
        row_of=row_of,
    )
