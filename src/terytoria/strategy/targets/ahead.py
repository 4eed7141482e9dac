"""What the population outlook says of an indicator in the year of a target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl
import yaml

from terytoria.diagnosis.outlook import AREA, YEARS, Outlook, OutlookDataError, outlook
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.measures import IndicatorValues
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area

_KEPT: WeakKeyDictionary[Snapshot, dict[tuple[str, ...], Outlook | None]] = WeakKeyDictionary()


@cache
def data() -> dict[str, Any]:
    """The data file of targets as parsed YAML."""
    text = files("terytoria.strategy.targets").joinpath("data", "targets.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@dataclass(frozen=True)
class Ahead:
    """The indicator in a year of the outlook, with its 80 % band."""

    year: int
    value: float
    low: float
    high: float
    evidence: Evidence


def is_foretold(indicator: str) -> bool:
    """Whether an indicator is made of what the outlook projects.

    >>> is_foretold("L-03"), is_foretold("R-01")
    (True, False)
    """
    return indicator in data()["outlook"]["indicators"]


def ahead_of(snapshot: Snapshot, area: Area, own: IndicatorValues, year: int) -> Ahead | None:
    """The band of the outlook for an indicator that it foretells, else ``None``.

    ``None`` too where the outlook does not reach the year or lacks a member of the area. A share of
    ages is read between the fifth years of the projection on a straight line.
    """
    drivers = data()["outlook"]["indicators"]
    if own.indicator.id not in drivers:
        return None
    found = _outlook(snapshot, area)
    if found is None or found.missing or not found.last_known < year <= YEARS[-1]:
        return None
    driver = drivers[own.indicator.id]
    if driver["per"] == "own":
        limits = _in_proportion(found, own, year)
    else:
        limits = _share(found, driver["figure"], year)
    if limits is None:
        return None
    value, low, high = limits
    evidence = replace(
        found.evidence[0],
        indicator=f"outlook.{own.indicator.id}",
        years=(found.last_known, year),
        value=value,
        interval=(low, high),
    )
    return Ahead(year, value, low, high, evidence)


def _outlook(snapshot: Snapshot, area: Area) -> Outlook | None:
    """The outlook of an area, made once as long as the snapshot lives; ``None`` without data."""
    kept = _KEPT.setdefault(snapshot, {})
    if area.gminas not in kept:
        try:
            kept[area.gminas] = outlook(snapshot, area)
        except OutlookDataError:
            kept[area.gminas] = None
    return kept[area.gminas]


def _in_proportion(
    found: Outlook, own: IndicatorValues, year: int
) -> tuple[float, float, float] | None:
    """The last value of the area moved as its people move."""
    rows = found.totals().filter(unit=AREA)
    persons, low, high = rows.filter(year=year).select("persons", "low", "high").row(0)
    last = rows.filter(year=found.last_known)["persons"][0]
    value = own.year(found.last_known)[0]
    if last is None or not np.isfinite(value):
        return None
    return tuple(float(value * part / last) for part in (persons, low, high))  # type: ignore[return-value]


def _share(found: Outlook, band: str, year: int) -> tuple[float, float, float] | None:
    """Persons of a band of ages in % of all, between the years of the projection."""
    rows = found.demand().filter(unit=AREA, band=band).sort("year")
    sizes = found.people[-1].sum(axis=(1, 2))
    columns = rows.select("persons", pl.col("low", "high").fill_null(pl.col("persons")))
    parts = columns.to_numpy().T / sizes * 100
    return tuple(float(np.interp(year, YEARS, part)) for part in parts)  # type: ignore[return-value]
