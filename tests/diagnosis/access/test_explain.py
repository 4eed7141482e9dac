"""Sentences about access."""

from __future__ import annotations

import polars as pl
import pytest

from terytoria.diagnosis.access import AccessOptions, access
from terytoria.diagnosis.access.explain import kilometres, limits, unit_sentences, worst_sentences

WEST, EAST = "0101022", "0101032"


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def row(**changed):
    """A row of the members' table with plain distances."""
    values = {
        "unit": WEST,
        "target": "primary",
        "persons": 100,
        "mean_km": 1.25,
        "median_km": 1.0,
        "p90_km": 2.41,
        "at_target": 0.0,
        "percentile": 50.0,
    }
    return pl.DataFrame([{**values, **changed}])


def beyond(*limits_and_shares):
    rows = [(WEST, "primary", km, share) for km, share in limits_and_shares]
    return pl.DataFrame(rows, schema=["unit", "target", "limit_km", "share"], orient="row")


def told(country, members, limits_frame):
    return plain(" ".join(unit_sentences(country.register, WEST, members, limits_frame)))


def test_the_ninetieth_percentile_is_rounded_up(country):
    text = told(country, row(), beyond((3.0, 0.0)))
    assert "przeciętnie 1,3 km w linii prostej; 90% mieszkańców ma nie dalej niż 2,5 km." in text


def test_a_tiny_distance_is_not_called_none(country):
    text = told(country, row(p90_km=0.0004), beyond((3.0, 0.0)))
    assert "nie dalej niż 0,1 km" in text


@pytest.mark.parametrize(
    ("percentile", "text"),
    [(0.2, "w mniej niż 1% gmin"), (29.6, "w 30% gmin"), (99.8, "w ponad 99% gmin")],
)
def test_the_place_in_the_country_is_never_none_or_all(country, percentile, text):
    assert text in told(country, row(percentile=percentile), beyond((3.0, 0.0)))


def test_without_a_place_in_the_country_nothing_is_said_of_it(country):
    assert "gmin kraju" not in told(country, row(percentile=None), beyond((3.0, 0.0)))


@pytest.mark.parametrize(
    ("shares", "text"),
    [
        (((3.0, 0.0), (4.0, 0.0)), "Nikt nie ma dalej niż 3 km."),
        (((3.0, 0.14), (4.0, 0.0)), "14% mieszkańców ma dalej niż 3 km, a nikt dalej niż 4 km."),
        (((3.0, 0.4), (4.0, 0.3)), "40% mieszkańców ma dalej niż 3 km, a 30% dalej niż 4 km."),
        (((2.5, 0.4),), "40% mieszkańców ma dalej niż 2,5 km."),
    ],
)
def test_people_beyond_the_limits(country, shares, text):
    assert told(country, row(), beyond(*shares)).endswith(text)


def test_each_target_has_its_own_sentence(country, area):
    text = plain(access(country, area()).explain(EAST))
    assert "do najbliższej szkoły podstawowej" in text
    assert "do najbliższej szkoły ponadpodstawowej" in text


def test_kindergartens_can_be_asked_for(make_country, area):
    schools = [("1", "Przedszkole", "kindergarten", False, WEST, 16.0, 53.0)]
    options = AccessOptions(stages=("kindergarten",))
    text = access(make_country(schools=schools), area(), options).explain(WEST)
    assert "do najbliższego przedszkola" in text


def test_the_farthest_places_are_named_with_their_gmina(country, area):
    text = plain(" ".join(worst_sentences(country.register, access(country, area()).worst)))
    assert "Najdalej do najbliższej szkoły podstawowej mają: Zdbowo (gmina Tuczno, 6,7 km)" in text


def test_places_without_a_name_are_left_out(make_country, area):
    country = make_country()
    country.demand = country.demand.drop("locality")
    result = access(country, area())
    assert worst_sentences(country.register, result.worst) == []
    assert result.worst["locality"].null_count() == result.worst.height


def test_limits_name_only_gminas_with_few_located_people(country):
    whole = row(unit="area", at_target=0.1)
    covered = pl.DataFrame({"unit": [WEST, EAST], "persons": [90, 50], "share": [0.95, 0.5]})
    text = plain(" ".join(limits(country.register, whole, covered)))
    assert "Człopa obwody o pewnym położeniu obejmują 50% dorosłych" in text
    assert "Tuczno" not in text
    assert "głosuje się często w szkołach" not in text


def test_distances_say_that_they_are_straight(country, area):
    first = access(country, area()).limits[0]
    assert first.startswith("Odległości są w linii prostej; droga bywa orientacyjnie 1,3 raza")


def test_kilometres_have_one_decimal():
    assert plain(kilometres(12.345)) == "12,3 km"
