"""Arithmetic of the layout: order, heights, lanes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.portal.strategies.interfaces.tree_layout import (
    Layer,
    crossings,
    lanes,
    ordered,
    settled,
    tops,
)

heights = st.lists(st.floats(1, 200), min_size=1, max_size=12)


def links_of(draw, sizes):
    return [draw(arrays(bool, (one, other))) for one, other in pairwise(sizes)]


@st.composite
def layered(draw):
    """Sizes of layers and links between neighbours."""
    sizes = draw(st.lists(st.integers(0, 7), min_size=2, max_size=4))
    return sizes, links_of(draw, sizes)


@given(layered())
def test_every_node_keeps_one_place_and_crossings_never_grow(case):
    sizes, links = case
    orders = ordered(sizes, links)
    assert [sorted(order) for order in orders] == [list(range(size)) for size in sizes]
    assert crossings(orders, links) <= crossings([np.arange(size) for size in sizes], links)


@given(layered())
def test_the_order_is_the_same_every_time(case):
    first, second = ordered(*case), ordered(*case)
    assert all((one == other).all() for one, other in zip(first, second, strict=True))


def test_a_tree_is_drawn_without_crossings():
    below = np.array([[False, True, False, True], [True, False, True, False]])
    assert crossings([np.arange(2), np.arange(4)], [below]) == 3
    assert crossings(ordered([2, 4], [below]), [below]) == 0


def test_without_lines_the_order_given_stays():
    orders = ordered([3, 4], [np.zeros((3, 4), dtype=bool)])
    assert [order.tolist() for order in orders] == [[0, 1, 2], [0, 1, 2, 3]]


@given(layered())
def test_crossings_are_those_counted_plainly(case):
    sizes, links = case
    plain = 0
    for link in links:
        edges = [tuple(edge) for edge in np.argwhere(link)]
        plain += sum(
            1 for one in edges for other in edges if one[0] < other[0] and one[1] > other[1]
        )
    assert crossings([np.arange(size) for size in sizes], links) == plain


@given(heights, st.floats(0, 30), st.randoms(use_true_random=False))
def test_settled_blocks_never_overlap(sizes, gap, random):
    wanted = np.array([random.uniform(-500, 500) for _ in sizes])
    found = settled(wanted, np.array(sizes), gap)
    for at in range(1, len(sizes)):
        assert found[at] >= found[at - 1] + sizes[at - 1] + gap - 1e-6


@given(heights, st.randoms(use_true_random=False))
def test_settling_is_the_nearest_of_all(sizes, random):
    wanted = np.array([random.uniform(-300, 300) for _ in sizes])
    gap, found = 10.0, settled(wanted, np.array(sizes), 10.0)
    away = ((found - wanted) ** 2).sum()
    for _ in range(20):
        other = np.array([random.uniform(-300, 300) for _ in sizes])
        for at in range(1, len(sizes)):
            other[at] = max(other[at], other[at - 1] + sizes[at - 1] + gap)
        assert away <= ((other - wanted) ** 2).sum() + 1e-6


def test_blocks_that_have_room_stand_where_they_want():
    found = settled(np.array([0.0, 50.0, 100.0]), np.array([10.0, 10.0, 10.0]), 5.0)
    assert found.tolist() == [0.0, 50.0, 100.0]
    assert settled(np.empty(0), np.empty(0), 5.0).tolist() == []


@given(layered(), st.randoms(use_true_random=False))
def test_layers_are_settled_together_from_the_top(case, random):
    sizes, links = case
    layers = [
        Layer(
            np.array([random.uniform(20, 90) for _ in range(size)]),
            np.full(size, 10.0),
        )
        for size in sizes
    ]
    found = tops(layers, links, 12.0)
    highest = [top[0] for top in found if len(top)]
    assert not highest or min(highest) == pytest.approx(0.0)
    for layer, top in zip(layers, found, strict=True):
        assert (np.diff(top) >= layer.heights[:-1] + 12.0 - 1e-6).all()


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted).map(tuple)))
def test_spans_of_one_lane_never_overlap_and_lanes_are_few(spans):
    given_lanes = lanes(spans)
    for lane in set(given_lanes):
        own = sorted(span for span, at in zip(spans, given_lanes, strict=True) if at == lane)
        assert all(one[1] < other[0] for one, other in pairwise(own))
    deepest = max((sum(a <= point <= b for a, b in spans) for point, _ in spans), default=0)
    assert len(set(given_lanes)) == deepest
