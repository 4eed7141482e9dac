"""What all maps share: regions, links, names, and ink that reads on its ground."""

from __future__ import annotations

import re

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.ground import fit, prepare
from terytoria.documents.figures.lettering import ELLIPSIS, Box, width
from terytoria.documents.figures.naming import draw_names
from terytoria.documents.figures.scene import Scene
from terytoria.documents.figures.sheet import (
    NAME_LIMIT,
    Words,
    draw_region,
    name_rows,
    outline,
    write,
)

NAMES = st.lists(st.text("abcdeęłżŁ", min_size=1, max_size=12), min_size=1, max_size=5).map(
    " ".join
)


@given(NAMES, st.sampled_from(["", " (miasto)", " (gmina wiejska)", " (obszar wiejski)"]))
def test_a_name_is_broken_not_lost(name: str, kind: str) -> None:
    rows = name_rows(name + kind)
    assert all(width(row) <= NAME_LIMIT for row in rows)
    whole = " ".join(rows)
    assert whole == name + kind or any(row.endswith(ELLIPSIS) for row in rows)
    if kind:
        assert any(row.startswith("(") for row in rows)


@pytest.mark.parametrize("ground", [*theme.SEQUENTIAL, *theme.DIVERGING])
def test_words_read_on_every_colour_of_a_map(ground: str) -> None:
    scene = Scene(100, 40)
    write(scene, Words(["Wałcz"]), Box(0, 0, 100, 40), ground)
    ink = re.search(r' fill="(#\w+)"', scene.parts[0])
    assert ink is not None
    assert theme.contrast(ink[1], ground) >= 4.5


def test_words_on_hatching_stand_on_paper() -> None:
    scene = Scene(100, 40)
    write(scene, Words(["Wałcz"]), Box(0, 0, 100, 40), "url(#hatch)")
    assert f'fill="{theme.INK}"' in scene.parts[0]
    assert f'stroke="{theme.PAPER}"' in scene.parts[0]


def test_a_link_is_safe_whatever_its_words() -> None:
    scene = Scene(10, 10)
    draw_region(scene, "M0 0", "#ffffff", href='/g/"><script>', name="A & <B>")
    assert "<script" not in scene.parts[0]
    assert 'aria-label="A &amp; &lt;B&gt;"' in scene.parts[0]
    draw_region(scene, "M0 0", "#ffffff", name="bez strony")
    assert "aria-label" not in scene.parts[1]


def test_an_empty_outline_draws_nothing() -> None:
    scene = Scene(10, 10)
    outline(scene, "")
    assert scene.parts == []


def test_only_the_first_line_is_bold() -> None:
    scene = Scene(100, 60)
    write(scene, Words(["Wałcz", "(miasto)", "4,5"], strong=True), Box(0, 0, 100, 60))
    assert ["font-weight" in part for part in scene.parts] == [True, False, False]


@given(st.lists(st.floats(0.02, 0.4), min_size=2, max_size=12), st.integers(6, 20))
def test_names_keep_apart_inside_the_frame(sizes: list[float], letters: int) -> None:
    west, shapes = 16.0, []
    for size in sizes:
        shapes.append(shapely.box(west, 53, west + size, 53.4))
        west += size
    projection, frame = fit(shapes, Box(0, 0, 600, 400), 0.1)
    ground = prepare(shapes, projection, frame)
    boxes = draw_names(Scene(600, 400), ground, [Words(["a" * letters])] * len(shapes))
    found = [box for box in boxes if box is not None]
    assert all(not a.meets(b) for at, a in enumerate(found) for b in found[:at])
    for box in found:
        assert frame.left <= box.left < box.right <= frame.right
        assert frame.top <= box.top < box.bottom <= frame.bottom
