"""Values with their unit of measure, in Polish that agrees with the number."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import cast

from terytoria.diagnosis.groups.bands import read_data
from terytoria.language.numbers import NBSP, number
from terytoria.language.plural import counted

_PERCENT = "%"
_POINTS = "p.p."


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[str, str, str, str]]:
    data = read_data("unit_forms.yaml")["forms"]
    return {word: cast("tuple[str, str, str, str]", tuple(forms)) for word, forms in data.items()}


def amount_of(value: float | None, unit: str, decimals: int) -> str:
    """A value with its unit: the noun that opens the unit agrees with the number.

    A number printed with decimals takes the genitive singular, whatever the decimals.

    >>> [amount_of(n, "osoba", 0).replace(NBSP, " ") for n in (1, 4392, 4390)]
    ['1 osoba', '4392 osoby', '4390 osób']
    >>> amount_of(4.8, "%", 1), amount_of(float("nan"), "%", 1)
    ('4,8%', 'brak danych')
    >>> amount_of(63.5, "osoby na km²", 1).replace(NBSP, " ")
    '63,5 osoby na km²'
    """
    shown = number(value, decimals)
    if value is None or math.isnan(value) or not unit:
        return shown
    if unit.startswith(_PERCENT):
        return f"{shown}{unit}"
    head, _, rest = unit.partition(" ")
    forms = _forms().get(head)
    if forms is None:
        return f"{shown}{NBSP}{unit}"
    one, few, many, fraction = forms
    whole = (one, few, many) if decimals == 0 else (fraction,) * 3
    phrase = counted(value, *whole, fraction=fraction, decimals=decimals)
    return f"{phrase} {rest}" if rest else phrase


def sentence(text: str) -> str:
    """A text closed by one full stop, also after an abbreviation ("37,9 p.p.").

    >>> sentence("37,9 p.p."), sentence("4,8%")
    ('37,9 p.p.', '4,8%.')
    """
    return text if text.endswith(".") else f"{text}."


def difference_of(value: float | None, unit: str, decimals: int) -> str:
    """A difference of two values: percentages differ by percentage points.

    >>> difference_of(-1.25, "%", 1).replace(NBSP, " ")
    '−1,3 p.p.'
    """
    return amount_of(value, _POINTS if unit == _PERCENT else unit, decimals)
