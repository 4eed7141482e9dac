"""A small country of points: three gminas on a line, schools, polling stations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from terytoria.statistics.observations import Observations
from terytoria.territory import Area, Kind, Level, Register, Unit

WEST, EAST, EMPTY = "0101022", "0101032", "0101042"
NAMES = {WEST: "Tuczno", EAST: "Człopa", EMPTY: "Wałcz"}
DEMAND = [
    (WEST, 300, 16.00, 53.00, "Nadarzyce"),
    (WEST, 100, 16.10, 53.00, "Zdbowo"),
    (EAST, 500, 17.00, 53.00, "Mielęcin"),
    (EAST, 100, 17.00, 53.10, "Mielęcin"),
]
SCHOOLS = [
    ("1", "Szkoła w Nadarzycach", "primary", False, WEST, 16.00, 53.00),
    ("2", "Szkoła specjalna", "primary", True, WEST, 16.10, 53.00),
    ("3", "Szkoła za granicą gminy", "primary", False, EMPTY, 17.00, 53.05),
    ("4", "Liceum", "secondary", False, WEST, 16.00, 53.00),
]


class Country:
    """What the analysis reads of a snapshot."""

    vintage = "2026-11-01"
    synthetic = False

    def __init__(self, demand: Any = None, schools: Any = None) -> None:
        units = [
            Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 3.0),
            Unit("01", "pomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 3.0),
            Unit("0101", "wałecki", Level.POWIAT, Kind.POWIAT, "01", 3.0),
        ]
        for code, name in NAMES.items():
            units.append(Unit(code, name, Level.GMINA, Kind.RURAL, "0101", 1.0))
        self.register = Register(units)
        self.demand = pl.DataFrame(
            DEMAND if demand is None else demand,
            schema=["unit", "persons", "lon", "lat", "locality"],
            orient="row",
        )
        self.schools = pl.DataFrame(
            SCHOOLS if schools is None else schools,
            schema={
                "id": pl.String,
                "name": pl.String,
                "stage": pl.String,
                "special": pl.Boolean,
                "unit": pl.String,
                "lon": pl.Float64,
                "lat": pl.Float64,
            },
            orient="row",
        )
        self.observations = Observations(_people(), {Level.GMINA: self.register.gminas})


def _people() -> pl.DataFrame:
    values = {"pop_total": 1000.0, "pop_0_4": 60.0, "pop_5_9": 60.0, "pop_10_14": 50.0}
    values["pop_15_19"] = 50.0  # 800 adults
    rows = [
        ("gmina", series, unit, 2020, value)
        for series, value in values.items()
        for unit in (WEST, EAST)
    ]
    return pl.DataFrame(rows, schema=["level", "series", "unit", "year", "value"], orient="row")


@pytest.fixture
def country() -> Any:
    return Country()


@pytest.fixture(scope="session")
def make_country() -> Callable[..., Any]:
    return Country


@pytest.fixture
def area() -> Callable[..., Area]:
    return lambda *codes: Area("Próba", codes or (WEST, EAST), date(2026, 11, 1))
