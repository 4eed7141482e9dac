"""An invented country of sixty gminas in twelve powiats, drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.outlook.ages import SERIES
from terytoria.statistics.observations import Observations
from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.territory import Area, Kind, Level, Register, Unit
from terytoria.territory.changes import Change, Correspondence

POWIATS, EACH = 12, 5
UNKNOWN = "0112992"  # a gmina born yesterday: no data at all


def _register() -> Register:
    units = [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0),
        Unit("01", "pomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0),
    ]
    for powiat in range(1, POWIATS + 1):
        parent = f"01{powiat:02d}"
        units.append(Unit(parent, "wałecki", Level.POWIAT, Kind.POWIAT, "01", 1.0))
        for gmina in range(1, EACH + 1):
            code = f"{parent}{gmina:02d}2"
            units.append(Unit(code, "Tuczno", Level.GMINA, Kind.RURAL, parent, 1.0))
    units.append(Unit(UNKNOWN, "Człopa", Level.GMINA, Kind.RURAL, "0112", 1.0))
    return Register(units)


def _observed(codes: list[str], seed: int) -> list[tuple[str, str, str, int, float]]:
    """Rows of every series the projection reads, of gminas that shrink slowly."""
    random = np.random.default_rng(seed)
    rows: list[tuple[str, str, str, int, float]] = []
    shape = np.concatenate([np.full(14, 1.0), [0.8, 0.5, 0.35]])
    for code in codes:
        size = float(random.integers(60, 900))
        total = {"f": 0.0, "m": 0.0}
        for sex in ("f", "m"):
            for name, part in zip(SERIES, shape, strict=True):
                persons = float(random.poisson(size * part / 2))
                rows.append(("gmina", f"pop_{name}_{sex}", code, 2020, persons))
                total[sex] += persons
            oldest = float(random.poisson(size * 0.15))
            total[sex] += oldest
            rows.append(("gmina", f"pop_total_{sex}", code, 2020, total[sex]))
        people = sum(total.values())
        closed = [row[4] for row in rows if row[2] == code and row[1].count("_") == 3]
        rows.append(("gmina", "pop_85plus", code, 2020, people - sum(closed)))
        rows += _events(random, code, people)
    return rows


def _events(random: Any, code: str, people: float) -> list[tuple[str, str, str, int, float]]:
    rows = [
        ("gmina", "live_births", code, 2020, float(random.poisson(people * 0.009))),
        ("gmina", "deaths", code, 2020, float(random.poisson(people * 0.012))),
    ]
    growth = random.normal(-0.006, 0.004)
    for year in (2020, 2021, 2023, 2024):
        total = people if year == 2020 else round(people * np.exp(growth * (year - 2020)))
        rows.append(("gmina", "pop_total", code, year, float(total)))
    for year in [*range(1995, 2015), *range(2016, 2024)]:
        arrived, left = (float(random.poisson(people * rate)) for rate in (0.011, 0.013))
        rows.append(("gmina", "mig_in_total", code, year, arrived))
        rows.append(("gmina", "mig_out_total", code, year, left))
        rows.append(("gmina", "mig_net", code, year, arrived - left))
    return rows


def _powiat_totals(seed: int) -> list[tuple[str, str, str, int, float]]:
    random = np.random.default_rng(seed)
    rows = []
    for powiat in range(1, POWIATS + 1):
        path = np.exp(np.cumsum(random.normal(-0.003, 0.002, 30)))
        for step, year in enumerate(range(2002, 2023)):
            value = float(50_000 * path[step])
            rows.append(("powiat", "pop_total_mixed", f"01{powiat:02d}", year, value))
    return rows


class Country:
    """What the analysis reads of a snapshot."""

    vintage = "2026-11-01"
    synthetic = False

    def __init__(self, *, without: tuple[str, ...] = (), changes: tuple[Change, ...] = ()) -> None:
        told = list(Correspondence(changes).rows())
        self.changes = pl.DataFrame(told, schema=OPTIONAL["changes"], orient="row")
        self.register = _register()
        codes = [code for code in self.register.gminas if code != UNKNOWN]
        rows = [*_observed(codes, 7), *_powiat_totals(8)]
        frame = pl.DataFrame(
            [row for row in rows if row[1] not in without],
            schema=["level", "series", "unit", "year", "value"],
            orient="row",
        )
        units = {level: self.register.of_level(level) for level in Level}
        self.observations = Observations(frame, units)

    def table(self, name: str) -> pl.DataFrame:
        """The changes: no other table is asked for by name."""
        assert name == "changes"
        return self.changes


@pytest.fixture(scope="session")
def country() -> Any:
    return Country()


@pytest.fixture(scope="session")
def make_country() -> Callable[..., Any]:
    return Country


@pytest.fixture(scope="session")
def area(country: Any) -> Area:
    return Area("Próba", country.register.gminas_of("0101"), date(2026, 11, 1))


@pytest.fixture(scope="session")
def unknown() -> str:
    return UNKNOWN
