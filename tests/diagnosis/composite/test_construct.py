from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite import (
    Composite,
    CompositeData,
    CompositeError,
    CompositeOptions,
    Hierarchy,
    Node,
    compose,
)

NAN = np.nan
PLAIN = CompositeOptions(outliers="none")
seeds = st.integers(0, 2**32 - 1)


MEANS = {
    "arithmetic": lambda z, w: (z * w).sum() / w.sum(),
    "geometric": lambda z, w: np.prod(z ** (w / w.sum())),
    "harmonic": lambda z, w: w.sum() / (w / z).sum(),
}


def tree(**weights: float) -> Hierarchy:
    """Indicators a, b (in p) and c, d (in q) under top; d is better when lower."""

    def weight(code: str) -> float:
        return weights.get(code, 1.0)

    return Hierarchy.build(
        [
            Node("a", 1, "p", weight=weight("a"), name="Drogi"),
            Node("b", 1, "p", weight=weight("b"), name="Kolej"),
            Node("c", 1, "q", weight=weight("c"), name="Praca"),
            Node("d", 1, "q", weight=weight("d"), direction=-1, name="Bezrobocie"),
            Node("p", 2, "top", weight=weight("p")),
            Node("q", 2, "top", weight=weight("q")),
            Node("top", 3, None, name="Rozwój"),
        ]
    )


def sample(seed: int = 1, units: int = 12) -> CompositeData:
    values = np.random.default_rng(seed).normal(50, 10, size=(units, 4)).round(2)
    return CompositeData(tuple(f"u{row:03d}" for row in range(units)), tuple("abcd"), values)


def scores(data: CompositeData, **options: object) -> np.ndarray:
    return compose(data, tree(), replace(PLAIN, **options)).of("top")  # type: ignore[arg-type]


@given(seeds, st.floats(0.01, 100), st.floats(-100, 100))
@settings(deadline=None, max_examples=50)
def test_units_of_measurement_do_not_matter(seed: int, by: float, add: float) -> None:
    data = sample(seed)
    moved = data.values.copy()
    moved[:, 1] = moved[:, 1] * by + add
    np.testing.assert_allclose(scores(replace(data, values=moved)), scores(data), atol=1e-8)


@given(
    seeds,
    st.sampled_from("abcd"),
    st.floats(0.1, 5),
    st.sampled_from(["arithmetic", "geometric", "harmonic"]),
)
@settings(deadline=None, max_examples=50)
def test_improving_an_inner_value_never_lowers_the_score(
    seed: int, code: str, by: float, aggregation: str
) -> None:
    data, column = sample(seed), "abcd".index(code)
    unit = int(np.argsort(data.values[:, column])[6])
    sign = -1 if code == "d" else 1
    better = data.values.copy()
    low, high = better[:, column].min(), better[:, column].max()
    better[unit, column] = np.clip(better[unit, column] + sign * by, low, high)
    before = scores(data, aggregation=aggregation)
    after = scores(replace(data, values=better), aggregation=aggregation)
    assert after[unit] >= before[unit] - 1e-9


@given(seeds, st.floats(0.01, 1000))
@settings(deadline=None, max_examples=50)
def test_only_proportions_of_weights_matter(seed: int, scale: float) -> None:
    data = sample(seed)
    once = compose(data, tree(a=1, b=3, p=2, q=5), PLAIN)
    again = compose(data, tree(a=scale, b=3 * scale, p=2 * scale, q=5 * scale), PLAIN)
    np.testing.assert_allclose(once.scores, again.scores, atol=1e-8)


@given(seeds)
@settings(deadline=None, max_examples=50)
def test_flipping_direction_and_sign_changes_nothing(seed: int) -> None:
    data = sample(seed)
    turned = data.values * np.array([1, 1, 1, -1])
    nodes = [replace(node, direction=1) for node in tree().nodes]
    mirrored = compose(replace(data, values=turned), Hierarchy.build(nodes), PLAIN)
    np.testing.assert_allclose(mirrored.of("top"), scores(data), atol=1e-9)


@given(seeds)
@settings(deadline=None, max_examples=50)
def test_order_of_units_and_columns_does_not_matter(seed: int) -> None:
    data = sample(seed)
    rows = np.random.default_rng(seed).permutation(len(data.units))
    columns = [2, 0, 3, 1]
    shuffled = CompositeData(
        tuple(data.units[row] for row in rows),
        tuple(data.indicators[column] for column in columns),
        data.values[np.ix_(rows, columns)],
    )
    first, second = compose(data, tree()), compose(shuffled, tree())
    assert first.units == second.units
    np.testing.assert_allclose(first.scores, second.scores, atol=1e-9)
    np.testing.assert_array_equal(first.ranks, second.ranks)


@given(seeds, st.floats(0, 0.4), st.sampled_from(["arithmetic", "geometric", "harmonic"]))
@settings(deadline=None, max_examples=50)
def test_missing_parts_are_ignored(seed: int, share: float, aggregation: str) -> None:
    data = sample(seed)
    values = data.values.copy()
    values[np.random.default_rng(seed).random(values.shape) < share] = NAN
    values[:2] = data.values[:2]
    built = compose(
        replace(data, values=values),
        tree(a=2, q=3),
        CompositeOptions(imputation="none", screening=0, outliers="none", aggregation=aggregation),
    )
    for row in range(len(built.units)):
        kids = {"p": (("a", 2.0), ("b", 1.0)), "q": (("c", 1.0), ("d", 1.0))}
        kids["top"] = (("p", 1.0), ("q", 3.0))
        for node, children in kids.items():
            known = [(built.of(c)[row], w) for c, w in children if not np.isnan(built.of(c)[row])]
            if not known:
                assert np.isnan(built.of(node)[row])
                assert built.rank_of(node)[row] == 0
                continue
            z, w = np.array(known).T
            expected = MEANS[aggregation](z, w)
            assert built.of(node)[row] == pytest.approx(expected)


def test_ties_are_ranked_by_code() -> None:
    values = np.array([[1.0, 1, 1, 9], [2, 2, 2, 1], [2, 2, 2, 1]])
    built = compose(CompositeData(("c", "b", "a"), tuple("abcd"), values), tree())
    assert built.units == ("a", "b", "c")
    assert built.rank_of("top").tolist() == [1, 2, 3]


def test_a_constant_indicator_passes_its_weight_on() -> None:
    data = sample()
    values = data.values.copy()
    values[:, 0] = 7.0
    built = compose(replace(data, values=values), tree(), PLAIN)
    np.testing.assert_allclose(built.of("p"), built.of("b"))
    assert [(t.indicator, t.kind) for t in built.treatments] == [("a", "constant")]


def test_one_unit_has_no_score_and_says_so() -> None:
    built = compose(sample(units=1), tree())
    assert np.isnan(built.scores).all()
    assert built.table()["top_rank"].to_list() == [None]
    assert built.explain("u000") == "u000: brak danych, z których można policzyć wskaźnik."


def test_one_indicator() -> None:
    nodes = [Node("x", 1, "t"), Node("t", 2, None)]
    data = CompositeData(("A", "B", "C"), ("x",), np.array([[1.0], [3.0], [2.0]]))
    built = compose(data, Hierarchy.build(nodes))
    assert built.of("t").tolist() == [0.0, 100.0, 50.0]
    assert built.rank_of("t").tolist() == [3, 1, 2]


def test_denominators_divide_and_zero_is_missing() -> None:
    nodes = [Node("x", 1, "t", denominator="people"), Node("t", 2, None)]
    data = CompositeData(
        ("A", "B", "C", "D"),
        ("x",),
        np.array([[10.0], [10.0], [30.0], [5.0]]),
        denominators={"people": np.array([1.0, 10.0, 10.0, 0.0])},
    )
    built = compose(data, Hierarchy.build(nodes))
    assert built.of("t")[:3].tolist() == pytest.approx([100.0, 0.0, 200 / 9])
    assert built.imputed.ravel().tolist() == [False, False, False, True]
    raw = compose(data, Hierarchy.build(nodes), CompositeOptions(denominate=False))
    assert raw.of("t").tolist() == pytest.approx([20.0, 20.0, 100.0, 0.0])


def test_the_last_grouping_is_the_default() -> None:
    data = replace(
        sample(units=4),
        values=np.array([[0.0, 1, 1, 1], [10, 2, 2, 2], [4, 3, 3, 3], [NAN, 4, 4, 4]]),
        groups={"first": ("x", "x", "y", "y"), "last": ("x", "y", "x", "y")},
    )
    assert compose(data, tree()).of("a")[3] == 100.0
    assert compose(data, tree(), CompositeOptions(group="first")).of("a")[3] == 40.0
    ungrouped = replace(data, groups={"last": (None, None, None, None)})
    assert compose(ungrouped, tree()).of("a")[3] == pytest.approx(140 / 3)


def test_screening_drops_sparse_units_and_says_so() -> None:
    data = sample()
    values = data.values.copy()
    values[3, :2] = NAN
    sparse = replace(data, values=values)
    assert compose(sparse, tree()).dropped == ()
    built = compose(sparse, tree(), CompositeOptions(screening_stage="denominated"))
    assert [(d.unit, d.share) for d in built.dropped] == [("u003", 0.5)]
    with pytest.raises(CompositeError, match="screened out"):
        built.explain("u003")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"imputation": "magic"}, "use one of: group_mean"),
        ({"outliers": "magic"}, "use one of"),
        ({"normalisation": "magic"}, "use one of: minmax"),
        ({"aggregation": "magic"}, "use one of: arithmetic"),
        ({"weights": "magic"}, "use one of: given"),
        ({"screening_stage": "magic"}, "use one of: imputed"),
        ({"screening": 2.0}, "share from 0 to 1"),
    ],
)
def test_wrong_options_name_the_remedy(change: dict[str, object], message: str) -> None:
    with pytest.raises(CompositeError, match=message):
        CompositeOptions(**change)  # type: ignore[arg-type]


def test_wrong_data_are_refused() -> None:
    data = sample()
    with pytest.raises(CompositeError, match="indicator 'd' has no column"):
        compose(CompositeData(data.units, tuple("abc"), data.values[:, :3]), tree())
    with pytest.raises(CompositeError, match="no grouping 'x'"):
        compose(data, tree(), CompositeOptions(group="x"))
    empty = data.values.copy()
    empty[:, 2] = NAN
    with pytest.raises(CompositeError, match="'c' has no value for any unit"):
        compose(replace(data, values=empty), tree(), CompositeOptions(screening=0.5))
    with pytest.raises(CompositeError, match="no unit has 90%"):
        compose(replace(data, values=empty), tree())
    divided = [replace(n, denominator="gdp") if n.code == "a" else n for n in tree().nodes]
    with pytest.raises(CompositeError, match="denominator 'gdp' has no column"):
        compose(data, Hierarchy.build(divided))
    tiny = replace(data, denominators={"gdp": np.full(12, 1e-300)})
    with pytest.raises(CompositeError, match="divided by gdp"):
        compose(tiny, Hierarchy.build(divided))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"units": ()}, "no units"),
        ({"indicators": ()}, "no indicators"),
        ({"units": ("x", "x")}, "'x' appears 2 times"),
        ({"values": np.zeros((2, 3))}, "expected"),
        ({"values": np.array([[np.inf], [1.0]])}, "infinite"),
        ({"errors": np.array([[-1.0], [1.0]])}, "negative"),
        ({"names": ("only",)}, "1 entries for 2 units"),
        ({"groups": {"g": ("only",)}}, "1 entries for 2 units"),
    ],
)
def test_malformed_tables_are_refused(change: dict[str, object], message: str) -> None:
    fields: dict[str, object] = {
        "units": ("A", "B"),
        "indicators": ("x",),
        "values": np.array([[1.0], [2.0]]),
    }
    with pytest.raises(CompositeError, match=message):
        CompositeData(**{**fields, **change})  # type: ignore[arg-type]


def test_geometric_rewards_balance() -> None:
    values = np.array([[0.0, 100, 50, 50], [50, 50, 50, 50], [100, 0, 0, 100], [0, 0, 100, 0]])
    data = CompositeData(("A", "B", "C", "D"), tuple("abcd"), values)
    built = compose(data, tree(), replace(PLAIN, aggregation="geometric"))
    assert built.of("p")[1] > built.of("p")[0]
    assert built.of("a").min() == 1.0


def test_equal_weights_ignore_the_given_ones() -> None:
    data = sample()
    equal = compose(data, tree(a=9, p=4), replace(PLAIN, weights="equal"))
    np.testing.assert_allclose(equal.scores, compose(data, tree(), PLAIN).scores)


class TestResult:
    built: Composite = compose(sample(), tree())

    def test_table_lists_the_best_first(self) -> None:
        table = self.built.table()
        assert table.columns[:8] == [
            *("unit", "name", "top", "top_rank", "p", "p_rank", "q", "q_rank")
        ]
        assert table["top_rank"].to_list() == list(range(1, 13))
        assert table["top"].is_sorted(descending=True)

    def test_contributions_sum_to_the_distance_from_the_average(self) -> None:
        for row, unit in enumerate(self.built.units):
            gap = self.built.of("top")[row] - self.built.of("top").mean()
            assert self.built.contributions(unit).sum() == pytest.approx(gap)

    def test_explanation_names_what_matters(self) -> None:
        best = self.built.table()["unit"][0]
        text = self.built.explain(best)
        assert "miejsce 1 na 12" in text
        assert "najbardziej podnoszą" in text
        top = int(np.argmax(self.built.contributions(best)))
        assert f"podnoszą: {self.built.hierarchy.nodes[top].name} (+" in text

    def test_it_is_frozen(self) -> None:
        with pytest.raises(ValueError, match="read-only"):
            self.built.scores[0, 0] = 1.0
        with pytest.raises(FrozenInstanceError):
            self.built.units = ()  # type: ignore[misc]
