"""Citations and the numbers in them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import number
from terytoria.strategy.draft import citations, numbers_in
from terytoria.strategy.draft.citations import plain


@given(st.floats(-1e9, 1e9).filter(lambda value: abs(value) > 1e-3), st.integers(0, 3))
def test_a_printed_value_says_its_value(value: float, decimals: int) -> None:
    """What the reports print of a value is read back as that value."""
    [written] = numbers_in(f"o {number(abs(value), decimals)} mniej")
    assert written.says(value)
    assert written.step == Decimal(1).scaleb(-decimals)


@given(st.integers(1, 10**9), st.integers(1, 10**6))
def test_another_whole_number_does_not_say_it(value: int, more: int) -> None:
    [written] = numbers_in(number(value))
    assert not written.says(float(value + more))


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("z 51 165 do 49 390 osób", ["51165", "49390"]),
        ("33,3 mln zł i 5 tys. osób", ["33300000", "5000"]),
        ("w 2020 r. 4,8%, czyli 1,2 p.p.", ["2020", "4.8", "1.2"]),
        ("droga S10, G4 i COVID-19", ["19"]),
        ("art. 10.2.3 i 1.5", []),
        ("od 1 do 3 gmin", ["1", "3"]),
        ("bez liczb", []),
    ],
)
def test_numbers_of_polish_texts(text: str, sizes: list[str]) -> None:
    assert [f"{one.size:f}" for one in numbers_in(text)] == sizes


def test_rounding_is_that_of_the_last_digit() -> None:
    [written] = numbers_in("4,8%")
    assert [written.says(value) for value in (4.75, 4.85, -4.8, 4.86, 4.74)] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_citations_keep_their_words_and_keys() -> None:
    text = r"Ubyło [**4,8%** osób \[2024\]](dowod:finding:12) i [10](dowod:own:3); [wzór](@t1)."
    assert [(one.text, one.key) for one in citations(text)] == [
        ("4,8% osób [2024]", "finding:12"),
        ("10", "own:3"),
    ]
    assert plain(text) == "Ubyło 4,8% osób [2024] i 10; wzór."


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    assert len(plain(text)) <= len(text)
    list(numbers_in(text))
    list(citations(text))
