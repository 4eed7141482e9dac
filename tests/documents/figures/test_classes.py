"""Classes part the values without gap or overlap, and the key tells the truth about them."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.classes import (
    Classes,
    draw_class_key,
    even_classes,
    key_lines,
    key_size,
    quantile_classes,
)
from terytoria.documents.figures.lettering import width
from terytoria.documents.figures.scene import HATCH, Scene

NAN = math.nan
VALUE = st.one_of(st.floats(-1e4, 1e4).map(lambda v: round(v, 2)), st.just(NAN))
VALUES = st.lists(VALUE, min_size=1, max_size=80)


@given(VALUES, st.integers(1, 7), st.integers(0, 2))
def test_quantile_limits_are_written_as_they_cut(
    values: list[float], count: int, decimals: int
) -> None:
    """What the key prints is the very limit by which a value is coloured."""
    made = quantile_classes(values, count, decimals)
    assert all(round(limit, decimals) == limit for limit in made.limits)
    assert all(low < high for low, high in pairwise(made.limits))


@given(VALUES, st.integers(1, 7))
def test_the_ends_are_never_empty(values: list[float], count: int) -> None:
    made = quantile_classes(values, count)
    held = {made.of(value) for value in values if math.isfinite(value)}
    if held:
        assert 0 in held
        assert len(made.colours) - 1 in held


@given(st.lists(st.integers(0, 10**6), min_size=20, max_size=200, unique=True), st.integers(2, 5))
def test_classes_hold_about_equally_many(values: list[int], count: int) -> None:
    made = quantile_classes(values, count, 0)
    sizes = [sum(made.of(value) == place for value in values) for place in range(count)]
    assert max(sizes) - min(sizes) <= 2


@given(VALUES, st.integers(2, 7), st.integers(-50, 50))
def test_a_middle_is_a_limit_when_both_sides_have_values(
    values: list[float], count: int, middle: int
) -> None:
    made = quantile_classes(values, count, 1, middle=middle)
    known = [value for value in values if math.isfinite(value)]
    if known and min(known) < middle <= max(known):
        assert middle in made.limits
    for value in known:
        below = made.colour(value) in theme.DIVERGING[:3]
        assert below == (value < middle)


def test_the_further_from_the_middle_the_darker() -> None:
    made = quantile_classes([-9, -8, -5, -4, -1, 1, 4, 5, 8, 9], 6, 0, middle=0)
    light = [theme.luminance(colour) for colour in made.colours]
    half = sum(limit < 0 for limit in made.limits) + 1
    assert light[:half] == sorted(light[:half])
    assert light[half:] == sorted(light[half:], reverse=True)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_number_has_no_class(value: float) -> None:
    made = Classes((1.0,), theme.sequential(2))
    assert made.of(value) is None
    assert made.colour(value) == HATCH


@given(st.integers(-100, 100), st.integers(1, 100), st.integers(1, 7))
def test_even_classes_are_even(low: int, size: int, count: int) -> None:
    made = even_classes(low, low + size, count)
    ends = [low, *made.limits, low + size]
    assert [b - a for a, b in pairwise(ends)] == pytest.approx([size / count] * count)
    assert made.of(low) == 0
    assert made.of(low + size) == count - 1


def test_the_key_reads_from_high_to_low() -> None:
    made = Classes((2.0, 5.0), theme.sequential(3))
    lines = key_lines(made, [1, 2, 5, 6, NAN], "%", 1)
    assert [text for _, text in lines] == [
        "5,0% i więcej (2)", "2,0–5,0% (1)", "poniżej 2,0% (1)", "brak danych (1)",
    ]  # fmt: skip
    assert [fill for fill, _ in lines] == [*reversed(made.colours), HATCH]


def test_ranges_below_nought_have_no_dash_beside_a_minus() -> None:
    made = Classes((-5.0, -2.0, 1.0), theme.sequential(4))
    lines = [text for _, text in key_lines(made, [-6, -3, 0, 2])]
    assert lines[1] == "\u22122 do 1 (1)"
    assert lines[2] == "\u22125 do \u22122 (1)"


def test_one_class_is_the_range_of_what_it_holds() -> None:
    one = quantile_classes([3.0, 3.0], 5)
    assert [text for _, text in key_lines(one, [3.0, 3.0], "km", 1)] == ["3,0\u00a0km (2)"]
    plain = Classes((), theme.sequential(1))
    assert key_lines(plain, [1.0, 4.0])[0][1] == "1–4 (2)"
    assert [text for _, text in key_lines(plain, [NAN])] == [
        "wszystkie wartości (0)", "brak danych (1)",
    ]  # fmt: skip


def test_labels_of_ones_own_replace_ranges() -> None:
    made = Classes((1.0,), theme.sequential(2), ("mało", "dużo"))
    assert [text for _, text in key_lines(made, [0, 2, 3])] == ["dużo (2)", "mało (1)"]


@given(VALUES, st.lists(st.text("abcłż ", max_size=30), max_size=4))
def test_the_key_takes_the_ground_it_says(values: list[float], heading: list[str]) -> None:
    made = quantile_classes(values)
    lines = key_lines(made, values, "%", 1)
    wide, tall = key_size(heading, lines)
    scene = Scene(400, 300)
    box = draw_class_key(scene, 10, 5, heading, lines)
    assert (box.right - box.left, box.bottom - box.top) == pytest.approx((wide, tall))
    pattern = r'<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)<'
    for x, y, look, text in re.findall(pattern, "".join(scene.parts)):
        assert float(x) + width(text, 10, bold="bold" in look or "600" in look) <= box.right + 0.1
        assert 5 <= float(y) <= box.bottom


def test_swatches_stand_beside_their_words() -> None:
    scene = Scene(400, 300)
    lines = key_lines(Classes((1.0,), theme.sequential(2)), [0, 2])
    draw_class_key(scene, 0, 0, ["Nagłówek"], lines)
    markup = "".join(scene.parts)
    tops = [float(y) + 6 for y in re.findall(r'<rect x="0" y="([\d.]+)"', markup)]
    rows = [float(y) - 3.3 for y in re.findall(r'<text x="26" y="([\d.]+)"', markup)]
    assert tops == pytest.approx(rows, abs=0.11)
