"""Percentiles and distances: bounds, ties, symmetry."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.standing.distribution import Distribution

NUMBERS = st.integers(-50, 50).map(float)
GROUPS = arrays(float, st.integers(2, 30), elements=NUMBERS)


def of(group) -> Distribution:
    return Distribution.of(np.asarray(group, dtype=float)[None, :])


def percentile(group, x, member=False) -> float:
    return float(of(group).percentile(np.array([x], dtype=float), member=member)[0])


@given(GROUPS, NUMBERS)
def test_an_outsider_stands_where_scipy_puts_it(group, x):
    expected = scipy.stats.percentileofscore(group, x, kind="mean")
    assert percentile(group, x) == pytest.approx(expected)


@given(GROUPS, st.data())
def test_a_member_stands_among_the_others(group, data):
    at = data.draw(st.integers(0, len(group) - 1))
    others = np.delete(group, at)
    expected = scipy.stats.percentileofscore(others, group[at], kind="mean")
    assert percentile(group, group[at], member=True) == pytest.approx(expected)


@given(GROUPS, NUMBERS)
def test_percentiles_stay_within_bounds(group, x):
    assert 0 <= percentile(group, x) <= 100


@given(GROUPS, NUMBERS)
def test_turning_all_values_over_turns_the_percentile(group, x):
    assert percentile(-group, -x) == pytest.approx(100 - percentile(group, x))


@given(GROUPS, NUMBERS, st.randoms())
def test_the_order_of_the_members_does_not_matter(group, x, random):
    shuffled = list(group)
    random.shuffle(shuffled)
    assert percentile(shuffled, x) == percentile(group, x)
    assert of(shuffled).distance(np.array([x])) == pytest.approx(
        of(group).distance(np.array([x])), nan_ok=True
    )


@given(GROUPS, NUMBERS, st.floats(0.1, 50), st.floats(-100, 100))
def test_distance_does_not_depend_on_the_unit_of_measure(group, x, factor, shift):
    before = of(group).distance(np.array([x]))
    after = of(group * factor + shift).distance(np.array([x * factor + shift]))
    if np.isfinite(before[0]) and of(group).scale[0] > 0:
        assert after[0] == pytest.approx(before[0], rel=1e-6, abs=1e-6)


def test_all_equal_stand_in_the_middle():
    assert percentile([3, 3, 3], 3, member=True) == 50
    assert of([3, 3, 3]).distance(np.array([3.0]))[0] == 0
    assert np.isnan(of([3, 3, 3]).distance(np.array([4.0]))[0])


def test_the_extremes_stand_at_the_ends():
    assert percentile([1, 2, 3, 4], 1, member=True) == 0
    assert percentile([1, 2, 3, 4], 4, member=True) == 100


def test_missing_members_do_not_count():
    found = of([1, np.nan, 3, np.nan])
    assert found.n[0] == 2
    assert found.median[0] == 2
    assert percentile([1, np.nan, 3], 2) == 50


def test_missing_stays_missing():
    assert np.isnan(percentile([1, 2, 3], np.nan))
    assert np.isnan(of([1, 2, 3]).distance(np.array([np.nan]))[0])


def test_a_member_alone_has_no_percentile():
    assert np.isnan(percentile([5], 5, member=True))
    assert np.isnan(percentile([np.nan, np.nan], 5))


def test_normal_distance_is_in_standard_deviations():
    draws = np.random.default_rng(5).normal(100, 15, 10_001)
    assert of(draws).distance(np.array([130.0]))[0] == pytest.approx(2, rel=0.05)
