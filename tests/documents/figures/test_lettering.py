"""Words are measured, broken and shortened so that they fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.figures.lettering import ELLIPSIS, shorten, width, wrap
from terytoria.documents.figures.numerals import NO_DATA, attached, numeral

POLISH = st.text("aąbcćdeęłńóśźżŁŚŻ -–", min_size=1, max_size=40)


@given(POLISH, st.floats(6, 30))
def test_width_grows_with_size(text: str, size: float) -> None:
    assert width(text, 2 * size) == pytest.approx(2 * width(text, size))


@given(POLISH, POLISH)
def test_width_adds_up(first: str, second: str) -> None:
    assert width(first + second) == pytest.approx(width(first) + width(second))


def test_polish_letters_are_in_the_font() -> None:
    for plain, marked in zip("acelnosz", "ąćęłńóśż", strict=True):
        assert width(marked) == pytest.approx(width(plain), rel=0.25)


@given(POLISH, st.floats(20, 200))
def test_shortened_words_fit(text: str, limit: float) -> None:
    short = shorten(text, limit)
    assert width(short) <= limit or len(short) <= 2
    assert short == text or short.endswith(ELLIPSIS)


@given(
    st.lists(st.text("abcłż", min_size=1, max_size=12), min_size=1, max_size=9),
    st.floats(30, 200),
    st.integers(1, 4),
)
def test_wrapped_lines_fit_and_lose_nothing_silently(
    words: list[str], limit: float, lines: int
) -> None:
    rows = wrap(" ".join(words), limit, lines=lines)
    assert 1 <= len(rows) <= lines
    assert all(width(row) <= limit or len(row) <= 2 for row in rows)
    assert " ".join(rows) == " ".join(words) or any(row.endswith(ELLIPSIS) for row in rows)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (4390, 0, "", "4390"),
        (51165, 0, "osób", "51\u00a0165\u00a0osób"),
        (4.84, 1, "%", "4,8%"),
        (-3.6, 1, "%", "\u22123,6%"),
        (float("nan"), 1, "%", NO_DATA),
        (float("inf"), 1, "%", NO_DATA),
        (12.0, 0, "% ludności", "12% ludności"),
    ],
)
def test_numerals_are_polish(value: float, decimals: int, unit: str, text: str) -> None:
    assert numeral(value, decimals, unit) == text


def test_signs() -> None:
    assert numeral(1.2, 1, signed=True) == "+1,2"
    assert numeral(0.0, 1, signed=True) == "0,0"
    assert numeral(-1.2, 1, signed=True) == "\u22121,2"
    assert attached("") == ""
