"""Working days in Poland."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.procedure import is_working_day, next_working_day

DAYS = st.dates(date(2010, 1, 1), date(2060, 12, 31))


def easter(year: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + rest - 7 * ((a + 11 * h + 22 * rest) // 451) + 114, 31)
    return date(year, month, day + 1)


FIXED = ((1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))


@given(st.integers(2011, 2060))
def test_public_holidays_are_those_of_the_act(year: int) -> None:
    """The act on days free from work: fixed days since 2011, the movable ones, Christmas Eve."""
    moving = (easter(year) + timedelta(days=d) for d in (0, 1, 49, 60))
    expected = {date(year, month, day) for month, day in FIXED} | set(moving)
    if year >= 2025:
        expected.add(date(year, 12, 24))
    if year == 2018:  # one day off by an act of its own, for the centenary of independence
        expected.add(date(2018, 11, 12))
    first = date(year, 1, 1)
    every = (first + timedelta(days=d) for d in range((date(year + 1, 1, 1) - first).days))
    free = {day for day in every if day.weekday() < 5 and not is_working_day(day)}
    assert free == {day for day in expected if day.weekday() < 5}


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    between = (day + timedelta(days=d) for d in range((found - day).days))
    assert not any(is_working_day(one) for one in between)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 4, 3), date(2026, 4, 3)),
        (date(2026, 4, 4), date(2026, 4, 7)),
        (date(2025, 12, 24), date(2025, 12, 29)),
        (date(2026, 5, 1), date(2026, 5, 4)),
    ],
)
def test_long_weekends(day: date, following: date) -> None:
    assert next_working_day(day) == following
