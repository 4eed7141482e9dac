"""Personal data in free text: what a machine can see of them, and blanking them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BLANK = "[usunięto dane osobowe]"
_WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_ELEVEN = re.compile(r"(?<!\d)\d{11}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NINE = r"\d{3}[ -]?\d{3}[ -]?\d{3}"
_LANDLINE = r"\d{2}[ -]\d{3}[ -]\d{2}[ -]\d{2}"
_PHONE = re.compile(
    rf"(?<![\d,.])(?<!\d[ -])(?:(?:\+|00)48[ -]?)?(?:{_NINE}|{_LANDLINE})(?!\d|[ -]?\d{{3}}\b|,\d)"
)


@dataclass(frozen=True)
class Flag:
    """A piece of a text that looks like personal data, and what it looks like."""

    kind: str
    piece: str


def is_pesel(digits: str) -> bool:
    """Whether eleven digits have the control digit and the month of a PESEL.

    >>> is_pesel("44051401359"), is_pesel("44051401358")
    (True, False)
    """
    if len(digits) != 11 or not digits.isdecimal():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    month = int(digits[2:4]) % 20
    return (10 - total % 10) % 10 == int(digits[10]) and 1 <= month <= 12


def flags(text: str) -> tuple[Flag, ...]:
    """What in a text looks like a PESEL, a telephone or an address of mail, in order.

    >>> [flag.kind for flag in flags("Piszcie: a@b.pl, tel. 600 700 800")]
    ['adres e-mail', 'telefon']
    """
    found = sorted(_flags(text), key=lambda one: one[0])
    return tuple(dict.fromkeys(flag for _place, flag in found))


def _flags(text: str) -> Iterator[tuple[int, Flag]]:
    for match in _ELEVEN.finditer(text):
        if is_pesel(match[0]):
            yield match.start(), Flag("PESEL", match[0])
    for match in _EMAIL.finditer(text):
        yield match.start(), Flag("adres e-mail", match[0].rstrip(".-"))
    for match in _PHONE.finditer(text):
        yield match.start(), Flag("telefon", match[0])


def blanked(text: str, pieces: Iterable[str]) -> str:
    """A text with every occurrence of the pieces blanked, the longest pieces first.

    >>> blanked("Jan Nowak, tel. 1", ["Jan Nowak"])
    '[usunięto dane osobowe], tel. 1'
    """
    wanted = sorted({piece.strip() for piece in pieces if piece.strip()}, key=len, reverse=True)
    if not wanted:
        return text
    return re.sub("|".join(map(re.escape, wanted)), BLANK, text)
