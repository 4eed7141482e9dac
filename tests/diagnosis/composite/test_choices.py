from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite import Choices, CompositeOptions
from terytoria.diagnosis.composite.choices import low_discrepancy, runs_at

METHODS = (("a", "b", "c"), ("d",), ("e", "f"), ("g",))


@given(st.integers(1, 300), st.integers(0, 50), st.floats(0, 0.9))
@settings(deadline=None)
def test_runs_stay_within_their_limits(count: int, seed: int, jitter: float) -> None:
    weights = np.array([1.0, 2.0, 0.0])
    runs = runs_at(low_discrepancy(count, 7, seed), METHODS, weights, jitter)
    assert len(runs) == count
    assert runs.methods.min() >= 0
    assert (runs.methods.max(axis=0) <= [2, 0, 1, 0]).all()
    assert (runs.weights >= weights[:, None] * (1 - jitter)).all()
    assert (runs.weights <= weights[:, None] * (1 + jitter)).all()
    assert (runs.weights[2] == 0).all()


def test_the_edge_of_the_cube_is_the_last_method() -> None:
    runs = runs_at(np.ones((1, 5)), METHODS, np.array([1.0]), 0.5)
    assert runs.methods.tolist() == [[2, 0, 1, 0]]
    assert runs.weights.tolist() == [[1.5]]


def test_every_combination_takes_an_even_part() -> None:
    runs = runs_at(low_discrepancy(1536, 5, seed=3), METHODS, np.array([1.0]), 0.1)
    _, counts = np.unique(runs.methods, axis=0, return_counts=True)
    assert len(counts) == 6
    assert counts.max() - counts.min() <= 0.1 * 256


def test_points_are_even_and_seeded() -> None:
    points = low_discrepancy(1024, 6, seed=4)
    np.testing.assert_allclose(points.mean(axis=0), 0.5, atol=0.002)
    for column in points.T:
        assert (np.histogram(column, bins=16, range=(0, 1))[0] == 64).all()
    np.testing.assert_array_equal(points, low_discrepancy(1024, 6, seed=4))
    assert (points != low_discrepancy(1024, 6, seed=5)).any()


def test_more_runs_begin_with_the_same_points() -> None:
    np.testing.assert_array_equal(low_discrepancy(100, 3, 1), low_discrepancy(1000, 3, 1)[:100])


@pytest.mark.parametrize("aggregation", ["arithmetic", "harmonic"])
def test_the_nominal_method_comes_first_and_once(aggregation: str) -> None:
    methods = Choices().methods(CompositeOptions(aggregation=aggregation))
    assert methods[3][0] == aggregation
    assert len(set(methods[3])) == len(methods[3])


def test_nothing_leaves_one_combination() -> None:
    methods = Choices.nothing().methods(CompositeOptions())
    assert [len(names) for names in methods] == [1, 1, 1, 1]
