"""Level against dynamics: points on the right side of the cuts, words beside their points."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.quadrant import Point, Quadrant, draw_quadrant

NAN = math.nan
SPOT = st.floats(-100, 100).map(lambda value: round(value, 2))


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def dots(picture: Picture) -> list[tuple[float, float]]:
    pattern = rf'<circle cx="([\d.]+)" cy="([\d.]+)" r="4.6" fill="{theme.MEMBER}"'
    return [(float(x), float(y)) for x, y in re.findall(pattern, picture.svg)]


def cuts(picture: Picture) -> tuple[float, float]:
    pattern = (
        rf'<line x1="([\d.]+)" y1="([\d.]+)" x2="[\d.]+" y2="[\d.]+" stroke="{theme.MUTED}" '
        r'stroke-width="1.2"/>'
    )
    (upright, level) = re.findall(pattern, picture.svg)
    return float(upright[0]), float(level[1])


@given(st.lists(st.tuples(SPOT, SPOT), min_size=1, max_size=28), SPOT, SPOT)
def test_every_point_is_in_its_quadrant(
    spots: list[tuple[float, float]], x_cut: float, y_cut: float
) -> None:
    points = [Point(f"G{at}", x, y) for at, (x, y) in enumerate(spots)]
    picture = draw_quadrant(Quadrant("T", points, "x", "y", x_cut, y_cut))
    upright, level = cuts(picture)
    drawn = dots(picture)
    assert len(drawn) == len(points)
    for item, (x, y) in zip(points, drawn, strict=True):
        assert (x - upright) * (item.x - x_cut) >= -0.11 * abs(item.x - x_cut)
        assert (level - y) * (item.y - y_cut) >= -0.11 * abs(item.y - y_cut)
        assert 0 < x < picture.width
        assert 0 < y < picture.height


@given(st.lists(st.tuples(SPOT, SPOT), min_size=1, max_size=6))
def test_a_few_members_are_all_named(spots: list[tuple[float, float]]) -> None:
    points = [Point(f"G{at}", x, y) for at, (x, y) in enumerate(spots)]
    shown = words(draw_quadrant(Quadrant("T", points, "x", "y", 0, 0)))
    assert {item.name for item in points} <= set(shown)


def test_a_far_group_does_not_squeeze_the_members() -> None:
    points = [Point("A", 1, 1), Point("B", 2, 2)]
    group = [*[value / 10 for value in range(100)], 1e6]
    near = dots(draw_quadrant(Quadrant("T", points, "x", "y", 1.5, 1.5, group, group)))
    assert near[1][0] - near[0][0] > 40


def test_who_is_left_out_is_counted() -> None:
    points = [Point("A", 1, 1), Point("B", NAN, 1), Point("C", 1, NAN)]
    group = [*[float(value) for value in range(100)], 1e6]
    spec = Quadrant("T", points, "x", "y", 5, -0.25, group, group)
    note = words(draw_quadrant(spec))[-1]
    assert note.startswith("linie: 5 i \u22120,3 · poza rysunkiem: ")
    assert note.endswith(" · bez danych: 2")


def test_no_group_no_note_about_its_cuts() -> None:
    assert not any("linie" in w for w in words(draw_quadrant(Quadrant("T", [], "x", "y", 0, 0))))


def test_the_partnership_is_a_diamond_over_the_rest() -> None:
    points = [Point("P", 1, 1, partnership=True), Point("A", 1, 1)]
    svg = draw_quadrant(Quadrant("T", points, "x", "y", 0, 0)).svg
    diamond = svg.index(f'fill="{theme.PARTNERSHIP}" stroke="{theme.PAPER}"')
    assert diamond > svg.index(f'r="4.6" fill="{theme.MEMBER}"')
    assert re.search(rf'fill="{theme.PARTNERSHIP}"[^>]*font-weight="600"[^>]*>P<', svg)


def test_the_quadrants_have_their_names_in_their_corners() -> None:
    names = ("lewa góra", "prawa góra", "lewy dół", "prawy dół")
    svg = draw_quadrant(Quadrant("T", [Point("A", 1, 1)], "x", "y", 0, 0, names=names)).svg
    place = {
        text: (float(x), float(y))
        for x, y, text in re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)<', svg)
        if text in names
    }
    upper_left, upper_right, lower_left, lower_right = (place[name] for name in names)
    assert upper_left[0] == lower_left[0] < upper_right[0] == lower_right[0]
    assert upper_left[1] == upper_right[1] < lower_left[1] == lower_right[1]


def test_the_group_is_one_element_however_large() -> None:
    group = [float(value % 50) for value in range(2000)]
    svg = draw_quadrant(Quadrant("T", [Point("A", 1, 1)], "x", "y", 25, 25, group, group)).svg
    assert svg.count('stroke-linecap="round"') == 1
    assert len(svg) < 60_000


@pytest.mark.parametrize(("x", "y"), [(NAN, 0), (0, math.inf)])
def test_cuts_must_be_numbers(x: float, y: float) -> None:
    with pytest.raises(ValueError, match="take the group's medians"):
        Quadrant("T", [], "x", "y", x, y)


def test_a_wide_group_is_cut_to_the_neighbourhood_of_the_members() -> None:
    group = [float(value) for value in range(1000)]
    points = [Point("A", 400, 400), Point("B", 600, 600)]
    first, second = dots(draw_quadrant(Quadrant("T", points, "x", "y", 500, 500, group, group)))
    assert second[0] - first[0] > 150
