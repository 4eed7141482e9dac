"""How values of monitoring are written in documents and on pages."""

from __future__ import annotations

import re
from decimal import Decimal

from terytoria.diagnosis.amounts import amount_of
from terytoria.documents.inline import escape, inline
from terytoria.documents.model import Runs
from terytoria.language.numbers import NBSP, number
from terytoria.language.plural import counted
from terytoria.language.text import typographic
from terytoria.strategy.monitoring import Reading, Total

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNKNOWN = "nie wiadomo"


def said(text: str) -> str:
    """A text that people typed, as every format can carry it."""
    return typographic(_CONTROL.sub("", text).strip())


def plain(text: str) -> Runs:
    """A typed text as runs, whatever signs it has."""
    return inline(escape(said(text)))


def money(amount: Decimal | None) -> str:
    """An amount in PLN, with groszes only where there are any.

    >>> money(Decimal("1200.00")).replace(NBSP, " "), money(None)
    ('1200 zł', 'nie wiadomo')
    """
    if amount is None:
        return UNKNOWN
    return f"{number(float(amount), 0 if amount == int(amount) else 2)}{NBSP}zł"


def sum_of(found: Total) -> str:
    """A sum that says how many amounts it misses.

    >>> sum_of(Total(Decimal(5), 1, 2)).replace(NBSP, " ")
    '5 zł bez 2 nieznanych kwot'
    """
    if found.known == 0:
        return UNKNOWN if found.unknown else "–"
    if found.whole:
        return money(found.amount)
    missing = counted(found.unknown, "nieznanej kwoty", "nieznanych kwot", "nieznanych kwot")
    return f"{money(found.amount)} bez {missing}"


def figure_of(value: float | None, unit: str, decimals: int, year: int | None) -> str:
    """A value with its unit and year.

    >>> figure_of(4.8, "%", 1, 2024)
    '4,8% (2024)'
    """
    if value is None:
        return UNKNOWN
    shown = amount_of(value, said(unit), decimals)
    return f"{shown} ({year})" if year else shown


def reading_of(reading: Reading | None, unit: str, decimals: int) -> str:
    """A reading with its year and, where it has one, its interval."""
    if reading is None:
        return UNKNOWN
    shown = figure_of(reading.value, unit, decimals, reading.year)
    if reading.low is None or reading.high is None:
        return shown
    return f"{shown}; przedział {number(reading.low, decimals)}–{number(reading.high, decimals)}"
