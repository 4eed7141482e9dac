"""Words of findings: units that inflect never stand after a number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.findings.words import (
    figure_text,
    filled,
    listed,
    name_text,
    number_en,
    opened,
    persons_text,
    sentences,
    steady,
    told_text,
    value_text,
)
from terytoria.language.numbers import NBSP, number
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.catalogue.entries import Text

CATALOGUE = Catalogue.load()
INDICATORS = list(CATALOGUE.indicators.values())
UNITS = sorted({one.unit for one in INDICATORS})


def english(name: str) -> str:
    return CATALOGUE.unit_en(CATALOGUE.indicator(name).unit)


@pytest.mark.parametrize(
    ("name", "value", "pl", "en"),
    [
        ("L-01", -4.81, "−4,8%", "−4.8%"),
        ("R-10", 5886.0, "5886 zł", "5,886 PLN"),
        ("H-02", 27.16, "27,2 m² na osobę", "27.2 m² per person"),
        ("K-04", 72.0, "72 na 1000 mieszkańców", "72 per 1000 inhabitants"),
        ("K-02", 2.934, "2,93", "2.93"),
        ("P-01", 1137.0, "1137", "1,137"),
        ("L-01", None, "brak danych", "no data"),
        ("R-10", float("nan"), "brak danych", "no data"),
    ],
)
def test_a_value_keeps_only_a_unit_that_never_inflects(name, value, pl, en, plain):
    found = value_text(value, CATALOGUE.indicator(name), english(name))
    assert (plain(found.pl), plain(found.en)) == (pl, en)


@pytest.mark.parametrize(
    ("name", "pl", "en"),
    [
        ("L-01", "zmiana liczby ludności w ciągu 4 lat", "change of population over 4 years"),
        ("K-02", "uczestnicy imprez na mieszkańca", "participants of events per inhabitant"),
        ("H-01", "mieszkania na 1000 mieszkańców", "dwellings per 1000 inhabitants"),
        ("L-30", "rozwody w powiecie (na 1000 mieszkańców)",
         "divorces in the powiat (per 1000 inhabitants)"),
        ("S-05", "podmioty gospodarcze na km²", "entities per km²"),
        ("P-01", "podmioty w rejestrze REGON (na 10 tys. mieszkańców)",
         "entities in the REGON register (per 10 000 inhabitants)"),
        ("M-01", "dochody gminy z PIT na mieszkańca", "revenue from PIT per inhabitant"),
        ("L-03", "liczba ludności", "population"),
    ],
)  # fmt: skip
def test_a_name_says_the_unit_that_the_value_leaves_out(name, pl, en, plain):
    found = name_text(CATALOGUE.indicator(name), english(name))
    assert plain(found.pl) == pl
    assert plain(found.en).startswith(en.partition(" (")[0])
    assert ("(" in found.en) == ("(" in en)


def test_the_general_powiat_of_a_name_gives_way_to_the_one_meant():
    powiat = Text("w powiecie wałeckim", "the wałecki powiat")
    found = name_text(CATALOGUE.indicator("R-10"), "PLN", powiat)
    assert found.pl == "przeciętne wynagrodzenie w powiecie wałeckim"
    assert found.en == "average wage in the wałecki powiat"
    within = name_text(CATALOGUE.indicator("R-11"), "%", powiat)
    assert within.pl == "wynagrodzenie w powiecie wałeckim w relacji do kraju"


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.id)
def test_no_indicator_of_the_catalogue_puts_an_inflecting_noun_after_a_number(one, plain):
    shown = plain(value_text(12.0, one, CATALOGUE.unit_en(one.unit)).pl)
    rest = shown.removeprefix(plain(number(12.0, one.decimals))).strip()
    assert rest in {"", one.unit}
    assert steady(one.unit) or not rest
    base = one.unit.partition(" ")[2]
    name = name_text(one, CATALOGUE.unit_en(one.unit)).pl
    assert steady(one.unit) or not base or base.casefold() in name.casefold()


@pytest.mark.parametrize("unit", UNITS)
def test_steady_units_are_those_without_a_noun_that_counts(unit):
    assert steady(unit) == (unit.split()[0] in {"%", "zł", "m²", "km", "p.p.", "na"})


def test_a_value_beside_its_name_does_not_repeat_it(plain):
    def told(name: str) -> str:
        return plain(told_text(27.0, CATALOGUE.indicator(name), english(name)).pl)

    assert told("H-02") == "27,0 m²"
    assert told("R-01") == "27,0"
    assert told("K-04") == "27 na 1000 mieszkańców"
    assert told("F-03") == "27 zł"


def test_commuters_are_said_to_be_at_least_so_many(plain):
    def told(name: str, value: float) -> Text:
        return told_text(value, CATALOGUE.indicator(name), english(name))

    assert plain(told("D-02", 8.3).pl) == "co najmniej 8,3"
    assert told("D-02", 8.3).en == "at least 8.3"
    assert told("D-02", 0.0).pl == "0,0"
    assert not told("D-03", -8.3).pl.startswith("co")


@given(st.floats(-1e7, 1e7))
def test_a_figure_shows_the_same_number_as_the_value(value):
    for name in ("L-01", "R-10", "H-02", "K-02", "D-05"):
        indicator = CATALOGUE.indicator(name)
        short = figure_text(value, indicator)
        long = value_text(value, indicator, english(name))
        assert long.pl.startswith(short.pl.removesuffix("%"))
        assert long.en.split(NBSP)[0] == short.en.split(NBSP)[0]


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_an_english_number_is_the_polish_one_in_other_clothes(value, decimals):
    polish = number(value, decimals).replace(NBSP, "").replace(",", ".")
    assert number_en(value, decimals).replace(",", "") == polish


@pytest.mark.parametrize(
    ("count", "pl", "en"),
    [
        (1, "1 osoba", "1 person"),
        (1302, "1302 osoby", "1,302 persons"),
        (1790, "1790 osób", "1,790 persons"),
        (12, "12 osób", "12 persons"),
        (51165, "51 165 osób", "51,165 persons"),
    ],
)
def test_persons_agree_with_their_number(count, pl, en, plain):
    found = persons_text(count)
    assert (plain(found.pl), plain(found.en)) == (pl, en)


def test_phrases_join_in_each_language():
    parts = [Text("Wałcz", "Wałcz"), Text("Człopa", "Człopa"), Text("Tuczno", "Tuczno")]
    assert listed(parts) == Text("Wałcz, Człopa i Tuczno", "Wałcz, Człopa and Tuczno")
    assert listed(parts[:1]) == parts[0]
    assert sentences(parts[0], None, parts[1]) == Text("Wałcz Człopa", "Wałcz Człopa")
    assert opened(Text("gmina", "the gmina")) == Text("Gmina", "The gmina")
    assert filled(Text("{a}–{b}", "{b}: {a}"), a=Text("x", "y"), b="1") == Text("x–1", "1: y")


def test_a_name_that_starts_with_an_acronym_keeps_it():
    one = replace(CATALOGUE.indicator("L-01"), name_pl="PIT na głowę", name_en="PIT a head")
    assert name_text(one, "%") == Text("PIT na głowę", "PIT a head")
