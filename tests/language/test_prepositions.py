"""w or we, z or ze: the norm stated over sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.prepositions import from_preposition, in_preposition

VOWELS = "aeioóuyąę"
CONSONANTS = "bdgkłmnprt"


@given(st.sampled_from("WF"), st.sampled_from(CONSONANTS), st.text("abo", max_size=5))
def test_we_before_w_or_f_and_a_consonant(first: str, second: str, rest: str) -> None:
    assert in_preposition(first + second + rest) == "we"


@given(st.sampled_from("WF"), st.sampled_from(VOWELS), st.text("abo", max_size=5))
def test_w_before_w_or_f_and_a_vowel(first: str, second: str, rest: str) -> None:
    assert in_preposition(first + second + rest) == "w"


@given(
    st.sampled_from(["S", "Z", "Ś", "Ź", "Ż", "Sz"]),
    st.sampled_from("bdgkłmnpt"),
    st.text("abo", max_size=5),
)
def test_ze_before_a_sibilant_and_a_consonant(first: str, second: str, rest: str) -> None:
    assert from_preposition(first + second + rest) == "ze"


@given(
    st.sampled_from(["S", "Z", "Ś", "Ź", "Ż", "Sz", "Rz", "W", "B", "K", "Ch", "Cz", "T"]),
    st.sampled_from(VOWELS),
    st.text("abo", max_size=5),
)
def test_z_before_any_consonant_and_a_vowel(first: str, second: str, rest: str) -> None:
    assert from_preposition(first + second + rest) == "z"


@given(st.sampled_from("AEIOÓU"), st.text("abokł", max_size=5))
def test_vowels_never_need_a_helping_vowel(first: str, rest: str) -> None:
    assert in_preposition(first + rest) == "w"
    assert from_preposition(first + rest) == "z"


@pytest.mark.parametrize(
    ("form", "where", "whence"),
    [
        ("Lwówka", "we", "ze"),
        ("Mszany Dolnej", "w", "ze"),
        ("Mławy", "w", "z"),
        ("Łodzi", "w", "z"),
        ("Czchowa", "w", "z"),
        ("Chrzanowa", "w", "z"),
        ("Grudziądza", "w", "z"),
        ("W", "w", "z"),
    ],
)
def test_other_beginnings(form: str, where: str, whence: str) -> None:
    assert (in_preposition(form), from_preposition(form)) == (where, whence)
