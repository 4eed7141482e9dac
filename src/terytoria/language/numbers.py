"""Numbers as Polish prints them: decimal comma, no-break spaces, a true minus sign.

Rounding is half away from zero, on the shortest decimal that names the float, so 2.675 with
two decimals is "2,68" as a reader expects.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from terytoria.language.cases import Gender

NBSP = "\u00a0"
MINUS = "\u2212"
MISSING = "brak danych"

_GROUP_FROM = 10_000  # four digits stand together, five and more are grouped (PN-ISO 80000)
_ORDINALS = (
    "pierwszy", "drugi", "trzeci", "czwarty", "piąty", "szósty", "siódmy", "ósmy", "dziewiąty",
    "dziesiąty",
)  # fmt: skip
_FRACTIONS = ((2 / 5, "dwie piąte"), (3 / 5, "trzy piąte"), (2 / 3, "dwie trzecie"),
              (3 / 4, "trzy czwarte"), (4 / 5, "cztery piąte"))  # fmt: skip
_TOLERANCE = 0.04  # relative; 24–26% is "co czwarta"


def rounded(value: float, decimals: int = 0) -> Decimal:
    """``value`` rounded half away from zero to ``decimals`` places.

    >>> rounded(2.675, 2), rounded(-0.5)
    (Decimal('2.68'), Decimal('-1'))
    """
    exact = Decimal(value) if isinstance(value, int) else Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: float | None, decimals: int = 0) -> str:
    """A number with ``decimals`` places; None and NaN are "brak danych".

    Raises ``ValueError`` for an infinite value.

    >>> number(4390), number(4.8, 1), number(None)
    ('4390', '4,8', 'brak danych')
    >>> number(51165).replace(NBSP, "_")
    '51_165'
    """
    if value is None or math.isnan(value):
        return MISSING
    exact = rounded(value, decimals)
    body = _unsigned(exact)
    return f"{MINUS}{body}" if exact < 0 else body


def percent(value: float | None, decimals: int = 1) -> str:
    """A value that is already in percent, with the sign set close: "4,8%".

    >>> percent(4.8), percent(67, 0)
    ('4,8%', '67%')
    """
    return MISSING if _is_missing(value) else f"{number(value, decimals)}%"


def signed(value: float | None, decimals: int = 1) -> str:
    """A number with its sign; what rounds to zero has none.

    >>> signed(2.1), signed(0.04)
    ('+2,1', '0,0')
    """
    if value is None or math.isnan(value):
        return MISSING
    return (
        f"+{number(value, decimals)}" if rounded(value, decimals) > 0 else number(value, decimals)
    )


def amount(value: float | None) -> str:
    """Złotys: whole up to a million, then millions or billions with one decimal.

    >>> amount(33_300_000).replace(NBSP, " "), amount(1250).replace(NBSP, " ")
    ('33,3 mln zł', '1250 zł')
    """
    if value is None or math.isnan(value):
        return MISSING
    if abs(rounded(value)) < 1_000_000:
        return f"{number(value)}{NBSP}zł"
    millions = rounded(value / 1e6, 1)
    scale, unit = (1e6, "mln") if abs(millions) < 1000 else (1e9, "mld")
    shown = number(value / scale, 1).removesuffix(",0")
    return f"{shown}{NBSP}{unit}{NBSP}zł"


def interval(low: float | None, high: float | None, decimals: int = 1) -> str:
    """A range with an en dash: "3,1–5,2"; spaced with "do" when a bound is negative.

    >>> interval(3.1, 5.2)
    '3,1–5,2'
    >>> interval(-1, 2.5)
    'od −1,0 do 2,5'
    """
    if _is_missing(low) or _is_missing(high):
        return MISSING
    first, last = number(low, decimals), number(high, decimals)
    if MINUS in first + last:
        return f"od {first} do {last}"
    return f"{first}–{last}"


def ordinal(n: int, gender: Gender = "f") -> str:
    """A place in order: in words to ten, then figures with a full stop.

    Raises ``ValueError`` below one.

    >>> ordinal(4), ordinal(3, "n"), ordinal(12)
    ('czwarta', 'trzecie', '12.')
    """
    if n < 1:
        raise ValueError(f"an ordinal starts at one, got {n}")
    if n > len(_ORDINALS):
        return f"{number(n)}."
    word = _ORDINALS[n - 1]
    if gender == "m":
        return word
    if gender == "f":
        return word[:-1] + ("ia" if word.endswith("ci") else "a")
    return word + "e" if word.endswith("i") else word[:-1] + "e"


def share_words(p: float, gender: Gender = "f") -> str:
    """A share from 0 to 1 in words where simple words are true, else in percent.

    Within 4% (relative) of 1/k it is "co czwarta"; between 1/k and 1/(k+1) both are named;
    2/5, 3/5, 2/3, 3/4 and 4/5 have names of their own. ``gender`` is that of the noun
    counted. Raises ``ValueError`` outside 0–1.

    >>> share_words(0.25), share_words(0.23), share_words(0.667), share_words(0.03)
    ('co czwarta', 'co czwarta–piąta', 'dwie trzecie', '3%')
    """
    if not 0 <= p <= 1:
        raise ValueError(f"a share lies between 0 and 1, got {p}")
    for k in range(2, 11):
        if _close(p, 1 / k):
            return f"co {ordinal(k, gender)}"
    for value, words in _FRACTIONS:
        if _close(p, value):
            return words
    for k in range(3, 10):
        if 1 / (k + 1) < p < 1 / k:
            return f"co {ordinal(k, gender)}–{ordinal(k + 1, gender)}"
    return percent(100 * p, 0)


def _close(p: float, value: float) -> bool:
    return abs(p - value) <= _TOLERANCE * value


def _is_missing(value: float | None) -> bool:
    return value is None or math.isnan(value)


def _unsigned(exact: Decimal) -> str:
    size = abs(exact)
    text = f"{size:,f}" if size >= _GROUP_FROM else f"{size:f}"
    return text.replace(",", NBSP).replace(".", ",")
