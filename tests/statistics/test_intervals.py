"""Intervals against published values, against scipy.stats, and by their properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from terytoria.statistics import intervals

COUNTS = st.integers(0, 200_000)
LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (50, 37.111, 65.919),
        (100, 81.364, 121.627),
    ],
)
def test_poisson_gives_the_tabulated_limits(count: int, low: float, high: float) -> None:
    found = intervals.poisson(count)
    assert [float(limit) for limit in found] == pytest.approx([low, high], abs=6e-4)


@given(COUNTS, LEVELS)
def test_poisson_limits_leave_half_of_the_risk_on_each_side(count: int, level: float) -> None:
    low, high = (float(limit) for limit in intervals.poisson(count, level))
    tail = (1 - level) / 2
    assert stats.poisson.cdf(count, high) == pytest.approx(tail, rel=1e-6)
    if count:
        assert stats.poisson.sf(count - 1, low) == pytest.approx(tail, rel=1e-6)
    else:
        assert low == 0


@given(st.floats(0, 1e6))
def test_poisson_of_fractions_lies_between_its_whole_neighbours(value: float) -> None:
    below, above = np.floor(value), np.ceil(value)
    low, high = intervals.poisson([below, value, above])
    assert low[0] <= low[1] * (1 + 1e-9) <= low[2] * (1 + 2e-9)
    assert high[0] <= high[1] * (1 + 1e-9) <= high[2] * (1 + 2e-9)
    assert low[1] <= value <= high[1]


def test_poisson_of_the_unknown_is_unknown() -> None:
    low, high = intervals.poisson([np.nan, -1.0, np.inf])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize(
    ("count", "size", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_newcombes_examples(count: int, size: int, low: float, high: float) -> None:
    found = intervals.wilson(count, size)
    assert [float(limit) for limit in found] == pytest.approx([low, high], abs=6e-5)


@given(st.integers(1, 10**6), st.data(), LEVELS)
def test_wilson_agrees_with_scipy_and_keeps_inside(
    size: int, data: st.DataObject, level: float
) -> None:
    count = data.draw(st.integers(0, size))
    low, high = (float(limit) for limit in intervals.wilson(count, size, level))
    peer = stats.binomtest(count, size).proportion_ci(level, method="wilson")
    assert (low, high) == pytest.approx((peer.low, peer.high), abs=1e-9)
    assert 0 <= low <= count / size <= high <= 1


def test_wilson_refuses_shares_that_are_none() -> None:
    low, high = intervals.wilson([1, 5, -1, np.nan, 3], [0, 4, 4, 4, np.nan])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_skellam_is_symmetric_and_holds_the_difference(plus: int, minus: int) -> None:
    low, high = (float(limit) for limit in intervals.skellam(plus, minus))
    back_low, back_high = (float(limit) for limit in intervals.skellam(minus, plus))
    assert low < plus - minus < high
    assert (low, high) == pytest.approx((-back_high, -back_low))


@pytest.mark.parametrize(("plus", "minus"), [(0.7, 0.4), (3, 8), (30, 50), (400, 300)])
def test_skellam_covers_the_true_difference(plus: float, minus: float) -> None:
    random = np.random.default_rng(5)
    low, high = intervals.skellam(random.poisson(plus, 20_000), random.poisson(minus, 20_000))
    covered = ((low <= plus - minus) & (plus - minus <= high)).mean()
    assert covered > 0.94


def test_skellam_of_nothing_is_still_open() -> None:
    low, high = intervals.skellam(0, 0)
    assert float(low) < 0 < float(high)


@given(st.integers(1, 400), st.floats(0.1, 100))
def test_rounding_is_never_wider_than_the_worst_case(members: int, half: float) -> None:
    reach = float(intervals.rounding(members * half, members * half**2))
    assert 0 < reach <= members * half * (1 + 1e-12)
    assert reach >= half or members == 1


def test_rounding_covers_sums_of_rounded_numbers() -> None:
    random = np.random.default_rng(7)
    exact = random.uniform(1000, 20_000, (4000, 25))
    error = np.abs(np.round(exact, -1).sum(axis=1) - exact.sum(axis=1))
    reach = float(intervals.rounding(25 * 5.0, 25 * 25.0))
    assert 0.93 < (error <= reach).mean() < 0.97


@pytest.mark.parametrize("level", [0.0, 1.0, -1, 95])
def test_a_level_outside_zero_and_one_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match=r"use e\.g\. 0\.95"):
        intervals.critical(level)
