"""Demand points, country-wide distances and coverage."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.access import country_access, nearest
from terytoria.diagnosis.access.country import Demand, demand_of
from terytoria.diagnosis.access.coverage import coverage
from terytoria.statistics.observations import Observations
from terytoria.territory import Level

WEST, EAST, EMPTY = "0101022", "0101032", "0101042"
points = st.lists(
    st.tuples(
        st.sampled_from([WEST, EAST, EMPTY]),
        st.integers(0, 900),
        st.floats(15, 23),
        st.floats(49.5, 54.5),
        st.sampled_from(["Nadarzyce", "Zdbowo"]),
    ),
    min_size=1,
    max_size=15,
)


@settings(max_examples=40)
@given(demand=points)
def test_points_keep_their_people_whatever_their_order(make_country, demand):
    found = Demand.of(make_country(demand=demand))
    assert found.persons.sum() == sum(row[1] for row in demand)
    assert (np.diff(found.rows) >= 0).all()
    for number, code in enumerate((WEST, EAST, EMPTY)):
        assert found.located[number] == sum(row[1] for row in demand if row[0] == code)


@settings(max_examples=40)
@given(demand=points, rows=st.lists(st.integers(0, 2), unique=True, max_size=3).map(sorted))
def test_points_of_gminas_are_found_by_bisection(make_country, demand, rows):
    found = Demand.of(make_country(demand=demand))
    chosen = found.of_rows(np.array(rows, dtype=np.int64))
    expected = np.flatnonzero(np.isin(found.rows, rows))
    assert np.array_equal(chosen, expected)


@settings(max_examples=40)
@given(demand=points)
def test_country_means_agree_with_each_gmina_apart(make_country, demand):
    country = make_country(demand=demand)
    found = country_access(country, "primary")
    arranged = demand_of(country)
    for row in range(3):
        own = arranged.rows == row
        if arranged.persons[own].sum():
            expected = np.average(found.km[own], weights=arranged.persons[own])
            assert found.mean[row] == pytest.approx(expected)
        else:
            assert np.isnan(found.mean[row])


def test_the_nearest_school_of_each_point_is_kept(country):
    found = country_access(country, "primary")
    names = found.schools["name"].to_list()
    assert [names[row] for row in found.target] == [
        "Szkoła w Nadarzycach",
        "Szkoła w Nadarzycach",
        "Szkoła za granicą gminy",
        "Szkoła za granicą gminy",
    ]
    assert not found.schools["special"].any()


def test_distances_are_those_of_the_nearest_search(country):
    demand, found = demand_of(country), country_access(country, "secondary")
    km, _ = nearest(demand.lon, demand.lat, np.array([16.0]), np.array([53.0]))
    assert found.km == pytest.approx(km)


def test_without_localities_the_points_have_none(make_country):
    country = make_country()
    country.demand = country.demand.drop("locality")
    assert Demand.of(country).frame["locality"].null_count() == 4


def test_each_snapshot_has_its_own_distances(make_country):
    near, far = make_country(), make_country(schools=[("1", "X", "primary", False, WEST, 20, 50)])
    assert country_access(near, "primary").km.max() < country_access(far, "primary").km.min()


def test_no_school_anywhere_is_infinitely_far(make_country):
    found = country_access(make_country(schools=[]), "primary")
    assert np.isinf(found.km).all()
    assert (found.target == -1).all()


def test_coverage_is_located_people_over_adults(country):
    share = coverage(country.observations, demand_of(country))
    assert share[:2] == pytest.approx([400 / 800, 600 / 800])
    assert np.isnan(share[2])


def test_more_voters_than_adults_are_full_coverage(make_country):
    country = make_country(demand=[(WEST, 5000, 16.0, 53.0, "X")])
    assert coverage(country.observations, demand_of(country))[0] == 1.0


def test_without_age_data_coverage_is_unknown(country):
    schema = {"level": pl.String, "series": pl.String, "unit": pl.String}
    nothing = pl.DataFrame(schema={**schema, "year": pl.Int64, "value": pl.Float64})
    empty = Observations(nothing, {Level.GMINA: country.register.gminas})
    assert np.isnan(coverage(empty, demand_of(country))).all()
