"""Polish words that every analysis uses: amounts, subjects, bands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.amounts import amount_of, difference_of, sentence
from terytoria.diagnosis.labels import counted, people_between
from terytoria.diagnosis.subjects import subject
from terytoria.language.cases import Case
from terytoria.language.text import initial_upper
from terytoria.territory import Area

TODAY = date(2026, 1, 1)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "expected"),
    [
        (4390, "osoba", 0, "4390 osób"),
        (1, "osoba", 0, "1 osoba"),
        (22, "szkoła", 0, "22 szkoły"),
        (12.3, "podmioty na 10 tys. mieszkańców", 1, "12,3 podmiotu na 10 tys. mieszkańców"),
        (853, "podmioty na 10 tys. mieszkańców", 0, "853 podmioty na 10 tys. mieszkańców"),
        (5.0, "łóżka na 10 tys. mieszkańców", 1, "5,0 łóżka na 10 tys. mieszkańców"),
        (-3.6, "na 1000 mieszkańców", 1, "−3,6 na 1000 mieszkańców"),
        (2195.2, "zł na mieszkańca", 0, "2195 zł na mieszkańca"),
        (-4.81, "%", 1, "−4,8%"),
        (7, "", 0, "7"),
    ],
)
def test_amounts_agree_with_their_number(value, unit, decimals, expected):
    assert plain(amount_of(value, unit, decimals)) == expected


@pytest.mark.parametrize("value", [None, float("nan")])
def test_a_missing_amount_says_so_without_a_unit(value):
    assert amount_of(value, "osoba", 0) == "brak danych"


def test_shares_differ_by_percentage_points():
    assert plain(difference_of(-1.25, "%", 2)) == "−1,25 p.p."
    assert plain(difference_of(-3, "osoba", 0)) == "−3 osoby"


@given(st.integers(0, 10**6))
def test_twelve_to_fourteen_take_the_genitive(n):
    words = plain(counted(n, ("gmina", "gminy", "gmin"))).rsplit(" ", 1)[1]
    if n % 100 in (12, 13, 14):
        assert words == "gmin"
    elif n % 10 in (2, 3, 4):
        assert words == "gminy"


def test_bands_in_words():
    assert people_between(3000, 6000) == "od 3 do 6 tys. mieszkańców"
    assert people_between(0, 2500) == "mniej niż 2,5 tys. mieszkańców"
    assert people_between(150_000, None) == "co najmniej 150 tys. mieszkańców"


def test_a_gmina_a_powiat_and_a_voivodeship_as_subjects(country):
    register = country.register
    powiat = Area.of_unit(register, "0201", TODAY)
    assert subject(register, "0201", powiat) == "powiat wałecki"
    assert subject(register, "0201", powiat, Case.GENITIVE) == "powiatu wałeckiego"
    part = Area.of_unit(register, "02", TODAY)
    assert subject(register, "02", part) == "województwo dolnośląskie"
    assert "Gmina0" in subject(register, register.gminas[0], powiat)


def test_a_partnership_keeps_its_own_name(country):
    area = Area("Partnerstwo Pięciu Gmin", country.register.gminas[:5], TODAY)
    assert subject(country.register, "area", area) == "Partnerstwo Pięciu Gmin"


def test_the_country_as_a_subject(country):
    area = Area.of_unit(country.register, "PL", TODAY)
    assert subject(country.register, "PL", area) == "Polska"


def test_capitalising_keeps_the_rest():
    assert initial_upper("gmina Tuczno") == "Gmina Tuczno"
    assert initial_upper("") == ""


def test_one_full_stop_closes_a_sentence():
    assert sentence("zmiana o 2 p.p.") == "zmiana o 2 p.p."
    assert sentence("zmiana o 2 zł") == "zmiana o 2 zł."
