"""Maps: borders stay shared, names find their places, values their classes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures.choropleth import Choropleth, draw_choropleth
from terytoria.documents.figures.classes import (
    Classes,
    even_classes,
    key_lines,
    quantile_classes,
)
from terytoria.documents.figures.country import CountryMap, draw_country, prepare_country
from terytoria.documents.figures.flowmap import Flow, FlowMap, Node, draw_flow_map
from terytoria.documents.figures.ground import anchor, dissolve, fit, path_data, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.naming import draw_names
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.pointmap import Places, PointMap, Services, draw_point_map
from terytoria.documents.figures.scene import HATCH, Scene
from terytoria.documents.figures.sheet import Region, Words, name_rows, scale_bar

NAN = math.nan
TWO = Classes((5.0,), theme.sequential(2))
Cells = Callable[[int], list[BaseGeometry]]
VALUE = st.one_of(st.floats(-1e4, 1e4), st.just(NAN))


def words(picture: Picture) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", picture.svg)


def ring(data: str) -> list[tuple[float, float]]:
    """Points of path data made of relative steps."""
    x = y = 0.0
    points = []
    for step, numbers in re.findall(r"([Mlhv])([^Mlhvz]*)", data):
        values = [float(found) for found in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if step == "M":
            x, y = values
        elif step == "l":
            x, y = x + values[0], y + values[1]
        elif step == "h":
            x += values[0]
        else:
            y += values[0]
        points.append((round(x, 1), round(y, 1)))
    return points


@given(
    st.lists(
        st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000)),
        min_size=3, max_size=9, unique=True,
    )
)  # fmt: skip
def test_path_data_keeps_a_tenth_of_a_px(corners: list[tuple[int, int]]) -> None:
    hull = shapely.MultiPoint([(x / 10, y / 10) for x, y in corners]).convex_hull
    if hull.geom_type != "Polygon":
        return
    found = set(ring(path_data(hull)))
    assert {(round(x, 1), round(y, 1)) for x, y in hull.exterior.coords} == found


def test_a_hole_runs_against_its_shell() -> None:
    holed = shapely.difference(shapely.box(0, 0, 10, 10), shapely.box(4, 4, 6, 6))
    shell, hole = (f"M{part}" for part in path_data(holed).split("M")[1:])
    areas = []
    for part in (shell, hole):
        x, y = np.array(ring(part)).T
        areas.append(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)))
    assert areas[0] * areas[1] < 0


def test_a_town_inside_its_rural_gmina_is_seen(coverage: Cells) -> None:
    cells = coverage(5)
    projection, frame = fit(cells, Box(0, 0, 400, 400))
    ground = prepare(cells, projection, frame)
    assert ground.paths[2].count("M") == 2
    assert not ground.shapes[2].contains(ground.shapes[1].centroid)


def test_borders_stay_shared_after_simplification(coverage: Cells) -> None:
    cells = coverage(15)
    projection, frame = fit(cells, Box(0, 0, 400, 400))
    ground = prepare(cells, projection, frame, tolerance=3.0)
    whole = shapely.union_all(ground.shapes)
    assert sum(part.area for part in ground.shapes) == pytest.approx(whole.area, rel=1e-6)


def test_what_is_out_of_view_is_empty(coverage: Cells, around: list[BaseGeometry]) -> None:
    cells = coverage(3)
    projection, frame = fit(cells, Box(0, 0, 300, 300))
    far = shapely.box(30, 30, 31, 31)
    ground = prepare([*cells, *around, far], projection, frame)
    assert ground.paths[-1] == ""
    for made in ground.shapes:
        if not made.is_empty:
            left, top, right, bottom = made.bounds
            assert left >= frame.left - 1.01
            assert top >= frame.top - 1.01
            assert right <= frame.right + 1.01
            assert bottom <= frame.bottom + 1.01


@given(st.floats(14, 24), st.floats(49, 55), st.floats(0.05, 3), st.floats(0.05, 3))
def test_a_fitted_map_fills_its_frame(lon: float, lat: float, wide: float, tall: float) -> None:
    region = shapely.box(lon, lat, lon + wide, lat + tall)
    projection, frame = fit([region], Box(10, 20, 410, 320))
    corners = projection(np.array([[lon, lat + tall], [lon + wide, lat]]))
    assert (corners[:, 0] >= frame.left - 1e-6).all()
    assert (corners[:, 0] <= frame.right + 1e-6).all()
    assert (corners[:, 1] >= frame.top - 1e-6).all()
    assert (corners[:, 1] <= frame.bottom + 1e-6).all()
    assert frame.bottom <= 320 + 1e-6


def test_a_kilometre_is_a_kilometre_both_ways() -> None:
    projection, _ = fit([shapely.box(16, 52.9, 17, 53.1)], Box(0, 0, 500, 500))
    a, north, east = projection(
        np.array([[16.5, 53.0], [16.5, 53.0 + 10 / 111.195],
                  [16.5 + 10 / 111.195 / math.cos(math.radians(53)), 53.0]])
    )  # fmt: skip
    assert a[1] - north[1] == pytest.approx(10 * projection.km)
    assert east[0] - a[0] == pytest.approx(10 * projection.km)


@pytest.mark.parametrize("bad", [[], [shapely.Polygon()]])
def test_nothing_cannot_be_mapped(bad: list[BaseGeometry]) -> None:
    with pytest.raises(ValueError, match="geometry"):
        fit(bad, Box(0, 0, 100, 100))


def test_dissolving_unclean_borders_still_works() -> None:
    overlapping = [shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)]
    assert dissolve(overlapping).area == pytest.approx(3, rel=0.34)


def test_the_anchor_of_a_ring_is_in_the_ring() -> None:
    band = shapely.difference(shapely.box(0, 0, 30, 30), shapely.box(8, 8, 22, 22))
    x, y, radius = anchor(band)
    assert band.contains(shapely.Point(x, y))
    assert radius > 3.5
    assert anchor(shapely.Polygon())[2] == 0


def test_the_scale_bar_is_round_and_true() -> None:
    projection, frame = fit([shapely.box(16, 53, 17.2, 53.7)], Box(0, 0, 500, 500))
    scene = Scene(500, 500)
    scale_bar(scene, projection, frame)
    text = re.search(r">(\d+)\u00a0km<", "".join(scene.parts))
    drawn = re.search(r"v4h([\d.]+)v-4", "".join(scene.parts))
    assert text is not None
    assert drawn is not None
    assert float(drawn[1]) == pytest.approx(int(text[1]) * projection.km, abs=0.1)
    assert text[1].strip("0") in {"1", "2", "5"}


@pytest.mark.parametrize("count", [1, 3, 5, 15, 28])
def test_names_do_not_meet_and_avoid_the_enclosed_town(count: int, coverage: Cells) -> None:
    cells = coverage(count)
    projection, frame = fit(cells, Box(0, 0, 600, 400), 0.1)
    ground = prepare(cells, projection, frame)
    named = [Words([f"Nazwa gminy {at}"]) for at in range(len(cells))]
    boxes = draw_names(Scene(600, 400), ground, named)
    found = [box for box in boxes if box is not None]
    assert len(found) == len(cells)
    assert not any(a.meets(b) for a, b in combinations(found, 2))
    if count == 5:
        town = shapely.box(*ground.shapes[1].bounds)
        host = boxes[2]
        assert host is not None
        assert not town.intersects(shapely.box(host.left, host.top, host.right, host.bottom))


def test_what_is_in_brackets_goes_on_its_own_line() -> None:
    assert name_rows("Wałcz (gmina wiejska)") == ["Wałcz", "(gmina wiejska)"]
    assert name_rows("Nowe Miasto nad Pilicą") == ["Nowe Miasto nad", "Pilicą"]


@given(st.lists(VALUE, min_size=1, max_size=60), st.integers(1, 7))
def test_every_known_value_has_one_class(values: list[float], count: int) -> None:
    made = quantile_classes(values, count)
    assert len(made.colours) == len(made.limits) + 1 <= count or not made.limits
    for value in values:
        grade = made.of(value)
        assert (grade is None) == (not math.isfinite(value))
        if grade is not None:
            assert 0 <= grade < len(made.colours)
            assert grade == 0 or value >= made.limits[grade - 1]
            assert grade == len(made.limits) or value < made.limits[grade]


@given(st.lists(VALUE, min_size=1, max_size=60), st.integers(2, 7))
def test_a_two_sided_scheme_turns_at_its_middle(values: list[float], count: int) -> None:
    made = quantile_classes(values, count, middle=0)
    for value in values:
        if math.isfinite(value):
            side = theme.DIVERGING[:3] if value < 0 else theme.DIVERGING[4:]
            assert made.colour(value) in side


def test_a_fall_everywhere_keeps_the_colours_of_falling() -> None:
    made = quantile_classes([-5, -4, -3, -1.5], 5, 1, middle=0)
    assert made.colours == (theme.DIVERGING[0], theme.DIVERGING[2])


@given(st.lists(VALUE, min_size=1, max_size=40))
def test_the_key_counts_every_value_once(values: list[float]) -> None:
    lines = key_lines(quantile_classes(values, 5), values, "%", 1)
    counts = [int(re.findall(r"\((\d+)\)$", text)[0]) for _, text in lines]
    assert sum(counts) == len(values)
    assert any(fill == HATCH for fill, _ in lines) == any(math.isnan(v) for v in values)


def test_equal_values_make_one_class() -> None:
    assert quantile_classes([3.0] * 9, 5).limits == ()
    assert quantile_classes([NAN], 5).limits == ()


def test_classes_refuse_disorder() -> None:
    with pytest.raises(ValueError, match="ascend"):
        Classes((2.0, 1.0), theme.sequential(3))
    with pytest.raises(ValueError, match="classes"):
        Classes((1.0,), theme.sequential(3))
    with pytest.raises(ValueError, match="label"):
        Classes((1.0,), theme.sequential(2), ("a",))
    with pytest.raises(ValueError, match="low < high"):
        even_classes(1, 1)


def test_a_missing_value_is_hatched_and_in_the_key(coverage: Cells) -> None:
    regions = [Region(f"G{at}", cell, (NAN, 3.0, 8.0)[at]) for at, cell in enumerate(coverage(3))]
    picture = draw_choropleth(Choropleth("T", regions, TWO, "wskaźnik"))
    assert picture.svg.count("hatch)") == 2  # the region and the key
    assert "brak danych (1)" in words(picture)


def test_an_interactive_map_is_reached_by_keyboard(coverage: Cells) -> None:
    cells = coverage(3)
    regions = [Region('A "B" & C', cell, 3.0, f"/g/{at}?a=1&b=2") for at, cell in enumerate(cells)]
    spec = Choropleth("T", regions, TWO, "wskaźnik", "%", 1, interactive=True)
    svg = draw_choropleth(spec).svg
    assert svg.count('tabindex="0"') == 3
    assert 'aria-label="A &quot;B&quot; &amp; C: 3,0%"' in svg
    assert 'href="/g/0?a=1&amp;b=2"' in svg
    assert "<a " not in draw_choropleth(Choropleth("T", regions, TWO, "wskaźnik")).svg


def test_flows_that_are_unknown_or_none_are_not_drawn(coverage: Cells) -> None:
    regions = [Region("A", coverage(1)[0])]
    nodes = [Node("A", 16.3, 53.3), Node("B", 16.9, 53.3)]

    def arrows(*flows: Flow) -> int:
        svg = draw_flow_map(FlowMap("T", regions, nodes, flows)).svg
        return svg.count(f'fill="{theme.ACCENT}" stroke="{theme.PAPER}"')

    assert arrows(Flow(0, 1, NAN), Flow(1, 0, 0), Flow(0, 0, 50)) == 0
    assert arrows(Flow(0, 1, 100), Flow(1, 0, 50)) == 2
    with pytest.raises(ValueError, match="nodes"):
        FlowMap("T", regions, nodes, [Flow(0, 5, 1)])


def test_a_far_node_stands_at_the_edge(coverage: Cells) -> None:
    nodes = [Node("A", 16.6, 53.35), Node("Gdynia", 18.5, 54.5, member=False)]
    spec = FlowMap("T", [Region("A", coverage(1)[0])], nodes, [Flow(0, 1, 30)])
    assert "Gdynia" in words(draw_flow_map(spec))


def test_far_nodes_in_one_direction_stand_apart(coverage: Cells) -> None:
    names = ("Gdynia", "Gdańsk", "Sopot", "Pruszcz Gdański")
    nodes = [Node("A", 16.6, 53.35)]
    nodes += [Node(name, 18.5 + at / 50, 54.4, member=False) for at, name in enumerate(names)]
    flows = [Flow(0, at, 30.0) for at in range(1, 5)]
    svg = draw_flow_map(FlowMap("T", [Region("A", coverage(1)[0])], nodes, flows)).svg
    pattern = rf'<circle cx="([\d.]+)" cy="([\d.]+)" r="4" fill="{theme.COUNTRY_MARK}"'
    spots = [(float(x), float(y)) for x, y in re.findall(pattern, svg)][:4]
    assert all(math.dist(a, b) >= 19 for a, b in combinations(spots, 2))


def test_a_point_map_leaves_out_what_is_out_of_view(coverage: Cells) -> None:
    places = Places([16.5, 30.0], [53.3, 53.3], [100, 100], [1.0, NAN])
    spec = PointMap(
        "T", [Region("A", coverage(1)[0])], places, Services("szkoła", [16.6, 40], [53.4, 53]),
        Classes((3.0,), theme.sequential(2)), "odległość",
    )  # fmt: skip
    svg = draw_point_map(spec).svg
    assert svg.count(f'fill="{theme.PARTNERSHIP}"') == 2  # one school and the key
    assert svg.count('stroke-width="0.7"/><circle') <= 1
    with pytest.raises(ValueError, match="as many"):
        Places([1], [1], [1], [])


def test_a_country_needs_a_value_for_every_unit(coverage: Cells) -> None:
    base = prepare_country(coverage(5), width=300)
    with pytest.raises(ValueError, match="NaN for missing"):
        CountryMap("T", base, [1.0], TWO, "wskaźnik")


@pytest.mark.poland
def test_the_country_is_quick_and_small(poland_folder: Path) -> None:
    collection = json.loads((poland_folder / "boundaries_gminy.geojson").read_text("utf-8"))
    features = sorted(collection["features"], key=lambda item: item["properties"]["code"])
    shapes = [shape(feature["geometry"]) for feature in features]
    base = prepare_country(shapes)
    values = [float(feature["properties"]["area_km2"]) for feature in features]
    spec = CountryMap(
        "Powierzchnia", base, values, quantile_classes(values, 5, 0), "Powierzchnia", "km²",
        members=[at for at, f in enumerate(features) if f["properties"]["powiat"] == "3217"],
        member_label="Powiat wałecki",
    )  # fmt: skip
    start = perf_counter()
    picture = draw_country(spec)
    assert perf_counter() - start < 0.2
    assert len(picture.svg) < 600_000


@pytest.mark.poland
def test_the_maps_of_a_county_are_small(poland_folder: Path) -> None:
    collection = json.loads((poland_folder / "boundaries_gminy.geojson").read_text("utf-8"))
    inside: dict[str, list[BaseGeometry]] = {"3217": []}
    context: list[BaseGeometry] = []
    for feature in collection["features"]:
        geometry = shape(feature["geometry"])
        powiat = feature["properties"]["powiat"]
        inside.get(powiat, context).append(geometry)
    regions = [Region(f"Gmina {at}", made, at) for at, made in enumerate(inside["3217"])]
    assert len(regions) == 5
    picture = draw_choropleth(Choropleth("T", regions, TWO, "wskaźnik", context=context))
    assert len(picture.svg) < 60_000
