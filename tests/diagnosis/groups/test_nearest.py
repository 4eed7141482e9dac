"""The most similar gminas."""

from __future__ import annotations

import numpy as np
import pytest

from terytoria.diagnosis.groups import GroupError, GroupKind, by_nearest
from terytoria.diagnosis.groups.covariates import (
    all_covariates,
    distance_to_largest_town,
    great_circle,
    values_of,
)
from terytoria.diagnosis.groups.nearest import standardised


def test_the_nearest_in_one_feature_are_those_with_the_closest_value(country):
    values = values_of(country, all_covariates()["own_revenue"])
    code = country.register.gminas[10]
    group = by_nearest(country, code, 5, ["own_revenue"])
    apart = np.abs(values - values[10])
    apart[10] = np.nan
    expected = sorted(country.register.gminas[row] for row in np.argsort(apart)[:5])
    assert list(group.members) == expected
    assert group.kind is GroupKind.NEAREST
    assert group.anchor == code
    assert code not in group


def test_distances_are_shown_nearest_first(country):
    table = by_nearest(country, country.register.gminas[10], 12).table()
    distances = table["distance"].to_list()
    assert distances == sorted(distances)
    assert all(one >= 0 for one in distances)
    assert all("najbliżej" in reason for reason in table["reason"])


def test_more_neighbours_keep_the_first(country):
    few = by_nearest(country, country.register.gminas[10], 5)
    many = by_nearest(country, country.register.gminas[10], 20)
    assert set(few.members) <= set(many.members)


def test_features_without_series_are_left_out_and_the_rest_named(country):
    words = by_nearest(country, country.register.gminas[10], 5).explain()
    assert "dochody własne na mieszkańca" in words
    assert "wyjeżdżających" not in words


def test_the_same_kind_when_asked(country):
    code = country.register.gminas[10]
    group = by_nearest(country, code, 8, same_kind=True)
    kinds = {country.register.unit(one).kind for one in group.members}
    assert kinds == {country.register.unit(code).kind}


def test_never_more_than_there_are(country):
    assert len(by_nearest(country, country.register.gminas[10], 10**6)) < len(
        country.register.gminas
    )


def test_an_indicator_of_the_catalogue_as_a_feature(country, measured, fake_measures):
    values = np.arange(len(country.register.gminas), dtype=float)[:, None]
    measures = fake_measures({"x": measured(values, country.register.gminas, [2020])})
    code = country.register.gminas[10]
    group = by_nearest(country, code, 4, ["x"], measures=measures)
    assert group.members == tuple(country.register.gminas[row] for row in (8, 9, 11, 12))
    assert group.notes == ("Cechy porównywane: Wskaźnik.",)


@pytest.mark.parametrize("wrong", ["no-such", "x-01"])
def test_an_unknown_feature_names_those_known(country, wrong):
    with pytest.raises(GroupError, match="own_revenue"):
        by_nearest(country, country.register.gminas[0], 5, [wrong])


def test_none_of_the_features_known(country):
    with pytest.raises(GroupError, match="none of the features"):
        by_nearest(country, country.register.gminas[0], 5, ["share_65"])


def test_bad_questions(country):
    with pytest.raises(GroupError, match="at least one"):
        by_nearest(country, country.register.gminas[0], 0)
    with pytest.raises(GroupError, match="no gmina"):
        by_nearest(country, "0201", 5)


def test_standardised_values_have_median_zero_and_unit_scale():
    draws = np.random.default_rng(2).normal(50, 9, 5001)
    found = standardised(draws)
    assert np.median(found) == pytest.approx(0)
    assert found.std() == pytest.approx(1, rel=0.05)


def test_equal_values_stand_nowhere_apart():
    assert standardised(np.full(5, 3.0)).tolist() == [0.0] * 5


def test_distance_to_the_largest_town_of_the_voivodeship(country):
    distances = distance_to_largest_town(country)
    row = country.register.index["0461011"]
    assert np.isfinite(distances).all()
    for code in ("02", "04"):
        rows = [country.register.index[c] for c in country.register.gminas_of(code)]
        assert (distances[rows] == 0).sum() == 1
    assert distances[row] > 0


def test_great_circle_from_warsaw_to_cracow():
    warsaw, cracow = np.array([[21.012, 52.230]]), np.array([19.938, 50.061])
    assert great_circle(warsaw, cracow)[0] == pytest.approx(252, abs=1)


@pytest.mark.poland
def test_neighbours_of_tuczno_are_small(poland):
    group = by_nearest(poland, "3217043", 20)
    people = poland.observations.panel("pop_total").year(2020)
    sizes = people[[poland.register.index[code] for code in group.members]]
    assert len(group) == 20
    assert np.median(sizes) < 7000
    assert group.label_pl.replace("\u00a0", " ").endswith("najbardziej podobnych do gminy Tuczno")
