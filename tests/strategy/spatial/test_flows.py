"""Flows of the model are those of the data, no more and no fewer."""

from __future__ import annotations

import math

import pytest
import shapely

from terytoria.strategy.spatial import rule
from terytoria.strategy.spatial.flows import flows_of

VALUES = rule("links").values


def plain(snapshot, area):
    """Persons by pair of gminas straight from the table."""
    return {
        (origin, dest): persons
        for origin, dest, persons, _ in snapshot.flows.iter_rows()
        if origin != dest and (origin in area or dest in area)
        and {origin, dest} <= set(snapshot.register.gminas)
    }  # fmt: skip


def shown(layer):
    return {
        (one.attributes["origin"], one.attributes["dest"]): one.attributes["persons"]
        for one in layer.features
    }


def check(snapshot, area, layer):
    """Shown is every flow of the data above its threshold and not far, with the same persons."""
    data = plain(snapshot, area)
    found = shown(layer)
    assert all(data[pair] == persons for pair, persons in found.items())
    units = {code: snapshot.register.unit(code) for pair in data for code in pair}
    for (origin, dest), persons in data.items():
        least = VALUES["between" if origin in area and dest in area else "outward"]
        a, b = units[origin], units[dest]
        half = math.sin(math.radians(b.lat - a.lat) / 2) ** 2
        half += (
            math.cos(math.radians(a.lat)) * math.cos(math.radians(b.lat))
            * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
        )  # fmt: skip
        near = 2 * 6371.0088 * math.asin(math.sqrt(half)) <= VALUES["far_km"]
        assert ((origin, dest) in found) == (near and persons >= least)


def test_flows_shown_are_those_of_the_data(country, area, model):
    check(country, area, model.layer("links"))


@pytest.mark.poland
def test_flows_of_walcz_are_those_of_the_data(poland, walcz_area, walcz):
    check(poland, walcz_area, walcz.layer("links"))


def test_flows_of_an_area_are_all_flows_that_touch_it(country, area):
    found = {(one.origin, one.dest): one.persons for one in flows_of(country, area)}
    assert found == plain(country, area)


def test_kinds_follow_the_ends(area, model):
    for one in model.layer("links").features:
        origin, dest = one.attributes["origin"] in area, one.attributes["dest"] in area
        assert one.kind == {(True, True): "between", (True, False): "out"}.get((origin, dest), "in")


def test_the_largest_flow_stands_first(model):
    persons = [one.attributes["persons"] for one in model.layer("links").features]
    assert persons == sorted(persons, reverse=True)


def test_members_stand_at_their_main_settlement(model):
    seats = {
        one.attributes["unit"]: one.geometry
        for one in model.layer("settlements").features
        if one.attributes["balance"] is not None
    }
    for one in model.layer("links").features:
        ends = [shapely.Point(point) for point in one.geometry.coords]
        for name, end in zip(("origin", "dest"), ends, strict=True):
            if one.attributes[name] in seats:
                assert end == seats[one.attributes[name]]


@pytest.mark.poland
def test_the_trap_of_far_flows_is_told_and_not_drawn(poland, walcz_area, walcz):
    layer = walcz.layer("links")
    assert all(one.attributes["km"] <= 80 for one in layer.features)
    far = [one for one in flows_of(poland, walcz_area) if one.km > 80]
    assert far
    total = sum(one.persons for one in far)
    assert any("siedziby pracodawcy" in limit for limit in layer.limits)
    assert any(str(total) in limit for limit in layer.limits)


@pytest.mark.poland
def test_walcz_is_told_with_its_numbers(walcz):
    text = walcz.explain("links").replace("\N{NO-BREAK SPACE}", " ")
    assert "1302 osoby" in text
    assert "52%" in text
    assert "z gminy wiejskiej Wałcz do miasta Wałcz: 855 osób" in text
