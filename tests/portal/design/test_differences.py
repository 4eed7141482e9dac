"""Differences of texts: nothing is lost, and people would mark the same words."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.design.differences import Piece, after, before, difference

WORDS = st.lists(st.sampled_from(["droga", "gmina", "2,4", "mln", ".", ",", " ", "  ", "\n"]))
TEXTS = st.one_of(WORDS.map("".join), WORDS.map(" ".join), st.text(max_size=60))


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.change, piece.text) for piece in difference(old, new)]


@given(TEXTS, TEXTS)
def test_both_texts_come_back(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert before(pieces) == old
    assert after(pieces) == new


@given(TEXTS, TEXTS)
def test_stretches_are_whole_and_in_order(old: str, new: str) -> None:
    """No stretch is empty, none follows its like, and what went stands before what came."""
    pieces = difference(old, new)
    assert all(piece.text for piece in pieces)
    changes = [piece.change for piece in pieces]
    pairs = set(pairwise(changes))
    assert not pairs & {(one, one) for one in ("same", "added", "removed")}
    assert ("added", "removed") not in pairs


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert told(text, text) == ([("same", text)] if text else [])


@given(TEXTS.filter(bool))
def test_everything_comes_or_goes_with_an_empty_text(text: str) -> None:
    assert told("", text) == [("added", text)]
    assert told(text, "") == [("removed", text)]


def test_a_replaced_phrase_is_one_mark() -> None:
    assert told("do Borowej Góry.", "do Nowej Woli.") == [
        ("same", "do "),
        ("removed", "Borowej Góry"),
        ("added", "Nowej Woli"),
        ("same", "."),
    ]


@pytest.mark.parametrize(
    ("old", "new", "gone", "came"),
    [
        ("Koszt: 2,4 mln zł.", "Koszt: 3,1 mln zł.", "2,4", "3,1"),
        ("Ścieżka rowerowa.", "Ścieżka pieszo-rowerowa.", "rowerowa", "pieszo-rowerowa"),
        ("Termin 12.05 w środę", "Termin 13.05 w środę", "12.05", "13.05"),
    ],
)
def test_numbers_and_joined_words_are_not_torn(old: str, new: str, gone: str, came: str) -> None:
    marked = [(change, text) for change, text in told(old, new) if change != "same"]
    assert marked == [("removed", gone), ("added", came)]


def test_an_untouched_line_is_left_alone() -> None:
    old = "Cel partnerstwa.\nKoszt 5 zł.\nKoniec."
    assert told(old, old.replace("5", "6"))[-1] == ("same", " zł.\nKoniec.")


def test_words_are_counted_without_signs() -> None:
    assert Piece("added", ", z czego 2,5 mln zł!").words == 5
    assert Piece("added", " — ").words == 0


def test_a_long_document_is_compared_at_once() -> None:
    lines = [f"Zadanie {at}: gmina buduje drogę numer {at}.\n" for at in range(3000)]
    changed = [
        line.replace("drogę", "ścieżkę") if at % 300 == 0 else line for at, line in enumerate(lines)
    ]
    start = time.perf_counter()
    pieces = difference("".join(lines), "".join(changed))
    assert time.perf_counter() - start < 5
    assert sum(piece.change == "added" for piece in pieces) == 10
