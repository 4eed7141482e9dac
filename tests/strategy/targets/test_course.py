"""The own trend, continued."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.targets.course import course_of


def test_a_line_goes_on(series):
    found = course_of(series([range(10, 18)], range(2015, 2023)), 2030)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((25.0, 25.0, 25.0))
    assert (found.points, found.first_year, found.last_year) == (8, 2015, 2022)


def test_a_step_between_bases_moves_no_trend(series):
    rows = [[10.0, 11, 12, 13, 54, 55, 56, 57]]
    bases = ["a"] * 4 + ["b"] * 4
    found = course_of(series(rows, range(2015, 2023), bases=bases), 2030)
    assert found is not None
    assert found.slope == 1.0
    assert found.value == pytest.approx(65.0)


@pytest.mark.parametrize("years", [0, 1, 2, 3])
def test_too_few_years_give_no_trend(series, years):
    assert course_of(series([range(years)], range(2020, 2020 + years)), 2030) is None


def test_four_years_give_a_trend_without_an_interval(series):
    found = course_of(series([[1.0, 2, 3, 4]], range(2020, 2024)), 2030)
    assert found is not None
    assert found.low is None
    assert found.high is None


def test_years_before_a_change_of_territory_are_left_out(series):
    rows = [[90.0, 80, 70, 10, 11, 12, 13, 14]]
    found = course_of(series(rows, range(2015, 2023), breaks={"0000": (2018,)}), 2023)
    assert found is not None
    assert (found.first_year, found.value) == (2018, pytest.approx(15.0))


def test_nothing_falls_below_the_floor(series):
    found = course_of(series([range(7, 0, -1)], range(2015, 2022)), 2040, 0.0)
    assert found is not None
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)


def test_a_trend_longer_than_the_data_is_called_far(series):
    values = series([range(6)], range(2015, 2021))
    near, far = course_of(values, 2025), course_of(values, 2026)
    assert near is not None
    assert far is not None
    assert (near.far, far.far) == (False, True)


@given(st.lists(st.floats(-100, 100), min_size=6, max_size=12), st.integers(1, 20))
def test_the_interval_holds_the_value_and_widens(series, row, ahead):
    values = series([row], range(2000, 2000 + len(row)))
    last = 2000 + len(row) - 1
    near, far = course_of(values, last + ahead), course_of(values, last + ahead + 5)
    assert near is not None
    assert far is not None
    assert near.low is not None
    assert near.high is not None
    assert near.low <= near.value + 1e-9
    assert near.value <= near.high + 1e-9
    assert far.low is not None
    assert far.high is not None
    assert far.high - far.low >= near.high - near.low - 1e-9


def test_scatter_widens_the_interval(series):
    rng = np.random.default_rng(1)
    row = np.arange(10.0) + rng.normal(0, 1, 10)
    found = course_of(series([row], range(2010, 2020)), 2021)
    assert found is not None
    assert found.low is not None
    assert found.low < found.value - 1.0
