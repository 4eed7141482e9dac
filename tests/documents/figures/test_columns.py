"""Names above columns: whole where they can be, in their own column always."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.figures.columns import TALL, column_names, draw_columns
from terytoria.documents.figures.lettering import ELLIPSIS, width
from terytoria.documents.figures.scene import Scene

NAMES = st.lists(
    st.lists(st.text("abcdeęłż", min_size=1, max_size=14), min_size=1, max_size=5).map(" ".join),
    min_size=1,
    max_size=30,
)


@given(NAMES, st.floats(14, 200))
def test_flat_names_fit_their_column(names: list[str], cell: float) -> None:
    made = column_names(names, cell)
    limit = cell - 4 if made.flat else TALL
    assert all(width(row, 10) <= limit or len(row) <= 2 for rows in made.rows for row in rows)


@given(NAMES, st.floats(14, 200))
def test_no_word_is_lost_without_a_sign(names: list[str], cell: float) -> None:
    for name, rows in zip(names, column_names(names, cell).rows, strict=True):
        assert " ".join(rows) == name or any(row.endswith(ELLIPSIS) for row in rows)


def test_names_lie_flat_as_soon_as_their_longest_word_fits() -> None:
    longest = width("infrastruktura", 10)
    names = ["infrastruktura techniczna", "kultura"]
    assert column_names(names, longest + 4.1).flat
    assert not column_names(names, longest + 3.9).flat


def test_lines_are_balanced() -> None:
    (rows,) = column_names(["zdrowie i usługi społeczne"], 100).rows
    assert rows == ["zdrowie i", "usługi społeczne"] or max(
        width(row, 10) for row in rows
    ) <= 0.7 * width("zdrowie i usługi społeczne", 10)


@given(NAMES, st.floats(14, 200))
def test_the_height_holds_the_words(names: list[str], cell: float) -> None:
    made = column_names(names, cell)
    scene = Scene(cell * len(names), made.height)
    draw_columns(scene, made, 0, cell, made.height)
    markup = "".join(scene.parts)
    assert len(scene.parts) == sum(len([row for row in rows if row]) for rows in made.rows)
    for y in re.findall(r'<text x="[-\d.]+" y="([-\d.]+)"', markup):
        assert float(y) - 7 >= 0
        assert float(y) <= made.height


def test_upright_names_read_upwards_and_centre_on_their_column() -> None:
    scene = Scene(60, 120)
    draw_columns(scene, column_names(["rynek pracy", "edukacja"], 30), 0, 30, 110)
    markup = "".join(scene.parts)
    assert markup.count("rotate(-90)") == 2
    across = [float(x) for x in re.findall(r"translate\(([\d.]+) ", markup)]
    assert across == pytest.approx([15 + 3.3, 45 + 3.3], abs=0.06)


def test_no_names_take_no_room_to_speak_of() -> None:
    assert column_names([], 100).rows == []
    assert column_names([], 100).height <= 20
