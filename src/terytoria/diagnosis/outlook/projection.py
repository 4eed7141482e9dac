"""Cohort-component projection of many units at once, in steps of five years.

Formulas: S. H. Preston, P. Heuveline, M. Guillot, "Demography" (2001), chapter 6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.outlook.ages import WOMEN
from terytoria.diagnosis.outlook.schedules import movers, stored

_MOST_LEAVING = 0.9  # of a group in five years


@dataclass(frozen=True, eq=False)
class Rates:
    """Rates of one five-year period for n units.

    ``survival``: (n, 2, 19) five-year survival, newborns first; ``fertility``: (n, 18) births per
    woman and year; ``arrivals``, ``departures``: (n,) persons a year.
    """

    survival: np.ndarray
    fertility: np.ndarray
    arrivals: np.ndarray
    departures: np.ndarray


@dataclass(frozen=True, eq=False)
class Step:
    """Population after five years (n, 2, 18) and what happened meanwhile, persons (n,).

    ``population.sum = before + births - deaths + arrived - left`` for every unit.
    """

    population: np.ndarray
    births: np.ndarray
    deaths: np.ndarray
    arrived: np.ndarray
    left: np.ndarray


def advance(population: np.ndarray, rates: Rates, ages_of_arrivals: np.ndarray) -> Step:
    """Five years of ageing, births, deaths and moves.

    ``ages_of_arrivals``: (2, 18) distribution of those who arrive. Departures are
    spread over the groups like the national profile times the people there; a group loses at most
    nine tenths, so none turns negative. Movers and stayers of a group face the same survival;
    births come from the mean of women before and after.
    """
    profile = movers()
    exposed = (population * profile).sum(axis=(1, 2))
    pace = rates.departures / np.maximum(exposed, 1e-9)
    leaving = population * np.minimum(5 * pace[:, None, None] * profile, _MOST_LEAVING)
    arriving = 5 * rates.arrivals[:, None, None] * ages_of_arrivals
    present = population - leaving + arriving
    alive = present * rates.survival[:, :, 1:]
    after = np.zeros_like(population)
    after[:, :, 1:] = alive[:, :, :-1]
    after[:, :, -1] += alive[:, :, -1]
    women = (population[:, WOMEN] + after[:, WOMEN]) / 2
    births = 5 * (women * rates.fertility).sum(axis=1)
    newborn = births[:, None] * share_by_sex()
    after[:, :, 0] = newborn * rates.survival[:, :, 0]
    died = present.sum(axis=(1, 2)) - alive.sum(axis=(1, 2))
    died += newborn.sum(axis=1) - after[:, :, 0].sum(axis=1)
    return Step(after, births, died, arriving.sum(axis=(1, 2)), leaving.sum(axis=(1, 2)))


def share_by_sex() -> np.ndarray:
    """Shares of boys and girls among the newborn."""
    boys = float(stored("fertility")["boys_per_girl"])
    return np.array([boys, 1.0]) / (1 + boys)


def arrival_ages(country: np.ndarray) -> np.ndarray:
    """Ages and sexes of people on the move in a country (2, 18): profile times people."""
    moving = country * movers()
    total = moving.sum()
    distribution: np.ndarray = moving / total if total > 0 else moving
    return distribution
