from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite import (
    Choices,
    CompositeData,
    CompositeError,
    CompositeOptions,
    Hierarchy,
    Node,
    SensitivityOptions,
    assess_sensitivity,
)
from terytoria.diagnosis.composite.sobol import estimate, saltelli_points, sobol_indices

TREE = Hierarchy.build([*(Node(code, 1, "t") for code in "abcd"), Node("t", 2, None, name="T")])
PLAIN = CompositeOptions(outliers="none")


def sample(units: int = 40, missing: float = 0.0) -> CompositeData:
    random = np.random.default_rng(3)
    values = np.exp(random.normal(0, 1, size=(units, 4)))
    values[2:][random.random((units - 2, 4)) < missing] = np.nan
    codes = tuple(f"u{row:03d}" for row in range(units))
    groups = {"g": tuple("xy"[row % 2] for row in range(units))}
    return CompositeData(codes, tuple("abcd"), values, groups=groups)


def ishigami(points: np.ndarray) -> np.ndarray:
    x = (2 * points - 1) * math.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_ishigami_function_has_its_analytic_indices() -> None:
    v1 = 0.5 * (1 + 0.1 * math.pi**4 / 5) ** 2
    v2, v13 = 49 / 8, 0.01 * math.pi**8 * (1 / 18 - 1 / 50)
    variance = v1 + v2 + v13
    found = sobol_indices(ishigami, [1, 1, 1], base=2**13)
    assert found.variance == pytest.approx(variance, rel=0.02)
    np.testing.assert_allclose(found.first, np.array([v1, v2, 0]) / variance, atol=0.02)
    np.testing.assert_allclose(found.total, np.array([v1 + v13, v2, v13]) / variance, atol=0.02)
    assert (found.first_low <= found.first).all()
    assert (found.first <= found.first_high).all()
    assert (found.total_low <= found.total).all()
    assert (found.total <= found.total_high).all()


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=5))
@settings(max_examples=8, deadline=None)
def test_linear_function_shares_its_variance_by_squares(slopes: list[float]) -> None:
    weights = np.array(slopes)
    found = sobol_indices(lambda points: points @ weights, [1] * len(slopes), base=2048)
    expected = weights**2 / (weights**2).sum()
    np.testing.assert_allclose(found.first, expected, atol=0.03)
    np.testing.assert_allclose(found.total, expected, atol=0.03)


def test_coordinates_of_a_factor_move_together() -> None:
    found = sobol_indices(lambda x: x[:, 0] * x[:, 1] + x[:, 2], [2, 1], base=4096)
    inner = 7 / 144
    total = inner + 1 / 12
    np.testing.assert_allclose(found.first, [inner / total, 1 / 12 / total], atol=0.02)


def test_bands_cover_the_truth_about_as_often_as_they_say() -> None:
    covered = 0
    for seed in range(20):
        found = sobol_indices(lambda x: x @ np.array([1.0, 2.0]), [1, 1], base=128, seed=seed)
        covered += int(found.total_low[0] <= 0.2 <= found.total_high[0])
    assert covered >= 16


def test_an_output_that_never_varies_has_zero_indices() -> None:
    found = estimate(np.full((4, 16), 7.0), seed=1)
    assert found.total.tolist() == [0.0, 0.0]
    assert found.variance == 0.0


def test_design_swaps_one_factor_at_a_time() -> None:
    points = saltelli_points([1, 2, 1], base=8, seed=2)
    np.testing.assert_array_equal(points[3][:, [0, 3]], points[0][:, [0, 3]])
    np.testing.assert_array_equal(points[3][:, 1:3], points[1][:, 1:3])
    with pytest.raises(CompositeError, match="power of two"):
        saltelli_points([1], base=100, seed=1)


class TestComposite:
    def test_only_what_varies_is_a_factor(self) -> None:
        options = SensitivityOptions(base=64)
        complete = assess_sensitivity(sample(), TREE, PLAIN, options)
        assert complete.factors == ("outliers", "normalisation", "aggregation", "weights")
        gaps = assess_sensitivity(sample(missing=0.1), TREE, PLAIN, options)
        assert gaps.factors[0] == "imputation"
        noisy = replace(sample(), errors=np.full((40, 4), 0.1))
        assert assess_sensitivity(noisy, TREE, PLAIN, options).factors[-1] == "data_error"
        assert complete.runs == 64 * 6

    def test_a_single_factor_explains_everything(self) -> None:
        choices = replace(Choices.nothing(), jitter=0.5)
        found = assess_sensitivity(
            sample(), TREE, PLAIN, SensitivityOptions(base=512, choices=choices, unit="u005")
        )
        assert found.factors == ("weights",)
        assert found.indices.total[0] == pytest.approx(1, abs=0.1)
        assert found.indices.first[0] == pytest.approx(1, abs=0.1)

    def test_data_error_alone_explains_everything(self) -> None:
        noisy = replace(sample(), errors=np.full((40, 4), 0.3))
        choices = replace(Choices.nothing(), data_error=True)
        found = assess_sensitivity(
            noisy, TREE, PLAIN, SensitivityOptions(base=1024, choices=choices, unit="u005")
        )
        assert found.factors == ("data_error",)
        assert found.indices.total[0] == pytest.approx(1, abs=0.15)

    def test_stronger_jitter_matters_more(self) -> None:
        shares = []
        for jitter in (0.02, 0.9):
            choices = replace(Choices(), jitter=jitter)
            found = assess_sensitivity(
                sample(), TREE, PLAIN, SensitivityOptions(base=256, choices=choices)
            )
            shares.append(found.indices.total[found.factors.index("weights")])
        assert shares[0] < shares[1]

    def test_nothing_uncertain(self) -> None:
        options = SensitivityOptions(base=16, choices=Choices.nothing())
        found = assess_sensitivity(sample(), TREE, PLAIN, options)
        assert found.factors == ()
        assert found.table().height == 0
        assert found.explain() == "Wynik nie zależy od żadnego z badanych wyborów."

    def test_table_and_explanation(self) -> None:
        found = assess_sensitivity(sample(), TREE, PLAIN, SensitivityOptions(base=128))
        table = found.table()
        assert table.columns[0] == "factor"
        assert (table["total_low"] <= table["total_high"]).all()
        assert found.explain().startswith("Na wynik najbardziej wpływa")
        assert "Przeciętna zmiana miejsca: " in found.explain()

    def test_threads_change_nothing(self) -> None:
        one, two = (
            assess_sensitivity(sample(), TREE, PLAIN, SensitivityOptions(base=128, threads=count))
            for count in (1, 2)
        )
        np.testing.assert_array_equal(one.indices.total, two.indices.total)

    def test_unknown_unit_and_wrong_base(self) -> None:
        with pytest.raises(CompositeError, match="no unit 'x'"):
            assess_sensitivity(sample(), TREE, PLAIN, SensitivityOptions(unit="x"))
        with pytest.raises(CompositeError, match="power of two"):
            SensitivityOptions(base=100)
