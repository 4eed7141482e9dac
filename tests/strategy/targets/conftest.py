"""Countries and made-up series for the checks of targets."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from terytoria.diagnosis.groups import ComparisonGroup, GroupKind
from terytoria.diagnosis.groups.group import reasons_frame
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import IndicatorValues, Measures
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory import Area, Kind, Level


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """The catalogue measured on the synthetic example country."""
    folder = tmp_path_factory.mktemp("invented")
    write_synthetic(folder / "country", units=300)
    return Measures(import_folder(folder / "country", Store(folder / "store")), Catalogue.load())


@pytest.fixture(scope="session")
def powiat(invented):
    """A whole land powiat of the example country."""
    register = invented.snapshot.register
    code = next(one for one in register.powiats if register.unit(one).kind is Kind.POWIAT)
    return Area.of_unit(register, code, date(2026, 1, 1))


@pytest.fixture(scope="session")
def walcz(poland):
    """The county of Wałcz."""
    return Area.of_unit(poland.register, "3217", date(2026, 1, 1))


@pytest.fixture(scope="session")
def series():
    """Maker of values of an indicator of the catalogue: rows of units over years."""

    def made(rows, years, *, indicator="R-01", bases=None, breaks=None, half=np.nan):
        values = np.array(rows, dtype=float)
        units = tuple(f"{number:04d}" for number in range(len(values)))
        return IndicatorValues(
            Catalogue.load().indicator(indicator),
            units,
            tuple(years),
            values,
            values - half,
            values + half,
            tuple(bases or [""] * len(tuple(years))),
            np.ones_like(values),
            breaks or {},
        )

    return made


@pytest.fixture(scope="session")
def group_of():
    """Maker of a group of powiats."""

    def made(units):
        members = tuple(sorted(units))
        reasons = reasons_frame(members, list(members), ["przykład"] * len(members))
        label = f"{len(members)} powiatów"
        return ComparisonGroup("g", label, "g", GroupKind.POWIATS, Level.POWIAT, members, reasons)

    return made
