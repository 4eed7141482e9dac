"""Models to draw: a powiat of an invented country, with layers of its own, and real ones."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.strategy.spatial import (
    OwnArea,
    OwnLayer,
    SpatialOptions,
    Use,
    ground_of,
    spatial_model,
)
from terytoria.territory import Area, Kind


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """Indicators of an invented country."""
    folder = tmp_path_factory.mktemp("drawn")
    write_synthetic(folder / "country", units=120)
    return Measures(import_folder(folder / "country", Store(folder / "store")), Catalogue.load())


@pytest.fixture(scope="session")
def model(invented):
    """The largest powiat with intervention areas, a wood, a river and a spring."""
    register = invented.snapshot.register
    land = [code for code in register.powiats if register.unit(code).kind is Kind.POWIAT]
    code = max(land, key=lambda one: (len(register.gminas_of(one)), one))
    area = Area.of_unit(register, code, date(2026, 1, 1), "Przykład")
    west, south, east, north = ground_of(invented.snapshot, area).bounds
    shapes = (
        ("Bór", shapely.Point((west + east) / 2, (south + north) / 2).buffer(0.05)),
        ("Strumień", shapely.LineString([(west, south), (east, north)])),
        ("Źródło", shapely.Point((west + 2 * east) / 3, (south + north) / 2)),
    )
    nature = OwnLayer("Przyroda", "przyroda.geojson", Use.NATURAL, shapes)
    areas = [OwnArea("Południe", area.gminas[:2]), OwnArea("Pogranicze", area.gminas[1:3])]
    return spatial_model(invented, area, SpatialOptions(areas, [nature]))


@pytest.fixture(scope="session")
def drawable(poland_measures):
    """Maker of models of real powiats."""

    def made(code):
        register = poland_measures.snapshot.register
        return spatial_model(
            poland_measures, Area.of_unit(register, code, date(2026, 1, 1), "Powiat")
        )

    return made
