"""The small functions behind each step: imputation, outliers, normalisation, ranks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from terytoria.diagnosis.composite.aggregation import AGGREGATIONS
from terytoria.diagnosis.composite.imputation import IMPUTATIONS
from terytoria.diagnosis.composite.moments import skewness_kurtosis
from terytoria.diagnosis.composite.normalisation import NORMALISATIONS, minmax, positive
from terytoria.diagnosis.composite.outliers import OUTLIERS, OutlierLimits
from terytoria.diagnosis.composite.products import Blocks
from terytoria.diagnosis.composite.ranking import rank_rows

NAN = np.nan
tables = arrays(
    np.float64,
    st.tuples(st.integers(4, 20), st.integers(1, 4)),
    elements=st.integers(-1000, 1000).map(float),
)


class TestImputation:
    x = np.array([[1.0], [3.0], [NAN], [100.0], [NAN], [NAN]])
    groups = np.array([0, 0, 0, 1, 2, -1])

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("group_mean", [2.0, 104 / 3, 104 / 3]),  # no peers: the mean of all
            ("group_median", [2.0, 3.0, 3.0]),
            ("mean", [104 / 3] * 3),
            ("median", [3.0] * 3),
        ],
    )
    def test_missing_cells(self, name: str, expected: list[float]) -> None:
        filled = IMPUTATIONS[name](self.x, self.groups)
        np.testing.assert_allclose(filled[[2, 4, 5], 0], expected)
        np.testing.assert_array_equal(filled[[0, 1, 3]], self.x[[0, 1, 3]])

    def test_none_keeps_the_gaps(self) -> None:
        assert np.isnan(IMPUTATIONS["none"](self.x, self.groups)).sum() == 3

    def test_an_empty_column_stays_empty_without_a_warning(self) -> None:
        x = np.full((3, 1), NAN)
        assert np.isnan(IMPUTATIONS["group_median"](x, np.zeros(3, dtype=int))).all()


class TestMoments:
    @given(tables)
    @settings(deadline=None)
    def test_against_scipy(self, x: np.ndarray) -> None:
        skew, kurt = skewness_kurtosis(x)
        for column in range(x.shape[1]):
            if np.ptp(x[:, column]) == 0:
                assert (skew[column], kurt[column]) == (0.0, 0.0)
                continue
            own = x[:, column]
            assert skew[column] == pytest.approx(stats.skew(own, bias=False), abs=1e-8)
            assert kurt[column] == pytest.approx(stats.kurtosis(own, bias=False), abs=1e-7)

    def test_missing_cells_are_ignored(self) -> None:
        x = np.array([[1.0], [NAN], [2.0], [3.0], [9.0], [NAN]])
        expected = skewness_kurtosis(x[~np.isnan(x)][:, None])
        np.testing.assert_allclose(skewness_kurtosis(x), expected)

    def test_huge_and_tiny_values_do_not_overflow(self) -> None:
        shape = np.array([[1.0], [2.0], [3.0], [4.0], [50.0]])
        for scale in (1e-90, 1e90):
            np.testing.assert_allclose(skewness_kurtosis(shape * scale), skewness_kurtosis(shape))


class TestOutliers:
    limits = OutlierLimits()
    regular = np.arange(30.0)

    def test_a_quiet_column_is_left_alone(self) -> None:
        for treat in OUTLIERS.values():
            treated = treat(self.regular[:, None], self.limits)
            np.testing.assert_array_equal(treated.values[:, 0], self.regular)
            assert treated.steps.tolist() == [0]

    @pytest.mark.parametrize("sign", [1, -1])
    def test_one_outlier_moves_to_its_neighbour_on_either_side(self, sign: int) -> None:
        x = sign * np.append(self.regular, 1000.0)[:, None]
        treated = OUTLIERS["reference"](x, self.limits)
        assert treated.values[-1, 0] == sign * 29.0
        assert treated.steps.tolist() == [1]
        assert not treated.logged.any()

    def test_many_outliers_take_the_logarithm_of_the_original(self) -> None:
        x = np.append(np.arange(300.0), 10.0 ** np.arange(4, 12))[:, None]
        treated = OUTLIERS["reference"](x, self.limits)
        assert treated.logged.tolist() == [True]
        spread = x.max() - x.min()
        np.testing.assert_allclose(treated.values, np.log(x - x.min() + 0.01 * spread))
        assert OUTLIERS["winsorise"](x, self.limits).steps.tolist() == [5]

    def test_equal_extremes_move_together(self) -> None:
        x = np.append(np.arange(60.0), [5000.0, 5000.0])[:, None]
        treated = OUTLIERS["reference"](x, self.limits)
        assert treated.values[-2:, 0].tolist() == [59.0, 59.0]
        assert treated.steps.tolist() == [1]

    @given(tables)
    @settings(deadline=None)
    def test_treatment_never_reverses_an_order(self, x: np.ndarray) -> None:
        for treat in OUTLIERS.values():
            values = treat(x, self.limits).values
            for column in range(x.shape[1]):
                order = np.argsort(x[:, column], kind="stable")
                assert (np.diff(values[order, column]) >= 0).all()


class TestNormalisation:
    @given(tables, st.floats(0.1, 100), st.floats(-100, 100))
    @settings(deadline=None)
    def test_affine_changes_do_not_matter(self, x: np.ndarray, by: float, add: float) -> None:
        for name in ("minmax", "zscore"):
            once = NORMALISATIONS[name](x)
            np.testing.assert_allclose(NORMALISATIONS[name](x * by + add), once, atol=1e-7)

    @given(tables)
    @settings(deadline=None)
    def test_order_is_kept_and_constants_are_left_out(self, x: np.ndarray) -> None:
        for scale in NORMALISATIONS.values():
            z = scale(x)
            for column in range(x.shape[1]):
                if np.ptp(x[:, column]) == 0:
                    assert np.isnan(z[:, column]).all()
                    continue
                order = np.argsort(x[:, column], kind="stable")
                assert (np.diff(z[order, column]) >= -1e-12).all()

    @given(tables)
    @settings(deadline=None)
    def test_a_flip_mirrors_minmax_and_rank(self, x: np.ndarray) -> None:
        for name in ("minmax", "rank"):
            flipped = NORMALISATIONS[name](-x)
            np.testing.assert_allclose(flipped, 100 - NORMALISATIONS[name](x), atol=1e-9)

    def test_missing_cells_stay_missing(self) -> None:
        x = np.array([[1.0], [NAN], [3.0], [2.0]])
        for scale in NORMALISATIONS.values():
            assert np.isnan(scale(x)).ravel().tolist() == [False, True, False, False]

    def test_ranges(self) -> None:
        x = np.array([[2.0], [8.0], [4.0]])
        assert minmax(x).ravel().tolist() == pytest.approx([0, 100, 100 / 3])
        assert (positive(x).min(), positive(x).max()) == (1.0, 100.0)
        assert NORMALISATIONS["distance_to_max"](x).ravel().tolist() == [25, 100, 50]
        z = NORMALISATIONS["zscore"](x)
        assert (z.mean(), z.std(ddof=1)) == (pytest.approx(0), pytest.approx(1))


class TestRanks:
    @given(
        arrays(
            np.float64,
            st.tuples(st.integers(1, 4), st.integers(1, 30)),
            elements=st.integers(0, 6).map(float),
        )
    )
    @settings(deadline=None)
    def test_ties_are_broken_by_place(self, scores: np.ndarray) -> None:
        for row, ranks in zip(scores, rank_rows(scores), strict=True):
            order = sorted(range(len(row)), key=lambda place: (-row[place], place))
            assert [ranks[place] for place in order] == list(range(1, len(row) + 1))

    def test_missing_scores_come_last(self) -> None:
        ranks = rank_rows(np.array([[NAN, 1.0, 2.0], [NAN, NAN, NAN]]))
        assert ranks.tolist() == [[3, 2, 1], [1, 2, 3]]

    def test_rounding_does_not_decide(self) -> None:
        assert rank_rows(np.array([[0.1 + 0.2, 0.3, 1.0, 0.0]])).tolist() == [[2, 3, 1, 4]]


@pytest.mark.parametrize("name", list(AGGREGATIONS))
def test_generators_invert_and_slopes_are_derivatives(name: str) -> None:
    mean, x = AGGREGATIONS[name], np.array([0.5, 3.0, 90.0])
    np.testing.assert_allclose(mean.inverse(mean.forward(x)), x)
    step = 1e-6 * x
    slope = (mean.forward(x + step) - mean.forward(x - step)) / (2 * step)
    np.testing.assert_allclose(mean.slope(x), slope, rtol=1e-6)


@given(st.integers(1, 150), st.integers(1, 9), st.integers(1, 150))
@settings(deadline=None)
def test_block_products_are_products(units: int, width: int, runs: int) -> None:
    random = np.random.default_rng(units * 1000 + runs)
    matrix, weights = random.random((units, width)), random.random((runs, width))
    np.testing.assert_allclose(Blocks(matrix).times(weights), weights @ matrix.T, rtol=1e-12)


def test_equal_rows_give_equal_bits() -> None:
    random = np.random.default_rng(5)
    matrix = np.tile(random.random(49), (131, 1))
    sums = Blocks(matrix).times(random.random((77, 49)))
    assert (sums == sums[:, :1]).all()
