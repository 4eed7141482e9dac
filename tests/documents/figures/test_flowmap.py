"""Flows: arrows as wide as the flow, from where to where, the two ways apart."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.documents import theme
from terytoria.documents.figures.flowmap import Flow, FlowMap, Node, draw_flow_map
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.sheet import Region

HERE = [Region("A", shapely.box(16, 53, 17.2, 53.7))]
NODES = [Node("Aa", 16.3, 53.3), Node("Bb", 16.9, 53.5), Node("Cc", 16.6, 53.1, core=True)]


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def arrows(picture: Picture, colour: str = theme.ACCENT) -> list[shapely.Polygon]:
    pattern = rf'<path d="M([^"]+)Z" fill="{colour}" stroke="{theme.PAPER}" stroke-width="0.7"'
    return [
        shapely.Polygon([tuple(map(float, pair.split())) for pair in data.split("L")])
        for data in re.findall(pattern, picture.svg)
    ]


def draw(*flows: Flow, **more: object) -> Picture:
    return draw_flow_map(FlowMap("T", HERE, NODES, flows, **more))  # type: ignore[arg-type]


def test_a_larger_flow_is_wider_and_on_top() -> None:
    small, large = arrows(draw(Flow(0, 1, 900), Flow(0, 2, 100)))
    assert large.area / large.length > 2 * small.area / small.length


def test_the_order_of_flows_does_not_matter() -> None:
    flows = [Flow(0, 1, 900), Flow(1, 0, 300), Flow(0, 2, 100), Flow(2, 1, 300)]
    assert draw(*flows).svg == draw(*reversed(flows)).svg


def test_there_and_back_do_not_cover_each_other() -> None:
    there, back = arrows(draw(Flow(0, 1, 500), Flow(1, 0, 500)))
    assert there.intersection(back).area < 0.05 * there.area


def test_an_arrow_points_at_its_target() -> None:
    (arrow,) = arrows(draw(Flow(0, 1, 500)))
    pattern = rf'<circle cx="([\d.]+)" cy="([\d.]+)" r="4" fill="{theme.INK}"'
    first, second = (
        tuple(map(float, spot)) for spot in re.findall(pattern, draw(Flow(0, 1, 5)).svg)
    )
    points = list(arrow.exterior.coords)
    tip = min(points, key=lambda spot: math.dist(spot, second))
    assert math.dist(tip, second) < 12
    assert math.dist(tip, first) > 100


def test_flows_across_the_border_of_the_partnership_are_quieter() -> None:
    nodes = [*NODES, Node("Piła", 16.8, 53.2, member=False)]
    picture = draw_flow_map(FlowMap("T", HERE, nodes, [Flow(0, 3, 50), Flow(0, 1, 60)]))
    assert len(arrows(picture)) == len(arrows(picture, theme.MUTED)) == 1


def test_the_largest_are_numbered() -> None:
    shown = words(draw(Flow(0, 1, 901), Flow(0, 2, 102), Flow(2, 1, 333), labelled=2))
    assert {"901", "333"} <= set(shown)
    assert "102" not in shown


def test_the_key_says_the_width_of_the_largest() -> None:
    shown = words(draw(Flow(0, 1, 12345), unit="pracujących"))
    assert "pracujących: 12\u00a0345; szerokość strzałki rośnie z liczbą" in shown


def test_an_outside_place_nobody_travels_to_is_not_shown() -> None:
    nodes = [*NODES, Node("Gdynia", 18.5, 54.5, member=False)]
    assert "Gdynia" not in words(draw_flow_map(FlowMap("T", HERE, nodes, [Flow(0, 1, 5)])))


def test_every_member_is_named_even_without_flows() -> None:
    assert {"Aa", "Bb", "Cc"} <= set(words(draw()))
    assert arrows(draw()) == []


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.floats(14, 24), st.floats(49, 55)), min_size=1, max_size=12),
    st.sampled_from([theme.FULL_WIDTH, theme.HALF_WIDTH]),
)
def test_far_places_all_stand_inside_the_frame(
    far: list[tuple[float, float]], width: float
) -> None:
    nodes = [*NODES, *(Node(f"F{at}", *spot, member=False) for at, spot in enumerate(far))]
    flows = [Flow(0, at, 10.0) for at in range(3, len(nodes))]
    picture = draw_flow_map(FlowMap("T", HERE, nodes, flows, width=width))
    for x, y in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)"', picture.svg):
        assert 0 < float(x) < picture.width
        assert 0 < float(y) < picture.height


@pytest.mark.parametrize("sides", [(2.0, 0.03), (0.02, 1.0)])
def test_a_very_flat_or_narrow_area_is_drawn(sides: tuple[float, float]) -> None:
    shape = shapely.box(16, 53, 16 + sides[0], 53 + sides[1])
    middle = shape.centroid
    nodes = [Node("A", middle.x, middle.y), Node("Daleko", 20, 55, member=False)]
    spec = FlowMap("T", [Region("A", shape)], nodes, [Flow(0, 1, 5)])
    picture = draw_flow_map(spec)
    for x, y in re.findall(r'<circle cx="([-\d.]+)" cy="([-\d.]+)" r="4"', picture.svg):
        assert 0 < float(x) < picture.width
        assert 0 < float(y) < picture.height


def test_a_flow_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="a flow joins nodes 0 and 7, not all given"):
        draw(Flow(0, 7, 1))


def test_names_do_not_lie_on_each_other(misplaced: Callable[[Picture], list[str]]) -> None:
    flows = [Flow(a, b, 100.0 * (a + 2 * b + 1)) for a in range(3) for b in range(3) if a != b]
    assert misplaced(draw(*flows)) == []


def test_far_places_keep_their_side_of_the_sky() -> None:
    far = {"Elbląg": (19.0, 56.0), "Kołobrzeg": (14.5, 56.0)}
    nodes = [*NODES, *(Node(name, *spot, member=False) for name, spot in far.items())]
    svg = draw_flow_map(FlowMap("T", HERE, nodes, [Flow(0, 3, 5), Flow(0, 4, 5)])).svg
    pattern = rf'<circle cx="([\d.]+)" cy="[\d.]+" r="4" fill="{theme.COUNTRY_MARK}"'
    east, west = (float(x) for x in re.findall(pattern, svg)[:2])
    assert east > west + 200
