"""Distances from every demand point of the country, found once per snapshot and stage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from terytoria.diagnosis.access.nearest import nearest
from terytoria.diagnosis.access.weighted import group_means, percentile_ranks
from terytoria.statistics.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Demand:
    """Demand points in order of gmina: ``rows`` (row of the gmina in the register), persons."""

    frame: pl.DataFrame
    rows: np.ndarray
    persons: np.ndarray
    lon: np.ndarray
    lat: np.ndarray
    size: int

    @classmethod
    def of(cls, snapshot: Snapshot) -> Demand:
        """Points of a snapshot whose gmina the register knows."""
        index = snapshot.register.index
        known = snapshot.demand.filter(pl.col("unit").is_in(list(index)))
        if "locality" not in known.columns:
            known = known.with_columns(locality=pl.lit(None, dtype=pl.String))
        rows = np.array([index[code] for code in known["unit"]], dtype=np.int64)
        order = np.argsort(rows, kind="stable")
        known = known[order]
        columns = (known[name].to_numpy().astype(np.float64) for name in ("persons", "lon", "lat"))
        persons, lon, lat = columns
        return cls(known, rows[order], persons, lon, lat, len(index))

    def of_rows(self, rows: np.ndarray) -> np.ndarray:
        """Numbers of the points that lie in any of the gminas, found by bisection."""
        starts = np.searchsorted(self.rows, rows, "left")
        ends = np.searchsorted(self.rows, rows, "right")
        spans = [np.arange(s, e) for s, e in zip(starts, ends, strict=True)]
        return np.concatenate(spans) if spans else np.zeros(0, dtype=np.int64)

    @cached_property
    def located(self) -> np.ndarray:
        """Located persons per gmina."""
        return np.bincount(self.rows, self.persons, self.size)


@dataclass(frozen=True, eq=False)
class CountryAccess:
    """Distance of every demand point to the nearest school of one stage, anywhere.

    ``km`` and ``target`` (row of ``schools``) follow the demand points; ``mean`` and ``percentile``
    (0: the shortest mean distance in the country) follow the gminas of the register.
    """

    stage: str
    schools: pl.DataFrame
    km: np.ndarray
    target: np.ndarray
    mean: np.ndarray
    percentile: np.ndarray


@dataclass(eq=False)
class _Kept:
    demand: Demand
    stages: dict[str, CountryAccess]


_KEPT: WeakKeyDictionary[Snapshot, _Kept] = WeakKeyDictionary()


def demand_of(snapshot: Snapshot) -> Demand:
    """Demand points of a snapshot, arranged once."""
    return _kept(snapshot).demand


def country_access(snapshot: Snapshot, stage: str) -> CountryAccess:
    """Distances to the nearest ordinary school of a stage; special schools do not count."""
    kept = _kept(snapshot)
    if stage not in kept.stages:
        kept.stages[stage] = _measure(snapshot, kept.demand, stage)
    return kept.stages[stage]


def _kept(snapshot: Snapshot) -> _Kept:
    kept = _KEPT.get(snapshot)
    if kept is None:
        kept = _KEPT[snapshot] = _Kept(Demand.of(snapshot), {})
    return kept


def _measure(snapshot: Snapshot, demand: Demand, stage: str) -> CountryAccess:
    schools = snapshot.schools.filter((pl.col("stage") == stage) & ~pl.col("special"))
    lon, lat = (schools[name].to_numpy().astype(np.float64) for name in ("lon", "lat"))
    km, target = nearest(demand.lon, demand.lat, lon, lat)
    mean = group_means(km, demand.persons, demand.rows, demand.size)
    return CountryAccess(stage, schools, km, target, mean, percentile_ranks(mean))
