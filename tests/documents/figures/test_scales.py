"""Scales keep proportion; ticks are round and lie within."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from terytoria.documents.figures.scales import Scale, extent, finite, rounded, ticks, year_ticks

NUMBER = st.floats(-1e6, 1e6)


@given(NUMBER, NUMBER, NUMBER)
def test_a_scale_keeps_ends_and_order(low: float, high: float, value: float) -> None:
    assume(high - low > 1e-3)
    scale = Scale(low, high, 40, 600)
    assert scale(low) == pytest.approx(40)
    assert scale(high) == pytest.approx(600)
    beyond = (value - high) / (high - low)
    if abs(beyond) > 1e-5:  # nearer to the end, the places are one place
        assert (scale(value) > 600) == (beyond > 0)


def test_a_scale_may_run_upwards_or_be_a_point() -> None:
    assert Scale(0, 10, 300, 100)(2.5) == 250
    assert Scale(5, 5, 100, 200)(5) == 150


@given(NUMBER, st.floats(1e-3, 1e6), st.integers(2, 9))
def test_ticks_are_round_evenly_spaced_and_inside(low: float, size: float, count: int) -> None:
    made = ticks(low, low + size, count)
    assert len(made.values) <= 2.6 * count + 2
    slack = size * 1e-6
    assert all(low - slack <= value <= low + size + slack for value in made.values)
    steps = [after - before for before, after in pairwise(made.values)]
    if steps:
        assert max(steps) - min(steps) < steps[0] * 1e-3 + 1e-9
        lead = steps[0] / 10 ** math.floor(math.log10(steps[0]) + 1e-6)
        assert min(abs(lead - nice) for nice in (1, 2, 5, 10)) < 1e-2


@given(NUMBER, st.floats(1e-3, 1e6))
def test_tick_decimals_are_enough_to_tell_ticks_apart(low: float, size: float) -> None:
    made = ticks(low, low + size)
    written = [f"{value:.{made.decimals}f}" for value in made.values]
    assert len(set(written)) == len(written)


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (math.nan, 1), (0, math.inf)])
def test_an_axis_needs_a_range(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="low < high"):
        ticks(low, high)


@given(NUMBER, st.floats(1e-3, 1e6))
def test_a_rounded_range_holds_the_range(low: float, size: float) -> None:
    first, last = rounded(low, low + size)
    assert first <= low + size * 1e-6
    assert last >= low + size * (1 - 1e-6)


@given(st.lists(st.one_of(NUMBER, st.just(math.nan)), max_size=20), st.booleans())
def test_an_extent_is_a_range_that_holds_every_value(values: list[float], zero: bool) -> None:
    low, high = extent(values, zero=zero, margin=0.05)
    assert low < high
    assert all(low <= value <= high for value in finite(values))
    if zero and finite(values):
        assert low <= 0 <= high


def test_an_extent_from_zero_starts_at_zero() -> None:
    assert extent([2, 4], zero=True, margin=0.1)[0] == 0
    assert extent([-2, -4], zero=True, margin=0.1)[1] == 0
    assert extent([]) == (0, 1)


@given(st.integers(1900, 2030), st.integers(0, 80), st.integers(60, 700))
def test_years_keep_ends_order_and_room(first: int, span: int, room: int) -> None:
    years = year_ticks(first, first + span, room)
    assert years[0] == first
    assert years[-1] == first + span
    assert list(years) == sorted(set(years))
    if len(years) > 2:
        assert all((after - before) * room / span >= 29.9 for before, after in pairwise(years))


@pytest.mark.parametrize(
    "values", [[0.0, 5e-324], [1e-300, 2e-300], [1e9, 1e9 + 1e-7], [0.0, -0.0], [-1e-13, 1e-13]]
)
def test_values_that_no_axis_can_tell_apart_are_one_value(values: list[float]) -> None:
    low, high = rounded(*extent(values))
    assert low <= min(values) <= max(values) <= high
    assert len(ticks(low, high).values) >= 2
