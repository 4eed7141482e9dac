"""Bars start at zero, rank, and carry their intervals."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.bars import COLOURS, Bar, Bars, draw_bars
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture

NAN = math.nan
LONG = "Gmina o nazwie tak długiej, że nie zmieści się w żadnym rysunku na świecie"
VALUES = st.one_of(st.floats(-1e6, 1e6).map(lambda value: round(value, 1)), st.just(NAN))


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def drawn(picture: Picture, colour: str = theme.MEMBER) -> list[tuple[float, float]]:
    """Left and right ends of the bars of a colour, from the top down."""
    pattern = rf'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="13" fill="{colour}"'
    return [(float(x), float(x) + float(w)) for x, w in re.findall(pattern, picture.svg)]


def whiskers(picture: Picture) -> list[tuple[float, float]]:
    pattern = (
        rf'<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)" stroke="{theme.INK}" '
        r'stroke-width="1.3"/>'
    )
    found = re.findall(pattern, picture.svg)
    return [(float(a), float(b)) for a, y1, b, y2 in found if y1 == y2]


def zero(picture: Picture) -> float:
    """Where the axis crosses nought: the one grid line drawn stronger."""
    pattern = rf'<line x1="([\d.]+)" y1="[\d.]+" x2="[\d.]+" y2="[\d.]+" stroke="{theme.AXIS}"'
    (x,) = re.findall(pattern, picture.svg)
    return float(x)


def test_bars_of_positive_values_start_where_the_axis_says_nought() -> None:
    picture = draw_bars(Bars("T", [Bar("A", 60), Bar("B", 95)]))
    assert "0" in words(picture)
    assert {left for left, _ in drawn(picture)} == {zero(picture)}


def test_the_axis_reaches_nought_even_when_all_values_are_alike_and_far() -> None:
    picture = draw_bars(Bars("T", [Bar("A", 1001), Bar("B", 1002)]))
    (_, first), (_, second) = drawn(picture)
    assert abs(first - second) < 2, "a difference of a thousandth must not look like half"


def test_negative_bars_run_left_of_nought_and_end_there() -> None:
    picture = draw_bars(Bars("T", [Bar("A", 5), Bar("B", -5)]))
    (right_from, right_to), (left_from, left_to) = drawn(picture)
    assert right_from == pytest.approx(left_to, abs=0.15) == zero(picture)
    assert right_to - right_from == pytest.approx(left_to - left_from, abs=0.2)


@given(st.lists(VALUES, min_size=1, max_size=28))
def test_known_values_fall_from_the_top_and_missing_ones_stand_last(values: list[float]) -> None:
    names = [f"G{at:02d}" for at in range(len(values))]
    picture = draw_bars(Bars("T", [Bar(n, v) for n, v in zip(names, values, strict=True)]))
    shown = [text for text in words(picture) if text in names]
    by_name = dict(zip(names, values, strict=True))
    ordered = [by_name[name] for name in shown]
    known = [value for value in ordered if math.isfinite(value)]
    assert sorted(names) == sorted(shown)
    assert known == sorted(known, reverse=True)
    assert not any(math.isfinite(value) for value in ordered[len(known) :])
    assert words(picture).count(NO_DATA) == len(values) - len(known)
    assert len(drawn(picture)) == len(known)


@given(st.floats(0.5, 100), st.floats(0, 50), st.floats(0, 50))
def test_whiskers_span_their_interval_on_the_scale_of_the_bars(
    value: float, below: float, above: float
) -> None:
    bar = Bar("A", value, value - below, value + above)
    picture = draw_bars(Bars("T", [bar, Bar("B", 100.0)]))
    (_, full), _ = drawn(picture)
    nought = zero(picture)
    unit = (full - nought) / 100
    ends = whiskers(picture)[0]
    assert ends[0] == pytest.approx(nought + unit * bar.low, abs=0.3)
    assert ends[1] == pytest.approx(nought + unit * bar.high, abs=0.3)


def test_an_interval_stays_inside_the_picture_and_its_value_beyond_it() -> None:
    picture = draw_bars(Bars("T", [Bar("A", 5, 1, 40)], "%", 1))
    (_, end), *_ = whiskers(picture)
    place = re.search(r'<text x="([\d.]+)"[^>]*>5,0%<', picture.svg)
    assert place is not None
    assert end < float(place[1]) < picture.width


def test_half_an_interval_is_none() -> None:
    picture = draw_bars(Bars("T", [Bar("A", 5, NAN, 6), Bar("B", 4, 3, NAN)]))
    assert whiskers(picture) == []
    assert "przedział ufności 95%" not in words(picture)


def test_an_interval_without_its_value_promises_nothing() -> None:
    picture = draw_bars(Bars("T", [Bar("A", NAN, 1, 3), Bar("B", 2)]))
    assert "przedział ufności 95%" not in words(picture)


def test_kinds_have_their_colours() -> None:
    bars = [Bar("A", 3), Bar("P", 2, kind="partnership"), Bar("K", 1, kind="other")]
    picture = draw_bars(Bars("T", bars))
    for kind, colour in COLOURS.items():
        assert len(drawn(picture, colour)) == 1, kind
    bold = re.findall(r'font-weight="600"[^>]*>([^<]*)<', picture.svg)
    assert bold == ["P", "2"]


def test_the_median_line_stands_at_its_value() -> None:
    picture = draw_bars(Bars("T", [Bar("A", 10), Bar("B", 5)], median=5))
    (_, five) = drawn(picture)[1]
    pattern = rf'<line x1="([\d.]+)"[^>]*stroke="{theme.INK}" stroke-width="1.4" stroke-dasharray'
    (x,) = re.findall(pattern, picture.svg)
    assert float(x) == pytest.approx(five, abs=0.11)


def test_the_median_keeps_its_number_when_its_words_are_too_long() -> None:
    spec = Bars("T", [Bar("A", 5.5)], "%", 1, median=9, median_label=LONG, width=300)
    assert any(text.endswith("…: 9,0%") for text in words(draw_bars(spec)))


def test_equal_values_keep_the_order_they_came_in() -> None:
    picture = draw_bars(Bars("T", [Bar(name, 2) for name in "CAB"]))
    assert [text for text in words(picture) if text in "CAB"] == ["C", "A", "B"]


@pytest.mark.parametrize("value", [0, 0.0, -0.0])
def test_nought_is_a_value_not_a_gap(value: float) -> None:
    picture = draw_bars(Bars("T", [Bar("A", value), Bar("B", 2)], decimals=1))
    assert "0,0" in words(picture)
    assert NO_DATA not in words(picture)


def test_one_bar_and_twenty_eight_take_the_height_they_need() -> None:
    heights = [
        draw_bars(Bars("T", [Bar(f"G{at}", at) for at in range(count)])).height
        for count in (1, 14, 28)
    ]
    assert heights[2] - heights[1] == pytest.approx(14 * 22)
    assert heights[1] - heights[0] == pytest.approx(13 * 22)


def test_rows_do_not_touch() -> None:
    picture = draw_bars(Bars("T", [Bar(f"G{at}", at) for at in range(1, 29)]))
    tops = [float(y) for y in re.findall(r'y="([\d.]+)" width="[\d.]+" height="13"', picture.svg)]
    assert len(tops) == 28
    assert all(abs(a - b) > 13 for a, b in combinations(tops, 2))


def test_letters_of_other_languages_and_signs_of_markup_are_written() -> None:
    picture = draw_bars(Bars("T", [Bar("Česká Třebová & Görlitz <Київ>", 2)]))
    assert any("&amp;" in text and "&lt;" in text for text in words(picture))


def test_no_bars_make_an_empty_axis_not_an_error() -> None:
    assert drawn(draw_bars(Bars("T", []))) == []
