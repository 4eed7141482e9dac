"""The sheet: what is drawn is valid, escaped and finite."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.figures.axes import Key, draw_key, key_height
from terytoria.documents.figures.columns import column_names
from terytoria.documents.figures.scene import HATCH, Scene, coordinate, polyline


@given(st.floats(-1e5, 1e5))
def test_coordinates_are_short_and_near(value: float) -> None:
    text = coordinate(value)
    assert abs(float(text) - value) <= 0.0501
    assert re.fullmatch(r"-?\d+(\.[1-9])?", text)
    assert text != "-0"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_place_that_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        coordinate(value)
    with pytest.raises(ValueError, match="not a number"):
        Scene(10, 10).circle(value, 0, 1, "#000000")


def test_words_are_escaped() -> None:
    scene = Scene(100, 50)
    scene.text(1, 10, "A & B <C>")
    picture = scene.picture('Tytuł "A" & <B>', "Opis > 5")
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own markup
    texts = ["".join(node.itertext()) for node in root if node.tag.endswith(("text", "title"))]
    assert texts == ['Tytuł "A" & <B>', "A & B <C>"]


def test_ids_follow_the_content() -> None:
    def draw(size: float) -> str:
        scene = Scene(100, 50)
        scene.rect(0, 0, size, 10, HATCH)
        return scene.picture("T").svg

    assert draw(5) == draw(5)
    assert set(re.findall(r'id="(\w+)-', draw(5))).isdisjoint(re.findall(r'id="(\w+)-', draw(6)))
    assert len(set(re.findall(r'id="(\w+)-', draw(5)))) == 1


def test_hatching_is_defined_only_where_it_is_used() -> None:
    assert "<pattern" not in Scene(1, 1).picture("T").svg


def test_rectangles_are_turned_round() -> None:
    scene = Scene(10, 10)
    scene.rect(5, 5, -3, -2, "#000000")
    assert scene.parts == ['<rect x="2" y="3" width="3" height="2" fill="#000000"/>']


def test_specks_are_one_element() -> None:
    scene = Scene(10, 10)
    scene.specks([(1, 1), (2, 2)], 3, "#000000")
    scene.specks([], 3, "#000000")
    assert len(scene.parts) == 1


def test_empty_words_draw_nothing() -> None:
    scene = Scene(10, 10)
    scene.text(0, 0, "")
    assert scene.parts == []


def test_polylines_close() -> None:
    assert polyline([(0, 0), (1, 0), (1, 1)], closed=True) == "M0 0L1 0L1 1Z"


@given(st.lists(st.text("abcż ", min_size=1, max_size=25), min_size=1, max_size=9))
def test_a_key_takes_the_height_it_says(labels: list[str]) -> None:
    keys = [Key(label, "line", "#000000") for label in labels]
    scene = Scene(300, 200)
    draw_key(scene, 0, 0, keys, 300)
    heights = {float(y) for y in re.findall(r'y="([\d.]+)"', "".join(scene.parts))}
    assert max(heights, default=0) <= key_height(keys, 300)
    assert sum(part.startswith("<line") for part in scene.parts) == len(keys)


@given(
    st.lists(st.text("abcż ", min_size=1, max_size=30), min_size=1, max_size=12), st.floats(14, 120)
)
def test_column_names_keep_to_their_columns(names: list[str], cell: float) -> None:
    made = column_names(names, cell)
    assert len(made.rows) == len(names)
    assert made.height <= 130
    if not made.flat:
        assert all(len(rows) * 12 <= max(cell, 14) for rows in made.rows)
