"""Charts say what the data say: gaps, breaks, intervals, ranks, and nothing else."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.bars import Bar, Bars, draw_bars
from terytoria.documents.figures.distribution import (
    Curve,
    Distribution,
    cumulative,
    draw_distribution,
)
from terytoria.documents.figures.dots import Dots, Row, draw_dots
from terytoria.documents.figures.fan import Fan, Panel, draw_fan
from terytoria.documents.figures.heat import FIVE_GRADES, Heat, draw_heat
from terytoria.documents.figures.matrix import Matrix, draw_matrix
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.pyramid import Pyramid, draw_pyramid
from terytoria.documents.figures.quadrant import Point, Quadrant, draw_quadrant
from terytoria.documents.figures.ranks import RankBand, Ranks, draw_ranks
from terytoria.documents.figures.trend import Break, Group, Line, Trend, draw_trend

NAN = math.nan
BLUE = theme.CATEGORICAL[0]


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def strokes(picture: Picture, colour: str, thickness: str) -> list[str]:
    pattern = rf'<path d="([^"]+)" fill="none" stroke="{colour}" stroke-width="{thickness}"'
    return re.findall(pattern, picture.svg)


def trend(values: list[float], *breaks: Break) -> Picture:
    years = range(2015, 2015 + len(values))
    return draw_trend(Trend("T", list(years), [Line("Tuczno", values)], breaks=breaks))


def test_a_whole_series_is_one_stroke() -> None:
    assert len(strokes(trend([1, 2, 3, 4]), BLUE, "1.7")) == 1


def test_a_missing_year_is_a_gap_not_zero() -> None:
    picture = trend([10, 11, NAN, 12, 13])
    assert [data.count("L") for data in strokes(picture, BLUE, "1.7")] == [1, 1]
    assert "0" not in words(picture)


def test_a_year_alone_is_a_dot() -> None:
    picture = trend([10, NAN, 12, NAN, 11])
    assert strokes(picture, BLUE, "1.7") == []
    assert picture.svg.count(f'fill="{BLUE}"/>') == 3


def test_a_break_parts_the_line_and_is_named() -> None:
    picture = trend([10, 11, 12, 13], Break(2017, "NSP 2021"))
    assert len(strokes(picture, BLUE, "1.7")) == 2
    assert "NSP 2021" in words(picture)
    assert picture.svg.count('stroke-dasharray="1.5 3"') == 1


def test_a_break_outside_the_years_is_not_drawn() -> None:
    picture = trend([10, 11, 12], Break(2015, "początek"), Break(2030, "później"))
    assert {"początek", "później"}.isdisjoint(words(picture))
    assert len(strokes(picture, BLUE, "1.7")) == 1


def test_years_without_any_value_are_trimmed() -> None:
    shown = words(trend([NAN, NAN, 5, 6, NAN]))
    assert "2017" in shown
    assert "2018" in shown
    assert not {"2015", "2019"} & set(shown)


def test_the_group_breaks_with_the_series() -> None:
    group = Group("mediana", [1, 2, 3, 4], [0, 1, 2, 3], [2, 3, 4, 5])
    spec = Trend("T", [1, 2, 3, 4], [], group=group, breaks=[Break(3, "b")])
    picture = draw_trend(spec)
    assert picture.svg.count(f'fill="{theme.BAND}"') == 2
    assert len(strokes(picture, theme.MUTED, "1.4")) == 2


def test_many_members_share_a_colour_and_all_are_named() -> None:
    lines = [Line(f"Gmina {at}", [at, at + 1]) for at in range(28)]
    lines.append(Line("Partnerstwo", [3, 4], partnership=True))
    picture = draw_trend(Trend("T", [2020, 2021], lines))
    assert sum(text.startswith("Gmina") for text in words(picture)) == 28
    assert len(strokes(picture, theme.PARTNERSHIP, "3")) == 1
    assert picture.height > 28 * 13


def test_line_ends_name_the_last_known_value() -> None:
    assert "Tuczno  12" in words(trend([10, 12, NAN]))


@given(st.lists(st.one_of(st.floats(-1e5, 1e5), st.just(NAN)), min_size=1, max_size=12))
def test_any_series_can_be_drawn(values: list[float]) -> None:
    assert "nan" not in trend(values).svg


def test_bars_rank_and_say_what_is_missing() -> None:
    bars = [Bar("A", 1), Bar("B", NAN), Bar("C", 3)]
    shown = words(draw_bars(Bars("T", bars)))
    names = [text for text in shown if text in {"A", "B", "C"}]
    assert names == ["C", "A", "B"]
    assert NO_DATA in shown
    kept = words(draw_bars(Bars("T", bars, ranked=False)))
    assert [text for text in kept if text in {"A", "B", "C"}] == ["A", "B", "C"]


def test_a_missing_bar_is_no_bar() -> None:
    picture = draw_bars(Bars("T", [Bar("A", NAN), Bar("B", 2.0)]))
    assert picture.svg.count(f'fill="{theme.MEMBER}"') == 1


def test_bars_are_as_long_as_their_values() -> None:
    picture = draw_bars(Bars("T", [Bar("A", 20), Bar("B", -10), Bar("C", 5)]))
    found = re.findall(rf'width="([\d.]+)" height="13" fill="{theme.MEMBER}"', picture.svg)
    lengths = [float(value) for value in found]
    assert lengths[0] / lengths[1] == pytest.approx(4, rel=0.01)
    assert lengths[0] / lengths[2] == pytest.approx(2, rel=0.01)


def test_intervals_are_explained_when_drawn() -> None:
    assert "przedział ufności 95%" in words(draw_bars(Bars("T", [Bar("A", 2, 1, 3)])))
    assert "przedział ufności 95%" not in words(draw_bars(Bars("T", [Bar("A", 2)])))


def test_the_median_is_named_with_its_value() -> None:
    spec = Bars("T", [Bar("A", 8)], "%", 1, median=7.25, median_label="mediana 132 gmin")
    assert "mediana 132 gmin: 7,3%" in words(draw_bars(spec))


def test_dots_place_percentiles_in_proportion() -> None:
    picture = draw_dots(Dots("T", ["A", "B", "C"], [Row("w", [0, 50, 100])]))
    places = re.findall(r'<circle cx="([\d.]+)" cy="[\d.]+" r="4.4"', picture.svg)
    first, middle, last = (float(x) for x in places)
    assert middle - first == pytest.approx(last - middle, abs=0.2)


def test_a_row_without_data_says_so() -> None:
    assert NO_DATA in words(draw_dots(Dots("T", ["A"], [Row("w", [NAN])])))


def test_of_many_members_the_extremes_are_named() -> None:
    names = [f"G{at}" for at in range(12)]
    shown = words(draw_dots(Dots("T", names, [Row("w", [float(at) for at in range(12)])])))
    assert "G0 → G11" in shown


def test_quadrant_counts_what_it_leaves_out() -> None:
    points = [Point("A", 5, 5), Point("B", NAN, 1)]
    group = [*np.linspace(0, 10, 100), 500.0]
    spec = Quadrant("T", points, "x", "y", 5, 5, group, group)
    picture = draw_quadrant(spec)
    note = next(text for text in words(picture) if text.startswith("linie"))
    assert "bez danych: 1" in note
    assert "poza rysunkiem" in note
    assert "B" not in words(picture)


def test_quadrants_are_named() -> None:
    shown = words(draw_quadrant(Quadrant("T", [Point("A", 1, 1)], "x", "y", 0, 0)))
    assert {"nisko, ale rośnie", "wysoko i rośnie", "nisko i spada", "wysoko, ale spada"} < set(
        shown
    )


def test_pyramid_bars_follow_the_numbers_and_skip_the_missing() -> None:
    picture = draw_pyramid(Pyramid("T", ["0", "1", "2"], [2, 4, NAN], [1, 1, 1], "A", step=15))
    men = re.findall(rf'width="([\d.]+)" height="13" fill="{theme.ACCENT}"', picture.svg)
    assert len(men) == 2
    assert float(men[1]) / float(men[0]) == pytest.approx(2, rel=0.01)


def test_pyramid_outline_is_drawn_only_when_given() -> None:
    plain = draw_pyramid(Pyramid("T", ["0"], [2], [1], "A"))
    both = draw_pyramid(Pyramid("T", ["0"], [2], [1], "A", [3], [2], "Polska"))
    assert len(strokes(plain, theme.INK, "1.4")) == 0
    assert len(strokes(both, theme.INK, "1.4")) == 2
    assert "Polska" in words(both)


def panel(**change: Any) -> Panel:
    values: dict[str, Any] = {
        "name": "Tuczno", "years": [2018, 2019, 2020, 2021], "values": [5.0, 4.9, 4.5, 4.4],
        "future_years": [2030, 2040], "future": [4.0, 3.5], "low": [3.8, 3.0],
        "high": [4.2, 4.0],
    }  # fmt: skip
    return Panel(**(values | change))


def test_a_fan_shows_history_projection_and_band() -> None:
    picture = draw_fan(Fan("T", [panel()], decimals=1))
    assert len(strokes(picture, theme.INK, "2.2")) == 1
    assert picture.svg.count(f'fill="{theme.SEQUENTIAL[1]}"') == 2
    assert "3,5" in words(picture)


def test_a_change_of_base_parts_the_history() -> None:
    picture = draw_fan(Fan("T", [panel()], breaks=[Break(2020, "NSP 2021")]))
    assert len(strokes(picture, theme.INK, "2.2")) == 2
    assert "NSP 2021" in words(picture)


def test_an_unknown_future_is_left_out() -> None:
    picture = draw_fan(Fan("T", [panel(future=[NAN, NAN], low=[NAN] * 2, high=[NAN] * 2)]))
    assert f'stroke="{theme.MEMBER}" stroke-width="2"' not in picture.svg


def test_ranks_go_from_best_to_worst() -> None:
    bands = [RankBand("B", 20, 10, 30), RankBand("A", 5, 2, 9), RankBand("C", NAN, NAN, NAN)]
    shown = words(draw_ranks(Ranks("T", bands, 132)))
    assert [text for text in shown if text in {"A", "B", "C"}] == ["A", "B", "C"]
    assert "5 (2–9)" in shown
    assert NO_DATA in shown


def test_heat_writes_a_sign_in_every_cell() -> None:
    picture = draw_heat(Heat("T", ["A"], ["x", "y", "z"], [[0, 4, None]]))
    shown = words(picture)
    assert shown.count("−−") == 2  # the cell and the key
    assert shown.count("++") == 2
    assert shown.count("≈") == 1
    assert NO_DATA in shown
    assert len({grade.sign for grade in FIVE_GRADES}) == 5


@given(
    st.lists(st.tuples(st.floats(0, 50), st.floats(0, 1000)), min_size=1, max_size=40),
)
def test_cumulative_shares_rise_to_a_hundred(places: list[tuple[float, float]]) -> None:
    at, share = cumulative([place[0] for place in places], [place[1] for place in places])
    assert (np.diff(at) >= 0).all()
    assert (np.diff(share) >= -1e-9).all()
    if len(share):
        assert share[-1] == pytest.approx(100)


def test_cumulative_leaves_out_the_unknown() -> None:
    at, share = cumulative([1, NAN, 2, 3], [1, 5, NAN, 1])
    assert at.tolist() == [1, 3]
    assert share.tolist() == [50, 100]
    with pytest.raises(ValueError, match="length"):
        cumulative([1], [])


def test_distribution_names_the_share_within_the_mark() -> None:
    curve = Curve("Tuczno", [1, 2, 5], [100, 100, 200])
    shown = words(draw_distribution(Distribution("T", [curve], marks=[2])))
    assert "Tuczno  50%" in shown
    assert "Tuczno  brak danych" in words(
        draw_distribution(Distribution("T", [Curve("Tuczno", [NAN], [1])], marks=[2]))
    )


def test_matrix_discs_grow_with_the_root() -> None:
    picture = draw_matrix(Matrix("T", ["A"], ["x", "y", "z"], [[100, 25, NAN]]))
    radii = [float(r) for r in re.findall(r'r="([\d.]+)" fill="#bfdce4"', picture.svg)]
    assert radii == [14, 7]
    assert "0" not in words(picture)


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Trend("T", [2021, 2020], []), "ascend"),
    (lambda: Trend("T", [2020], [Line("A", [1, 2])]), "A: 2 values for 1 years"),
    (lambda: Bar("A", 1, kind="gmina"), "kind"),
    (lambda: Dots("T", ["A"], [Row("w", [1, 2])]), "members"),
    (lambda: Dots("T", ["A"], [Row("w", [101])]), "0 to 100"),
    (lambda: Quadrant("T", [], "x", "y", NAN, 0), "medians"),
    (lambda: Quadrant("T", [], "x", "y", 0, 0, [1], []), "one length"),
    (lambda: Pyramid("T", ["0"], [1, 2], [1], "A"), "age groups"),
    (lambda: panel(low=[1]), "differ in length"),
    (lambda: RankBand("A", 2, 3, 1), "band"),
    (lambda: RankBand("A", 2, 1, 3, "x"), "kind"),
    (lambda: Heat("T", ["A"], ["x"], [[1, 2]]), "per column"),
    (lambda: Heat("T", ["A"], ["x"], [[7]]), "class"),
    (lambda: Matrix("T", ["A"], ["x"], []), "per column"),
]


@pytest.mark.parametrize(("make", "word"), REFUSED)
def test_data_that_do_not_fit_are_refused(make: Callable[[], object], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        make()


def test_a_chart_is_quick() -> None:
    years = list(range(2003, 2025))
    lines = [Line(f"Gmina {at}", [float(at + year % 7) for year in years]) for at in range(12)]
    spec = Trend("T", years, lines)
    draw_trend(spec)
    start = perf_counter()
    for _ in range(5):
        draw_trend(spec)
    assert (perf_counter() - start) / 5 < 0.06
