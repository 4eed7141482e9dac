"""Growth is judged against n log n, in time and in memory, from the first and the last size."""

from __future__ import annotations

import math

import pytest
from bench.growth import LEAST_SECONDS, MEGABYTES, TOLERANCE, Point, growth, stage_rows
from hypothesis import given
from hypothesis import strategies as st

SIZES = (2_500, 25_000, 100_000)


def points(law, megabytes=lambda n: 100.0):
    return [Point(n, law(n), law(n), megabytes(n)) for n in SIZES]


def n_log_n(n):
    return 1e-4 * n * math.log(n)


@given(st.floats(1e-4, 1.0), st.integers(100, 10**6), st.integers(2, 50))
def test_n_log_n_grows_by_exactly_one(factor, units, times):
    def law(n):
        return 1000 * factor * n * math.log(n)

    later, earlier = (Point(n, 1.0, law(n), law(n)) for n in (times * units, units))
    assert growth(later, earlier) == pytest.approx((1.0, 1.0), abs=1e-3)


def test_n_log_n_passes_and_linear_work_is_below_it():
    assert all(row.passed for row in stage_rows("work", points(n_log_n)))
    assert all(row.passed for row in stage_rows("work", points(lambda n: 1e-3 * n)))


def test_a_square_is_caught_at_the_first_step():
    first, second, third = stage_rows("work", points(lambda n: 1e-7 * n * n))
    assert first.passed
    assert not second.passed
    assert not third.passed


def test_a_square_hidden_behind_a_large_constant_is_caught_at_the_second_step():
    rows = stage_rows("work", points(lambda n: 60 + 1e-7 * n * n))
    assert [row.passed for row in rows] == [True, True, False]


def test_memory_is_judged_too():
    rows = stage_rows("work", points(n_log_n, lambda n: n * n / 1e5))
    assert [row.passed for row in rows] == [True, False, False]


def test_memory_has_a_ceiling_even_where_its_growth_is_right():
    rows = stage_rows("work", points(n_log_n, lambda n: MEGABYTES * n / 50_000))
    assert [row.passed for row in rows] == [True, True, False]


def test_work_too_short_to_measure_is_taken_as_the_least_measurable():
    earlier = Point(2_500, 0.0, LEAST_SECONDS / 50, 100)
    assert growth(Point(25_000, 0.0, 10 * LEAST_SECONDS, 100), earlier)[0] < TOLERANCE
