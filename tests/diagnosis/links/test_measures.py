"""Measures of links against plain sums over the list of flows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.links import FlowMatrix
from terytoria.diagnosis.links.measures import (
    FORMULAS,
    destinations,
    fitting,
    members,
    outflows,
    summary,
)
from terytoria.diagnosis.links.regions import dominant_flows

CODES = tuple("abcdefg")
LON = np.array([15.0, 15.2, 15.4, 16.0, 17.5, 19.0, 23.0])
FAR = 80.0
networks = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(10, 300)),
    unique_by=lambda flow: flow[:2],
    max_size=40,
)
areas = st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True).map(sorted)


def build(flows):
    schema = {"origin": pl.String, "dest": pl.String, "persons": pl.Int64}
    frame = pl.DataFrame(flows, schema=schema, orient="row").with_columns(year=pl.lit(2016))
    return FlowMatrix.build(CODES, frame, LON, np.full(len(CODES), 52.0))


def rows_of(area):
    return np.array([CODES.index(code) for code in area])


def between_gminas(flows):
    return [flow for flow in flows if flow[0] != flow[1]]


def total(flows, *, origin=None, dest=None):
    """Persons of the flows whose ends lie in the given sets."""
    return sum(
        persons
        for start, end, persons in flows
        if (origin is None or start in origin) and (dest is None or end in dest)
    )


@given(networks, areas)
def test_members_agree_with_plain_sums(flows, area):
    matrix = build(flows)
    table = members(matrix, rows_of(area), dominant_flows(matrix, far_km=FAR), FAR)
    real = between_gminas(flows)
    for row in table.iter_rows(named=True):
        own, rest = {row["unit"]}, set(area) - {row["unit"]}
        assert row["out"] == total(real, origin=own)
        assert row["in"] == total(real, dest=own)
        assert row["out_inside"] == total(real, origin=own, dest=rest)
        assert row["in_inside"] == total(real, origin=rest, dest=own)
        assert row["within"] == total(flows, origin=own, dest=own)
        assert row["net"] == row["in"] - row["out"]
        assert row["core"] == (row["in"] > row["out"])


@given(networks, areas)
def test_ratios_are_shares_or_unknown(flows, area):
    matrix = build(flows)
    table = members(matrix, rows_of(area), dominant_flows(matrix, far_km=FAR), FAR)
    for row in table.iter_rows(named=True):
        assert (row["tie"] is None) == (row["out"] + row["in"] == 0)
        assert (row["retention"] is None) == (row["out"] == 0)
        for name in ("tie", "retention"):
            assert row[name] is None or 0 <= row[name] <= 1
        assert row["net_ratio"] is None or -1 <= row["net_ratio"] <= 1


@given(networks, areas)
def test_the_summary_splits_every_flow_once(flows, area):
    matrix = build(flows)
    found = summary(matrix, rows_of(area), (), FAR)
    real, inside = between_gminas(flows), set(area)
    outside = set(CODES) - inside
    assert found["inside"] == total(real, origin=inside, dest=inside)
    assert found["out_outside"] == total(real, origin=inside, dest=outside)
    assert found["in_outside"] == total(real, origin=outside, dest=inside)
    assert found["out"] == found["inside"] + found["out_outside"]
    assert 0 <= found["out_far"] <= found["out_outside"]


@given(networks)
def test_the_whole_country_keeps_everyone_inside(flows):
    matrix = build(flows)
    found = summary(matrix, rows_of(CODES), (), FAR)
    assert found["out_outside"] == found["in_outside"] == 0
    if found["out"]:
        assert found["retention"] == found["cohesion"] == 1


@given(networks, areas)
def test_far_flows_are_those_beyond_the_limit(flows, area):
    matrix = build(flows)
    table = outflows(matrix, rows_of(area), FAR)
    assert table["persons"].sum() == total(between_gminas(flows), origin=set(area))
    for _, _, _, km, far in table.iter_rows():
        assert far == (km > FAR)


@given(networks, areas)
def test_destinations_add_up_to_the_flows_across_the_border(flows, area):
    matrix = build(flows)
    table = destinations(matrix, rows_of(area), (), FAR)
    found = summary(matrix, rows_of(area), (), FAR)
    assert table["persons_out"].sum() == found["out_outside"]
    assert table["persons_in"].sum() == found["in_outside"]
    assert not set(table["unit"]) & set(area)
    assert table["persons_out"].to_list() == sorted(table["persons_out"], reverse=True)


@given(networks, areas)
def test_a_candidate_has_the_tie_it_would_have_as_a_member(flows, area):
    """The tie of an outside gmina is its tie once it has joined."""
    matrix = build(flows)
    regions = dominant_flows(matrix, far_km=FAR)
    around = tuple(code for code in CODES if code not in area)
    table = members(matrix, rows_of(area), regions, FAR)
    for row in fitting(matrix, rows_of(area), around, table, matrix.traffic).iter_rows(named=True):
        joined = rows_of(sorted([*area, row["unit"]]))
        as_member = members(matrix, joined, regions, FAR).filter(unit=row["unit"])["tie"].item()
        assert as_member == pytest.approx(row["tie"])


@given(networks, areas)
def test_stronger_means_above_the_weakest_member(flows, area):
    matrix = build(flows)
    around = tuple(code for code in CODES if code not in area)
    table = members(matrix, rows_of(area), dominant_flows(matrix, far_km=FAR), FAR)
    found = fitting(matrix, rows_of(area), around, table, matrix.traffic)
    weakest = table["tie"].min()
    for row in found.iter_rows(named=True):
        expected = len(area) > 1 and weakest is not None and (row["tie"] or 0) > weakest
        assert row["stronger"] == expected


def test_a_neighbour_is_never_far():
    matrix = build([("a", "g", 50), ("a", "f", 30)])
    found = summary(matrix, rows_of(["a"]), ("g",), FAR)
    assert (found["out_neighbours"], found["out_far"]) == (50, 30)


def test_neighbours_unknown_to_the_matrix_are_skipped():
    matrix = build([("a", "b", 50)])
    table = members(matrix, rows_of(["a"]), dominant_flows(matrix, far_km=FAR), FAR)
    assert fitting(matrix, rows_of(["a"]), ("b", "z"), table, matrix.traffic)["unit"].to_list() == [
        "b"
    ]
    assert summary(matrix, rows_of(["a"]), ("b", "z"), FAR)["out_neighbours"] == 50


def test_equal_destinations_stand_in_order_of_code():
    matrix = build([("a", "d", 20), ("a", "c", 20), ("a", "b", 30)])
    assert destinations(matrix, rows_of(["a"]), (), FAR)["unit"].to_list() == ["b", "c", "d"]


def test_unknown_places_are_neither_near_nor_far():
    flows = pl.DataFrame({"origin": ["a"], "dest": ["b"], "persons": [50], "year": [2016]})
    matrix = FlowMatrix.build(("a", "b"), flows, np.array([15.0, np.nan]), np.full(2, 52.0))
    assert outflows(matrix, np.array([0]), FAR)["km"].to_list() == [None]
    assert not outflows(matrix, np.array([0]), FAR)["far"].item()
    assert summary(matrix, np.array([0]), (), FAR)["out_far"] == 0


def test_every_formula_names_a_figure_of_the_summary():
    assert set(FORMULAS) <= set(summary(build([]), np.array([0]), (), FAR))
