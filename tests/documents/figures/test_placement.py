"""Labels keep apart, stay in their frame and near what they name."""

from __future__ import annotations

import math
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.placement import Label, leader, place, spread

SPOT = st.floats(0, 100)


@given(st.lists(st.floats(-50, 450), max_size=30), st.floats(0, 15))
def test_spread_keeps_the_gap_the_order_and_the_bounds(targets: list[float], gap: float) -> None:
    places = spread(targets, gap, 0, 400)
    real = min(gap, 400 / max(len(targets) - 1, 1))
    order = sorted(range(len(targets)), key=lambda at: (targets[at], at))
    for before, after in pairwise(order):
        assert places[after] - places[before] >= real - 1e-6
    assert all(-1e-6 <= spot <= 400 + 1e-6 for spot in places)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20))
def test_spread_leaves_alone_what_is_apart(steps: list[int]) -> None:
    targets = list(np.cumsum([10.0 + step for step in steps]))
    assert spread(targets, 10, 0, targets[-1]) == pytest.approx(targets)


@given(st.lists(SPOT, min_size=2, max_size=8), st.floats(1, 6))
def test_spread_moves_no_more_than_it_must(targets: list[float], gap: float) -> None:
    """No single place can move back to its target by a step without breaking the gap."""
    places = spread(targets, gap, -1000, 1000)
    order = sorted(range(len(targets)), key=lambda at: (targets[at], at))
    runs: list[list[int]] = []
    for at in order:
        if runs and places[at] - places[runs[-1][-1]] <= gap + 1e-9:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        shift = sum(places[at] - targets[at] for at in run)
        assert shift == pytest.approx(0, abs=1e-6)


def test_spread_shrinks_the_gap_when_there_is_no_room() -> None:
    assert spread([5, 5, 5], 10, 0, 10) == [0, 5, 10]
    assert spread([], 10, 0, 10) == []
    assert spread([50], 10, 0, 10) == [10]


@given(
    st.lists(st.tuples(st.floats(20, 580), st.floats(20, 380)), min_size=1, max_size=28),
    st.integers(20, 120),
)
def test_placed_labels_never_meet(spots: list[tuple[float, float]], width: int) -> None:
    frame, taken = Box(0, 0, 600, 400), [Box(0, 0, 100, 20)]
    boxes = [box for box in place([Label(x, y, width, 14) for x, y in spots], frame, taken) if box]
    assert not any(a.meets(b) for a, b in combinations([*taken, *boxes], 2))
    for box in boxes:
        assert frame.left <= box.left < box.right <= frame.right
        assert frame.top <= box.top < box.bottom <= frame.bottom


def test_a_label_stands_beside_its_point() -> None:
    (box,) = place([Label(300, 200, 60, 14, 5)], Box(0, 0, 600, 400))
    assert box is not None
    assert not box.meets(Box(299, 199, 301, 201))
    assert box.left - 300 < 15


def test_a_label_may_lie_on_its_point() -> None:
    (box,) = place([Label(300, 200, 60, 14)], Box(0, 0, 600, 400), inside=[True])
    assert box == Box(270, 193, 330, 207)


def test_no_room_gives_no_place() -> None:
    assert place([Label(10, 10, 200, 14)], Box(0, 0, 100, 100)) == [None]
    assert place([], Box(0, 0, 1, 1)) == []


def test_a_price_moves_a_label() -> None:
    def right_is_dear(boxes: np.ndarray) -> np.ndarray:
        return np.where(boxes[:, 2] > 300, 50.0, 0.0)

    (free,) = place([Label(300, 200, 60, 14)], Box(0, 0, 600, 400))
    (moved,) = place([Label(300, 200, 60, 14)], Box(0, 0, 600, 400), cost=right_is_dear)
    assert free is not None
    assert moved is not None
    assert free.left > 300 > moved.right


def test_a_leader_is_drawn_only_from_afar() -> None:
    label = Label(0, 0, 10, 4, 3)
    assert leader(label, Box(5, -2, 15, 2)) is None
    end = leader(label, Box(40, 30, 50, 34))
    assert end == (40, 30)
    assert math.hypot(*end) == 50


@given(SPOT, SPOT, SPOT, SPOT)
def test_boxes_meet_both_ways(a: float, b: float, c: float, d: float) -> None:
    first, second = Box(a, b, a + 10, b + 10), Box(c, d, c + 10, d + 10)
    assert first.meets(second) == second.meets(first)
    assert first.meets(second) == (abs(a - c) < 10 and abs(b - d) < 10) or math.isclose(
        max(abs(a - c), abs(b - d)), 10
    )
