"""Axes, grids and keys: what stands on them can be read back as numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures import axes
from terytoria.documents.figures.axes import Key
from terytoria.documents.figures.lettering import width
from terytoria.documents.figures.scales import Scale
from terytoria.documents.figures.scene import Scene

SIGNS = (
    "line", "thick", "dashed", "gap", "whisker", "dot", "ring", "diamond", "tick", "pair",
    "outline", "missing", "bar",
)  # fmt: skip


def read(text: str) -> float:
    plain = text.replace("\u00a0", "").replace("\u2212", "-").replace(",", ".")
    return float(plain.removesuffix("%"))


def texts(scene: Scene) -> list[tuple[float, float, str]]:
    found = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)<', "".join(scene.parts))
    return [(float(x), float(y), text) for x, y, text in found]


def lines(scene: Scene) -> list[tuple[float, float, float, float, str]]:
    pattern = r'<line x1="([-\d.]+)" y1="([-\d.]+)" x2="([-\d.]+)" y2="([-\d.]+)" stroke="(#\w+)"'
    return [
        (float(a), float(b), float(c), float(d), colour)
        for a, b, c, d, colour in re.findall(pattern, "".join(scene.parts))
    ]


RANGE = st.tuples(st.floats(-1e5, 1e5), st.floats(0.1, 1e5)).map(lambda r: (r[0], r[0] + r[1]))


@given(RANGE)
def test_numbers_of_a_vertical_axis_stand_at_their_values(ends: tuple[float, float]) -> None:
    scene, scale = Scene(400, 300), Scale(*ends, 280, 20)
    axes.value_axis(scene, scale, 60, 390)
    assert texts(scene)
    for (_, y, text), (_, level, *_) in zip(texts(scene), lines(scene), strict=True):
        assert level == pytest.approx(scale(read(text)), abs=0.06)
        assert y == pytest.approx(level + 3.3, abs=0.11)


@given(RANGE)
def test_numbers_of_a_horizontal_axis_stand_at_their_values(ends: tuple[float, float]) -> None:
    scene, scale = Scene(400, 100), Scale(*ends, 60, 360)
    axes.bottom_axis(scene, scale, 10, 80, "%")
    for (_, _, text), (x, *_) in zip(texts(scene), lines(scene), strict=True):
        assert x == pytest.approx(scale(read(text)), abs=0.06)
        assert text.endswith("%")


@given(RANGE)
def test_the_room_for_the_numbers_is_enough(ends: tuple[float, float]) -> None:
    scene, scale = Scene(400, 300), Scale(*ends, 280, 20)
    axes.value_axis(scene, scale, 60, 390)
    room = axes.value_axis_width(scale)
    assert max(width(text, 10) for _, _, text in texts(scene)) == room


def test_zero_is_drawn_stronger_where_it_parts_the_plot() -> None:
    def strong(low: float, high: float) -> list[float]:
        scene = Scene(400, 300)
        axes.value_axis(scene, Scale(low, high, 280, 20), 60, 390)
        return [line[1] for line in lines(scene) if line[4] == theme.AXIS]

    assert strong(-10, 10) == [150]
    assert strong(0, 10) == []
    assert strong(1, 10) == []


def test_a_unit_in_words_stays_off_the_numbers() -> None:
    scene = Scene(400, 100)
    axes.bottom_axis(scene, Scale(0, 10, 60, 360), 10, 80, "osoby")
    assert {text for _, _, text in texts(scene)} == {"0", "2", "4", "6", "8", "10"}


@given(st.integers(1950, 2040), st.integers(0, 60), st.integers(100, 600))
def test_years_stand_under_their_ticks(first: int, span: int, room: int) -> None:
    scene = Scene(700, 60)
    scale = Scale(first, first + span, 40, 40 + room)
    axes.year_axis(scene, scale, first, first + span, 20)
    base, *marks = lines(scene)
    assert (base[0], base[2]) == (40, 40 + room)
    for (x, _, text), mark in zip(texts(scene), marks, strict=True):
        assert x == mark[0] == pytest.approx(scale(int(text)), abs=0.06)


@pytest.mark.parametrize("kind", SIGNS)
def test_signs_keep_to_their_place(kind: str) -> None:
    scene = Scene(100, 40)
    axes.sign(scene, 20, 20, Key("a", kind, theme.MEMBER))
    markup = "".join(scene.parts)
    assert scene.parts
    across = [float(x) for x in re.findall(r'\b(?:x1|x2|x|cx)="([-\d.]+)"', markup)]
    assert all(19 <= x <= 39 for x in across)


def test_signs_are_told_apart_without_colour() -> None:
    drawn = set()
    for kind in SIGNS:
        scene = Scene(100, 40)
        axes.sign(scene, 20, 20, Key("a", kind, "#000000"))
        drawn.add("".join(scene.parts))
    assert len(drawn) == len(SIGNS)


def test_missing_in_the_key_is_hatched_as_on_the_map() -> None:
    scene = Scene(100, 40)
    axes.sign(scene, 0, 20, Key("brak danych", "missing", theme.MISSING))
    assert "hatch" in scene.picture("T").svg


@given(st.lists(st.text("abcłż ", min_size=1, max_size=60), min_size=1, max_size=10))
def test_keys_never_leave_their_room(labels: list[str]) -> None:
    scene = Scene(300, 400)
    axes.draw_key(scene, 0, 0, [Key(label, "dot", theme.MEMBER) for label in labels], 300)
    for x, _, text in texts(scene):
        assert x + width(text, 10) <= 300.1


def test_a_heading_moves_before_it_is_cut() -> None:
    words = "odległość do najbliższej szkoły, km"
    scene = Scene(310, 100)
    axes.heading(scene, 90, 20, words, anchor="end")
    ((x, _, text),) = texts(scene)
    assert text == words
    assert x == pytest.approx(width(words, 10), abs=0.1)
    axes.heading(scene, 0, 40, words * 3, room=150)
    assert texts(scene)[1][2].endswith("…")
    assert width(texts(scene)[1][2], 10) <= 150


def test_an_empty_plot_speaks() -> None:
    scene = Scene(100, 100)
    axes.no_data(scene, 50, 50)
    assert texts(scene)[0][2] == "brak danych"


def test_labels_of_more_lines_are_taller() -> None:
    assert axes.row_height(2) == 2 * axes.row_height(1)
