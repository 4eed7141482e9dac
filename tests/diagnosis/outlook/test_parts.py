"""Age splitting, shrinkage and demand bands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.outlook.ages import single_years
from terytoria.diagnosis.outlook.backtest import Width
from terytoria.diagnosis.outlook.demand import (
    bands,
    fertility_width,
    half_width,
    in_band,
    restlessness,
    unborn_share,
)
from terytoria.diagnosis.outlook.explain import rough
from terytoria.diagnosis.outlook.shrinkage import shrunken_mean, shrunken_ratio

BAND = {band.id: band for band in bands()}
WIDTH = Width(0.8, np.log(0.02), 0.0, 4, 0.6, 0.9)
groups = arrays(float, (2, 18), elements=st.floats(0, 3000))


@given(groups)
def test_single_years_keep_their_groups_and_are_never_negative(people):
    years = single_years(people)
    assert years.shape == (2, 86)
    assert (years >= 0).all()
    assert years[:, :85].reshape(2, 17, 5).sum(axis=2) == pytest.approx(people[:, :17], abs=1e-6)
    assert np.array_equal(years[:, 85], people[:, 17])


def test_single_years_follow_a_straight_line():
    line = np.arange(85.0, 0, -1)
    people = np.append(line.reshape(17, 5).sum(axis=1), 10.0)
    assert single_years(people)[:85] == pytest.approx(line)


@given(groups)
def test_bands_over_whole_groups_are_their_sums(people):
    assert in_band(BAND["age_15_64"], people) == pytest.approx(people[:, 3:13].sum(), abs=1e-6)
    assert in_band(BAND["age_75"], people) == pytest.approx(people[:, 15:].sum(), abs=1e-6)
    assert in_band(BAND["age_85"], people) == pytest.approx(people[:, 17].sum())


def test_men_work_five_years_longer():
    men, women = np.zeros((2, 18)), np.zeros((2, 18))
    men[0, 12], women[1, 12] = 100, 100
    assert in_band(BAND["working"], men) == pytest.approx(100)
    assert in_band(BAND["working"], women) == 0


@pytest.mark.parametrize(
    ("band", "years", "share"),
    [("age_0_2", 1, 1 / 3), ("age_0_2", 6, 1.0), ("age_7_14", 6, 0.0), ("age_7_14", 11, 0.5)],
)
def test_the_unborn_enter_a_band_from_below(band, years, share):
    assert unborn_share(BAND[band], years) == pytest.approx(share)


def test_the_old_are_all_born():
    assert unborn_share(BAND["age_75"], 50) == 0


def test_fertility_grows_less_certain_with_time():
    widths = [fertility_width(years, 0.8) for years in range(17)]
    assert widths[0] == 0
    assert (np.diff(widths) >= 0).all()
    assert fertility_width(5, 0.95) > fertility_width(5, 0.8)


def test_children_not_yet_born_are_less_certain_than_those_who_are():
    count, total = np.array(500.0), np.array(20_000.0)
    schools = half_width(BAND["age_7_14"], count, total, 6, WIDTH)
    cradles = half_width(BAND["age_0_2"], count, total, 6, WIDTH)
    assert cradles > schools > WIDTH.at(total, np.asarray(6))
    assert half_width(BAND["age_0_2"], count, total, 0, WIDTH) == 0


def test_ages_that_move_are_less_certain():
    assert restlessness(BAND["working"]) > restlessness(BAND["age_75"]) == 1.0


@given(st.floats(100, 1e6), st.integers(1, 15))
def test_widths_grow_with_time_and_meet_at_the_anchor(persons, years):
    near, far = (WIDTH.at(np.array(persons), np.array(h)) for h in (years, years + 1))
    assert far > near
    assert WIDTH.at(np.array(persons), np.array(4)) == pytest.approx(0.02)
    assert WIDTH.at(np.array(persons), np.array(0)) == 0


def test_small_counts_are_pulled_further():
    observed, expected = np.array([0.0, 40.0, 1000.0]), np.array([2.0, 20.0, 1010.0])
    ratio = shrunken_ratio(np.tile(observed, 20), np.tile(expected, 20))[:3]
    common = observed.sum() / expected.sum()
    assert observed[0] / expected[0] < ratio[0] < common
    pulls = np.abs(ratio - observed / expected)
    assert pulls[0] > pulls[1] > pulls[2]


@given(arrays(float, 12, elements=st.floats(1, 500)), st.integers(0, 2**32 - 1))
def test_ratios_lie_between_their_own_and_the_common_one(expected, seed):
    observed = np.random.default_rng(seed).poisson(expected).astype(float)
    ratio = shrunken_ratio(observed, expected)
    common = observed.sum() / expected.sum()
    low, high = np.minimum(observed / expected, common), np.maximum(observed / expected, common)
    assert ((ratio >= low - 1e-9) & (ratio <= high + 1e-9)).all()


def test_chance_alone_leaves_the_common_ratio():
    expected = np.full(400, 30.0)
    observed = expected.copy()
    assert shrunken_ratio(observed, expected) == pytest.approx(np.ones(400))


def test_unknown_counts_get_the_common_ratio():
    observed, expected = np.array([np.nan, 20.0, 5.0]), np.array([10.0, 10.0, 0.0])
    assert shrunken_ratio(observed, expected)[[0, 2]] == pytest.approx([2.0, 2.0])
    assert shrunken_ratio(np.array([np.nan]), np.array([1.0])).tolist() == [1.0]


def test_means_with_more_noise_are_pulled_further():
    values = np.array([-1.0, 1.0, -1.0, 1.0])
    pulled = shrunken_mean(values, np.array([0.1, 0.1, 0.5, 0.5]), np.ones(4))
    assert abs(pulled[2]) < abs(pulled[0]) < 1
    assert shrunken_mean(values, np.full(4, 9.0), np.ones(4)) == pytest.approx(np.zeros(4))


@given(st.floats(0, 1e6))
def test_rough_numbers_are_near(persons):
    assert abs(rough(persons) - persons) <= max(2.5, 0.005 * persons) + 1e-9
