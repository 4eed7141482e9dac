"""Sentences about a standing."""

from __future__ import annotations

from itertools import product

import pytest

from terytoria.diagnosis.groups import by_kind_and_population, powiats_like
from terytoria.diagnosis.standing import Verdict, phrases
from terytoria.territory import Area


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def indicator(fake_indicator):
    return fake_indicator("x", "Zgony", unit="na 1000 mieszkańców")


def test_names_inside_a_sentence():
    assert phrases.inside_sentence("Zgony") == "zgony"
    assert phrases.inside_sentence("REGON w powiecie") == "REGON w powiecie"
    assert phrases.inside_sentence("") == ""


def test_limits_in_brackets(indicator):
    assert phrases.limits(1.0, 2.26, indicator) == " (przedział 95%: 1,0–2,3)"
    assert phrases.limits(-1.0, 2.0, indicator) == " (przedział 95%: od −1,0 do 2,0)"


def test_limits_of_rounded_figures_are_called_so(fake_indicator):
    rounded = fake_indicator("x", unit="osoba", decimals=0, interval="rounding")
    assert phrases.limits(4385, 4395, rounded) == " (z zaokrągleń: 4385–4395)"


@pytest.mark.parametrize("ends", [(None, 1.0), (1.0, None), (17.61, 17.63)])
def test_no_limits_or_too_narrow_ones_are_silent(indicator, ends):
    assert phrases.limits(*ends, indicator) == ""


def test_measured_values(indicator):
    assert plain(phrases.measured(13.42, indicator)) == "13,4 na 1000 mieszkańców"
    assert phrases.measured(None, indicator) == "brak danych"


def test_the_place_names_what_the_others_are(country):
    from datetime import date

    gminas = by_kind_and_population(country, country.register.gminas[3])
    powiats = powiats_like(country, Area.of_unit(country.register, "0201", date(2026, 1, 1)))
    assert phrases.place(23.2, gminas) == "Niższą wartość ma 23% pozostałych gmin grupy."
    assert phrases.place(50.0, powiats).endswith("50% pozostałych powiatów grupy.")
    assert phrases.place(None, gminas) == ""


def test_every_judgement_is_a_sentence_of_its_own():
    words = {phrases.judgement(one) for one in (*Verdict, None)}
    assert len(words) == len(Verdict) + 1
    assert all(one.endswith(".") and one[0].isupper() for one in words)


def test_better_is_never_said_of_similar():
    for one, word in product((Verdict.SIMILAR, None), ("lepszy", "gorszy")):
        assert word not in phrases.judgement(one)
