"""Lines over years: gaps stay gaps, breaks part the line, every line is named."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.trend import Break, Group, Line, Trend, draw_trend

NAN = math.nan
BLUE = theme.CATEGORICAL[0]
VALUE = st.one_of(st.floats(-1e5, 1e5), st.just(NAN))
LONG = "Gmina o nazwie tak długiej, że nie zmieści się w żadnym rysunku na świecie"


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def strokes(picture: Picture, colour: str = BLUE, thickness: str = "1.7") -> list[str]:
    pattern = rf'<path d="([^"]+)" fill="none" stroke="{colour}" stroke-width="{thickness}"'
    return re.findall(pattern, picture.svg)


def points(data: str) -> list[tuple[float, float]]:
    pairs = (pair.split() for pair in data.strip("MZ").split("L"))
    return [(float(x), float(y)) for x, y in pairs]


def alone(picture: Picture, colour: str = BLUE) -> int:
    return len(re.findall(rf'<circle [^>]*fill="{colour}"', picture.svg))


def one(values: list[float], *breaks: Break, first: int = 2010) -> Picture:
    years = list(range(first, first + len(values)))
    return draw_trend(Trend("T", years, [Line("Tuczno", values)], breaks=breaks))


def runs(values: list[float], cuts: set[int], first: int = 2010) -> list[int]:
    """Lengths of the stretches that may be joined, counted the slow way."""
    found: list[int] = []
    for at, value in enumerate(values):
        if not math.isfinite(value):
            continue
        joined = at > 0 and math.isfinite(values[at - 1]) and first + at not in cuts
        if joined:
            found[-1] += 1
        else:
            found.append(1)
    return found


@given(st.lists(VALUE, min_size=1, max_size=15), st.sets(st.integers(2008, 2027), max_size=3))
def test_strokes_and_dots_are_exactly_the_unbroken_stretches(
    values: list[float], cuts: set[int]
) -> None:
    picture = one(values, *(Break(cut, f"b{cut}") for cut in sorted(cuts)))
    wanted = runs(values, cuts)
    drawn = [len(points(data)) for data in strokes(picture)]
    assert drawn == [length for length in wanted if length > 1]
    assert alone(picture) == wanted.count(1)


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=15))
def test_higher_values_stand_higher_and_years_run_right(values: list[int]) -> None:
    (data,) = strokes(one([float(value) for value in values]))
    spots = points(data)
    assert all(before[0] < after[0] for before, after in pairwise(spots))
    for (a, (_, y_a)), (b, (_, y_b)) in pairwise(zip(values, spots, strict=True)):
        if abs(a - b) > 0.01 * max(values):
            assert (a > b) == (y_a < y_b)


def test_years_apart_are_drawn_apart_in_proportion() -> None:
    spec = Trend("T", [2002, 2011, 2021], [Line("A", [1, 2, 3])])
    (data,) = strokes(draw_trend(spec))
    first, second, third = (x for x, _ in points(data))
    assert (second - first) / (third - second) == pytest.approx(9 / 10, abs=0.01)


def test_a_break_is_drawn_between_the_years_it_parts() -> None:
    picture = one([1, 2, 3, 4], Break(2012, "NSP 2011"))
    left, right = strokes(picture)
    pattern = r'<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"[^>]*stroke-dasharray="1.5 3"/>'
    ((first, second),) = re.findall(pattern, picture.svg)
    assert first == second
    assert points(left)[-1][0] < float(first) < points(right)[0][0]


def test_a_break_in_a_gap_of_the_series_parts_it_too() -> None:
    spec = Trend("T", [2010, 2020], [Line("A", [1, 2])], breaks=[Break(2015, "b")])
    assert strokes(draw_trend(spec)) == []
    assert alone(draw_trend(spec)) == 2


def test_a_short_known_stretch_ends_where_the_knowledge_ends() -> None:
    """No line is carried on over years for which nothing is known."""
    spec = Trend("T", [2018, 2019, 2020], [Line("A", [1, 2, NAN]), Line("B", [1, 2, 3])])
    picture = draw_trend(spec)
    (known,) = strokes(picture)
    (whole,) = strokes(picture, theme.CATEGORICAL[1])
    assert points(known)[-1][0] == points(whole)[1][0]
    assert "A  2" in words(picture)
    assert "B  3" in words(picture)


def test_zero_is_drawn_in_only_when_asked() -> None:
    lines = [Line("A", [50, 52])]
    assert "0" not in words(draw_trend(Trend("T", [2020, 2021], lines)))
    assert "0" in words(draw_trend(Trend("T", [2020, 2021], lines, zero=True)))


def test_nothing_known_is_said_in_words() -> None:
    assert NO_DATA in words(one([NAN, NAN]))
    assert NO_DATA not in words(one([NAN, 1.0]))


def test_years_known_of_the_group_alone_are_kept() -> None:
    spec = Trend("T", [2019, 2020], [Line("A", [NAN, 1])], group=Group("mediana", [5, NAN]))
    shown = words(draw_trend(spec))
    assert {"2019", "2020"} <= set(shown)
    assert "mediana  5" in shown


def test_the_band_of_one_year_is_seen() -> None:
    group = Group("mediana", [5, 6], [NAN, 4], [NAN, 7])
    picture = draw_trend(Trend("T", [2019, 2020], [], group=group))
    (data,) = re.findall(rf'<path d="([^"]+)" fill="{theme.BAND}"', picture.svg)
    across = [x for x, _ in points(data)]
    assert max(across) - min(across) == pytest.approx(6, abs=0.11)


def test_half_known_quartiles_draw_no_band() -> None:
    group = Group("mediana", [5, 6], [4, NAN], [NAN, 7])
    assert theme.BAND not in draw_trend(Trend("T", [2019, 2020], [], group=group)).svg


def test_the_partnership_is_drawn_last_and_strongest() -> None:
    lines = [Line("P", [1, 2], partnership=True), Line("A", [2, 1]), Line("B", [3, 3])]
    picture = draw_trend(Trend("T", [2020, 2021], lines))
    order = [
        picture.svg.index(f'stroke="{colour}" stroke-width="{thickness}"')
        for colour, thickness in ((BLUE, 1.7), (theme.CATEGORICAL[1], 1.7), (theme.PARTNERSHIP, 3))
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("count", [1, 6, 7, 28])
def test_up_to_six_members_have_a_colour_each(count: int) -> None:
    lines = [Line(f"G{at}", [at, at + 1]) for at in range(count)]
    svg = draw_trend(Trend("T", [2020, 2021], lines)).svg
    colours = {colour for colour in theme.CATEGORICAL if f'stroke="{colour}"' in svg}
    assert len(colours) == (count if count <= 6 else 0)
    assert (theme.MANY in svg) == (count > 6)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=28))
def test_names_at_the_ends_never_cover_each_other(lasts: list[float]) -> None:
    lines = [Line(f"Gmina {at}", [50.0, last]) for at, last in enumerate(lasts)]
    picture = draw_trend(Trend("T", [2020, 2021], lines, decimals=1))
    pattern = r'<text x="[\d.]+" y="([\d.]+)"[^>]*>Gmina \d+  [^<]*<'
    places = sorted(float(y) for y in re.findall(pattern, picture.svg))
    assert len(places) == len(lasts)
    assert all(after - before >= 12.8 for before, after in pairwise(places))
    assert places[0] > 0
    assert places[-1] < picture.height


def test_long_labels_give_way_and_numbers_stay() -> None:
    spec = Trend("T", [2020, 2021], [Line(LONG, [1, 2])], LONG, 1, breaks=[Break(2021, LONG)])
    for width in (theme.FULL_WIDTH, theme.HALF_WIDTH):
        shown = words(draw_trend(Trend(**{**vars(spec), "width": width})))
        assert any(text.endswith("…  2,0") for text in shown)


def test_crowded_breaks_drop_the_words_but_never_the_lines() -> None:
    breaks = [Break(year, f"nowa podstawa spisu {year}") for year in range(2011, 2019)]
    picture = one([float(at) for at in range(10)], *breaks)
    assert picture.svg.count('stroke-dasharray="1.5 3"') == 8
    named = [text for text in words(picture) if text.startswith("nowa podstawa")]
    assert 1 <= len(named) < 8


def test_a_percent_sign_follows_the_last_value_of_percents_only() -> None:
    spec: dict[str, Any] = {"title": "T", "years": [2020], "lines": [Line("A", [5.0])]}
    assert "A  5,0%" in words(draw_trend(Trend(**spec, unit="% ludności", decimals=1)))
    assert "A  5,0" in words(draw_trend(Trend(**spec, unit="zł", decimals=1)))


@pytest.mark.parametrize("years", [[], [2020, 2020], [2021, 2020]])
def test_years_must_ascend(years: list[int]) -> None:
    with pytest.raises(ValueError, match="ascend; sort them"):
        Trend("T", years, [])


@pytest.mark.parametrize(
    "group", [Group("g", [1]), Group("g", [1, 2], [1]), Group("g", [1, 2], [1, 2], [1])]
)
def test_a_group_runs_along_the_years(group: Group) -> None:
    with pytest.raises(ValueError, match="g: 1 values for 2 years; use NaN for gaps"):
        Trend("T", [2020, 2021], [], group=group)


def test_the_golden_line_with_a_break_and_a_gap() -> None:
    """The rule in one picture: 2013 is missing, 2016 starts anew, 2018 stands alone."""
    values = [10.0, 11, 12, NAN, 12, 11, 14, 15, NAN]
    picture = one(values, Break(2016, "spis"), Break(2017, "b"), first=2010)
    assert [len(points(data)) for data in strokes(picture)] == [3, 2]
    assert alone(picture) == 2


def two(*breaks: Break, values: list[float] | None = None) -> Picture:
    own = values or [4.0, 5.0, 6.0, 7.0]
    lines = [Line("Kamienica", own), Line("Dobra", [1.0, 2.0, 3.0, 4.0])]
    return draw_trend(Trend("T", [2022, 2023, 2024, 2025], lines, breaks=breaks))


def test_a_break_of_one_line_parts_that_line_alone() -> None:
    picture = two(Break(2024, "nowe granice: Kamienica", ("Kamienica",)))
    first, second = theme.CATEGORICAL[:2]
    assert [len(points(data)) for data in strokes(picture, first)] == [2, 2]
    assert [len(points(data)) for data in strokes(picture, second)] == [4]
    assert "nowe granice: Kamienica" in words(picture)


def test_a_line_broken_before_its_last_year_ends_in_a_dot() -> None:
    picture = two(Break(2025, "nowe granice", ("Kamienica",)))
    assert alone(picture) == 1


def test_breaks_of_lines_and_of_all_are_both_named() -> None:
    both = Break(2024, "nowe granice: Kamienica", ("Kamienica",)), Break(2025, "NSP2021")
    shown = words(two(*both))
    assert {"nowe granice: Kamienica", "NSP2021"} <= set(shown)


def test_the_group_is_not_parted_by_a_break_of_one_line() -> None:
    group = Group("mediana", [1.0, 2.0, 3.0, 4.0])
    trend = Trend(
        "T",
        [2022, 2023, 2024, 2025],
        [Line("Kamienica", [4.0, 5.0, 6.0, 7.0])],
        group=group,
        breaks=(Break(2024, "nowe granice", ("Kamienica",)),),
    )
    found = strokes(draw_trend(trend), theme.MUTED, "1.4")
    assert [len(points(data)) for data in found] == [4]


@given(st.lists(VALUE, min_size=2, max_size=8), st.sets(st.integers(2010, 2018), max_size=3))
def test_a_break_of_a_line_parts_it_as_one_of_all_does(values: list[float], cuts: set[int]) -> None:
    whole = one(values, *(Break(year, "x") for year in sorted(cuts)))
    own = one(values, *(Break(year, "x", ("Tuczno",)) for year in sorted(cuts)))
    other = one(values, *(Break(year, "x", ("Człopa",)) for year in sorted(cuts)))
    plain = one(values)
    lengths = [[len(points(d)) for d in strokes(p)] for p in (whole, own, other, plain)]
    assert lengths[0] == lengths[1]
    assert lengths[2] == lengths[3]
