"""The model of a powiat of an invented country and of the county of Wałcz, made once a run."""

from __future__ import annotations

from datetime import date

import pytest

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.strategy.spatial import ground_of, spatial_model
from terytoria.territory import Area, Kind


@pytest.fixture(scope="session")
def country_folder(tmp_path_factory):
    """A folder with the published files of an invented country."""
    folder = tmp_path_factory.mktemp("spatial") / "country"
    write_synthetic(folder, units=120)
    return folder


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """A store of snapshots."""
    return Store(tmp_path_factory.mktemp("spatial-store"))


@pytest.fixture(scope="session")
def country(country_folder, store):
    """The invented country."""
    return import_folder(country_folder, store)


@pytest.fixture(scope="session")
def measures(country):
    """Its indicators."""
    return Measures(country, Catalogue.load())


@pytest.fixture(scope="session")
def area(country):
    """Its largest land powiat."""
    register = country.register
    land = [code for code in register.powiats if register.unit(code).kind is Kind.POWIAT]
    code = max(land, key=lambda one: (len(register.gminas_of(one)), one))
    return Area.of_unit(register, code, date(2026, 1, 1), "Przykład")


@pytest.fixture(scope="session")
def ground(country, area):
    """The shape of the powiat."""
    return ground_of(country, area)


@pytest.fixture(scope="session")
def model(measures, area):
    """Its model without anything of its own."""
    return spatial_model(measures, area)


@pytest.fixture(scope="session")
def walcz_area(poland):
    """The county of Wałcz."""
    return Area.of_unit(poland.register, "3217", date(2026, 1, 1))


@pytest.fixture(scope="session")
def walcz(poland_measures, walcz_area):
    """The model of the county of Wałcz."""
    return spatial_model(poland_measures, walcz_area)
