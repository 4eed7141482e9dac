"""Trends of one indicator: breaks, windows, short series, changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.dynamics import DynamicsError, DynamicsOptions, trends_of
from terytoria.diagnosis.dynamics.change import change_of
from terytoria.diagnosis.dynamics.trends import segments_of

OPTIONS = DynamicsOptions()
NUMBERS = st.floats(-1e3, 1e3).map(lambda x: round(x, 2))


@pytest.fixture(scope="module")
def trends(measured, fake_indicator):
    def make(
        values, *, years=None, bases=None, half=np.nan, unit="osoba", options=OPTIONS, breaks=None
    ):
        values = np.atleast_2d(np.asarray(values, dtype=float))
        years = years or list(range(2000, 2000 + values.shape[1]))
        units = [f"{at:07d}" for at in range(len(values))]
        indicator = fake_indicator("x", unit=unit)
        found = measured(values, units, years, indicator=indicator, half=half, bases=bases)
        found = replace(found, unit_breaks=breaks or {})
        return trends_of(found, options)

    return make


def test_a_straight_line(trends):
    found = trends([10, 12, 14, 16, 18])
    assert found.slope[0] == 2
    assert found.direction[0] == 1
    assert found.relative[0] == pytest.approx(100 * 2 / 14)
    assert (found.first_year[0], found.last_year[0], found.points[0]) == (2000, 2004, 5)


def test_years_apart_count_as_they_are(trends):
    assert trends([10, 12, 18, 20], years=[2020, 2021, 2024, 2025]).slope[0] == 2


@given(arrays(float, 8, elements=NUMBERS), st.floats(-1e5, 1e5))
def test_a_jump_of_base_moves_neither_slope_nor_change(trends, values, jump):
    bases = ["old"] * 4 + ["new"] * 4
    moved = values + np.repeat([0.0, jump], 4)
    before, after = trends(values, bases=bases), trends(moved, bases=bases)
    np.testing.assert_allclose(after.slope, before.slope, atol=1e-6)
    np.testing.assert_allclose(after.change.change, before.change.change, atol=1e-6)
    assert after.segments[0] == 2


def test_bases_that_return_do_not_join(trends):
    assert segments_of(("a", "b", "a")).tolist() == [0, 1, 2]
    assert segments_of(()).tolist() == []
    assert trends([1, 2, 3], bases=["a", "b", "a"]).points[0] == 0


@given(arrays(float, 6, elements=NUMBERS), NUMBERS)
def test_adding_a_constant_keeps_the_slope(trends, values, constant):
    before, after = trends(values), trends(values + constant)
    np.testing.assert_allclose(after.slope, before.slope, atol=1e-6)


def test_three_points_are_a_change_not_a_trend(trends):
    found = trends([1, 2, 3])
    assert np.isnan(found.slope[0])
    assert np.isnan(found.direction[0])
    assert found.change.change[0] == 2


def test_four_points_have_a_slope_but_prove_nothing(trends):
    found = trends([1, 2, 3, 4])
    assert found.slope[0] == 1
    assert np.isnan(found.low[0])
    assert np.isnan(found.direction[0])


def test_noise_is_not_a_trend(trends):
    assert trends([3, 1, 4, 1, 5, 2, 3]).direction[0] == 0


def test_the_window_cuts_old_years(trends):
    values = [9, 8, 7, 6, 5, 6, 7, 8, 9]
    assert trends(values, options=DynamicsOptions(window=5)).direction[0] == 1
    assert trends(values, options=DynamicsOptions(window=5)).first_year[0] == 2004
    assert trends(values).direction[0] == 0


def test_shares_and_balances_have_no_relative_slope(trends):
    assert np.isnan(trends([10, 20, 30, 40, 50], unit="%").relative[0])
    assert np.isnan(trends([-1, 0, 1, 2, 3]).relative[0])


def test_missing_years_are_left_out(trends):
    found = trends([np.nan, 10, np.nan, 14, 16, 18, 20])
    assert found.slope[0] == 2
    assert (found.first_year[0], found.points[0]) == (2001, 5)


def test_nothing_known(trends):
    found = trends([np.nan] * 5)
    assert np.isnan(found.slope[0])
    assert np.isnan(found.first_year[0])
    assert np.isnan(found.change.change[0])


def test_no_years_at_all(trends):
    found = trends(np.empty((2, 0)))
    assert np.isnan(found.slope).all()
    assert np.isnan(found.change.change).all()


@given(arrays(float, (5, 7), elements=NUMBERS), st.permutations(range(5)))
def test_units_do_not_touch_each_other(trends, values, order):
    np.testing.assert_array_equal(trends(values).slope[order], trends(values[order]).slope)


def test_a_change_stays_within_the_newest_base(trends):
    found = trends([100, 90, 50, 40], bases=["a", "a", "b", "b"]).change
    assert found.change[0] == -10
    assert (found.first_year[0], found.last_year[0]) == (2002, 2003)


def test_a_base_with_one_point_leaves_the_change_to_the_one_before(trends):
    found = trends([100, 90, 50], bases=["a", "a", "b"]).change
    assert found.change[0] == -10
    assert (found.first_year[0], found.last_year[0]) == (2000, 2001)


def test_limits_of_a_change_combine_those_of_its_ends(trends):
    found = trends([10, 20], half=3).change
    assert found.low[0] == pytest.approx(10 - np.hypot(3, 3))
    assert found.high[0] == pytest.approx(10 + np.hypot(3, 3))
    assert np.isnan(trends([10, 20]).change.low[0])


@given(arrays(float, (3, 5), elements=NUMBERS), st.floats(0, 20))
def test_limits_of_a_change_hold_it(values, half):
    years, parts = np.arange(5), np.zeros(5)
    found = change_of(years, values, values - half, values + half, parts)
    assert (found.low <= found.change).all()
    assert (found.change <= found.high).all()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"window": 1}, "at least 2 years"),
        ({"least_points": 2}, "at least 3"),
        ({"confidence": 1.0}, "below 1"),
        ({"smallest_group": 1}, "at least 3"),
    ],
)
def test_options_name_the_remedy(wrong, words):
    with pytest.raises(DynamicsError, match=words):
        DynamicsOptions(**wrong)


@given(arrays(float, 6, elements=NUMBERS), arrays(float, 4, elements=NUMBERS))
def test_values_before_a_change_of_territory_move_nothing(trends, after, before):
    values = np.concatenate([before, after])
    found = trends(values, breaks={"0000000": (2001, 2004)})
    alone = trends(after, years=list(range(2004, 2010)))
    np.testing.assert_allclose(found.slope, alone.slope)
    np.testing.assert_allclose(found.p, alone.p)
    np.testing.assert_allclose(found.change.change, alone.change.change)
    assert (found.since[0], found.first_year[0], found.points[0]) == (2004, 2004, 6)


def test_one_year_after_a_change_of_territory_is_no_movement(trends):
    found = trends([[10, 12, 14, 16, 18]] * 2, breaks={"0000001": (2004,)})
    assert found.slope[0] == 2
    assert np.isnan([found.slope[1], found.change.change[1]]).all()
    assert np.isnan(found.since[0])
    assert found.since[1] == 2004


def test_a_change_after_the_last_value_leaves_the_older_ones(trends):
    found = trends([10, 12, 14, 16, np.nan], breaks={"0000000": (2004,)})
    assert found.slope[0] == 2
    assert np.isnan(found.since[0])


def test_a_change_of_territory_and_a_window_go_together(trends):
    options = DynamicsOptions(window=5)
    found = trends([1, 2, 3, 4, 9, 9, 9, 9, 9], breaks={"0000000": (2004,)}, options=options)
    assert (found.slope[0], found.first_year[0]) == (0, 2004)
