"""The first five years made to meet the totals that are already known."""

from __future__ import annotations

import numpy as np

from terytoria.diagnosis.outlook.ages import START
from terytoria.diagnosis.outlook.base import Base
from terytoria.diagnosis.outlook.local import Local
from terytoria.diagnosis.outlook.projection import Step, advance
from terytoria.diagnosis.outlook.schedules import stored
from terytoria.diagnosis.outlook.shrinkage import shrunken_mean

_ROUNDS = 12
_ROUNDING = 10**2 / 12  # variance of a total published in tens


def target_total(base: Base) -> np.ndarray:
    """Total at the end of 2025 if the yearly change between 2020 and the last known year goes on.

    Units whose last total is not known keep NaN.
    """
    years = base.years[-1] - START
    start = base.totals[:, 0]
    if not years:
        return np.full_like(start, np.nan)
    ratio = base.totals[:, -1] / start
    total: np.ndarray = base.size * ratio ** (5 / years)
    return total


def first_step(
    base: Base, local: Local, e0: dict[str, float], tfr: float, ages: np.ndarray
) -> tuple[Step, np.ndarray]:
    """Step from 2020 to 2025 that meets the known totals, and the balance that made it so.

    The yearly balance of moves beyond the registered one (n,) is found by repeated correction:
    what is missing at the end is added to the moves. Without known totals it is zero.
    """
    target = target_total(base)
    known = ~np.isnan(target)
    balance = np.zeros(len(target))
    step = advance(base.population, local.rates(base.population, e0, tfr, balance), ages)
    for _ in range(_ROUNDS):
        gap = np.where(known, target - step.population.sum(axis=(1, 2)), 0.0)
        balance = balance + gap / 5
        step = advance(base.population, local.rates(base.population, e0, tfr, balance), ages)
    return step, balance


def lasting_balance(base: Base, step: Step, balance: np.ndarray) -> np.ndarray:
    """Part of the unregistered balance expected to last, per resident and year.

    Chance in births and deaths and the rounding of totals make part of it; the rest is found by
    empirical Bayes and the share in data/migration.yaml of it is kept.
    """
    years = max(base.years[-1] - START, 1)
    chance = (step.births + step.deaths) * years / 5 + _ROUNDING
    noise = chance / (years * base.size) ** 2
    pulled = shrunken_mean(balance / base.size, noise, base.size)
    lasting: np.ndarray = float(stored("migration")["lasting_share"]) * pulled
    return lasting
