"""Numbers as Polish prints them."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import (
    MINUS,
    MISSING,
    NBSP,
    amount,
    interval,
    number,
    ordinal,
    percent,
    rounded,
    share_words,
    signed,
)

FINITE = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def back(text: str) -> Decimal:
    """The number a reader takes from ``text``: written apart from the code under test."""
    return Decimal(text.replace(NBSP, "").replace(MINUS, "-").replace(",", "."))


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, 0, "0"),
        (4390, 0, "4390"),
        (9999.4, 0, "9999"),
        (9999.5, 0, "10 000"),
        (51165, 0, "51 165"),
        (1234567.891, 2, "1 234 567,89"),
        (4.8, 1, "4,8"),
        (4.85, 1, "4,9"),
        (2.675, 2, "2,68"),
        (-4.8, 1, "−4,8"),
        (-0.04, 1, "0,0"),
        (0.5, 0, "1"),
        (-12345, 0, "−12 345"),
        (1e-7, 2, "0,00"),
    ],
)
def test_number(value: float, decimals: int, expected: str) -> None:
    assert plain(number(value, decimals)) == expected


@pytest.mark.parametrize("missing", [None, math.nan])
def test_missing_is_said_not_printed_as_zero(missing: float | None) -> None:
    assert number(missing) == percent(missing) == signed(missing) == amount(missing) == MISSING
    assert interval(missing, 1.0) == interval(1.0, missing) == MISSING


def test_infinity_is_refused() -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        number(math.inf)


@given(FINITE, st.integers(min_value=0, max_value=4))
def test_number_reads_back_within_half_a_unit(value: float, decimals: int) -> None:
    half = Decimal(5).scaleb(-decimals - 1)
    assert abs(back(number(value, decimals)) - Decimal(repr(value))) <= half


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_integers_read_back_exactly(value: int) -> None:
    assert back(number(value)) == value


@given(FINITE)
def test_groups_have_three_digits_and_begin_at_five(value: float) -> None:
    digits = number(value).lstrip(MINUS)
    first, *rest = digits.split(NBSP)
    assert all(len(group) == 3 for group in rest)
    assert len(first) <= (3 if rest else 4)
    assert " " not in digits


@given(FINITE, st.integers(min_value=0, max_value=3))
def test_rounding_is_symmetric(value: float, decimals: int) -> None:
    assert rounded(-value, decimals) == -rounded(value, decimals)


def test_percent_has_no_space() -> None:
    assert percent(4.8) == "4,8%"
    assert percent(-3.55, 1) == "−3,6%"
    assert percent(67, 0) == "67%"


@given(FINITE)
def test_signed_shows_a_sign_unless_zero(value: float) -> None:
    text = signed(value, 1)
    number_read = back(text.lstrip("+"))
    assert text.startswith("+") == (number_read > 0)
    assert text.startswith(MINUS) == (number_read < 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (33_300_000, "33,3 mln zł"),
        (33_000_000, "33 mln zł"),
        (1250, "1250 zł"),
        (12500, "12 500 zł"),
        (999_999.4, "999 999 zł"),
        (999_999.6, "1 mln zł"),
        (999_940_000, "999,9 mln zł"),
        (999_960_000, "1 mld zł"),
        (2_450_000_000, "2,5 mld zł"),
        (-1_500_000, "−1,5 mln zł"),
        (0, "0 zł"),
    ],
)
def test_amount(value: float, expected: str) -> None:
    assert plain(amount(value)) == expected


def test_amount_never_breaks_over_a_line() -> None:
    assert " " not in amount(33_300_000)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(3.1, 5.2, "3,1–5,2"), (-1, 2.5, "od −1,0 do 2,5"), (-5, -2, "od −5,0 do −2,0")],
)
def test_interval(low: float, high: float, expected: str) -> None:
    assert interval(low, high, 1) == expected


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "pierwszy pierwsza pierwsze"),
        (2, "drugi druga drugie"),
        (3, "trzeci trzecia trzecie"),
        (7, "siódmy siódma siódme"),
        (10, "dziesiąty dziesiąta dziesiąte"),
    ],
)
def test_ordinal_agrees(n: int, words: str) -> None:
    assert f"{ordinal(n, 'm')} {ordinal(n, 'f')} {ordinal(n, 'n')}" == words


def test_ordinal_above_ten_is_a_figure_and_below_one_an_error() -> None:
    assert ordinal(132) == "132."
    with pytest.raises(ValueError, match="starts at one"):
        ordinal(0)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.5, "co druga"),
        (1 / 3, "co trzecia"),
        (0.25, "co czwarta"),
        (0.23, "co czwarta–piąta"),
        (0.2, "co piąta"),
        (0.1, "co dziesiąta"),
        (0.4, "dwie piąte"),
        (2 / 3, "dwie trzecie"),
        (0.75, "trzy czwarte"),
        (0.45, "45%"),
        (0.9, "90%"),
        (0.03, "3%"),
        (0, "0%"),
        (1, "100%"),
    ],
)
def test_share_in_words(share: float, expected: str) -> None:
    assert share_words(share) == expected


def test_share_agrees_with_the_noun_counted() -> None:
    assert share_words(0.25, "m") == "co czwarty"
    assert share_words(0.34, "n") == "co trzecie"


@given(st.floats(min_value=0, max_value=1))
def test_share_in_words_is_honest(share: float) -> None:
    """What a reader understands lies within four percent of the truth, or brackets it."""
    words = share_words(share, "f")
    if words.endswith("%"):
        assert abs(float(words[:-1]) - 100 * share) <= 0.5 + 1e-9
        return
    exact = {
        "dwie piąte": 2 / 5, "trzy piąte": 3 / 5, "dwie trzecie": 2 / 3,
        "trzy czwarte": 3 / 4, "cztery piąte": 4 / 5,
    } | {f"co {ordinal(k)}": 1 / k for k in range(2, 11)}  # fmt: skip
    if words in exact:
        assert abs(share - exact[words]) <= 0.04 * exact[words]
    else:
        first, second = words.removeprefix("co ").split("–")
        assert exact[f"co {second}"] < share < exact[f"co {first}"]


@pytest.mark.parametrize("share", [-0.01, 1.01])
def test_share_outside_its_range_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        share_words(share)
