"""Plural forms against an independent statement of the rule."""

from __future__ import annotations

import pytest
from babel.plural import PluralRule
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import NBSP
from terytoria.language.plural import counted, plural

CLDR = PluralRule(
    {
        "one": "i = 1 and v = 0",
        "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
        "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 "
        "or v = 0 and i % 100 = 12..14",
    }
)


@given(st.integers(min_value=0, max_value=10**7))
def test_rule_of_cldr(n: int) -> None:
    assert plural(n, "one", "few", "many", "other") == CLDR(n)


@given(st.integers(min_value=0, max_value=10**6))
def test_a_whole_float_counts_like_an_integer(n: int) -> None:
    assert plural(float(n), "a", "b", "c") == plural(n, "a", "b", "c")
    assert plural(-n, "a", "b", "c") == plural(n, "a", "b", "c")


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (0, "gmin"), (1, "gmina"), (2, "gminy"), (4, "gminy"), (5, "gmin"), (11, "gmin"),
        (12, "gmin"), (14, "gmin"), (21, "gmin"), (22, "gminy"), (101, "gmin"), (112, "gmin"),
        (132, "gminy"), (1.5, "gminy"),
    ],
)  # fmt: skip
def test_gminas(n: float, expected: str) -> None:
    assert plural(n, "gmina", "gminy", "gmin") == expected


def test_broken_numbers_take_the_genitive_singular() -> None:
    assert plural(2.5, "powiat", "powiaty", "powiatów", "powiatu") == "powiatu"


def test_counted_prints_the_number_in_polish() -> None:
    assert counted(51165, "osoba", "osoby", "osób") == f"51{NBSP}165{NBSP}osób"
    assert counted(132, "gmina", "gminy", "gmin") == f"132{NBSP}gminy"


def test_counted_follows_the_number_as_printed() -> None:
    assert counted(1.04, "gmina", "gminy", "gmin") == f"1{NBSP}gmina"
    half = counted(1.5, "powiat", "powiaty", "powiatów", fraction="powiatu", decimals=1)
    assert half == f"1,5{NBSP}powiatu"
