from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite import CompositeError, Hierarchy, Node


def tree(*extra: Node) -> Hierarchy:
    return Hierarchy.build([Node("a", 1, "p"), Node("p", 2, "top"), Node("top", 3, None), *extra])


def test_nodes_are_ordered_children_first() -> None:
    built = Hierarchy.build(
        [Node("top", 3, None), Node("p", 2, "top"), Node("b", 1, "top"), Node("a", 1, "p")]
    )
    assert [node.code for node in built.nodes] == ["b", "a", "p", "top"]
    assert built.parents.tolist() == [3, 2, 3, -1]
    assert built.children[3].tolist() == [0, 2]
    assert built.root.code == "top"


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (Node("b", 1, "nowhere"), "unknown parent 'nowhere'"),
        (Node("a", 1, "p"), "appears more than once"),
        (Node("q", 2, "p"), "a parent must stand higher"),
        (Node("q", 2, "q"), "a parent must stand higher"),
        (Node("other", 3, None), "exactly one node"),
        (Node("q", 2, "top"), "without children"),
        (Node("uCode", 1, "p"), "kept for a column"),
        (Node("p_rank", 1, "p"), "kept for a column"),
        (Node("rank_low", 1, "p"), "kept for a column"),
    ],
)
def test_a_wrong_tree_is_refused(extra: Node, message: str) -> None:
    with pytest.raises(CompositeError, match=message):
        tree(extra)


def test_an_empty_tree_and_a_tree_without_indicators_are_refused() -> None:
    with pytest.raises(CompositeError, match="empty"):
        Hierarchy.build([])
    with pytest.raises(CompositeError, match="no indicators"):
        Hierarchy.build([Node("top", 2, None)])
    with pytest.raises(CompositeError, match="needs a parent"):
        Hierarchy.build([Node("a", 1, None)])


def test_all_zero_weights_are_refused() -> None:
    nodes = [Node("a", 1, "t", weight=0), Node("b", 1, "t", weight=0), Node("t", 2, None)]
    with pytest.raises(CompositeError, match="all zero"):
        Hierarchy.build(nodes)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"code": ""}, "without a code"),
        ({"level": 0}, "below 1"),
        ({"direction": 0}, "use 1 or -1"),
        ({"weight": -1.0}, "from 0"),
        ({"weight": math.nan}, "from 0"),
    ],
)
def test_a_wrong_node_is_refused(wrong: dict[str, object], message: str) -> None:
    fields: dict[str, object] = {"code": "a", "level": 1, "parent": "t", **wrong}
    with pytest.raises(CompositeError, match=message):
        Node(**fields)  # type: ignore[arg-type]


def test_find_names_the_aggregates() -> None:
    with pytest.raises(CompositeError, match="aggregates are: p, top"):
        tree().find("nowhere")


@given(st.lists(st.floats(0.01, 100), min_size=4, max_size=4), st.floats(0.01, 1000))
@settings(deadline=None)
def test_effective_weights_sum_to_one_whatever_the_scale(
    weights: list[float], scale: float
) -> None:
    w1, w2, w3, w4 = weights
    built = Hierarchy.build(
        [
            Node("a", 1, "p", weight=w1),
            Node("b", 1, "p", weight=w2),
            Node("c", 1, "t", weight=w3),
            Node("p", 2, "t", weight=w4),
            Node("t", 3, None),
        ]
    )
    shares = built.effective_weights(built.weights, 4)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[0] == pytest.approx(w1 / (w1 + w2) * w4 / (w3 + w4))
    np.testing.assert_allclose(built.effective_weights(built.weights * scale, 4), shares)


def test_effective_weights_of_a_lower_node_leave_the_rest_out() -> None:
    built = tree(Node("b", 1, "top"))
    assert built.effective_weights(built.weights, built.find("p")).tolist() == [1.0, 0.0]
