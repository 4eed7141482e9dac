"""Schools, whom they are nearest to, and catchments that share the ground out."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.access import AREA, AccessOptions, access, nearest
from terytoria.strategy.spatial import spatial_model
from terytoria.strategy.spatial.services import catchment_shapes
from terytoria.territory import Area

BOX = shapely.box(16.0, 53.0, 17.0, 53.6)
SPOTS = st.lists(
    st.tuples(
        st.integers(0, 130).map(lambda at: 15.9 + at / 100),
        st.integers(0, 80).map(lambda at: 52.9 + at / 100),
        st.sampled_from(["a", "b", "c"]),
    ),
    min_size=1,
    max_size=12,
)


def schools(spots):
    schema = {"lon": pl.Float64, "lat": pl.Float64, "unit": pl.String}
    return pl.DataFrame(spots, schema, orient="row")


@given(SPOTS)
def test_catchments_share_out_the_ground(spots):
    cells = catchment_shapes(schools(spots), BOX)
    assert abs(sum(one.area for one in cells.values()) - BOX.area) < 1e-6
    assert shapely.union_all(list(cells.values())).symmetric_difference(BOX).area < 1e-6
    assert all(one.is_valid for one in cells.values())
    assert {one.geom_type for one in cells.values()} <= {"Polygon", "MultiPolygon"}


@given(SPOTS, st.floats(16.02, 16.98), st.floats(53.02, 53.58))
def test_a_point_lies_in_the_catchment_of_its_nearest_school(spots, lon, lat):
    known = schools(spots)
    cells = catchment_shapes(known, BOX)
    km = np.array(
        [float(nearest(np.array([lon]), np.array([lat]), np.array([x]), np.array([y]))[0][0])
         for x, y, _ in spots]
    )  # fmt: skip
    order = np.argsort(km)
    units = [spots[at][2] for at in order]
    best = {units[at] for at in range(len(spots)) if km[order[at]] <= km[order[0]] * 1.01 + 0.05}
    point = shapely.Point(lon, lat).buffer(1e-4)
    assert any(cells[unit].intersects(point) for unit in best if unit in cells)


def test_a_single_school_has_all_the_ground():
    assert catchment_shapes(schools([(20.0, 50.0, "a")]), BOX) == {"a": BOX}


def test_everyone_belongs_to_one_catchment(country, area, model):
    found = access(country, area)
    people = found.members.filter(unit=AREA, target="secondary")["persons"][0]
    cells = model.layer("services").of_kind("catchment")
    assert abs(sum(one.attributes["nearest"] for one in cells) - people) <= len(cells)


def test_points_agree_with_the_analysis_of_access(country, area, model):
    found = access(country, area, AccessOptions(stages=("primary",)))
    own = model.layer("services").of_kind("primary")
    table = country.schools.filter(
        (pl.col("stage") == "primary") & ~pl.col("special") & pl.col("unit").is_in(area.gminas)
    )
    assert sum(one.attributes["schools"] for one in own) == table.height
    whole = found.members.filter(unit=AREA)["persons"][0]
    assert sum(one.attributes["nearest"] for one in own) <= whole + len(own)


def test_mean_distance_is_that_of_the_people(country, area, model):
    whole = access(country, area).members.filter(unit=AREA, target="secondary").row(0, named=True)
    cells = [one.attributes for one in model.layer("services").of_kind("catchment")]
    total = sum(one["nearest"] * one["mean_km"] for one in cells if one["mean_km"] is not None)
    assert total / whole["persons"] == pytest.approx(whole["mean_km"], abs=0.02)


def test_special_schools_do_not_count(country, area, model):
    special = set(country.schools.filter(pl.col("special"))["id"])
    ids = {one.id.partition("-")[2] for one in model.layer("services").features}
    assert not ids & special


def test_an_area_without_borders_has_points_but_no_catchments(poland_measures):
    young = [
        code
        for code in poland_measures.snapshot.register.gminas
        if code not in poland_measures.snapshot.boundaries
    ]
    model = spatial_model(poland_measures, Area("Nowe", tuple(young), date(2026, 1, 1)))
    assert not model.members
    assert not model.layer("services").of_kind("catchment")
    assert any("Granic gmin" in limit for limit in model.layer("intervention").limits)


@pytest.mark.poland
def test_most_of_walcz_goes_to_walcz(walcz):
    cells = walcz.layer("services").of_kind("catchment")
    assert cells[0].name == "miasto Wałcz"
    assert cells[0].attributes["nearest"] > 25_000
    assert "74%" in walcz.explain("services")
