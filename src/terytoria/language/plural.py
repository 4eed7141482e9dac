"""Plural forms: 1 gmina, 2 gminy, 5 gmin, 1,5 gminy (rule of CLDR for Polish)."""

from __future__ import annotations

from terytoria.language.numbers import NBSP, number, rounded


def plural(n: float, one: str, few: str, many: str, fraction: str | None = None) -> str:
    """The form of a noun that goes with ``n``.

    ``fraction`` is the genitive singular that follows a broken number; it equals ``few`` for
    feminine nouns (1,5 gminy) and must be given for the others (1,5 powiatu).

    >>> [plural(n, "gmina", "gminy", "gmin") for n in (1, 2, 5, 12, 22, 1.5)]
    ['gmina', 'gminy', 'gmin', 'gmin', 'gminy', 'gminy']
    """
    size = abs(n)
    if size != int(size):
        return fraction or few
    whole = int(size)
    if whole == 1:
        return one
    if whole % 10 in (2, 3, 4) and whole % 100 not in (12, 13, 14):
        return few
    return many


def counted(
    n: float, one: str, few: str, many: str, *, fraction: str | None = None, decimals: int = 0
) -> str:
    """The number and the noun in its form, joined by a no-break space.

    The form follows the number as printed: 1.04 with no decimals is "1 gmina".

    >>> counted(5, "gmina", "gminy", "gmin").replace(chr(160), " ")
    '5 gmin'
    """
    shown = float(rounded(n, decimals))
    return f"{number(n, decimals)}{NBSP}{plural(shown, one, few, many, fraction)}"
