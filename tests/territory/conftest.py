"""A small register of two voivodeships."""

from __future__ import annotations

import pytest

from terytoria.territory import Kind, Level, Register, Unit

UNITS = [
    ("PL", "Polska", "country", "country", "", 180.0),
    ("30", "wielkopolskie", "voivodeship", "voivodeship", "PL", 80.0),
    ("32", "zachodniopomorskie", "voivodeship", "voivodeship", "PL", 100.0),
    ("3019", "pilski", "powiat", "powiat", "30", 80.0),
    ("3217", "wałecki", "powiat", "powiat", "32", 60.0),
    ("3262", "Szczecin", "powiat", "city_with_powiat_rights", "32", 40.0),
    ("3019011", "Piła", "gmina", "urban", "3019", 80.0),
    ("3217011", "Wałcz", "gmina", "urban", "3217", 5.0),
    ("3217023", "Człopa", "gmina", "urban-rural", "3217", 25.0),
    ("3217052", "Wałcz", "gmina", "rural", "3217", 30.0),
    ("3262011", "Szczecin", "gmina", "urban", "3262", 40.0),
]


@pytest.fixture(scope="session")
def small_register() -> Register:
    """Five gminas in three powiats and two voivodeships."""
    return Register(
        Unit(code, name, Level(level), Kind(kind), parent, area)
        for code, name, level, kind, parent, area in UNITS
    )
