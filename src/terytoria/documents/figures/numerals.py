"""Numbers as they stand in a picture."""

from __future__ import annotations

import math

from terytoria.language.numbers import number

NO_DATA = "brak danych"
THIN = "\N{NO-BREAK SPACE}"


def numeral(value: float, decimals: int = 0, unit: str = "", *, signed: bool = False) -> str:
    """``value`` in Polish format with its unit; a missing value says so.

    Example:
        >>> numeral(4.84, 1, "%"), numeral(float("nan"))
        ('4,8%', 'brak danych')
    """
    if not math.isfinite(value):
        return NO_DATA
    text = number(value, decimals)
    if signed and value > 0 and any(digit in text for digit in "123456789"):
        text = f"+{text}"
    return text + attached(unit)


def attached(unit: str) -> str:
    """A unit as it follows a number: ``%`` touches it, the rest stands after a fixed space.

    Example:
        >>> attached("%"), attached("km")
        ('%', '\\xa0km')
    """
    if not unit:
        return ""
    return unit if unit.startswith("%") else THIN + unit
