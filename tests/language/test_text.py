"""Folding, typography and lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import NBSP
from terytoria.language.text import (
    fold,
    initial_lower,
    initial_upper,
    join_list,
    typographic,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wałcz", "walcz"),
        ("ŁÓDŹ", "lodz"),
        ("Bielsko-Biała", "bielsko biala"),
        ("Bielsko – Biała", "bielsko biala"),
        ("  Nowa\u00a0 Sól ", "nowa sol"),
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("", ""),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text(alphabet="AaĄąŁłŻżŹźŚśÓóĆćŃńĘę -–\u00a0", max_size=30))
def test_fold_is_idempotent_and_plain(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.isascii()
    assert folded == " ".join(folded.split())


@given(st.text(alphabet="abcąćęłńóśźż", min_size=1, max_size=12))
def test_fold_ignores_case(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w gminie i w mieście", "w_gminie i_w_mieście"),
        ("A w 2024 r. ubyło 5 km dróg", "A_w_2024_r. ubyło 5_km dróg"),
        ("z 51 165 do 49 390 osób", "z_51_165 do 49_390 osób"),
        ("33,3 mln zł i 12 zł", "33,3_mln_zł i_12_zł"),
        ('"Młyn" to "dom"', "„Młyn” to „dom”"),
        ("Wałcz - miasto", "Wałcz_– miasto"),
        ("zgodnie z art. 10g ust. 2", "zgodnie z_art._10g ust._2"),
        ("(w gminie)", "(w_gminie)"),
        ("Kowal ma dom", "Kowal ma dom"),
        ("5 minut", "5 minut"),
        ("w 2020 138 osób", "w_2020 138 osób"),
    ],
)
def test_typographic(text: str, expected: str) -> None:
    assert typographic(text) == expected.replace("_", NBSP)


def test_a_report_sentence() -> None:
    sentence = "Człopa straciła 3,9%, a całe partnerstwo 3,5%: z 51 165 do 49 390 osób."
    expected = "Człopa straciła 3,9%, a_całe partnerstwo 3,5%: z_51_165 do 49_390 osób."
    assert typographic(sentence) == expected.replace("_", NBSP)


@given(st.text(alphabet='aiouwz 0123456789km"zł-,.(r', max_size=60))
def test_typographic_is_idempotent_and_keeps_every_letter(text: str) -> None:
    once = typographic(text)
    assert typographic(once) == once
    strip = str.maketrans(dict.fromkeys(' "„”–-\u00a0', ""))
    assert once.translate(strip) == text.translate(strip)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["Wałcz"], "Wałcz"),
        (["Wałcz", "Człopa"], "Wałcz i Człopa"),
        (["Wałcz", "Człopa", "Tuczno"], "Wałcz, Człopa i Tuczno"),
    ],
)
def test_join_list(items: list[str], expected: str) -> None:
    assert join_list(items) == expected


def test_join_list_with_another_conjunction() -> None:
    assert join_list(["rodzina", "szkoła"], "albo") == "rodzina albo szkoła"


def test_initial_upper_leaves_the_rest() -> None:
    assert initial_upper("gmina wiejska Wałcz") == "Gmina wiejska Wałcz"
    assert initial_upper("środa") == "Środa"
    assert initial_upper("") == ""


def test_the_first_letter_small_unless_it_opens_an_acronym() -> None:
    assert initial_lower("Świetlice w gminie") == "świetlice w gminie"
    assert initial_lower("PIT na mieszkańca") == "PIT na mieszkańca"
    assert initial_lower("W 2 z 5 gmin") == "w 2 z 5 gmin"
    assert [initial_lower(text) for text in ("", "A")] == ["", "a"]
