"""Percentiles: each member at its place, the group's middle half behind."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.dots import COLOURED, Dots, Row, draw_dots
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture

NAN = math.nan
PERCENT = st.integers(0, 1000).map(lambda value: value / 10)


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def marks(picture: Picture) -> list[tuple[float, float, str]]:
    """Place and colour of the discs, those of the key left out."""
    pattern = r'<circle cx="([\d.]+)" cy="([\d.]+)" r="(?:4.4|3.6)" fill="(#\w+)" stroke="#ffffff"'
    return [(float(x), float(y), fill) for x, y, fill in re.findall(pattern, picture.svg)]


def ground(picture: Picture) -> tuple[float, float]:
    """Left end and length of the scale, from the shaded middle half."""
    pattern = (
        rf'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+" fill="{theme.BAND}"/>'
    )
    ((x, wide),) = re.findall(pattern, picture.svg)
    return float(x) - float(wide) / 2, 2 * float(wide)


@given(PERCENT)
def test_a_member_alone_stands_at_its_percentile(value: float) -> None:
    picture = draw_dots(Dots("T", ["A"], [Row("w", [value])]))
    left, length = ground(picture)
    ((x, _, colour),) = marks(picture)
    assert x == pytest.approx(left + length * value / 100, abs=0.3)
    assert colour == theme.CATEGORICAL[0]


@given(st.lists(PERCENT, min_size=2, max_size=28))
def test_no_member_hides_another_and_order_is_kept(values: list[float]) -> None:
    names = [f"G{at}" for at in range(len(values))]
    picture = draw_dots(Dots("T", names, [Row("w", values)]))
    across = [x for x, _, _ in marks(picture)]
    assert len(across) == len(values)
    least = 2.3 if len(values) > COLOURED else 6.3
    order = sorted(range(len(values)), key=lambda at: (values[at], at))
    for before, after in pairwise(order):
        assert across[after] - across[before] >= least


@pytest.mark.parametrize("count", [1, 8, 9, 28])
def test_the_key_names_as_many_members_as_colours_can_tell_apart(count: int) -> None:
    names = [f"Gmina {at}" for at in range(count)]
    shown = words(draw_dots(Dots("T", names, [Row("w", [50.0] * count)])))
    if count <= 8:
        assert set(names) <= set(shown)
    else:
        assert "członkowie partnerstwa" in shown
        assert "Gmina 5" not in shown


def test_a_colour_means_the_same_member_in_every_row() -> None:
    rows = [Row("a", [10.0, NAN, 90.0]), Row("b", [80.0, 20.0, 50.0])]
    drawn = marks(draw_dots(Dots("T", ["A", "B", "C"], rows)))
    assert [colour for _, _, colour in drawn] == [
        *theme.CATEGORICAL[:3:2], *theme.CATEGORICAL[:3],
    ]  # fmt: skip


def test_the_partnership_is_told_by_shape() -> None:
    picture = draw_dots(Dots("T", ["A"], [Row("w", [10.0], 70.0)], partnership="Partnerstwo X"))
    assert picture.svg.count(f'fill="{theme.PARTNERSHIP}" stroke="{theme.PAPER}"') == 2  # and key
    assert "Partnerstwo X" in words(picture)
    without = draw_dots(Dots("T", ["A"], [Row("w", [10.0])], partnership="Partnerstwo X"))
    assert "Partnerstwo X" not in words(without)


def test_a_row_known_of_the_partnership_alone_has_data() -> None:
    assert NO_DATA not in words(draw_dots(Dots("T", ["A"], [Row("w", [NAN], 40.0)])))


def test_both_ends_are_explained() -> None:
    spec = Dots("T", ["A"], [Row("w", [1.0])], low_label="mniej", high_label="więcej")
    assert {"← mniej", "więcej →", "mediana", "0", "25", "75", "100"} <= set(words(draw_dots(spec)))


def test_equal_members_at_the_end_are_named_in_their_order() -> None:
    names = [f"G{at}" for at in range(10)]
    values = [50.0] * 10
    assert "G0 → G0" in words(draw_dots(Dots("T", names, [Row("w", values)])))
    values = [NAN] * 9 + [3.0]
    assert "G9 → G9" in words(draw_dots(Dots("T", names, [Row("w", values)])))


def test_a_long_indicator_takes_lines_and_height() -> None:
    short = draw_dots(Dots("T", ["A"], [Row("w", [5.0])]))
    long = draw_dots(Dots("T", ["A"], [Row("bardzo długa nazwa wskaźnika " * 5, [5.0])]))
    assert long.height > short.height + 10


@pytest.mark.parametrize("bad", [-0.1, 100.1])
def test_a_percentile_off_the_scale_is_refused_with_its_row(bad: float) -> None:
    row = Row("dochody", [50.0], bad)
    with pytest.raises(ValueError, match="dochody: percentiles run from 0 to 100"):
        Dots("T", ["A"], [row])
