"""Dates and year ranges."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.dates import date_pl, year_range
from terytoria.language.numbers import NBSP


@given(st.dates(min_value=date(1000, 1, 1)))
def test_date_agrees_with_cldr(day: date) -> None:
    expected = format_date(day, "d MMMM y", locale="pl")
    assert date_pl(day).replace(NBSP, " ") == f"{expected} r."


def test_date_stays_on_one_line() -> None:
    assert " " not in date_pl(date(2026, 11, 22))


@given(st.lists(st.integers(min_value=1900, max_value=2100), min_size=1, max_size=8))
def test_range_names_the_ends(years: list[int]) -> None:
    parts = year_range(years).split("–")
    assert (int(parts[0]), int(parts[-1])) == (min(years), max(years))
    assert len(parts) == (1 if min(years) == max(years) else 2)


def test_no_years_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        year_range([])
