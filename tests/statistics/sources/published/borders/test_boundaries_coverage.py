"""Random coverages: simplified ones stay coverages, keep their areas and their neighbours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.published.borders.coverage import (
    closed_up,
    covers_once,
    gaps,
    overlaps,
    shared_borders,
)
from terytoria.statistics.sources.published.borders.simplification import dissolve, simplify

Shapes = Any
Mosaics = Callable[..., Shapes]
seeds = st.integers(0, 10_000)


def pairs(shapes: Shapes) -> set[tuple[int, int]]:
    return {(int(a), int(b)) for a, b in shared_borders(shapes)[0]}


@settings(max_examples=40)
@given(seeds, st.integers(2, 30), st.floats(1, 8_000), st.sampled_from([0.0005, 0.005, 0.05]))
def test_simplified_coverages_stay_coverages(
    mosaics: Mosaics, seed: int, count: int, tolerance: float, change: float
) -> None:
    shapes = mosaics(seed, count, 3)
    simple = simplify(shapes, tolerance, change)
    assert covers_once(shapes)
    assert covers_once(simple.shapes)
    assert shapely.is_valid(simple.shapes).all()
    measured = shapely.area(simple.shapes) / shapely.area(shapes) - 1
    assert simple.change == pytest.approx(measured)
    assert np.abs(measured).max() <= change
    assert pairs(simple.shapes) == pairs(shapes)


@settings(max_examples=20)
@given(seeds, st.integers(3, 20), st.floats(10, 3_000))
def test_the_outer_border_loses_no_more_than_its_tolerance(
    mosaics: Mosaics, seed: int, count: int, tolerance: float
) -> None:
    shapes = mosaics(seed, count, 3)
    simple = simplify(shapes, tolerance, 0.1).shapes
    before, after = shapely.union_all(shapes), shapely.union_all(simple)
    assert after.area == pytest.approx(before.area, rel=0.02)
    # A point left out spans a triangle smaller than the square of the tolerance with the next two.
    assert after.symmetric_difference(before).area <= tolerance**2 * len(before.exterior.coords)


def test_shapes_that_would_change_too_much_keep_finer_lines(mosaics: Mosaics) -> None:
    shapes = mosaics(3, 30)
    loose = simplify(shapes, 4_000, 0.1)
    strict = simplify(shapes, 4_000, 0.001)
    assert strict.finer.sum() > loose.finer.sum()
    counts = [shapely.get_num_coordinates(found.shapes).sum() for found in (strict, loose)]
    assert counts[0] > counts[1]
    assert counts[0] < shapely.get_num_coordinates(shapes).sum()


def test_a_town_inside_its_ring_stays_inside(mosaics: Mosaics) -> None:
    shapes = mosaics(11, 8)
    middle = shapely.centroid(shapes[2])
    town = middle.buffer(800, quad_segs=32)
    ring = shapely.difference(shapes[2], town)
    whole = np.array([*shapes[:2], ring, *shapes[3:], town], dtype=object)
    simple = simplify(whole, 1_500, 0.005).shapes
    assert covers_once(simple)
    assert pairs(simple) == pairs(whole)
    assert len(simple[2].interiors) == 1


@given(seeds, st.integers(2, 20))
@settings(max_examples=15)
def test_dissolved_groups_have_the_area_and_lines_of_their_members(
    mosaics: Mosaics, seed: int, count: int
) -> None:
    shapes = mosaics(seed, count, 2)
    groups = np.array([f"{row % 3:02d}" for row in range(count)])
    whole = dissolve(shapes, groups)
    assert set(whole) == set(groups)
    for group, shape in whole.items():
        members = shapes[groups == group]
        assert shape.area == pytest.approx(shapely.area(members).sum())
        assert shape.is_valid
    assert shapely.coverage_is_valid(np.array(list(whole.values()), dtype=object))


@given(seeds)
@settings(max_examples=15)
def test_shared_borders_are_those_that_intersections_find(mosaics: Mosaics, seed: int) -> None:
    shapes = mosaics(seed, 12, 2)
    found, length = shared_borders(shapes)
    known = dict(zip(map(tuple, found.tolist()), length.tolist(), strict=True))
    for a in range(len(shapes)):
        for b in range(a + 1, len(shapes)):
            line = shapely.intersection(shapes[a], shapes[b]).length
            assert known.get((a, b), 0.0) == pytest.approx(line, abs=1e-6)


@given(seeds, st.floats(0.2, 2.0))
@settings(max_examples=15)
def test_cracks_and_overlaps_of_a_few_metres_are_closed(
    mosaics: Mosaics, seed: int, width: float
) -> None:
    shapes = mosaics(seed, 9, 2)
    for sign in (-1, 1):
        cracked = shapes.copy()
        cracked[4] = shapely.buffer(shapes[4], sign * width, join_style="mitre")
        assert not covers_once(cracked, 5.0)
        closed = closed_up(cracked, 5.0)
        assert covers_once(closed, 5.0)
        assert pairs(closed) >= {pair for pair in pairs(shapes) if 4 not in pair}
        lost = shapely.area(closed) - shapely.area(shapes)
        assert np.abs(lost).max() <= 2 * width * shapely.length(shapes).max()


def test_overlaps_and_gaps_are_measured() -> None:
    a, b, c = shapely.box(0, 0, 10, 10), shapely.box(8, 0, 20, 10), shapely.box(0, 10, 20, 12)
    found = overlaps(np.array([a, b, c], dtype=object), 1.0)
    assert [(o.left, o.right, o.area) for o in found] == [(0, 1, 20.0)]
    assert overlaps(np.array([a, b, c], dtype=object), 2.5) == []
    ring = shapely.difference(shapely.box(0, 0, 9, 9), shapely.box(3, 3, 6, 6))
    [gap] = gaps(np.array([ring, shapely.box(9, 0, 12, 9)], dtype=object))
    assert (gap.around, gap.area) == ((0,), 9.0)
    assert gaps(np.array([a], dtype=object)) == []


def test_a_coverage_of_one_has_no_neighbours(mosaics: Mosaics) -> None:
    found, length = shared_borders(mosaics(1, 5)[:1])
    assert found.shape == (0, 2)
    assert length.shape == (0,)
