"""A small country drawn by hand: six gminas of two powiats around two towns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from terytoria.territory import Area, Kind, Level, Neighbours, Register, Unit

TOWN, RING, VILLAGE, FAR, OTHER, LONELY = CODES = (
    "0101011",
    "0101022",
    "0101032",
    "0102011",
    "0102022",
    "0102032",
)
PLACES = {
    TOWN: ("Wałcz", Kind.URBAN, 16.47, 53.27),
    RING: ("Wałcz", Kind.RURAL, 16.50, 53.30),
    VILLAGE: ("Tuczno", Kind.RURAL, 16.15, 53.19),
    FAR: ("Szczecin", Kind.URBAN, 14.55, 53.43),
    OTHER: ("Człopa", Kind.RURAL, 16.12, 53.09),
    LONELY: ("Piła", Kind.RURAL, 16.74, 53.15),
}
PAIRS = [(TOWN, RING), (RING, VILLAGE), (VILLAGE, OTHER), (RING, LONELY), (OTHER, FAR)]
FLOWS = [
    (RING, TOWN, 80),
    (TOWN, RING, 10),
    (VILLAGE, TOWN, 20),
    (VILLAGE, OTHER, 15),
    (VILLAGE, FAR, 30),
    (OTHER, TOWN, 40),
    (OTHER, OTHER, 99),
    (FAR, TOWN, 12),
]


class Country:
    """What the analysis reads of a snapshot."""

    vintage = "2026-11-01"
    synthetic = False

    def __init__(self, register: Register, pairs: Any, flows: Any) -> None:
        self.register = register
        self.neighbours = Neighbours(pairs)
        schema = {"origin": pl.String, "dest": pl.String, "persons": pl.Int64}
        frame = pl.DataFrame(flows, schema=schema, orient="row")
        self.flows = frame.with_columns(year=pl.lit(2016))


def _register() -> Register:
    units = [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 6.0),
        Unit("01", "pomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 6.0),
        Unit("0101", "wałecki", Level.POWIAT, Kind.POWIAT, "01", 3.0),
        Unit("0102", "pilski", Level.POWIAT, Kind.POWIAT, "01", 3.0),
    ]
    for code, (name, kind, lon, lat) in PLACES.items():
        units.append(Unit(code, name, Level.GMINA, kind, code[:4], 1.0, lon, lat))
    return Register(units)


@pytest.fixture(scope="session")
def names() -> SimpleNamespace:
    return SimpleNamespace(
        town=TOWN, ring=RING, village=VILLAGE, far=FAR, other=OTHER, lonely=LONELY
    )


@pytest.fixture
def country() -> Any:
    return Country(_register(), PAIRS, FLOWS)


@pytest.fixture
def country_with() -> Callable[[Any], Any]:
    return lambda flows: Country(_register(), PAIRS, flows)


@pytest.fixture
def area() -> Callable[..., Area]:
    return lambda *codes: Area("Próba", tuple(codes), date(2026, 11, 1))
