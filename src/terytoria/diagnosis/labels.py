"""Polish words for the bands of a comparison."""

from __future__ import annotations

from terytoria.language.numbers import number
from terytoria.language.plural import counted as _counted

Forms = tuple[str, str, str]


def counted(n: int, forms: Forms) -> str:
    """A count with the phrase that agrees with it: forms for one, few, many.

    >>> counted(132, ("gmina", "gminy", "gmin")).replace(chr(160), " ")
    '132 gminy'
    """
    return _counted(n, *forms)


def people_between(low: int, high: int | None) -> str:
    """A band of population in words; ``high`` is ``None`` for an open band.

    >>> people_between(3000, 6000), people_between(0, 4500)
    ('od 3 do 6 tys. mieszkańców', 'mniej niż 4,5 tys. mieszkańców')
    >>> people_between(100_000, None)
    'co najmniej 100 tys. mieszkańców'
    """
    if high is None:
        return f"co najmniej {_thousands(low)} tys. mieszkańców"
    if low == 0:
        return f"mniej niż {_thousands(high)} tys. mieszkańców"
    return f"od {_thousands(low)} do {_thousands(high)} tys. mieszkańców"


def _thousands(persons: int) -> str:
    return number(persons / 1000, 3).rstrip("0").rstrip(",")
