"""Corridors: flows led along neighbours and roads, none lost on the way."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.strategy.spatial import rule, spatial_model
from terytoria.strategy.spatial.corridors import (
    NEIGHBOURS,
    ROADS,
    Network,
    _through_rings,
    assign,
    neighbour_network,
)
from terytoria.strategy.spatial.flows import Flow
from terytoria.territory import Area, Neighbours

CODES = tuple(f"00000{at}2" for at in range(1, 7))
LINE = Area("Ciąg", CODES[:3], date(2026, 1, 1))


def line_network():
    """Six gminas in a row, a step costs 1."""
    start = np.arange(5)
    rows = (np.concatenate([start, start + 1]), np.concatenate([start + 1, start]))
    costs = csr_array((np.ones(10), rows), shape=(6, 6))
    points = np.column_stack([16 + np.arange(6) / 10, np.full(6, 53.0)])
    return Network(points, costs, {code: at for at, code in enumerate(CODES)})


FLOWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(1, 900), st.booleans()).filter(
        lambda flow: flow[0] != flow[1]
    ),
    max_size=12,
)


@given(FLOWS)
def test_on_a_row_every_stretch_carries_what_crosses_it(drawn):
    flows = [
        Flow(CODES[a], CODES[b], n, 1.0) if away else Flow(CODES[b], CODES[a], n, 1.0)
        for a, b, n, away in drawn
    ]
    expected = {
        (at, at + 1): sum(n for a, b, n, _ in drawn if min(a, b) <= at < max(a, b))
        for at in range(5)
    }
    found = assign(line_network(), LINE, flows)
    assert found == {edge: persons for edge, persons in expected.items() if persons}


@given(FLOWS)
def test_loads_times_costs_are_persons_times_ways(drawn):
    flows = [Flow(CODES[a], CODES[b], n, 1.0) for a, b, n, _ in drawn]
    loads = assign(line_network(), LINE, flows)
    assert sum(loads.values()) == sum(n * abs(a - b) for a, b, n, _ in drawn)


def test_who_has_no_way_is_left_out():
    network = line_network()
    broken = Network(network.points, csr_array((6, 6)), network.ends)
    assert assign(broken, LINE, [Flow(CODES[0], CODES[3], 50, 1.0)]) == {}
    assert assign(network, LINE, [Flow(CODES[0], "9999992", 50, 1.0)]) == {}


def test_a_town_in_a_ring_is_joined_to_what_the_ring_touches():
    known = Neighbours([("town", "ring"), ("ring", "east"), ("ring", "west"), ("east", "west")])
    assert set(_through_rings(known)) == {("town", "east"), ("town", "west")}


def test_without_roads_the_layer_says_it_goes_by_neighbours(country, area, model):
    layer = model.layer("corridors")
    assert "sieć dróg" in layer.limits[0]
    assert "sieci dróg nie ma" in layer.explain()
    network = neighbour_network(country)
    for one in layer.features:
        assert one.attributes["along"] == NEIGHBOURS
        a, b = (network.ends[code] for code in one.evidence[0].units)
        assert network.costs[a, b] > 0
        assert any(code in area for code in one.evidence[0].units)


def test_thresholds_hold(model):
    values = rule("corridors").values
    for one in model.layer("corridors").features:
        assert one.attributes["persons"] >= values["other"]
        if one.kind == "main":
            assert one.attributes["persons"] >= values["main"]


@pytest.fixture(scope="module")
def with_roads(country, store, area):
    """The country with one road: through the inner points of all gminas of the powiat and back."""
    units = [country.register.unit(code) for code in country.register.gminas]
    nodes = pl.DataFrame({"lon": [u.lon for u in units], "lat": [u.lat for u in units]})
    index = country.register.index
    pairs = [(index[a], index[b]) for a, b in country.neighbours.pairs]
    both = [*pairs, *((b, a) for a, b in pairs), *pairs]  # the last are slower twins
    slow = [1.0] * 2 * len(pairs) + [9.0] * len(pairs)
    edges = pl.DataFrame(
        {"start": [a for a, _ in both], "end": [b for _, b in both], "minutes": slow}
    ).with_columns(
        pl.col("start", "end").cast(pl.Int32),
        pl.col("minutes").cast(pl.Float32),
        metres=pl.lit(1000.0, pl.Float32),
    )
    nodes = nodes.with_columns(pl.col("lon", "lat").cast(pl.Float64))
    made = derive(
        store,
        country,
        {"road_nodes": nodes, "road_edges": edges.select("start", "end", "metres", "minutes")},
        Derivation("z-drogami", "2026-01-01", "Dodano drogi."),
    )
    return spatial_model(Measures(made, Catalogue.load()), area)


def test_with_roads_the_layer_follows_them(with_roads, ground):
    layer = with_roads.layer("corridors")
    assert layer.features
    assert "po sieci dróg" in layer.explain()
    assert "OpenStreetMap" in layer.limits[0]
    for one in layer.features:
        assert one.attributes["along"] == ROADS
        assert "OpenStreetMap" in one.evidence[0].source
        assert one.geometry.geom_type == "LineString"
        assert ground.intersects(one.geometry)


def test_stretches_of_one_load_are_joined_to_lines(with_roads):
    lines = [one.geometry for one in with_roads.layer("corridors").features]
    loads = [one.attributes["persons"] for one in with_roads.layer("corridors").features]
    for at, line in enumerate(lines):
        for other in range(at):
            if loads[at] == loads[other]:
                assert not shapely.equals(line, lines[other])


@pytest.mark.poland
def test_the_way_from_walcz_to_pila_is_a_corridor(walcz):
    names = [one.name for one in walcz.layer("corridors").features]
    assert "gmina Szydłowo – miasto Wałcz" in names
    assert walcz.layer("corridors").features[0].name == "miasto Wałcz – gmina wiejska Wałcz"
    assert walcz.layer("corridors").features[0].attributes["persons"] == 855 + 88
