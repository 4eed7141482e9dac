"""The exact distribution against counting every order and against scipy."""

from __future__ import annotations

from itertools import combinations, permutations, product

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.dynamics.kendall import discordance, p_value, trimmed


def inversions(order) -> int:
    return sum(a > b for a, b in combinations(order, 2))


def counted(points) -> np.ndarray:
    """Share of all orders with at most d inversions, by looking at each order."""
    each = [[inversions(o) for o in permutations(range(n))] for n in points]
    sums = np.array([sum(one) for one in product(*each)])
    pairs = sum(n * (n - 1) // 2 for n in points)
    return np.array([(sums <= d).mean() for d in range(pairs + 1)])


@pytest.mark.parametrize("points", [(1,), (2,), (4,), (5,), (3, 4), (2, 2, 3), (4, 1)])
def test_the_distribution_is_that_of_all_orders(points):
    np.testing.assert_allclose(discordance(points), counted(points), rtol=1e-12)


@given(st.permutations(range(9)))
def test_p_values_are_those_of_scipy(order):
    expected = scipy.stats.kendalltau(range(9), order, method="exact").pvalue
    score = 36 - 2 * inversions(order)
    assert p_value((9,), score) == pytest.approx(expected, rel=1e-9)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=4))
def test_the_distribution_rises_to_one_and_is_symmetric(points):
    chance = discordance(tuple(points))
    density = np.diff(chance, prepend=0)
    assert chance[-1] == pytest.approx(1)
    np.testing.assert_allclose(density, density[::-1], atol=1e-12)


def test_four_points_can_never_prove_a_trend_and_five_can():
    assert p_value((4,), 6) > 0.05
    assert trimmed((4,), 0.95) == 0
    assert p_value((5,), 10) < 0.05
    assert trimmed((5,), 0.95) == 1


def test_two_segments_of_four_points_together_can():
    assert trimmed((4, 4), 0.95) > 0


@given(st.integers(2, 12), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_interval_covers_at_least_what_was_asked(n, confidence):
    k = trimmed((n,), confidence)
    chance = discordance((n,))
    if k:
        assert 1 - 2 * chance[k - 1] >= confidence - 1e-12
    assert 1 - 2 * chance[k] < confidence


def test_no_pairs_tell_nothing():
    assert p_value((1,), 0) == 1.0
    assert p_value((), 0) == 1.0
