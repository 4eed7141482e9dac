"""Structural features: ratios, years, logarithms, what is missing."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.groups.bands import read_data
from terytoria.diagnosis.groups.covariates import (
    Covariate,
    all_covariates,
    great_circle,
    values_of,
)


@pytest.fixture
def with_series(country):
    """The country with further rows of observations: series -> year -> value per gmina."""

    class With:
        register = country.register

        def __init__(self, rows):
            schema = ["level", "series", "unit", "year", "value"]
            frame = pl.DataFrame(rows, schema, orient="row")
            self.observations = country.observations.with_frame(frame)

    def make(**series):
        return With(
            [
                ("gmina", name, code, year, float(value))
                for name, years in series.items()
                for year, value in years.items()
                for code in country.register.gminas
            ]
        )

    return make


def test_the_data_say_when_and_whence():
    data = read_data("covariates.yaml")
    assert data["as_of"]
    assert "GUS" in data["source"]


def test_every_feature_has_names_and_one_way_to_be_made():
    for one in all_covariates().values():
        assert one.name_pl
        assert one.name_en
        assert bool(one.numerator) != one.distance_to_largest_town


def test_a_ratio_takes_the_sum_of_its_series(with_series):
    snapshot = with_series(a={2020: 2}, b={2020: 3}, c={2020: 10})
    found = values_of(snapshot, Covariate("x", "x", "x", ("a", "b"), ("c",)))
    assert (found == 0.5).all()


def test_the_newest_numerator_meets_the_nearest_denominator(with_series):
    snapshot = with_series(a={2010: 1, 2016: 6}, c={2012: 100, 2015: 12, 2020: 600})
    found = values_of(snapshot, Covariate("x", "x", "x", ("a",), ("c",)))
    assert (found == 0.5).all()


def test_a_logarithm_needs_a_positive_value(with_series):
    snapshot = with_series(a={2020: np.e}, b={2020: 0})
    assert values_of(snapshot, Covariate("x", "x", "x", ("a",), log=True)) == pytest.approx(1)
    assert np.isnan(values_of(snapshot, Covariate("x", "x", "x", ("b",), log=True))).all()


def test_a_zero_denominator_gives_nothing(with_series):
    snapshot = with_series(a={2020: 1}, b={2020: 0})
    assert np.isnan(values_of(snapshot, Covariate("x", "x", "x", ("a",), ("b",)))).all()


def test_density_divides_by_the_area(country):
    density = values_of(country, Covariate("x", "x", "x", ("pop_total",), per_area=True))
    people = country.observations.panel("pop_total").year(2024)
    areas = [country.register.unit(code).area_km2 for code in country.register.gminas]
    np.testing.assert_allclose(density, people / areas)


def test_an_unknown_series_makes_no_feature(country):
    assert values_of(country, Covariate("x", "x", "x", ("no_such",))) is None
    assert values_of(country, Covariate("x", "x", "x", ("pop_total",), ("no_such",))) is None


def test_distances_on_the_sphere_are_symmetric_and_positive():
    rng = np.random.default_rng(1)
    points = rng.uniform([14, 49], [24, 55], size=(20, 2))
    table = np.array([great_circle(points, point) for point in points])
    np.testing.assert_allclose(table, table.T, atol=1e-9)
    assert np.allclose(np.diag(table), 0)
    assert (table >= 0).all()
    assert (
        table[:, :, None] <= table[:, None, :] + table[None, :, :].transpose(0, 2, 1) + 1e-9
    ).all()
