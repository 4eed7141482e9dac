"""Rank bands: the best first, the band as wide as the doubt."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.ranks import RankBand, Ranks, draw_ranks

NAN = math.nan


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def rings(picture: Picture) -> list[float]:
    return [float(x) for x in re.findall(r'<circle cx="([\d.]+)" cy="[\d.]+" r="4.6"', picture.svg)]


def bands(picture: Picture) -> list[tuple[float, float]]:
    pale = theme.blend(theme.MEMBER, theme.PAPER, 0.5)
    pattern = rf'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="10" fill="{pale}"'
    return [(float(x), float(x) + float(w)) for x, w in re.findall(pattern, picture.svg)]


@st.composite
def ranked(draw: st.DrawFn) -> tuple[int, list[RankBand]]:
    total = draw(st.integers(2, 2477))
    found = []
    for at in range(draw(st.integers(1, 28))):
        low, middle, high = sorted(draw(st.integers(1, total)) for _ in range(3))
        found.append(RankBand(f"G{at}", middle, low, high))
    return total, found


@given(ranked())
def test_medians_fall_from_the_best_inside_their_bands(case: tuple[int, list[RankBand]]) -> None:
    total, made = case
    picture = draw_ranks(Ranks("T", made, total))
    places, spans = rings(picture), bands(picture)
    assert places == sorted(places)
    assert len(places) == len(spans) == len(made)
    for x, (left, right) in zip(places, spans, strict=True):
        assert left - 0.15 <= x <= right + 0.15
        assert right - left >= 1.9, "a band of one place is still seen"


@given(ranked())
def test_the_words_give_the_median_and_its_band(case: tuple[int, list[RankBand]]) -> None:
    total, made = case
    shown = words(draw_ranks(Ranks("T", made, total)))
    plain = [text.replace("\u00a0", "") for text in shown]
    for band in made:
        assert f"{band.median} ({band.low}–{band.high})" in plain


def test_the_axis_runs_from_first_to_last() -> None:
    shown = words(draw_ranks(Ranks("T", [RankBand("A", 3, 2, 5)], 132)))
    assert {"1", "132", "← najlepiej", "najgorzej →"} <= set(shown)


def test_a_unit_without_a_band_has_its_place_only() -> None:
    picture = draw_ranks(Ranks("T", [RankBand("A", 7, NAN, NAN)], 10))
    assert "7" in words(picture)
    assert bands(picture) == []
    assert len(rings(picture)) == 1


@pytest.mark.parametrize("median", [NAN, math.inf])
def test_the_unranked_stand_last_and_say_so(median: float) -> None:
    made = [RankBand("Bez danych", median, NAN, NAN), RankBand("Ostatnia", 10, 10, 10)]
    picture = draw_ranks(Ranks("T", made, 10))
    shown = words(picture)
    assert shown.index("Ostatnia") < shown.index("Bez danych")
    assert shown.count(NO_DATA) == 1
    assert len(rings(picture)) == 1


def test_the_band_is_explained_in_the_key() -> None:
    spec = Ranks("T", [RankBand("A", 1, 1, 2)], 3, interval="95% losowań")
    assert "pasmo: 95% losowań" in words(draw_ranks(spec))


def test_a_band_turned_over_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="Tuczno: the band runs from 9 to 3"):
        RankBand("Tuczno", 5, 9, 3)
