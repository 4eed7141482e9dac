"""Quantiles against numpy's, scales against their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.order_statistics import median, quantile, robust_scale, sorted_rows

ROWS = arrays(
    float,
    st.tuples(st.integers(1, 4), st.integers(1, 12)),
    elements=st.floats(-1e6, 1e6) | st.just(np.nan),
)


@given(ROWS, st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
def test_quantiles_are_those_of_numpy_without_the_missing(values, share):
    found = quantile(*sorted_rows(values), share)
    for row, one in zip(values, found, strict=True):
        known = row[~np.isnan(row)]
        if len(known):
            assert one == pytest.approx(np.quantile(known, share), rel=1e-9, abs=1e-6)
        else:
            assert np.isnan(one)


@given(ROWS)
def test_the_order_of_the_columns_does_not_matter(values):
    np.testing.assert_array_equal(median(values), median(values[:, ::-1]))


def test_rows_without_columns_have_no_median():
    assert np.isnan(median(np.empty((2, 0)))).all()


def scale_of(row):
    values = np.array([row], dtype=float)
    rows, counts = sorted_rows(values)
    spread = quantile(rows, counts, 0.75) - quantile(rows, counts, 0.25)
    return float(robust_scale(values, quantile(rows, counts, 0.5), spread)[0])


def test_scale_of_normal_data_is_the_standard_deviation():
    draws = np.random.default_rng(3).normal(10, 2, 20_001)
    assert scale_of(draws) == pytest.approx(2, rel=0.02)


def test_scale_falls_back_to_the_quartiles_then_to_the_mean_deviation():
    assert scale_of([0, 0, 0, 0, 0, 0, 0, 2, 2, 3]) == pytest.approx(1.5 / 1.349)
    assert scale_of([0, 0, 0, 0, 0, 0, 0, 0, 0, 10]) == pytest.approx(1 / 0.7979)


def test_scale_of_equal_values_is_zero():
    assert scale_of([4, 4, 4]) == 0


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=20), st.floats(0.1, 100))
def test_scale_follows_the_unit_of_measure(values, factor):
    assert scale_of([factor * v for v in values]) == pytest.approx(
        factor * scale_of(values), rel=1e-6, abs=1e-6
    )
