"""Codes beside values: what they mean, and how the disputed one is decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.attributes import Attributes, Meaning, decided


def test_the_table_is_whole() -> None:
    known = Attributes.load().known
    by_meaning = {
        meaning: {code for code, each in known.items() if each.meaning is meaning}
        for meaning in Meaning
    }
    assert by_meaning[Meaning.MISSING] == {0, 4, 14, 15, 50, 91}
    assert by_meaning[Meaning.ZERO] == {7, 17, 94, 98}
    assert by_meaning[Meaning.VALUE] == {1, 3, 9, 11, 13, 20, 21, 97}
    assert {code for code, each in known.items() if each.mark} == {3, 9, 11, 13, 20, 21, 97}
    assert all(code == each.code for code, each in known.items())


def test_marks_are_the_words_of_the_office() -> None:
    known = Attributes.load()
    assert {code: known.of(code).mark for code in (3, 9, 11, 13, 20, 21, 97)} == {
        3: "dane niepełne",
        9: "dane wstępne",
        11: "zmiana metodologii",
        13: "zmiana metodologii, dane niepełne",
        20: "niska precyzja",
        21: "niska precyzja",
        97: "łącznie dla powiatu i miasta na prawach powiatu",
    }


# What the office says of codes that are missing.
SAID_MISSING = [
    "Brak informacji, konieczność zachowania tajemnicy statystycznej",
    "Znak '-' oznacza brak informacji z powodu: zmiany poziomu prezentacji",
    "Dana jeszcze niedostępna, będzie dostępna",
]


@pytest.mark.parametrize("text", SAID_MISSING)
def test_the_office_s_own_words_for_no_data_are_understood(text: str) -> None:
    assert decided(text) is Meaning.MISSING
    assert decided(f"zjawisko nie wystąpiło; {text}") is Meaning.MISSING


def test_it_says_when_and_where_it_was_read() -> None:
    found = Attributes.load()
    assert found.as_of.startswith("20")
    assert found.source.startswith("https://")


@given(st.integers())
def test_an_unknown_code_is_missing(code: int) -> None:
    found = Attributes.load()
    if code not in found.known:
        assert found.of(code).meaning is Meaning.MISSING
        assert found.of(code).mark is None


def test_the_disputed_code_decided_changes_nothing_else() -> None:
    before = Attributes.load()
    after = before.with_disputed(Meaning.ZERO)
    assert after.of(0).meaning is Meaning.ZERO
    assert before.of(0).meaning is Meaning.MISSING
    assert {code: each for code, each in after.known.items() if code} == {
        code: each for code, each in before.known.items() if code
    }


@pytest.mark.parametrize(
    "text",
    [
        "zjawisko nie wystąpiło",
        "Zjawisko  nie\nwystępuje",
        "Kreska (-) oznacza, że zjawisko nie wystąpiło.",
        "brak zjawiska",
        "phenomenon did not occur",
        "The phenomenon does not exist",
        "no phenomenon",
        "magnitude zero",
    ],
)
def test_an_absent_phenomenon_is_a_zero(text: str) -> None:
    assert decided(text) is Meaning.ZERO


@pytest.mark.parametrize(
    "text",
    [
        "brak danych",
        "Brak informacji z powodu zmiany poziomu prezentacji",
        "brak wiarygodnych danych",
        "dane niedostępne",
        "tajemnica statystyczna",
        "no data",
        "data not available",
        "lack of information",
        "zjawisko nie wystąpiło lub brak danych",
        "phenomenon did not occur or no reliable data",
        "zjawisko istniało w wielkości mniejszej od 0,5",
        "wartość zerowa",
        "0",
        "",
    ],
)
def test_no_data_and_unclear_words_are_missing(text: str) -> None:
    assert decided(text) is Meaning.MISSING


@given(st.text())
def test_any_words_decide_something(text: str) -> None:
    assert decided(text) in {Meaning.ZERO, Meaning.MISSING}
