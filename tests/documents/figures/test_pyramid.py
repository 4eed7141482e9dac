"""Pyramids: one scale for both sexes and for the comparison."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.pyramid import MEN, WOMEN, Pyramid, draw_pyramid

NAN = math.nan
SHARES = st.lists(st.integers(0, 120).map(lambda value: value / 10), min_size=1, max_size=18)


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def drawn(picture: Picture, colour: str) -> list[tuple[float, float, float]]:
    """Left end, width and top of the bars of a sex, the key's sign left out."""
    pattern = rf'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="13" fill="{colour}"'
    return [(float(x), float(w), float(y)) for x, y, w in re.findall(pattern, picture.svg)]


def steps(picture: Picture) -> list[list[tuple[float, float]]]:
    pattern = rf'<path d="M([^"]+)" fill="none" stroke="{theme.INK}" stroke-width="1.4"'
    found = re.findall(pattern, picture.svg)
    return [
        [(float(x), float(y)) for x, y in (pair.split() for pair in data.split("L"))]
        for data in found
    ]


@given(SHARES)
def test_a_population_alike_is_a_mirror(values: list[float]) -> None:
    ages = [str(at) for at in range(len(values))]
    picture = draw_pyramid(Pyramid("T", ages, values, values, "A"))
    men, women = drawn(picture, MEN), drawn(picture, WOMEN)
    assert [w for _, w, _ in men] == pytest.approx([w for _, w, _ in women], abs=0.11)
    for (x_men, w_men, y_men), (x_women, _, y_women) in zip(men, women, strict=True):
        assert x_men + w_men == pytest.approx(picture.width - x_women, abs=0.25)
        assert y_men == y_women


@given(SHARES)
def test_the_youngest_are_at_the_bottom(values: list[float]) -> None:
    ages = [f"wiek {at}" for at in range(len(values))]
    picture = draw_pyramid(Pyramid("T", ages, values, values, "A"))
    tops = [y for _, _, y in drawn(picture, MEN)]
    assert tops == sorted(tops, reverse=True)
    shown = [text for text in words(picture) if text.startswith("wiek ")]
    assert len(shown) == len(ages)


def test_the_comparison_is_measured_by_the_same_rule() -> None:
    picture = draw_pyramid(Pyramid("T", ["0"], [4], [2], "A", [4], [2], "Polska"))
    left, right = steps(picture)
    ((men_left, _, _),) = drawn(picture, MEN)
    ((women_left, women_wide, _),) = drawn(picture, WOMEN)
    assert min(x for x, _ in left) == pytest.approx(men_left, abs=0.11)
    assert max(x for x, _ in right) == pytest.approx(women_left + women_wide, abs=0.11)
    assert {"A", "Polska", "mężczyźni", "kobiety"} <= set(words(picture))


def test_a_larger_comparison_stays_on_the_sheet() -> None:
    picture = draw_pyramid(Pyramid("T", ["0"], [1], [1], "A", [9], [9], "Polska"))
    for run in steps(picture):
        assert all(0 <= x <= picture.width for x, _ in run)


def test_a_gap_parts_the_outline() -> None:
    values = [1.0, NAN, 2.0, 3.0]
    picture = draw_pyramid(Pyramid("T", list("abcd"), values, values, "A", values, values, "B"))
    assert [len(run) for run in steps(picture)] == [4, 6, 4, 6]
    assert len(drawn(picture, MEN)) == 3


def test_persons_and_shares_have_their_units() -> None:
    shares = words(draw_pyramid(Pyramid("T", ["0"], [5], [5], "A")))
    assert "% ludności" in shares
    assert "0%" in shares or "0,0%" in shares
    persons = words(draw_pyramid(Pyramid("T", ["0"], [500], [400], "A", unit="osoby")))
    assert "osoby" in persons
    assert not any("%" in text for text in persons)


def test_nothing_known_draws_the_ages_and_no_bar() -> None:
    picture = draw_pyramid(Pyramid("T", ["0–4"], [NAN], [NAN], "A"))
    assert "0–4" in words(picture)
    assert drawn(picture, MEN) == drawn(picture, WOMEN) == []


@pytest.mark.parametrize("place", ["men", "women", "other_men", "other_women"])
def test_every_series_is_checked(place: str) -> None:
    series = {"men": [1], "women": [1], "other_men": [1], "other_women": [1], place: [1, 2]}
    with pytest.raises(ValueError, match="2 values for 1 age groups"):
        Pyramid("T", ["0"], name="A", **series)  # type: ignore[arg-type]
