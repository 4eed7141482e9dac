from __future__ import annotations

import os
import subprocess
import sys
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
    Uncertainty,
    UncertaintyOptions,
    assess_uncertainty,
    compose,
)
from terytoria.diagnosis.composite.choices import low_discrepancy, runs_at
from terytoria.diagnosis.composite.ensemble import Ensemble
from terytoria.diagnosis.composite.error_propagation import deviations

NAN = np.nan
PLAIN = CompositeOptions(outliers="none")
NOTHING = Choices.nothing()
TREE = Hierarchy.build(
    [
        *(Node(code, 1, "p") for code in "abc"),
        *(Node(code, 1, "q", weight=2.0, direction=-1) for code in "de"),
        Node("p", 2, "top", weight=3.0),
        Node("q", 2, "top"),
        Node("top", 3, None),
    ]
)


def sample(seed: int = 1, units: int = 20, missing: float = 0.0) -> CompositeData:
    random = np.random.default_rng(seed)
    values = random.normal(50, 10, size=(units, 5))
    gaps = random.random((units, 5)) < missing
    values[2:][gaps[2:]] = NAN
    groups = {"g": tuple("xy"[row % 2] for row in range(units))}
    codes = tuple(f"u{row:03d}" for row in range(units))
    return CompositeData(codes, tuple("abcde"), values, groups=groups)


def assess(data: CompositeData, choices: Choices, **more: object) -> Uncertainty:
    options = UncertaintyOptions(choices=choices, **{"runs": 64, **more})  # type: ignore[arg-type]
    return assess_uncertainty(data, TREE, PLAIN, options)


@given(st.integers(0, 1000), st.sampled_from([0.0, 0.2]))
@settings(deadline=None, max_examples=40)
def test_without_uncertainty_every_band_is_the_nominal_rank(seed: int, missing: float) -> None:
    data = sample(seed, missing=missing)
    found, built = assess(data, NOTHING, runs=8), compose(data, TREE, PLAIN)
    for band in (found.rank, found.rank_low, found.rank_median, found.rank_high):
        np.testing.assert_array_equal(band, built.rank_of("top"))
    for score in (found.score_low, found.score_high):
        np.testing.assert_allclose(score, built.of("top"), rtol=1e-6)


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_bands_widen_with_jitter_and_hold_the_nominal(seed: int) -> None:
    data = sample(seed)
    narrow, wide = (assess(data, replace(NOTHING, jitter=by)) for by in (0.001, 0.6))
    assert (narrow.rank_low <= narrow.rank).all()
    assert (narrow.rank <= narrow.rank_high).all()
    spread = (wide.rank_high - wide.rank_low).sum()
    assert spread >= (narrow.rank_high - narrow.rank_low).sum()
    assert (wide.score_low <= wide.score_median).all()
    assert (wide.score_median <= wide.score_high).all()


@pytest.mark.parametrize("imputation", ["group_mean", "none"])
@pytest.mark.parametrize("aggregation", ["arithmetic", "geometric", "harmonic"])
def test_every_run_is_the_construction_with_its_own_weights(
    imputation: str, aggregation: str
) -> None:
    data = sample(3, missing=0.2)
    options = replace(PLAIN, imputation=imputation, aggregation=aggregation, screening=0.0)
    choices = replace(NOTHING, jitter=0.5)
    ensemble = Ensemble(data, TREE, options, choices, node="top")
    points = low_discrepancy(70, 4 + len(TREE.nodes), seed=5)
    runs = runs_at(points, ensemble.methods, ensemble.weights, 0.5)
    scores = np.empty((70, 20))

    def keep(places: np.ndarray, some: np.ndarray, ranks: np.ndarray) -> None:
        assert ranks.shape == some.shape
        scores[places] = some

    ensemble.evaluate(runs, keep)
    for run in range(0, 70, 9):
        nodes = [
            replace(node, weight=float(weight))
            for node, weight in zip(TREE.nodes, runs.weights[:, run], strict=True)
        ]
        own = compose(data, Hierarchy.build(nodes), options)
        np.testing.assert_allclose(scores[run], own.of("top"), rtol=1e-9)


def test_every_run_is_the_construction_with_its_own_methods() -> None:
    data = sample(4, units=40, missing=0.1)
    data = replace(data, values=np.exp(data.values / 6))
    choices = replace(Choices(), jitter=0.0)
    found = assess_uncertainty(data, TREE, PLAIN, UncertaintyOptions(runs=256, choices=choices))
    seen = {row.tobytes() for row in found.runs.astype(np.int64)}
    methods = choices.methods(PLAIN)
    expected = set()
    for imputation in methods[0]:
        for outliers in methods[1]:
            for normalisation in methods[2]:
                for aggregation in methods[3]:
                    own = CompositeOptions(
                        imputation=imputation,
                        outliers=outliers,
                        normalisation=normalisation,
                        aggregation=aggregation,
                    )
                    expected.add(compose(data, TREE, own).rank_of("top").tobytes())
    assert seen == expected


def test_a_constant_column_matches_the_construction() -> None:
    data = sample(6)
    values = data.values.copy()
    values[:, :3] = 1.0  # the whole of p
    flat = replace(data, values=values)
    found, built = assess(flat, NOTHING), compose(flat, TREE, PLAIN)
    np.testing.assert_allclose(found.score_median, built.of("q"), rtol=1e-6)
    np.testing.assert_array_equal(found.rank_high, built.rank_of("top"))


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_probabilities_are_antisymmetric(seed: int) -> None:
    found = assess(sample(seed), replace(NOTHING, jitter=0.5))
    above = found.probability_above()
    np.testing.assert_allclose(above + above.T, 1.0)
    assert above.shape == (20, 20)
    some = found.probability_above(["u003", "u001"])
    assert some[0, 1] == above[3, 1]
    direct = (found.runs[:, 3] < found.runs[:, 1]).mean()
    assert some[0, 1] == pytest.approx(direct)


def test_quarters_are_shares_of_runs() -> None:
    found = assess(sample(), replace(NOTHING, jitter=0.5))
    assert found.top_share.sum() == pytest.approx(5)
    assert found.bottom_share.sum() == pytest.approx(5)
    best = int(np.argmin(found.rank))
    assert found.top_share[best] > 0.9


def test_threads_and_order_of_units_change_nothing() -> None:
    data = replace(sample(2, units=150, missing=0.1), errors=np.full((150, 5), 2.0))
    one, three = (assess(data, Choices(), runs=500, threads=count) for count in (1, 3))
    np.testing.assert_array_equal(one.runs, three.runs)
    np.testing.assert_array_equal(one.score_low, three.score_low)
    rows = np.random.default_rng(1).permutation(150)
    shuffled = CompositeData(
        tuple(data.units[row] for row in rows),
        data.indicators,
        data.values[rows],
        groups={"g": tuple(data.groups["g"][row] for row in rows)},
        errors=np.full((150, 5), 2.0),
    )
    again = assess(shuffled, Choices(), runs=500)
    assert again.units == one.units
    assert (again.runs != one.runs).mean() < 1e-3  # sums in another order may differ in a last bit


SCRIPT = """
import hashlib
import numpy as np
from terytoria.diagnosis.composite import *
random = np.random.default_rng(1)
nodes = [Node(f"i{k}", 1, "t") for k in range(60)] + [Node("t", 2, None)]
codes = tuple(f"u{k:04d}" for k in range(700))
data = CompositeData(codes, tuple(f"i{k}" for k in range(60)), random.normal(size=(700, 60)))
found = assess_uncertainty(data, Hierarchy.build(nodes), None, UncertaintyOptions(runs=300))
print(hashlib.sha256(found.runs.tobytes() + found.score_low.tobytes()).hexdigest())
"""


def test_threads_of_linear_algebra_change_nothing() -> None:
    answers = set()
    for count in ("1", "2"):
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": count, "OMP_NUM_THREADS": count}
        command = [sys.executable, "-c", SCRIPT]
        done = subprocess.run(command, env=environment, check=True, capture_output=True)
        answers.add(done.stdout)
    assert len(answers) == 1


def test_seed_decides() -> None:
    data, choices = sample(), replace(NOTHING, jitter=0.5)
    first, again, other = (assess(data, choices, seed=seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first.runs, again.runs)
    assert (first.runs != other.runs).any()


class TestDataError:
    def test_spread_of_scores_is_the_formula(self) -> None:
        data = sample(5, units=60)
        errors = np.full(data.values.shape, 0.5)
        found = assess(replace(data, errors=errors), replace(NOTHING, data_error=True), runs=4096)
        shares = TREE.effective_weights(TREE.weights, len(TREE.nodes) - 1)
        built = compose(data, TREE, PLAIN)
        slope = deviations(data.values, built.scores[:, :5], errors)
        expected = np.sqrt((slope**2 * shares**2).sum(axis=1))
        spread = (found.score_high - found.score_low) / (2 * 1.6449)
        np.testing.assert_allclose(spread, expected, rtol=0.1)

    @pytest.mark.parametrize("aggregation", ["arithmetic", "geometric"])
    def test_against_repeated_constructions_with_disturbed_data(self, aggregation: str) -> None:
        data = sample(5, units=60)
        errors = np.full(data.values.shape, 0.5)
        options = replace(PLAIN, aggregation=aggregation)
        random = np.random.default_rng(9)
        tried = [
            compose(
                replace(data, values=data.values + random.normal(0, 0.5, data.values.shape)),
                TREE,
                options,
            ).of("top")
            for _ in range(400)
        ]
        choices = replace(NOTHING, data_error=True)
        found = assess_uncertainty(
            replace(data, errors=errors),
            TREE,
            options,
            UncertaintyOptions(runs=4096, choices=choices),
        )
        spread = (found.score_high - found.score_low) / (2 * 1.6449)
        inner = (data.values > np.sort(data.values, axis=0)[2]) & (
            data.values < np.sort(data.values, axis=0)[-3]
        )
        rows = inner.all(axis=1)
        ratio = spread[rows] / np.std(tried, axis=0)[rows]
        assert 0.8 < np.median(ratio) < 1.2

    def test_an_unknown_error_counts_as_none(self) -> None:
        data = replace(sample(), errors=np.full((20, 5), NAN))
        found = assess(data, replace(NOTHING, data_error=True))
        np.testing.assert_array_equal(found.rank_low, found.rank_high)

    def test_error_works_where_cells_are_missing(self) -> None:
        data = replace(sample(missing=0.2), errors=np.full((20, 5), 5.0))
        options = replace(PLAIN, imputation="none", screening=0.0)
        choices = replace(NOTHING, data_error=True)
        found = assess_uncertainty(
            data, TREE, options, UncertaintyOptions(runs=200, choices=choices)
        )
        assert (found.rank_high > found.rank_low).any()


class TestDegenerate:
    def test_one_unit(self) -> None:
        found = assess(sample(units=1), Choices())
        assert found.rank_low.tolist() == [1]
        assert found.probability_above().tolist() == [[0.5]]
        assert found.table()["score"].to_list() == [None]

    def test_one_run(self) -> None:
        found = assess(sample(), Choices(), runs=1)
        np.testing.assert_array_equal(found.rank_low, found.rank_high)

    def test_another_node(self) -> None:
        data = sample()
        found = assess_uncertainty(
            data, TREE, PLAIN, UncertaintyOptions(choices=NOTHING, runs=4), node="q"
        )
        np.testing.assert_allclose(found.score_low, compose(data, TREE, PLAIN).of("q"), rtol=1e-6)
        with pytest.raises(CompositeError, match="no node 'z'"):
            assess_uncertainty(data, TREE, node="z")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"runs": 0}, "from 1"),
        ({"seed": -1}, "seed=-1"),
        ({"low": 60.0}, "around 50"),
        ({"threads": 0}, "1 or more"),
    ],
)
def test_wrong_options_name_the_remedy(change: dict[str, object], message: str) -> None:
    with pytest.raises(CompositeError, match=message):
        UncertaintyOptions(**change)  # type: ignore[arg-type]


def test_wrong_choices_name_the_remedy() -> None:
    with pytest.raises(CompositeError, match="normalisations='magic'; use one of: minmax"):
        Choices(normalisations=("magic",))
    with pytest.raises(CompositeError, match="jitter"):
        Choices(jitter=1.0)
    with pytest.raises(CompositeError, match="uncertain inputs"):
        low_discrepancy(4, 30_000, seed=1)


def test_the_nominal_method_always_takes_part() -> None:
    methods = Choices(aggregations=("geometric",)).methods(CompositeOptions())
    assert methods[3] == ("arithmetic", "geometric")


def test_table_and_explanation() -> None:
    found = assess(sample(), Choices())
    table = found.table()
    assert table["rank"].to_list() == list(range(1, 21))
    assert (table["rank_low"] <= table["rank_high"]).all()
    unit = table["unit"][0]
    text = found.explain(unit)
    assert text.startswith(f"{unit}: miejsce 1 na 20; w 90% z 64 obliczeń")
    with pytest.raises(CompositeError, match="no unit 'x'"):
        found.explain("x")
    with pytest.raises(ValueError, match="read-only"):
        found.runs[0, 0] = 0
