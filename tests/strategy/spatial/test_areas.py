"""Intervention areas: lists of others with their vintage, own areas within the partnership."""

from __future__ import annotations

import polars as pl
import pytest
import shapely

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.strategy.spatial import OwnArea, OwnAreaError, SpatialOptions, spatial_model


@pytest.fixture(scope="module")
def listed(country, store, area):
    """The country with two lists; one names a gmina elsewhere too."""
    elsewhere = next(code for code in country.register.gminas if code not in area)
    rows = [
        ("oztm", "2019", area.gminas[0]), ("oztm", "2019", area.gminas[1]),
        ("oztm", "2019", elsewhere), ("oztm", "2022", area.gminas[0]),
        ("wlasna_lista", "2024-05-01", area.gminas[2]),
    ]  # fmt: skip
    frame = pl.DataFrame(
        [(*row, "x", "gmina", "https://example.org/lista") for row in rows],
        OPTIONAL["lists"],
        orient="row",
    )
    made = derive(store, country, {"lists": frame}, Derivation("z-listami", "2026-01-01", "Listy."))
    return Measures(made, Catalogue.load())


def test_each_list_and_vintage_is_an_area_of_its_own(listed, area):
    layer = spatial_model(listed, area).layer("intervention")
    assert [one.id for one in layer.features] == [
        "lista-oztm-2019", "lista-oztm-2022", "lista-wlasna_lista-2024-05-01",
    ]  # fmt: skip
    first = layer.features[0]
    assert first.name == "obszary zagrożone trwałą marginalizacją (2019)"
    assert first.attributes["gminas"] == 2
    assert first.attributes["source_url"] == "https://example.org/lista"
    assert first.evidence[0].units == area.gminas[:2]


def test_a_listed_area_is_the_ground_of_its_members(listed, area, country):
    first = spatial_model(listed, area).layer("intervention").features[0]
    own = shapely.union_all(country.boundaries.many(area.gminas[:2]))
    assert first.geometry.equals(own)


def test_own_areas_follow_the_lists(listed, area):
    options = SpatialOptions(areas=[OwnArea("Południe", area.gminas[:2])])
    layer = spatial_model(listed, area, options).layer("intervention")
    assert [one.kind for one in layer.features] == ["list", "list", "list", "own"]
    assert layer.explain().startswith("4\N{NO-BREAK SPACE}obszary interwencji")
    assert "Południe" in layer.explain()


def test_own_area_outside_the_partnership_is_refused(measures, country, area):
    elsewhere = next(code for code in country.register.gminas if code not in area)
    options = SpatialOptions(areas=[OwnArea("Daleko", (area.gminas[0], elsewhere))])
    with pytest.raises(OwnAreaError, match=f"spoza partnerstwa: {elsewhere}"):
        spatial_model(measures, area, options)


@pytest.mark.parametrize(
    ("name", "gminas", "said"),
    [
        (" ", ("3217023",), "nie ma nazwy"),
        ("A", (), "nie ma gmin"),
        ("A", ("3217023", "3217023"), "dwa razy"),
    ],
)
def test_own_area_says_what_is_wrong(name, gminas, said):
    with pytest.raises(OwnAreaError, match=said):
        OwnArea(name, gminas)


def test_lists_of_other_gminas_leave_the_layer_empty(listed, country, area):
    others = tuple(c for c in area.gminas if c not in area.gminas[:3])
    layer = spatial_model(listed, type(area)("Inne", others, area.as_of)).layer("intervention")
    assert not layer.features
    assert layer.explain().startswith("0 obszarów")
