"""The country-wide matrix of flows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.links import FlowMatrix, flow_matrix
from terytoria.diagnosis.links.distance import between

CODES = tuple("abcdef")
flows_of = st.lists(
    st.tuples(st.sampled_from((*CODES, "z")), st.sampled_from(CODES), st.integers(10, 500)),
    unique_by=lambda flow: flow[:2],
    max_size=30,
)


def build(flows: list[tuple[str, str, int]]) -> FlowMatrix:
    schema = {"origin": pl.String, "dest": pl.String, "persons": pl.Int64}
    frame = pl.DataFrame(flows, schema=schema, orient="row").with_columns(year=pl.lit(2016))
    lon = np.linspace(15.0, 23.0, len(CODES))
    return FlowMatrix.build(CODES, frame, lon, np.full(len(CODES), 52.0))


@given(flows_of)
def test_totals_are_the_sums_of_the_matrix_and_the_diagonal_is_empty(flows):
    matrix = build(flows)
    dense = matrix.matrix.toarray()
    assert np.array_equal(dense.sum(axis=1), matrix.out_total)
    assert np.array_equal(dense.sum(axis=0), matrix.in_total)
    assert not dense.diagonal().any()


@given(flows_of)
def test_every_person_between_known_gminas_is_counted_once(flows):
    matrix = build(flows)
    known = sum(persons for origin, _, persons in flows if origin in CODES)
    assert matrix.out_total.sum() + matrix.within.sum() == known


@given(flows_of, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(flows, random):
    shuffled = list(flows)
    random.shuffle(shuffled)
    left, right = build(flows), build(shuffled)
    assert np.array_equal(left.persons, right.persons)
    assert np.array_equal(left.dest, right.dest)


@given(flows_of, st.lists(st.integers(0, 5), unique=True, max_size=4).map(sorted))
def test_a_part_holds_every_flow_of_its_rows_and_no_other(flows, rows):
    matrix = build(flows)
    part = matrix.part(np.array(rows, dtype=np.int64))
    dense = matrix.matrix.toarray()
    outside = [row for row in range(len(CODES)) if row not in rows]
    dense[np.ix_(outside, outside)] = 0
    assert np.array_equal(part.matrix.toarray(), dense)
    assert part.out_total[rows].tolist() == matrix.out_total[rows].tolist()
    assert part.in_total[rows].tolist() == matrix.in_total[rows].tolist()


def test_traffic_counts_both_ways():
    matrix = build([("a", "b", 10), ("c", "a", 11), ("c", "d", 12)])
    assert matrix.traffic.tolist() == [21.0, 10.0, 23.0, 12.0, 0.0, 0.0]


def test_an_empty_country_has_no_flows():
    matrix = build([])
    assert matrix.lower_bound == 0
    assert matrix.year == 0
    assert matrix.matrix.nnz == 0


def test_the_matrix_of_a_snapshot_is_built_once(country):
    assert flow_matrix(country) is flow_matrix(country)


def test_unknown_coordinates_give_an_unknown_distance():
    nowhere, here = np.array([np.nan]), np.array([52.0])
    assert np.isnan(between(nowhere, here, here, here)).all()


@given(
    *(st.floats(-180, 180) for _ in range(2)),
    *(st.floats(-90, 90) for _ in range(2)),
)
def test_distance_is_symmetric_and_at_most_half_way_round(lon, other_lon, lat, other_lat):
    there = between(*(np.array(v) for v in (lon, lat, other_lon, other_lat)))
    back = between(*(np.array(v) for v in (other_lon, other_lat, lon, lat)))
    assert float(there) == pytest.approx(float(back), abs=1e-6)
    assert 0 <= float(there) <= 20_016


def test_a_degree_of_latitude_is_111_km():
    km = between(np.array(20.0), np.array(51.0), np.array(20.0), np.array(52.0))
    assert float(km) == pytest.approx(111.195, abs=0.001)
