"""Slopes against scipy, and what must not move them."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.stats
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.dynamics.theil_sen import theil_sen

NUMBERS = st.floats(-1e4, 1e4).map(lambda x: round(x, 3))
SERIES = arrays(float, st.integers(2, 15), elements=NUMBERS)


def one(values, segments=None, years=None, confidence=0.95):
    values = np.asarray(values, dtype=float)
    years = np.arange(len(values)) if years is None else np.asarray(years)
    parts = np.zeros(len(values)) if segments is None else np.asarray(segments)
    return theil_sen(years, values[None, :], parts, confidence)


@given(SERIES)
def test_the_slope_is_that_of_scipy(values):
    expected = scipy.stats.theilslopes(values).slope
    assert one(values).slope[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(arrays(float, 12, elements=NUMBERS, unique=True))
def test_limits_lie_within_one_slope_of_those_of_scipy(values):
    found = one(values)
    years = np.arange(12)
    first, last = np.triu_indices(12, 1)
    slopes = np.sort((values[last] - values[first]) / (years[last] - years[first]))
    theirs = scipy.stats.theilslopes(values, years)
    for ours, other in ((found.low[0], theirs.low_slope), (found.high[0], theirs.high_slope)):
        assert abs(np.searchsorted(slopes, ours) - np.searchsorted(slopes, other)) <= 1


@given(arrays(float, st.integers(2, 9), elements=NUMBERS, unique=True))
def test_the_p_value_is_that_of_scipy(values):
    expected = scipy.stats.kendalltau(range(len(values)), values, method="exact").pvalue
    assert one(values).p[0] == pytest.approx(expected, rel=1e-9)


@given(SERIES)
def test_the_score_counts_concordant_less_discordant_pairs(values):
    slow = sum(
        int(values[j] > values[i]) - int(values[j] < values[i])
        for i in range(len(values))
        for j in range(i + 1, len(values))
    )
    assert one(values).score[0] == slow


@given(SERIES, NUMBERS)
def test_a_constant_added_moves_nothing(values, constant):
    before, after = one(values), one(values + constant)
    np.testing.assert_allclose(after.slope, before.slope, atol=1e-7)
    np.testing.assert_allclose(after.low, before.low, atol=1e-7)


@given(SERIES, st.floats(0.5, 20), st.floats(-50, 50))
def test_slopes_follow_scale_and_tilt(values, factor, tilt):
    years = np.arange(len(values))
    found = one(factor * values + tilt * years)
    expected = factor * one(values).slope[0] + tilt
    assert found.slope[0] == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(SERIES)
def test_turning_the_series_over_turns_slope_and_limits(values):
    up, down = one(values), one(-values)
    np.testing.assert_allclose(down.slope, -up.slope, atol=1e-9)
    np.testing.assert_allclose(down.low, -up.high, atol=1e-9)
    np.testing.assert_allclose(down.p, up.p)


@given(SERIES, st.integers(1, 13), NUMBERS)
def test_a_jump_at_a_break_leaves_the_slope(values, place, jump):
    assume(place < len(values))
    segments = (np.arange(len(values)) >= place).astype(int)
    before = one(values, segments)
    after = one(values + jump * segments, segments)
    np.testing.assert_allclose(after.slope, before.slope, atol=1e-7)
    np.testing.assert_allclose(after.high, before.high, atol=1e-7)


def test_a_break_is_never_chained():
    falling = [100, 99, 98, 97, 196, 195, 194, 193]
    found = one(falling, [0, 0, 0, 0, 1, 1, 1, 1])
    assert found.slope[0] == -1
    assert found.high[0] == -1
    assert found.p[0] == pytest.approx(2 / 24**2)


def test_segments_of_one_point_say_nothing():
    found = one([1, 2, 3], [0, 1, 2])
    assert np.isnan(found.slope[0])
    assert np.isnan(found.p[0])
    assert found.points[0] == 0


@given(SERIES, st.data())
def test_missing_points_are_as_if_they_were_not_there(values, data):
    gaps = data.draw(arrays(bool, len(values)))
    years = np.arange(len(values))
    assume((~gaps).sum() >= 2)
    holed = np.where(gaps, np.nan, values)
    with_gaps, without = one(holed), one(values[~gaps], years=years[~gaps])
    np.testing.assert_allclose(with_gaps.slope, without.slope)
    np.testing.assert_allclose(with_gaps.low, without.low)
    np.testing.assert_allclose(with_gaps.p, without.p)
    assert with_gaps.points[0] == (~gaps).sum()


def test_nothing_known_gives_nothing():
    found = one([np.nan, np.nan, np.nan])
    assert np.isnan([found.slope[0], found.low[0], found.p[0], found.score[0]]).all()


def test_no_units_give_empty_arrays():
    assert theil_sen(np.arange(3), np.empty((0, 3)), np.zeros(3)).slope.shape == (0,)


def test_many_units_are_each_as_alone():
    values = np.random.default_rng(1).normal(size=(5000, 7))
    together = theil_sen(np.arange(7), values, np.zeros(7))
    for row in (0, 4095, 4096, 4999):
        assert together.slope[row] == one(values[row]).slope[0]


def test_columns_must_match_the_years():
    with pytest.raises(ValueError, match="units x years"):
        theil_sen(np.arange(3), np.zeros((1, 4)), np.zeros(4))


def test_the_interval_covers_the_true_slope_as_often_as_promised():
    rng = np.random.default_rng(11)
    values = 0.5 * np.arange(10) + rng.normal(size=(4000, 10))
    found = theil_sen(np.arange(10), values, np.zeros(10))
    covered = ((found.low <= 0.5) & (found.high >= 0.5)).mean()
    assert 0.945 <= covered <= 0.975
