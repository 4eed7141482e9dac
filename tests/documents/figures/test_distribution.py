"""Shares of people within a distance: what the curve says is what is written beside it."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.distribution import (
    Curve,
    Distribution,
    cumulative,
    draw_distribution,
)
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture

NAN = math.nan
BLUE = theme.CATEGORICAL[0]
PLACES = st.lists(
    st.tuples(st.integers(0, 300).map(lambda d: d / 10), st.integers(1, 500)),
    min_size=1, max_size=40,
)  # fmt: skip


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def curve(
    picture: Picture, colour: str = BLUE, thickness: str = "1.7"
) -> list[tuple[float, float]]:
    pattern = rf'<path d="M([^"]+)" fill="none" stroke="{colour}" stroke-width="{thickness}"'
    (data,) = re.findall(pattern, picture.svg)
    return [(float(x), float(y)) for x, y in (pair.split() for pair in data.split("L"))]


@given(PLACES)
def test_a_curve_only_rises_and_ends_at_the_edge(places: list[tuple[float, int]]) -> None:
    at, people = zip(*places, strict=True)
    spec = Distribution("T", [Curve("A", at, people)], limit=30)
    spots = curve(draw_distribution(spec))
    assert all(x < x_next and y >= y_next for (x, y), (x_next, y_next) in pairwise(spots))
    assert spots[-1][1] == 24, "everybody is within the limit: the curve ends at 100%"


@given(PLACES, st.integers(0, 30))
def test_the_share_written_is_the_share_of_people_not_of_places(
    places: list[tuple[float, int]], mark: int
) -> None:
    at, people = zip(*places, strict=True)
    near = sum(count for distance, count in places if distance <= mark)
    spec = Distribution("T", [Curve("A", at, people)], marks=[mark])
    share = 100 * near / sum(people)
    (text,) = (text for text in words(draw_distribution(spec)) if text.startswith("A  "))
    assert abs(float(text[3:-1]) - share) <= 0.5 + 1e-9


@given(PLACES)
def test_order_of_places_does_not_matter(places: list[tuple[float, int]]) -> None:
    at, people = zip(*places, strict=True)
    back = zip(*reversed(places), strict=True)
    first, second = cumulative(at, people), cumulative(*back)
    assert first[0].tolist() == second[0].tolist()
    ends = np.append(np.diff(first[0]) > 0, True)  # within ties the steps may differ
    assert first[1][ends] == pytest.approx(second[1][ends])


def test_people_at_the_very_mark_are_within_it() -> None:
    spec = Distribution("T", [Curve("A", [2.0, 5.0], [1, 1])], marks=[2])
    assert "A  50%" in words(draw_distribution(spec))


def test_marks_are_named_in_their_unit_without_idle_decimals() -> None:
    spec = Distribution("T", [Curve("A", [1, 9], [1, 1])], marks=[3, 7.5])
    shown = words(draw_distribution(spec))
    assert {"3\u00a0km", "7,5\u00a0km", "w tym do 3\u00a0km:"} <= set(shown)


def test_the_axis_leaves_out_the_last_hundredth_but_never_a_mark() -> None:
    far = Curve("A", [*np.linspace(0, 5, 99), 500.0], [1] * 100)
    shown = words(draw_distribution(Distribution("T", [far], marks=[2])))
    assert "500" not in shown
    assert "100" not in shown
    beyond = words(draw_distribution(Distribution("T", [far], marks=[40])))
    assert "40" in beyond


def test_a_member_without_data_is_named_and_has_no_curve() -> None:
    spec = Distribution("T", [Curve("A", [1], [1]), Curve("B", [], [])], marks=[1])
    picture = draw_distribution(spec)
    assert f"B  {NO_DATA}" in words(picture)
    assert theme.CATEGORICAL[1] not in re.findall(
        r'stroke="(#\w+)" stroke-width="1.7"', picture.svg
    )


def test_everybody_at_the_door_is_a_full_share_at_nought() -> None:
    spots = curve(draw_distribution(Distribution("T", [Curve("A", [0.0, 0.0], [5, 5])])))
    assert {y for _, y in spots} == {24}


@pytest.mark.parametrize("count", [1, 6, 7, 28])
def test_names_keep_apart_and_inside(count: int) -> None:
    curves = [Curve(f"G{at}", [1, 2], [1, 1]) for at in range(count)]
    picture = draw_distribution(Distribution("T", curves, marks=[1]))
    found = re.findall(r'y="([\d.]+)"[^>]*>G\d+  50%<', picture.svg)
    places = sorted(float(y) for y in found)
    assert len(places) == count
    assert all(after - before >= 12.8 for before, after in pairwise(places))
    assert places[-1] < picture.height


def test_the_partnership_is_thicker_and_bold() -> None:
    picture = draw_distribution(Distribution("T", [Curve("P", [1, 2], [1, 1], partnership=True)]))
    assert curve(picture, theme.PARTNERSHIP, "3")
    assert re.search(r'font-weight="600"[^>]*>P<', picture.svg)


def test_the_axis_says_what_is_counted() -> None:
    spec = Distribution("T", [Curve("A", [1], [1])], people="uczniów", label="droga", unit="min")
    shown = words(draw_distribution(spec))
    assert "% uczniów, którzy mają nie dalej niż…" in shown
    assert "droga, min" in shown
