"""Tables of classes: colour and sign say the same, missing is hatched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.heat import FIVE_GRADES, Grade, Heat, draw_heat
from terytoria.documents.figures.picture import Picture

SIGNS = [grade.sign for grade in FIVE_GRADES]


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def cells(picture: Picture) -> list[str]:
    """Fills of the cells in reading order (those of the key are lower)."""
    return re.findall(r'height="22" fill="([^"]+)"', picture.svg)


GRID = st.integers(1, 6).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([None, 0, 1, 2, 3, 4]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=28,
    )
)


@given(GRID)
def test_each_cell_has_the_colour_and_the_sign_of_its_class(grid: list[list[int | None]]) -> None:
    rows = [f"G{at}" for at in range(len(grid))]
    columns = [f"k{at}" for at in range(len(grid[0]))]
    picture = draw_heat(Heat("T", rows, columns, grid))
    scheme = theme.diverging(5)
    flat = [grade for row in grid for grade in row]
    fills = cells(picture)
    assert len(fills) == len(flat)
    for grade, fill in zip(flat, fills, strict=True):
        assert fill.endswith("hatch)") if grade is None else fill == scheme[grade]
    signs = [text for text in words(picture) if text in SIGNS]
    assert sorted(signs) == sorted([SIGNS[grade] for grade in flat if grade is not None] + SIGNS)


@given(GRID)
def test_missing_is_in_the_key_only_when_there_is_some(grid: list[list[int | None]]) -> None:
    rows = [f"G{at}" for at in range(len(grid))]
    picture = draw_heat(Heat("T", rows, [f"k{at}" for at in range(len(grid[0]))], grid))
    missing = any(grade is None for row in grid for grade in row)
    assert ("brak danych" in words(picture)) == missing
    assert ("<pattern" in picture.svg) == missing


def test_every_grade_is_explained_even_when_no_cell_has_it() -> None:
    shown = words(draw_heat(Heat("T", ["A"], ["k"], [[2]])))
    assert {grade.label for grade in FIVE_GRADES} <= set(shown)


@pytest.mark.parametrize("fill", theme.diverging(5))
def test_signs_read_on_their_colours(fill: str) -> None:
    grade = theme.diverging(5).index(fill)
    svg = draw_heat(Heat("T", ["A"], ["k"], [[grade]])).svg
    sign = re.search(rf'fill="(#\w+)"[^>]*>{re.escape(SIGNS[grade])}<', svg)
    assert sign is not None
    assert theme.contrast(sign[1], fill) >= 4.5


def test_the_partnership_is_set_apart_by_weight_and_space() -> None:
    def tops(emphasis: int) -> list[float]:
        spec = Heat("T", ["A", "B", "P"], ["k"], [[1], [2], [3]], emphasis=emphasis)
        svg = draw_heat(spec).svg
        assert (re.search(r'font-weight="600"[^>]*>P<', svg) is not None) == bool(emphasis)
        return [float(y) for y in re.findall(r'y="([\d.]+)" width="[\d.]+" height="22"', svg)]

    plain, apart = tops(0), tops(1)
    assert plain[2] - plain[1] == 24
    assert apart[2] - apart[1] == 29


def test_own_grades_of_two_kinds() -> None:
    grades = (Grade("nie", "n"), Grade("tak", "t"))
    picture = draw_heat(Heat("T", ["A"], ["x", "y"], [[0, 1]], grades))
    assert cells(picture) == list(theme.sequential(2))
    assert words(picture).count("t") == words(picture).count("n") == 2


def test_in_cells_too_narrow_for_any_sign_the_colours_speak_alone() -> None:
    columns = [str(at) for at in range(60)]
    picture = draw_heat(Heat("T", ["A"], columns, [[0] * 60], width=theme.HALF_WIDTH))
    assert words(picture).count("−−") == 1  # the key
    assert len(cells(picture)) == 60


@pytest.mark.parametrize(
    ("classes", "message"),
    [([[0]], "one row per name"), ([[0, 1], [0]], "one entry per column"), ([[5, 0]] * 2, "0 to 4"),
     ([[-1, 0]] * 2, "0 to 4")],
)  # fmt: skip
def test_a_table_of_the_wrong_shape_is_refused(classes: list[list[int]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Heat("T", ["A", "B"], ["x", "y"], classes)
