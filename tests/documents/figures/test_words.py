"""No words on other words, none over the edge: long names, many columns, one member and 28."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.bars import Bar, Bars, draw_bars
from terytoria.documents.figures.distribution import Curve, Distribution, draw_distribution
from terytoria.documents.figures.dots import Dots, Row, draw_dots
from terytoria.documents.figures.fan import Fan, Panel, draw_fan
from terytoria.documents.figures.heat import Heat, draw_heat
from terytoria.documents.figures.matrix import Matrix, draw_matrix
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.pyramid import Pyramid, draw_pyramid
from terytoria.documents.figures.quadrant import Point, Quadrant, draw_quadrant
from terytoria.documents.figures.ranks import RankBand, Ranks, draw_ranks
from terytoria.documents.figures.scene import Scene
from terytoria.documents.figures.trend import Break, Group, Line, Trend, draw_trend

LONG = "Gmina o nazwie tak długiej, że nie zmieści się w żadnym rysunku, jaki kiedykolwiek " * 2
MANY = tuple(f"Gmina {at} nad Pilicą" for at in range(28))
WIDTHS = (theme.FULL_WIDTH, theme.HALF_WIDTH)
Find = Callable[[Picture], list[str]]


def long_panel(name: str) -> Panel:
    return Panel(name, [2020], [5.0], [2030], [4.4], [4.1], [4.8])


LONG_ONES: dict[str, Callable[[float], Picture]] = {
    "bars": lambda w: draw_bars(
        Bars(
            LONG, [Bar(LONG, 5, 3, 6), Bar("x", -5)], LONG, 1,
            median=3, median_label=LONG, interval=LONG, width=w,
        )
    ),
    "dots": lambda w: draw_dots(
        Dots(
            "T", [LONG, LONG], [Row(LONG, [5.0, 6.0], 4.0)],
            partnership=LONG, low_label=LONG, high_label=LONG, width=w,
        )
    ),
    "ranks": lambda w: draw_ranks(
        Ranks("T", [RankBand(LONG, 5, 3, 6)], 2477, interval=LONG, width=w)
    ),
    "pyramid": lambda w: draw_pyramid(
        Pyramid(
            "T", [LONG, "b"], [1, 2], [1, 2], LONG, [1, 2], [1, 2], LONG, unit=LONG, width=w
        )
    ),
    "distribution": lambda w: draw_distribution(
        Distribution(
            "T", [Curve(LONG, [1, 2], [1, 2]), Curve(LONG, [1, 2], [1, 2], True)],
            people=LONG, label=LONG, marks=[1, 1.1], width=w,
        )
    ),
    "trend": lambda w: draw_trend(
        Trend(
            "T", [2019, 2020, 2021], [Line(LONG, [1, 2, 3]), Line(LONG, [1, 2, 3], True)],
            LONG, 1, Group(LONG, [1, 2, 3]), [Break(2020, LONG), Break(2021, "x")], width=w,
        )
    ),
    "fan": lambda w: draw_fan(
        Fan("T", [long_panel(LONG)] * 4, LONG, interval=LONG, breaks=[Break(2021, LONG)], width=w)
    ),
    "quadrant": lambda w: draw_quadrant(
        Quadrant("T", [Point(LONG, 1, 1), Point("b", 2, 2, True)], LONG, LONG, 0, 0, width=w)
    ),
    "heat": lambda w: draw_heat(Heat("T", [LONG], [LONG, LONG], [[1, None]], width=w)),
    "matrix": lambda w: draw_matrix(Matrix("T", [LONG], [LONG, LONG], [[1, 5]], width=w)),
}  # fmt: skip

CROWDED: dict[str, Callable[[float], Picture]] = {
    "heat": lambda w: draw_heat(
        Heat("T", ["a", "b"], [f"obszar {at}" for at in range(30)], [[0, 4] * 15] * 2, width=w)
    ),
    "matrix": lambda w: draw_matrix(
        Matrix("T", ["a"], [f"obszar {at}" for at in range(30)], [[10, 4000] * 15], width=w)
    ),
    "distribution": lambda w: draw_distribution(
        Distribution("T", [Curve(n, [1, 2], [1, 2]) for n in MANY], marks=[1, 1.1], width=w)
    ),
    "quadrant": lambda w: draw_quadrant(
        Quadrant("T", [Point(name, 1, 1) for name in MANY], "x", "y", 0, 0, width=w)
    ),
    "trend": lambda w: draw_trend(
        Trend("T", [2020, 2021], [Line(name, [1, 2]) for name in MANY], width=w)
    ),
    "ranks": lambda w: draw_ranks(
        Ranks("T", [RankBand(name, 2477, 2400, 2477) for name in MANY], 2477, width=w)
    ),
    "one rank": lambda w: draw_ranks(Ranks("T", [RankBand("A", 1, 1, 1)], 1, width=w)),
    "large numbers": lambda w: draw_bars(
        Bars("T", [Bar("A", 123456789.0), Bar("B", -98765432.0)], "zł", width=w)
    ),
    "eight dots": lambda w: draw_dots(Dots("T", MANY[:8], [Row("l", [5.0] * 8, 4.0)], width=w)),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", LONG_ONES)
def test_long_words_give_way(kind: str, width: float, misplaced: Find) -> None:
    assert misplaced(LONG_ONES[kind](width)) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", CROWDED)
def test_a_crowd_finds_room(kind: str, width: float, misplaced: Find) -> None:
    assert misplaced(CROWDED[kind](width)) == []


def test_nothing_lies_on_anything_in_the_hard_charts(
    hard_pictures: dict[str, Picture], misplaced: Find
) -> None:
    maps = ("choropleth", "country", "locator", "flow", "points")
    faults = [
        f"{name}: {fault}"
        for name, picture in hard_pictures.items()
        if not name.startswith(maps)
        for fault in misplaced(picture)
    ]
    assert faults == []


NAMES = st.lists(
    st.text("aąbcćdeęłńóśźżWŁŻ ()-", min_size=1, max_size=45).map(str.strip).filter(bool),
    min_size=1, max_size=12, unique=True,
)  # fmt: skip


@settings(max_examples=25)
@given(NAMES, st.sampled_from(WIDTHS), st.randoms(use_true_random=False))
def test_whatever_the_names_bars_and_ranks_stay_readable(
    misplaced: Find, names: list[str], width: float, chance: object
) -> None:
    draw = chance.uniform  # type: ignore[attr-defined]
    bars = [Bar(name, draw(-50, 90), -60, 95) for name in names]
    ranks = [RankBand(name, 40, 12, 130) for name in names]
    assert misplaced(draw_bars(Bars("T", bars, "%", 1, median=draw(-60, 95), width=width))) == []
    assert misplaced(draw_ranks(Ranks("T", ranks, 132, width=width))) == []


@settings(max_examples=25)
@given(NAMES, st.sampled_from(WIDTHS), st.floats(0, 1e7))
def test_whatever_the_names_tables_stay_readable(
    misplaced: Find, names: list[str], width: float, value: float
) -> None:
    grid = [[value] * len(names) for _ in names]
    assert misplaced(draw_matrix(Matrix("T", names, names, grid, width=width))) == []
    grades = [[at % 5 for at in range(len(names))] for _ in names]
    assert misplaced(draw_heat(Heat("T", names, names, grades, width=width))) == []


def test_the_search_finds_what_it_is_meant_to(misplaced: Find) -> None:
    scene = Scene(100, 40)
    scene.text(10, 20, "pierwsze")
    scene.text(30, 22, "drugie")
    scene.text(80, 36, "za krawędzią")
    faults = misplaced(scene.picture("T"))
    assert len(faults) == 2
    assert "leaves the sheet" in faults[0]
    assert faults[1] == "'pierwsze' on 'drugie'"
