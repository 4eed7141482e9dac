from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite.error_propagation import deviations
from terytoria.diagnosis.composite.normalisation import NORMALISATIONS, minmax
from terytoria.diagnosis.composite.outliers import OUTLIERS, OutlierLimits

NAN = np.nan


@given(st.integers(0, 1000), st.floats(0.01, 3), st.sampled_from([1.0, -1.0]))
@settings(deadline=None)
def test_a_linear_map_scales_the_error(seed: int, error: float, sign: float) -> None:
    raw = np.random.default_rng(seed).normal(50, 10, size=(30, 2))
    found = deviations(raw, minmax(raw * sign), np.full(raw.shape, error))
    expected = error * 100 / np.ptp(raw, axis=0)
    reach = (raw - error > raw.min(axis=0)) & (raw + error < raw.max(axis=0))
    np.testing.assert_allclose(found[reach], np.broadcast_to(expected, raw.shape)[reach])
    assert (found <= expected * (1 + 1e-9)).all()


def test_extremes_move_inward_only() -> None:
    raw = np.array([[0.0], [10.0], [4.0]])
    found = deviations(raw, minmax(raw), np.full((3, 1), 1.0))
    assert found.ravel().tolist() == [5.0, 5.0, 10.0]


def test_a_winsorised_value_is_certain_while_its_error_is_small() -> None:
    raw = np.append(np.arange(30.0), 1000.0)[:, None]
    treated = OUTLIERS["winsorise"](raw, OutlierLimits()).values
    found = deviations(raw, minmax(treated), np.full(raw.shape, 2.0))
    assert found[-1, 0] == 0.0
    assert found[10, 0] == pytest.approx(2 / 29 * 100)


def test_ranks_move_by_the_neighbours_an_error_reaches() -> None:
    raw = np.arange(11.0)[:, None]
    found = deviations(raw, NORMALISATIONS["rank"](raw), np.full((11, 1), 2.0))
    assert found[5, 0] == pytest.approx(20.0)


def test_unknown_errors_missing_and_constant_columns_are_zero() -> None:
    raw = np.array([[1.0, 1.0, 5.0], [2.0, NAN, 5.0], [3.0, 3.0, 5.0]])
    scaled = minmax(raw)
    errors = np.array([[0.0, 1.0, 1.0]] * 3)
    found = deviations(raw, scaled, errors)
    assert found[:, 0].tolist() == [0.0, 0.0, 0.0]
    assert found[1, 1] == 0.0
    assert found[:, 2].tolist() == [0.0, 0.0, 0.0]


def test_equal_values_have_equal_errors() -> None:
    raw = np.array([[1.0], [5.0], [5.0], [9.0]])
    found = deviations(raw, minmax(raw), np.full((4, 1), 1.0))
    assert found[1, 0] == found[2, 0]
