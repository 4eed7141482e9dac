"""Dominant flows and the regions they make."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.links import FlowMatrix, dominant_flows
from terytoria.diagnosis.links.regions import regions_of

CODES = tuple("abcdefgh")
flow_lists = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(10, 40)),
    unique_by=lambda flow: flow[:2],
    max_size=40,
)


def build(flows: list[tuple[str, str, int]], lon: np.ndarray | None = None) -> FlowMatrix:
    schema = {"origin": pl.String, "dest": pl.String, "persons": pl.Int64}
    frame = pl.DataFrame(flows, schema=schema, orient="row").with_columns(year=pl.lit(2016))
    lon = np.full(len(CODES), 20.0) if lon is None else lon
    return FlowMatrix.build(CODES, frame, lon, np.full(len(CODES), 52.0))


@given(flow_lists)
def test_chains_climb_to_a_centre_without_a_cycle(flows):
    matrix = build(flows)
    found = dominant_flows(matrix, far_km=80)
    for row in range(len(CODES)):
        seen, at = {row}, row
        while found.parent[at] >= 0:
            at = int(found.parent[at])
            assert at not in seen
            seen.add(at)
        assert found.root[row] == at


@given(flow_lists)
def test_a_subordinate_sends_its_largest_flow_to_a_larger_gmina(flows):
    matrix = build(flows)
    found = dominant_flows(matrix, far_km=80)
    dense = matrix.matrix.toarray()
    for row, top in enumerate(found.parent):
        if top >= 0:
            assert dense[row, top] == dense[row].max() == found.persons[row]
            assert matrix.in_total[top] >= matrix.in_total[row]


def test_the_textbook_hierarchy():
    flows = [("a", "b", 50), ("b", "c", 30), ("d", "c", 40), ("c", "a", 12)]
    found = dominant_flows(build(flows), far_km=80)
    assert found.parent.tolist()[:4] == [1, 2, -1, 2]
    assert found.region(0).tolist() == [0, 1, 2, 3]


def test_equal_flows_and_sizes_go_to_the_smaller_code():
    found = dominant_flows(build([("c", "b", 20), ("c", "a", 20)]), far_km=80)
    assert found.parent[2] == 0


def test_flows_beyond_the_limit_do_not_dominate():
    lon = np.array([20.0, 20.1, 25.0] + [20.0] * 5)
    matrix = build([("a", "c", 500), ("a", "b", 10)], lon)
    assert dominant_flows(matrix, far_km=80).parent[0] == 1
    assert dominant_flows(matrix, far_km=1000).parent[0] == 2


def test_regions_are_kept_per_distance():
    matrix = build([("a", "b", 10)])
    assert regions_of(matrix, 80) is regions_of(matrix, 80)
    assert regions_of(matrix, 80) is not regions_of(matrix, 90)


def test_without_flows_everyone_is_a_centre():
    found = dominant_flows(build([]), far_km=80)
    assert (found.parent == -1).all()
    assert found.root.tolist() == pytest.approx(range(len(CODES)))
