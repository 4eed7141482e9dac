"""Working days in Poland."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


@cache
def _free(year: int) -> frozenset[date]:
    """Days off by the act on days free from work, from the library that follows its changes."""
    return frozenset(holidays.country_holidays("PL", years=year))


def is_working_day(day: date) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a public holiday.

    >>> is_working_day(date(2025, 12, 24)), is_working_day(date(2024, 12, 24))
    (False, True)
    """
    return day.weekday() < _SATURDAY and day not in _free(day.year)


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the first one after it.

    >>> next_working_day(date(2026, 11, 21))
    datetime.date(2026, 11, 23)
    """
    while not is_working_day(day):
        day += _DAY
    return day
