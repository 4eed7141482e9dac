"""Flows as a table: discs by area, numbers where they fit, unknown is not none."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.matrix import Matrix, draw_matrix
from terytoria.documents.figures.picture import Picture

NAN = math.nan
PERSONS = st.one_of(st.integers(0, 9999).map(float), st.just(NAN))


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def discs(picture: Picture) -> list[tuple[float, float, float]]:
    pattern = rf'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" fill="{theme.SEQUENTIAL[1]}"'
    return [(float(x), float(y), float(r)) for x, y, r in re.findall(pattern, picture.svg)]


def unknown(picture: Picture) -> int:
    return len(re.findall(rf'r="1.2" fill="{theme.COUNTRY_MARK}"', picture.svg))


@given(st.lists(PERSONS, min_size=1, max_size=8))
def test_areas_are_in_proportion_and_the_unknown_are_points(values: list[float]) -> None:
    columns = [f"k{at}" for at in range(len(values))]
    picture = draw_matrix(Matrix("T", ["A"], columns, [values]))
    known = [value for value in values if math.isfinite(value)]
    drawn = discs(picture)
    assert len(drawn) == len(known)
    assert unknown(picture) == len(values) - len(known)
    top = max(known, default=0) or 1
    for value, (_, _, radius) in zip(known, drawn, strict=True):
        assert radius == pytest.approx(14 * math.sqrt(value / top), abs=0.06)


def test_none_is_written_as_nought_and_unknown_as_nothing() -> None:
    shown = words(draw_matrix(Matrix("T", ["A"], ["x", "y", "z"], [[0.0, NAN, 12.0]])))
    assert shown.count("0") == 1
    assert shown.count("12") == 1
    assert "nan" not in shown


def test_rows_and_columns_keep_their_places() -> None:
    picture = draw_matrix(Matrix("T", ["A", "B"], ["x", "y"], [[1.0, 2.0], [3.0, 4.0]]))
    numbers = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([1-4])<', picture.svg)
    place = {text: (float(x), float(y)) for x, y, text in numbers}
    assert place["1"][0] == place["3"][0] < place["2"][0] == place["4"][0]
    assert place["1"][1] == place["2"][1] < place["3"][1] == place["4"][1]
    assert {"skąd ↓", "dokąd →"} <= set(words(picture))


def test_a_disc_never_leaves_its_cell() -> None:
    columns = [f"k{at}" for at in range(28)]
    picture = draw_matrix(Matrix("T", ["A"], columns, [[5000.0] * 28]))
    drawn = discs(picture)
    for (x, _, r), (x_next, _, r_next) in pairwise(drawn):
        assert x + r <= x_next - r_next + 0.3


def test_numbers_too_wide_for_their_cells_are_left_to_the_table() -> None:
    columns = [f"k{at}" for at in range(28)]
    narrow = draw_matrix(Matrix("T", ["A"], columns, [[5000.0] * 28], width=theme.HALF_WIDTH))
    assert "5000" not in words(narrow)
    assert len(discs(narrow)) == 28


def test_everything_unknown_is_drawn_without_a_division() -> None:
    picture = draw_matrix(Matrix("T", ["A"], ["x"], [[NAN]]))
    assert discs(picture) == []
    assert unknown(picture) == 1
    assert len(discs(draw_matrix(Matrix("T", ["A"], ["x"], [[0.0]])))) == 1


def test_shares_keep_their_decimals() -> None:
    picture = draw_matrix(Matrix("T", ["A"], ["x"], [[12.345]], decimals=1))
    assert "12,3" in words(picture)


@pytest.mark.parametrize("values", [[[1.0]], [[1.0], [2.0]], [[1.0, 2.0]] * 3])
def test_the_shape_is_checked(values: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="one row per name and one entry per column"):
        Matrix("T", ["A", "B"], ["x", "y"], values)
