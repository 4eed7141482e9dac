"""Geometry on the sheet: true to scale, shared borders shared, holes kept open."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from terytoria.documents.figures.ground import anchor, dissolve, fit, path_data, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.scene import Scene
from terytoria.documents.figures.sheet import scale_bar

Cells = Callable[[int], list[BaseGeometry]]
SIDES = st.tuples(st.floats(14, 23), st.floats(49, 54.5), st.floats(0.01, 2), st.floats(0.01, 1))


@given(SIDES)
def test_the_smaller_room_decides_the_scale(sides: tuple[float, float, float, float]) -> None:
    west, south, wide, tall = sides
    region = shapely.box(west, south, west + wide, south + tall)
    projection, frame = fit([region], Box(0, 0, 400, 300), 0.0)
    (left, top), (right, bottom) = projection(
        np.array([[west, south + tall], [west + wide, south]])
    ).tolist()
    used = (right - left) / 400, (bottom - top) / 300
    assert max(used) == pytest.approx(1, rel=1e-6)
    assert (left + right) / 2 == pytest.approx(200, abs=1e-6)
    assert frame.bottom == pytest.approx(bottom, abs=1e-6)


@given(SIDES, st.floats(0, 0.3))
def test_a_margin_leaves_room_on_every_side(
    sides: tuple[float, float, float, float], margin: float
) -> None:
    west, south, wide, tall = sides
    region = shapely.box(west, south, west + wide, south + tall)
    projection, frame = fit([region], Box(10, 20, 410, 320), margin)
    (left, top), (right, bottom) = projection(
        np.array([[west, south + tall], [west + wide, south]])
    ).tolist()
    assert top - frame.top == pytest.approx((bottom - top) * margin, abs=1e-6)
    assert left - frame.left >= (right - left) * margin - 1e-6


def test_the_whole_box_is_the_frame_when_asked() -> None:
    region = shapely.box(16, 53, 17, 53.1)
    projection, frame = fit([region], Box(0, 0, 100, 300), low=False)
    assert frame == Box(0, 0, 100, 300)
    assert projection(np.array([[16.5, 53.05]])).tolist()[0] == pytest.approx([50, 150])


@given(st.integers(0, 10_000))
def test_the_anchor_lies_within_and_its_distance_is_true(seed: int) -> None:
    rng = np.random.default_rng(seed)
    angles = np.sort(rng.uniform(0, 2 * math.pi, 9))
    reach = zip(angles, rng.uniform(10, 50, 9), strict=True)
    corners = [(50 + r * math.cos(a), 50 + r * math.sin(a)) for a, r in reach]
    shape = shapely.Polygon(corners)
    shape = shapely.make_valid(shape)
    x, y, room = anchor(shape)
    spot = shapely.Point(x, y)
    assert shape.buffer(1e-6).contains(spot)
    assert room <= spot.distance(shape.boundary) + 1e-6


def test_a_name_goes_to_the_largest_part() -> None:
    island, main = shapely.box(0, 0, 3, 3), shapely.box(10, 10, 40, 40)
    x, y, _ = anchor(shapely.union_all([island, main]))
    assert main.contains(shapely.Point(x, y))


def test_specks_go_but_a_tiny_region_stays() -> None:
    speck, main = shapely.box(0, 0, 0.5, 0.5), shapely.box(10, 10, 40, 40)
    assert path_data(shapely.union_all([speck, main])).count("M") == 1
    assert path_data(speck).count("M") == 1
    assert path_data(shapely.Polygon()) == ""


def test_members_joined_have_no_inner_borders(coverage: Cells) -> None:
    cells = coverage(5)
    projection, frame = fit(cells, Box(0, 0, 400, 400))
    ground = prepare(cells, projection, frame)
    whole = ground.joined(range(5))
    assert whole.count("M") == 1
    assert ground.joined([]) == ""
    assert ground.joined([0]).count("M") == 1


def test_members_apart_have_an_outline_each() -> None:
    apart = [shapely.box(16, 53, 16.2, 53.2), shapely.box(16.5, 53, 16.7, 53.2)]
    projection, frame = fit(apart, Box(0, 0, 400, 400))
    assert prepare(apart, projection, frame).joined([0, 1]).count("M") == 2


@given(st.integers(2, 12))
def test_dissolving_keeps_the_area(count: int) -> None:
    parts = [shapely.box(at, 0, at + 1, 1 + at % 3) for at in range(count)]
    assert dissolve(parts).area == pytest.approx(sum(part.area for part in parts))


@given(SIDES)
def test_the_scale_bar_is_true_on_any_map(sides: tuple[float, float, float, float]) -> None:
    west, south, wide, tall = sides
    projection, frame = fit(
        [shapely.box(west, south, west + wide, south + tall)], Box(0, 0, 500, 400)
    )
    scene = Scene(500, 400)
    box = scale_bar(scene, projection, frame)
    text = next(part for part in scene.parts if part.startswith("<text"))
    km = float(text.partition(">")[2].partition("\u00a0")[0].replace(",", "."))
    bar = re.search(r"v4h([\d.]+)v-4", scene.parts[0])
    assert bar is not None
    drawn = float(bar[1])
    assert drawn == pytest.approx(km * projection.km, abs=0.06)
    assert 0.05 < drawn / (frame.right - frame.left) <= 0.221
    assert box.left >= frame.left


@pytest.mark.parametrize("turned", [False, True])
def test_a_hole_is_a_hole_whichever_way_round_it_was_drawn(turned: bool) -> None:
    shell = [(0, 0), (30, 0), (30, 30), (0, 30)]
    hole = [(10, 10), (20, 10), (20, 20), (10, 20)]
    made = path_data(shapely.Polygon(shell, [hole[::-1] if turned else hole]))
    turns = []
    for ring in made.removesuffix("z").split("z"):
        steps = re.findall(r"([hv])(-?)", ring)
        first, second = steps[:2]
        left = (first[1] == second[1]) == (first[0] == "h")
        turns.append(left)
    assert turns[0] != turns[1], "shell and hole run against each other: any fill rule works"
