"""A small invented country for the tests of groups, standing and dynamics."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis import diagnose
from terytoria.diagnosis.standing import assess_standing
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.observations import Observations
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory import Area, Kind, Level, Register, Unit


@dataclass(frozen=True)
class FakeIndicator:
    """An indicator of the tests."""

    id: str
    name_pl: str = "Wskaźnik"
    unit: str = "%"
    decimals: int = 1
    direction: str = "more_is_better"
    interval: str = "poisson"


@dataclass(frozen=True, eq=False)
class FakeValues:
    """Values of the tests; limits default to none."""

    indicator: FakeIndicator
    units: tuple[str, ...]
    years: tuple[int, ...]
    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    bases: tuple[str, ...]
    coverage: np.ndarray
    unit_breaks: dict[str, tuple[int, ...]] = field(default_factory=dict)


def measured(
    values, units, years, *, indicator=None, half=np.nan, bases=None, breaks=None
) -> FakeValues:
    """Values with an interval of ``half`` to each side (NaN: none)."""
    values = np.asarray(values, dtype=float)
    return FakeValues(
        indicator or FakeIndicator("x"),
        tuple(units),
        tuple(years),
        values,
        values - half,
        values + half,
        tuple(bases or [""] * len(tuple(years))),
        np.where(np.isnan(values), 0.0, 1.0),
        breaks or {},
    )


@dataclass(eq=False)
class FakeMeasures:
    """Indicators given outright; areas take the plain sum of their gminas."""

    tables: dict[str, FakeValues]
    asked: list[str] = field(default_factory=list)

    def available(self):
        return tuple(self.tables)

    def of(self, name, /):
        self.asked.append(name)
        return self.tables[name]

    def areas(self, name, areas, /):
        of = self.tables[name]
        row = {unit: at for at, unit in enumerate(of.units)}
        sums = [of.values[[row[c] for c in codes]].sum(axis=0) for codes in areas.values()]
        half = (of.high - of.low)[0, 0] / 2
        return measured(sums, areas, of.years, indicator=of.indicator, half=half, bases=of.bases)


@dataclass(eq=False)
class FakeSnapshot:
    """A register with observations."""

    register: Register
    observations: Observations


KINDS = {"1": Kind.URBAN, "2": Kind.RURAL, "3": Kind.URBAN_RURAL}


def make_country(powiats: int = 40, seed: int = 7) -> FakeSnapshot:
    """``powiats`` land powiats of five gminas each in two voivodeships, and one city."""
    units = [Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0)]
    units += [
        Unit(code, name, Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0)
        for code, name in (("02", "dolnośląskie"), ("04", "pomorskie"))
    ]
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(powiats):
        powiat = f"{'02' if number % 2 else '04'}{number // 2 + 1:02d}"
        units.append(Unit(powiat, "wałecki", Level.POWIAT, Kind.POWIAT, powiat[:2], 500.0))
        for place, last in enumerate("12233"):
            code = f"{powiat}{place + 1:02d}{last}"
            where = rng.uniform([15, 50], [23, 54])
            units.append(
                Unit(code, f"Gmina{place}", Level.GMINA, KINDS[last], powiat, 100.0, *where)
            )
            people = float(np.round(np.exp(rng.uniform(np.log(2000), np.log(30000)))))
            change = rng.uniform(0.9, 1.02)
            for year, factor in ((2020, 1.0), (2024, change)):
                rows.append(("gmina", "pop_total", code, year, np.round(people * factor)))
            rows.append(("gmina", "own_revenue_pc", code, 2020, rng.uniform(1000, 5000)))
    units.append(Unit("0461", "Miasto", Level.POWIAT, Kind.CITY_WITH_POWIAT_RIGHTS, "04", 90.0))
    units.append(Unit("0461011", "Miasto", Level.GMINA, Kind.URBAN, "0461", 90.0, 18.0, 54.0))
    rows.append(("gmina", "pop_total", "0461011", 2020, 300_000.0))
    schema = ["level", "series", "unit", "year", "value"]
    register = Register(units)
    codes = {level: register.of_level(level) for level in Level}
    return FakeSnapshot(register, Observations(pl.DataFrame(rows, schema, orient="row"), codes))


@pytest.fixture(scope="session")
def country() -> FakeSnapshot:
    """The invented country."""
    return make_country()


@pytest.fixture(scope="session", name="measured")
def _measured():
    """Maker of values of an indicator."""
    return measured


@pytest.fixture(scope="session")
def fake_indicator():
    """Maker of indicators."""
    return FakeIndicator


@pytest.fixture(scope="session")
def fake_measures():
    """Maker of measures from tables."""
    return FakeMeasures


@pytest.fixture(scope="session")
def walcz_area(poland):
    """The county of Wałcz."""
    return Area.of_unit(poland.register, "3217", date(2026, 1, 1))


@pytest.fixture(scope="session")
def walcz(poland, poland_measures, walcz_area):
    """Standings of the county of Wałcz."""
    return assess_standing(poland, poland_measures, walcz_area)


@pytest.fixture(scope="session")
def example_measures(tmp_path_factory):
    """The catalogue measured on the synthetic example country, made once per test process."""
    folder = tmp_path_factory.mktemp("example")
    write_synthetic(folder / "country", units=160)
    return Measures(import_folder(folder / "country", Store(folder / "store")), Catalogue.load())


@pytest.fixture(scope="session")
def example_area(example_measures):
    """A whole land powiat of the example country."""
    register = example_measures.snapshot.register
    code = next(one for one in register.powiats if register.unit(one).kind is Kind.POWIAT)
    return Area.of_unit(register, code, date(2026, 1, 1), "Przykład")


@pytest.fixture(scope="session")
def example_loose_area(example_measures):
    """A partnership of gminas from two powiats of the example country, neither of them whole."""
    register = example_measures.snapshot.register
    land = [one for one in register.powiats if register.unit(one).kind is Kind.POWIAT]
    gminas = [*register.gminas_of(land[0])[:3], *register.gminas_of(land[1])[:3]]
    return Area("Nad granicą", tuple(gminas), date(2026, 1, 1))


@pytest.fixture(scope="session")
def example(example_measures, example_area):
    """The diagnosis of the powiat of the example country."""
    return diagnose(example_measures, example_area)


@pytest.fixture(scope="session")
def example_loose(example_measures, example_loose_area):
    """The diagnosis of the loose partnership of the example country."""
    return diagnose(example_measures, example_loose_area)


@pytest.fixture(scope="session")
def walcz_diagnosis(poland_measures, walcz_area):
    """The diagnosis of the county of Wałcz."""
    return diagnose(poland_measures, walcz_area)
