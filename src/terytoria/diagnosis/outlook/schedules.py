"""National schedules: survival, fertility by age, ages of people who move."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml
from scipy.optimize import brentq

from terytoria.diagnosis.outlook.ages import GROUPS, OLDEST, OPEN

_LAST_AGE = 120
_SEX_NAMES = ("men", "women")


@cache
def stored(name: str) -> dict[str, Any]:
    """A data file of the package: fertility, mortality, migration or bands."""
    text = files("terytoria.diagnosis.outlook").joinpath(f"data/{name}.yaml")
    loaded: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, eq=False)
class LifeTable:
    """Person-years lived at each single age 0..119 by one newborn (``years``)."""

    years: np.ndarray

    @property
    def e0(self) -> float:
        """Life expectancy at birth in years."""
        return float(self.years.sum())

    def ratios(self) -> np.ndarray:
        """Five-year survival, 19 values: newborns of the period, groups 0-4 .. 80-84, 85+.

        Ratio of person-years of neighbouring groups (stationary population): births of five years
        survive as L(0-4)/5; the open group as T(90)/T(85).
        """
        fives = self.years[:OLDEST].reshape(OPEN, 5).sum(axis=1)
        older = self.years[OLDEST : OLDEST + 5].sum()
        tail = self.years[OLDEST:].sum()
        inner = fives[1:] / fives[:-1]
        return np.concatenate([[fives[0] / 5], inner, [older / fives[-1]], [(tail - older) / tail]])


def _years_lived(level: float, slope: float, makeham: float, infant: float) -> np.ndarray:
    age = np.arange(_LAST_AGE)
    stay = np.exp(-(makeham + level * np.exp(slope * (age + 0.5))))
    stay[0] = 1 - infant
    alive = np.concatenate([[1.0], np.cumprod(stay)])
    years: np.ndarray = (alive[:-1] + alive[1:]) / 2
    years[0] = alive[1] + 0.1 * (1 - alive[1])  # infants die mostly in their first weeks
    return years


@cache
def life_table(sex: int, e0: float) -> LifeTable:
    """Life table of a sex (0 men, 1 women) with the national age pattern and a given ``e0``.

    Gompertz-Makeham hazard with an infant term (data/mortality.yaml); the level is solved.

    >>> round(life_table(0, 74.1).e0, 6)
    74.1
    """
    pattern = stored("mortality")["pattern"][_SEX_NAMES[sex]]

    def gap(log_level: float) -> float:
        return float(_years_lived(np.exp(log_level), **pattern).sum()) - e0

    return LifeTable(_years_lived(float(np.exp(brentq(gap, -18, -4))), **pattern))


def survival(e0: dict[str, float]) -> np.ndarray:
    """Five-year survival of both sexes, shape (2, 19): newborns first, then the 18 groups."""
    return np.stack([life_table(sex, e0[name]).ratios() for sex, name in enumerate(_SEX_NAMES)])


def fertility(total: float) -> np.ndarray:
    """Births per woman and year by age group, shape (18,), adding to a total fertility rate.

    >>> round(float(5 * fertility(1.10).sum()), 9)
    1.1
    """
    rates = np.zeros(GROUPS)
    for label, per_1000 in stored("fertility")["rates_per_1000"].items():
        rates[int(label.split("-")[0]) // 5] = per_1000
    rates *= total / (5 * rates.sum())
    return rates


@cache
def movers() -> np.ndarray:
    """Relative propensity to move by age group (mean 1 over the groups), shape (18,)."""
    p = stored("migration")["profile"]
    age = np.arange(100) + 0.5
    young = p["a1"] * np.exp(-p["alpha1"] * age)
    shift = age - p["mu2"]
    labour = p["a2"] * np.exp(-p["alpha2"] * shift - np.exp(-p["lambda2"] * shift))
    rate = young + labour + p["c"]
    fives = rate[:OLDEST].reshape(OPEN, 5).mean(axis=1)
    profile = np.append(fives, rate[OLDEST:].mean())
    profile /= profile.mean()
    profile.setflags(write=False)
    return profile
