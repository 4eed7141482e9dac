"""The mosaic of the synthetic country: a valid coverage, true neighbours, points inside."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.synthetic.edges import BEND_REACH, Edges
from terytoria.statistics.sources.synthetic.mosaic import Mosaic, build_mosaic
from terytoria.statistics.sources.synthetic.plane import (
    CELL_KM2,
    KM_PER_DEGREE,
    scatter_sites,
    to_degrees,
)
from terytoria.statistics.sources.synthetic.world import World, measure_km2

SIZES = st.integers(1, 160)
SEEDS = st.integers(0, 2**32)


def _mosaic(cells: int, seed: int) -> Mosaic:
    rng = np.random.default_rng(seed)
    sites = scatter_sites(cells, rng)
    hosts = np.sort(rng.choice(cells, cells // 5, replace=False))
    return build_mosaic(sites, hosts, rng)


def _layer(folder: Path, name: str) -> dict[str, shapely.Geometry]:
    layer = json.loads((folder / f"boundaries_{name}.geojson").read_text(encoding="utf-8"))
    return {
        feature["properties"]["code"]: shapely.geometry.shape(feature["geometry"])
        for feature in layer["features"]
    }


@settings(max_examples=25, deadline=None)
@given(SIZES, SEEDS)
def test_shapes_are_a_valid_coverage(cells: int, seed: int) -> None:
    mosaic = _mosaic(cells, seed)
    assert mosaic.cells == cells
    assert mosaic.units == cells + cells // 5
    assert shapely.is_valid(mosaic.shapes).all()
    assert not shapely.is_empty(mosaic.shapes).any()
    assert shapely.coverage_is_valid(mosaic.shapes)


@settings(max_examples=15, deadline=None)
@given(SIZES, SEEDS)
def test_the_whole_has_no_holes_and_is_one_piece(cells: int, seed: int) -> None:
    whole = shapely.coverage_union_all(_mosaic(cells, seed).shapes)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0


@settings(max_examples=15, deadline=None)
@given(SIZES, SEEDS)
def test_neighbours_are_the_shapes_that_share_a_line(cells: int, seed: int) -> None:
    mosaic = _mosaic(cells, seed)
    tree = shapely.STRtree(mosaic.shapes)
    one, other = tree.query(mosaic.shapes, predicate="intersects")
    once = one < other
    shared = shapely.intersection(mosaic.shapes[one[once]], mosaic.shapes[other[once]])
    lines = shapely.length(shared) > 0
    touching = set(zip(one[once][lines].tolist(), other[once][lines].tolist(), strict=True))
    assert {tuple(pair) for pair in mosaic.pairs.tolist()} == touching


@settings(max_examples=15, deadline=None)
@given(SIZES, SEEDS, st.floats(0.05, 1.0))
def test_scattered_points_are_inside_their_unit(cells: int, seed: int, spread: float) -> None:
    mosaic = _mosaic(cells, seed)
    rows = np.repeat(np.arange(mosaic.units), 8)
    points = to_degrees(mosaic.scatter(rows, np.random.default_rng(seed), spread))
    assert shapely.contains_properly(mosaic.shapes[rows], shapely.points(points)).all()


@settings(max_examples=15, deadline=None)
@given(SIZES, SEEDS)
def test_inner_points_are_inside(cells: int, seed: int) -> None:
    mosaic = _mosaic(cells, seed)
    points = shapely.points(to_degrees(mosaic.inner))
    assert shapely.contains_properly(mosaic.shapes, points).all()


@settings(max_examples=15, deadline=None)
@given(SIZES, SEEDS)
def test_a_town_fills_the_hole_of_its_ring(cells: int, seed: int) -> None:
    mosaic = _mosaic(cells, seed)
    for town, host in enumerate(mosaic.hosts, start=mosaic.cells):
        ring = mosaic.shapes[host]
        assert len(ring.interiors) == 1
        assert shapely.Polygon(ring.interiors[0]).equals(mosaic.shapes[town])
    whole = np.setdiff1d(np.arange(mosaic.cells), mosaic.hosts)
    assert all(len(shape.interiors) == 0 for shape in mosaic.shapes[whole])


def test_bends_keep_close_to_their_edge() -> None:
    rng = np.random.default_rng(5)
    sites = scatter_sites(200, rng)
    edges = Edges.of(sites, rng)
    start, end = edges.corners[:, 0], edges.corners[:, 1]
    along = (end - start) / np.hypot(*(end - start).T)[:, None]
    gap = edges.bends - start[:, None]
    off = np.abs(gap[..., 0] * along[:, None, 1] - gap[..., 1] * along[:, None, 0])
    across = sites.points[edges.sites[:, 0]] - start
    height = np.abs(across[:, 0] * along[:, 1] - across[:, 1] * along[:, 0])
    assert (off <= BEND_REACH * height[:, None] + 1e-9).all()
    assert (off > 0.05).any()


def test_the_fan_goes_round_every_cell_once() -> None:
    rng = np.random.default_rng(6)
    sites = scatter_sites(60, rng)
    fan = Edges.of(sites, rng).fan(sites)
    for cell in range(60):
        rows = slice(fan.first[cell], fan.first[cell + 1])
        assert (fan.cell[rows] == cell).all()
        assert np.array_equal(fan.start[rows], np.roll(fan.end[rows], 1, axis=0))


@settings(deadline=None)
@given(st.floats(-900, 900), st.floats(-900, 900))
def test_degrees_keep_areas(east: float, north: float) -> None:
    square = np.array([[0, 0], [9, 0], [9, 9], [0, 9]]) + np.array([east, north])
    shape = np.array([shapely.Polygon(to_degrees(square))], dtype=object)
    assert measure_km2(shape)[0] == pytest.approx(81, rel=2e-3)


def test_degrees_of_one_degree_north() -> None:
    assert to_degrees(np.array([[0.0, KM_PER_DEGREE]])).tolist() == [[19.0, 53.0]]


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 400), SEEDS)
def test_sites_are_spread_evenly(cells: int, seed: int) -> None:
    sites = scatter_sites(cells, np.random.default_rng(seed))
    assert sites.inside == cells
    gap = np.hypot(*(sites.points[:, None] - sites.points[None, :]).transpose(2, 0, 1))
    np.fill_diagonal(gap, np.inf)
    assert gap.min() > 0.4 * np.sqrt(CELL_KM2)


@pytest.mark.parametrize("name", ["gminy", "powiaty", "voivodeships"])
def test_written_boundaries_are_a_valid_coverage(name: str, synthetic_folder: Path) -> None:
    shapes = np.array(list(_layer(synthetic_folder, name).values()), dtype=object)
    parts = shapely.get_parts(shapes)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(parts)


def test_higher_levels_are_the_unions_of_the_lower(synthetic_folder: Path) -> None:
    gminas, powiats, regions = (
        _layer(synthetic_folder, name) for name in ("gminy", "powiaty", "voivodeships")
    )
    for lower, upper, digits in ((gminas, powiats, 4), (powiats, regions, 2)):
        for code, shape in upper.items():
            parts = [part for key, part in lower.items() if key[:digits] == code]
            assert shapely.union_all(parts).symmetric_difference(shape).area < 1e-9


def test_written_neighbours_touch_and_are_sorted(synthetic_folder: Path) -> None:
    shapes = _layer(synthetic_folder, "gminy")
    pairs = pl.read_csv(synthetic_folder / "neighbours.csv", infer_schema=False).rows()
    assert pairs == sorted(set(pairs))
    assert all(one < other for one, other in pairs)
    assert all(shapes[one].touches(shapes[other]) for one, other in pairs)


def test_areas_add_up_from_level_to_level(synthetic_folder: Path) -> None:
    units = pl.read_parquet(synthetic_folder / "units.parquet")
    total = dict(zip(units["code"], units["area_km2"], strict=True))
    sums = units.filter(pl.col("parent") != "").group_by("parent").agg(pl.col("area_km2").sum())
    for parent, area in sums.rows():
        assert total[parent] == pytest.approx(area, abs=0.2)


def test_units_are_of_the_size_of_polish_ones(world: World) -> None:
    area = world.traits.area
    rural = area[world.country.kind != 1]
    assert 60 < np.quantile(rural, 0.05) < np.quantile(rural, 0.95) < 220
    assert area.min() > 3
