"""The dictionary: readings, verbs, and use from several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from terytoria.language.lexicon import (
    is_adjective,
    noun_paradigm,
    noun_readings,
    past_forms,
)
from terytoria.language.names import paradigm


def test_the_place_comes_before_the_common_noun_and_the_surname() -> None:
    first = noun_readings("Wola")[0]
    forms = noun_paradigm("Wola", first)
    assert forms is not None
    assert forms.forms[5] == "Woli"


@pytest.mark.parametrize(
    ("word", "agreement"), [("Tychy", "pl"), ("Tuczno", "n"), ("Wałcz", "m"), ("Człopa", "f")]
)
def test_agreement_of_the_first_reading(word: str, agreement: str) -> None:
    assert noun_readings(word)[0].agreement == agreement


def test_an_unknown_word_has_no_readings() -> None:
    assert noun_readings("Zdziebogajewo") == ()


def test_adjectives_are_told_by_gender() -> None:
    assert is_adjective("Nowa", "f")
    assert not is_adjective("Nowa", "m")
    assert is_adjective("Stary", "m")
    assert is_adjective("Stare", "n")
    assert is_adjective("Stare", "pl")
    assert not is_adjective("Tuczno", "n")


def test_past_forms_cover_every_agreement_class() -> None:
    assert past_forms("stracić") == {
        "m": "stracił",
        "f": "straciła",
        "n": "straciło",
        "pl": "straciły",
    }


def test_a_noun_has_no_past_forms() -> None:
    assert past_forms("gmina") == {}


def test_threads_get_the_same_answers(sample_names: list[str]) -> None:
    expected = [paradigm(name) for name in sample_names]
    paradigm.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(paradigm, sample_names)) == expected
