"""Times over a network of one-way edges, from the nearest nodes of points."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.territory.travel import TravelError, TravelGraph, great_circle_km

Edge = tuple[int, int, float]
NODES = 7


def network(edges: list[Edge], count: int = NODES) -> TravelGraph:
    """Nodes along a parallel, a tenth of a degree apart."""
    nodes = pl.DataFrame({"lon": [16 + at / 10 for at in range(count)], "lat": [53.0] * count})
    schema = {"start": pl.Int32, "end": pl.Int32, "minutes": pl.Float32}
    return TravelGraph(nodes, pl.DataFrame(edges, schema=schema, orient="row"))


def at(*rows: int) -> np.ndarray:
    return np.array([(16 + row / 10, 53.0) for row in rows])


def floyd(edges: list[Edge]) -> np.ndarray:
    """All shortest times by the method of Floyd and Warshall."""
    best = np.full((NODES, NODES), math.inf)
    np.fill_diagonal(best, 0)
    for start, end, minutes in edges:
        best[start, end] = min(best[start, end], np.float32(minutes))
    for middle in range(NODES):
        best = np.minimum(best, best[:, middle, None] + best[None, middle, :])
    return best


node = st.integers(0, NODES - 1)
networks = st.lists(st.tuples(node, node, st.floats(0.01, 100)), max_size=30)
rows = st.lists(node, min_size=1, max_size=9)


@given(networks, rows, rows)
def test_times_are_the_shortest(edges: list[Edge], start: list[int], end: list[int]) -> None:
    found = network(edges).minutes(at(*start), at(*end)).minutes
    assert found == pytest.approx(floyd(edges)[np.ix_(start, end)], rel=1e-6)


@given(networks)
def test_times_obey_the_triangle(edges: list[Edge]) -> None:
    found = network(edges).minutes(at(*range(NODES)), at(*range(NODES))).minutes
    assert (np.diag(found) == 0).all()
    assert (found <= (found[:, :, None] + found[None, :, :]).min(axis=1) * (1 + 1e-9)).all()


@given(networks)
def test_without_one_way_roads_there_is_back(edges: list[Edge]) -> None:
    both = [*edges, *((end, start, minutes) for start, end, minutes in edges)]
    found = network(both).minutes(at(*range(NODES)), at(*range(NODES))).minutes
    assert found == pytest.approx(found.T, rel=1e-6)


@given(networks, networks)
def test_a_new_road_makes_no_way_longer(edges: list[Edge], more: list[Edge]) -> None:
    every = at(*range(NODES))
    before = network(edges).minutes(every, every).minutes
    after = network([*edges, *more]).minutes(every, every).minutes
    assert (after <= before * (1 + 1e-6)).all()


def test_what_cannot_be_reached_is_infinite_and_never_zero() -> None:
    found = network([(0, 1, 5.0)]).minutes(at(0, 1), at(0, 1, 2)).minutes
    assert found.tolist() == [[0.0, 5.0, math.inf], [math.inf, 0.0, math.inf]]


def test_of_parallel_roads_the_fastest_counts() -> None:
    found = network([(0, 1, 5.0), (0, 1, 3.0), (0, 1, 4.0)]).minutes(at(0), at(1)).minutes
    assert found.tolist() == [[3.0]]


def test_points_snap_to_the_nearest_node_and_tell_how_far() -> None:
    graph = network([(0, 1, 5.0), (1, 0, 5.0)])
    row, km = graph.snap(np.array([(16.01, 53.0), (16.1, 53.02)]))
    assert row.tolist() == [0, 1]
    assert km == pytest.approx([0.669, 2.224], abs=0.001)
    found = graph.minutes(np.array([(16.01, 53.0)]), np.array([(16.1, 53.02)]))
    assert (found.minutes[0, 0], found.from_km[0]) == (5.0, pytest.approx(0.669, abs=0.001))


def test_points_far_from_any_road_have_no_time() -> None:
    graph = network([(0, 1, 5.0), (1, 0, 5.0)], count=2)
    far = np.array([(16.0, 53.2), (16.1, 53.0)])
    found = graph.minutes(far, far)
    assert np.isnan(found.minutes).tolist() == [[True, True], [True, False]]
    assert found.to_km[0] == pytest.approx(22.24, abs=0.01)
    assert graph.minutes(far, far, max_snap_km=30).minutes.tolist() == [[0.0, 5.0], [5.0, 0.0]]


def test_no_points_give_no_times() -> None:
    found = network([(0, 1, 5.0)]).minutes(np.empty((0, 2)), at(1, 2))
    assert found.minutes.shape == (0, 2)
    assert network([(0, 1, 5.0)]).minutes(at(1, 2), np.empty((0, 2))).minutes.shape == (2, 0)


def test_many_sources_are_searched_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = [(row, row + 1, 1.0 + row) for row in range(NODES - 1)]
    whole = network(edges).minutes(at(*range(NODES)), at(*range(NODES))).minutes
    monkeypatch.setattr("terytoria.territory.travel._AT_ONCE", 2 * NODES)
    parts = network(edges).minutes(at(*range(NODES)), at(*range(NODES))).minutes
    assert parts.tolist() == whole.tolist()


@pytest.mark.parametrize(
    ("edges", "told"),
    [
        ([(0, 9, 1.0)], "not among the 7 nodes"),
        ([(-1, 0, 1.0)], "not among the 7 nodes"),
        ([(0, 1, 0.0)], "positive"),
        ([(0, 1, math.nan)], "positive"),
        ([(0, 1, math.inf)], "positive"),
    ],
)
def test_tables_that_are_no_graph_are_refused(edges: list[Edge], told: str) -> None:
    with pytest.raises(TravelError, match=told):
        network(edges)


def test_a_network_without_nodes_and_points_without_coordinates_are_refused() -> None:
    with pytest.raises(TravelError, match="import roads first"):
        network([], count=0)
    with pytest.raises(TravelError, match="no coordinates"):
        network([(0, 1, 1.0)]).snap(np.array([(np.nan, 53.0)]))


@given(st.floats(14, 24), st.floats(49, 55), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_distances_agree_with_the_ellipsoid(lon: float, lat: float, dx: float, dy: float) -> None:
    from pyproj import Geod

    metres = Geod(ellps="GRS80").inv(lon, lat, lon + dx, lat + dy)[2]
    found = great_circle_km(*(np.array(x) for x in (lon, lat, lon + dx, lat + dy)))
    assert float(found) == pytest.approx(metres / 1000, rel=0.004, abs=1e-6)
