"""Dates and ranges of years as a report prints them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from terytoria.language.numbers import NBSP

_MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
    "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
)  # fmt: skip


def date_pl(day: date) -> str:
    """A date in words, kept on one line by no-break spaces.

    >>> date_pl(date(2026, 11, 22)).replace(NBSP, " ")
    '22 listopada 2026 r.'
    """
    return NBSP.join((str(day.day), _MONTHS[day.month - 1], str(day.year), "r."))


def year_range(years: Sequence[int]) -> str:
    """The first and the last of ``years`` with an en dash; a single year stands alone.

    Raises ``ValueError`` for no years.

    >>> year_range((2016, 2020)), year_range([2024])
    ('2016–2020', '2024')
    """
    if not years:
        raise ValueError("a range of years needs at least one year")
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
