"""The whole construction against one written in plain loops, and Sobol indices known exactly."""

from __future__ import annotations

from itertools import product
from math import exp, isnan, log, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite import CompositeData, CompositeOptions, Hierarchy, Node, compose
from terytoria.diagnosis.composite.sobol import sobol_indices

TREE = [
    Node("a", 1, "one", direction=1),
    Node("b", 1, "one", direction=-1, weight=2.0),
    Node("c", 1, "two", direction=1),
    Node("d", 1, "two", direction=-1, weight=0.5),
    Node("one", 2, "all", weight=3.0),
    Node("two", 2, "all"),
    Node("all", 3, None),
]
MEANS = {
    "arithmetic": (lambda x: x, lambda x: x),
    "geometric": (log, exp),
    "harmonic": (lambda x: 1 / x, lambda x: 1 / x),
}


def filled(column, kinds, how):
    """A column with its gaps closed by the mean of the kind, or of all."""
    known = [x for x in column if not isnan(x)]
    answer = []
    for value, kind in zip(column, kinds, strict=True):
        own = [x for x, k in zip(column, kinds, strict=True) if k == kind and not isnan(x)]
        base = own if how.startswith("group") and own else known
        centre = float(np.median(base)) if how.endswith("median") else sum(base) / len(base)
        answer.append(centre if isnan(value) and how != "none" else value)
    return answer


def scaled(column, how):
    """A directed column on its scale, value by value."""
    known = sorted(x for x in column if not isnan(x))
    low, high = known[0], known[-1]
    if high == low:
        return [nan] * len(column)
    mean = sum(known) / len(known)
    spread = (sum((x - mean) ** 2 for x in known) / max(len(known) - 1, 1)) ** 0.5
    largest = max(abs(low), abs(high))

    def place(x):
        below, equal = sum(k < x for k in known), sum(k == x for k in known)
        return below + (equal - 1) / 2

    rules = {
        "minmax": lambda x: 100 * (x - low) / (high - low),
        "zscore": lambda x: (x - mean) / spread,
        "rank": lambda x: 100 * place(x) / (len(known) - 1),
        "borda": place,
        "distance_to_max": lambda x: 100 - 100 * (high - x) / largest,
    }
    return [nan if isnan(x) else rules[how](x) for x in column]


def scores(values, kinds, options):
    """Overall scores by the definition; no treatment of outliers."""
    columns = []
    for at, node in enumerate(TREE[:4]):
        column = filled([row[at] for row in values], kinds, options.imputation)
        column = scaled([x * node.direction for x in column], options.normalisation)
        if options.aggregation != "arithmetic":
            known = [x for x in column if not isnan(x)]
            if known:
                low, high = min(known), max(known)
                column = [1 + 99 * (x - low) / (high - low) for x in column]
        columns.append(column)
    weight = {n.code: n.weight if options.weights == "given" else 1.0 for n in TREE}
    there, back = MEANS[options.aggregation]

    def joined(parts):
        known = [(there(x), w) for x, w in parts if not isnan(x)]
        return back(sum(x * w for x, w in known) / sum(w for _, w in known)) if known else nan

    answer = []
    for row in zip(*columns, strict=True):
        cell = dict(zip("abcd", row, strict=True))
        one = joined([(cell[code], weight[code]) for code in "ab"])
        two = joined([(cell[code], weight[code]) for code in "cd"])
        answer.append(joined([(one, weight["one"]), (two, weight["two"])]))
    return answer


METHODS = list(
    product(
        ("minmax", "zscore", "rank", "borda", "distance_to_max"),
        ("arithmetic", "geometric", "harmonic"),
        ("given", "equal"),
    )
)


@pytest.mark.parametrize(("normalisation", "aggregation", "weights"), METHODS)
@pytest.mark.parametrize("imputation", ["none", "group_median", "mean"])
def test_every_method_is_its_definition(normalisation, aggregation, weights, imputation):
    draw = np.random.default_rng(11)
    values = draw.gamma(3, 20, (17, 4)).round(2)
    values[draw.random(values.shape) < 0.12] = np.nan
    values[:, 2] = np.round(values[:, 2] / 20)
    kinds = tuple(draw.choice(["town", "village"], 17))
    options = CompositeOptions(
        denominate=False, imputation=imputation, screening=0.0, outliers="none",
        normalisation=normalisation, weights=weights, aggregation=aggregation,
    )  # fmt: skip
    units = tuple(f"u{at:02d}" for at in range(17))
    data = CompositeData(units, tuple("abcd"), values, groups={"kind": kinds})
    found = compose(data, Hierarchy.build(TREE), options)
    expected = scores(values.tolist(), kinds, options)
    assert found.of("all") == pytest.approx(np.array(expected), rel=1e-9, nan_ok=True)
    known = [
        (-score, unit) for score, unit in zip(expected, units, strict=True) if not isnan(score)
    ]
    ranks = dict(zip(units, found.rank_of("all"), strict=True))
    close = {round(score, 7) for score, _ in known}
    if len(close) == len(known):
        assert [unit for _, unit in sorted(known)] == sorted(
            (unit for _, unit in known), key=ranks.__getitem__
        )


@given(st.permutations(range(12)), st.permutations(range(4)))
@settings(max_examples=30)
def test_the_order_of_units_and_columns_does_not_matter(rows, columns):
    values = np.random.default_rng(3).gamma(2, 10, (12, 4))
    units = [f"u{at:02d}" for at in range(12)]
    plain = CompositeData(tuple(units), tuple("abcd"), values)
    mixed = CompositeData(
        tuple(units[at] for at in rows),
        tuple("abcd"[at] for at in columns),
        values[np.ix_(rows, columns)],
    )
    tree = Hierarchy.build(TREE)
    one, other = compose(plain, tree), compose(mixed, tree)
    assert one.units == other.units
    assert np.array_equal(one.ranks, other.ranks)
    np.testing.assert_array_equal(one.scores, other.scores)


@given(st.integers(0, 11), st.integers(0, 3), st.floats(0.1, 50))
@settings(max_examples=40)
def test_a_better_value_never_lowers_a_rank(unit, column, more):
    """Within the range of the others, so that the scale itself stays."""
    values = np.random.default_rng(5).gamma(2, 10, (12, 4))
    better = values.copy()
    step = more * TREE[column].direction
    better[unit, column] = np.clip(
        values[unit, column] + step, values[:, column].min(), values[:, column].max()
    )
    inside = values.min(axis=0) < values[unit]
    if not inside[column] or values[unit, column] == values[:, column].max():
        return
    tree = Hierarchy.build(TREE)
    options = CompositeOptions(denominate=False, outliers="none")
    ranks = []
    for table in (values, better):
        units = tuple(f"u{at:02d}" for at in range(12))
        ranks.append(compose(CompositeData(units, tuple("abcd"), table), tree, options))
    assert ranks[1].rank_of("all")[unit] <= ranks[0].rank_of("all")[unit]


class TestSobol:
    """Functions whose variance is known exactly."""

    @pytest.mark.parametrize("a", [(0.0, 1.0, 4.5, 9.0), (0.5, 0.5, 0.5), (99.0, 0.0)])
    def test_the_g_function(self, a):
        parts = np.array([1 / (3 * (1 + each) ** 2) for each in a])
        whole = np.prod(1 + parts) - 1

        def function(x):
            return np.prod((np.abs(4 * x - 2) + np.array(a)) / (1 + np.array(a)), axis=1)

        found = sobol_indices(function, [1] * len(a), base=4096)
        assert found.first == pytest.approx(parts / whole, abs=0.03)
        others = np.array([np.prod(1 + np.delete(parts, at)) for at in range(len(a))])
        assert found.total == pytest.approx(parts * others / whole, abs=0.03)
        assert found.variance == pytest.approx(whole, rel=0.05)

    def test_a_pure_interaction_has_no_first_order(self):
        found = sobol_indices(lambda x: (x[:, 0] - 0.5) * (x[:, 1] - 0.5), [1, 1, 1], base=4096)
        assert found.first == pytest.approx([0, 0, 0], abs=0.03)
        assert found.total == pytest.approx([1, 1, 0], abs=0.03)

    @given(st.floats(-100, 100), st.floats(0.01, 100))
    @settings(max_examples=15)
    def test_shift_and_scale_of_the_output_change_nothing(self, shift, scale):
        def function(x):
            return x[:, 0] + 2 * x[:, 1] * x[:, 2]

        one = sobol_indices(function, [1, 1, 1], base=128)
        other = sobol_indices(lambda x: shift + scale * function(x), [1, 1, 1], base=128)
        np.testing.assert_allclose(other.first, one.first, rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(other.total, one.total, rtol=1e-6, atol=1e-6)

    def test_grouped_coordinates_are_the_sum_of_their_parts(self):
        def function(x):
            return 3 * x[:, 0] + x[:, 1] + x[:, 2] * x[:, 1]

        grouped = sobol_indices(function, [1, 2], base=4096)
        assert grouped.first.sum() == pytest.approx(1, abs=0.03)
        assert grouped.total == pytest.approx(grouped.first, abs=0.03)
