"""Citations in marked text, and the numbers that a reader sees in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_CITATION = re.compile(r"\[((?:\\.|[^\\\]])*)\]\(dowod:([^)\s]+)\)")
_MARKS = re.compile(r"\\(.)|\*{1,2}|\[((?:\\.|[^\\\]])*)\]\([^)\s]+\)")
_NUMBER = re.compile(
    r"(?<![\w,.])(?P<whole>\d{1,3}(?:[\u00a0\u202f ]\d{3})+|\d+)(?:,(?P<part>\d+))?"
    r"(?:[\u00a0\u202f ]?(?P<scale>tys\.|mln|mld))?(?![\w]|[.]\d)"
)
_SCALES = {"tys.": 3, "mln": 6, "mld": 9}
_SPACES = re.compile(r"[\u00a0\u202f ]")


@dataclass(frozen=True)
class Citation:
    """A cited source: the words that cite it, and its key."""

    text: str
    key: str


@dataclass(frozen=True)
class Written:
    """A number as written: its size without the sign, and the step of its last digit.

    "4,8" has the step 0.1 and "33,3 mln" the step 100 000.
    """

    text: str
    size: Decimal
    step: Decimal

    def says(self, value: float) -> bool:
        """Whether the value rounds to the number, whatever its sign (a fall *by* 4,8%).

        >>> next(numbers_in("o 4,8%")).says(-4.83)
        True
        """
        return abs(abs(Decimal(repr(value))) - self.size) <= self.step / 2


def citations(text: str) -> Iterator[Citation]:
    """Citations of a marked text in order.

    >>> [c.key for c in citations("Ubyło [4,8%](dowod:finding:12) osób.")]
    ['finding:12']
    """
    for match in _CITATION.finditer(text):
        yield Citation(plain(match[1]), match[2])


def plain(text: str) -> str:
    """Marked text without its marks.

    >>> plain("Ubyło **[4,8%](dowod:finding:12)** osób.")
    'Ubyło 4,8% osób.'
    """
    return _MARKS.sub(lambda match: match[1] or (plain(match[2]) if match[2] else ""), text)


def numbers_in(text: str) -> Iterator[Written]:
    """Numbers of a plain Polish text; numbers inside words and codes are none.

    >>> [str(n.size) for n in numbers_in("Z 51 165 osób ubyło 4,8%, koszt 33,3 mln zł")]
    ['51165', '4.8', '33300000']
    """
    for match in _NUMBER.finditer(text):
        part = match["part"] or ""
        scale = _SCALES.get(match["scale"] or "", 0)
        digits = Decimal(_SPACES.sub("", match["whole"]) + part)
        size = digits.scaleb(scale - len(part))
        yield Written(match[0].strip(), Decimal(f"{size:f}"), Decimal(1).scaleb(scale - len(part)))
