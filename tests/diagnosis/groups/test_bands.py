"""Bands of population: borders, widening, Polish labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.groups.bands import all_bands, read_data, smallest_group
from terytoria.diagnosis.labels import people_between

KINDS = ("urban", "urban-rural", "rural", "powiat")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_data_say_when_and_whence():
    data = read_data("population_bands.yaml")
    assert data["as_of"]
    assert "GUS" in data["source"]
    assert smallest_group() == 30
    assert set(all_bands()) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_limits_rise_from_zero(kind):
    limits = all_bands()[kind].limits
    assert limits[0] == 0
    assert list(limits) == sorted(set(limits))


@given(st.sampled_from(KINDS), st.floats(0, 2e6))
def test_every_population_lies_in_its_band(kind, people):
    bands = all_bands()[kind]
    low, high = bands.limits_of(bands.of(people))
    assert low <= people
    assert high is None or people < high


@given(st.sampled_from(KINDS), st.floats(1, 2e6))
def test_widening_adds_one_neighbour_until_all_are_in(kind, people):
    bands = all_bands()[kind]
    steps = bands.of(people)
    for _ in bands.limits:
        wider = bands.widened(steps, people)
        if wider == steps:
            break
        assert (wider[1] - wider[0]) == (steps[1] - steps[0]) + 1
        assert wider[0] <= steps[0] <= steps[1] <= wider[1]
        steps = wider
    assert bands.limits_of(steps) == (0, None)


def test_widening_goes_to_the_nearer_border():
    bands = all_bands()["urban-rural"]
    assert bands.widened(bands.of(3100), 3100) == (0, 1)
    assert bands.widened(bands.of(5900), 5900) == (1, 2)


@pytest.mark.parametrize(
    ("kind", "count", "low", "high", "expected"),
    [
        ("urban-rural", 132, 3000, 6000, "132 gminy miejsko-wiejskie liczące od 3 do 6 tys."),
        ("urban", 1, 0, 10000, "1 gmina miejska licząca mniej niż 10 tys."),
        ("rural", 5, 15000, None, "5 gmin wiejskich liczących co najmniej 15 tys."),
        ("powiat", 47, 50000, 60000, "47 powiatów liczących od 50 do 60 tys."),
        ("powiat", 64, 75000, 100000, "64 powiaty liczące od 75 do 100 tys."),
    ],
)
def test_polish_labels(kind, count, low, high, expected):
    label = plain(all_bands()[kind].label_pl(count, low, high))
    assert label == f"{expected} mieszkańców"


def test_the_band_of_everything_is_named_by_its_kind():
    assert plain(all_bands()["powiat"].label_pl(314, 0, None)) == "314 powiatów ziemskich"
    assert all_bands()["rural"].label_en(9, 0, None) == "9 rural gminas"


def test_english_labels():
    label = all_bands()["rural"].label_en(9, 3000, 4000)
    assert label == "9 rural gminas of 3,000 to 4,000 inhabitants"
    assert all_bands()["urban"].label_en(9, 100000, None).endswith("of 100,000 or more inhabitants")


@given(st.integers(1, 400), st.integers(1, 400))
def test_band_words_never_end_in_a_comma_or_a_spare_zero(low, step):
    words = people_between(low * 500, (low + step) * 500)
    numbers = [word for word in words.split() if word[0].isdigit()]
    assert len(numbers) == 2
    assert all(not number.endswith((",", ",0", ",50")) for number in numbers)
