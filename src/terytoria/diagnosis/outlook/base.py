"""What the projection reads of a snapshot: people by age and sex, events, known totals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.outlook.ages import GROUPS, OPEN, SERIES, SEXES, START
from terytoria.diagnosis.outlook.territory import reunited
from terytoria.statistics.observations import Observations, Panel, UnknownSeriesError
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.unit_breaks import edges_of


class OutlookDataError(LookupError):
    """A snapshot without the series that a projection needs."""


@dataclass(frozen=True, eq=False)
class Base:
    """Units that can be projected, in register order.

    ``rows``: their rows in the register; ``powiat``: number of the powiat of each (0..k-1);
    ``population``: (n, 2, 18) at the end of 2020; ``births``, ``deaths``: (n,) of 2020;
    ``arrivals``, ``departures``: (n, y) registered moves of ``move_years``, NaN where unknown;
    ``totals``: (n, t) known totals of ``years``, 2020 first, on one census base.
    """

    rows: np.ndarray
    powiat: np.ndarray
    population: np.ndarray
    births: np.ndarray
    deaths: np.ndarray
    move_years: tuple[int, ...]
    arrivals: np.ndarray
    departures: np.ndarray
    years: tuple[int, ...]
    totals: np.ndarray

    @property
    def size(self) -> np.ndarray:
        """Persons of each unit at the start."""
        whole: np.ndarray = self.population.sum(axis=(1, 2))
        return whole


def read_base(snapshot: Snapshot) -> Base:
    """Base of all gminas whose population by age is known; :class:`OutlookDataError` if none is.

    A gmina is that of 2020: parts split off later are counted with it.

    The open group 85+ is published for both sexes together; each sex gets its total less its
    other groups, scaled to the published 85+.
    """
    observations = snapshot.observations
    try:
        people = _by_age(observations)
        totals = observations.panel("pop_total")
        births = observations.panel("live_births").year(START)
        deaths = observations.panel("deaths").year(START)
        arrivals = observations.panel("mig_in_total")
        departures = observations.panel("mig_out_total")
    except UnknownSeriesError as problem:
        raise OutlookDataError(f"no projection: {problem}; add the series to the data") from problem
    years = tuple(year for year in totals.years if year >= START)
    known = ~np.isnan(people).any(axis=(1, 2)) & (people.sum(axis=(1, 2)) > 0)
    if not known.any() or START not in years:
        raise OutlookDataError(f"no projection: no gmina has its population by age of {START}")
    rows = np.flatnonzero(known)
    edges = edges_of(snapshot)

    def whole(panel: Panel) -> np.ndarray:
        return reunited(panel.values, panel.years, snapshot.register, edges)[rows]

    powiats = [code[:4] for code in np.array(snapshot.register.gminas)[rows]]
    return Base(
        rows=rows,
        powiat=np.unique(powiats, return_inverse=True)[1],
        population=people[rows],
        births=births[rows],
        deaths=deaths[rows],
        move_years=arrivals.years,
        arrivals=whole(arrivals),
        departures=whole(departures),
        years=years,
        totals=whole(totals)[:, [totals.years.index(year) for year in years]],
    )


def _by_age(observations: Observations) -> np.ndarray:
    first = observations.panel(f"pop_{SERIES[0]}_{SEXES[0]}").year(START)
    people = np.zeros((len(first), len(SEXES), GROUPS))
    for sex, letter in enumerate(SEXES):
        for group, name in enumerate(SERIES):
            people[:, sex, group] = observations.panel(f"pop_{name}_{letter}").year(START)
        whole = observations.panel(f"pop_total_{letter}").year(START)
        people[:, sex, OPEN] = np.maximum(whole - people[:, sex, :OPEN].sum(axis=1), 0)
    oldest = observations.panel("pop_85plus").year(START)
    found = people[:, :, OPEN].sum(axis=1)
    scale = np.divide(oldest, found, out=np.ones_like(oldest), where=found > 0)
    people[:, :, OPEN] *= scale[:, None]
    return people
