"""Text normalisation: folding for search, typography for print, lists in sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from terytoria.language.numbers import NBSP

_STROKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss"})
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_QUOTED = re.compile(r'"([^"]*)"')
_ONE_LETTER = re.compile(r"(?<![^\s(„])([aiouwzAIOUWZ])[ \n](?=\S)")
_GROUPED = re.compile(r"(?<![\d,])(\d{1,3}(?: \d{3})+)(?!\d)")
_UNITS = (
    r"(?:zł|mln|mld|tys\.|proc\.|km²|km|ha|ar|m²|m³|m|kg|t|r\.|w\.|%|‰|pkt|p\.p\.|os\.|godz\.|min)"
)
_NUMBER_UNIT = re.compile(rf"(?<=\d) (?={_UNITS}(?!\w))")
_SCALE_UNIT = re.compile(r"\b(mln|mld|tys\.) (?=zł\b|osób\b|mieszkańców\b)")
_ABBREVIATED = re.compile(
    r"\b(art\.|ust\.|pkt|nr|poz\.|s\.|str\.|tab\.|rys\.) (?=\d)", re.IGNORECASE
)
_DASH = re.compile(r"(?<=\S) - (?=\S)")


def fold(text: str) -> str:
    """Lower case without diacritics, separators as single spaces: the key of a search.

    >>> fold("Bielsko–Biała"), fold("  Łódź ")
    ('bielsko biala', 'lodz')
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKED)
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _SEPARATORS.sub(" ", bare).strip()


def typographic(text: str) -> str:
    """Text ready for print: Polish quotes, dashes, and no line ending in "w" or between 5 and km.

    Applying it twice changes nothing more.

    >>> typographic('Mieszka tu 51 165 osób w "Starym Młynie".').replace(NBSP, "_")
    'Mieszka tu 51_165 osób w_„Starym Młynie”.'
    """
    quoted = _QUOTED.sub("„\\1”", text)
    dashed = _DASH.sub(f"{NBSP}– ", quoted)
    grouped = _GROUPED.sub(lambda match: match[0].replace(" ", NBSP), dashed)
    united = _ABBREVIATED.sub(rf"\1{NBSP}", _SCALE_UNIT.sub(rf"\1{NBSP}", grouped))
    united = _NUMBER_UNIT.sub(NBSP, united)
    return _ONE_LETTER.sub(rf"\1{NBSP}", united)


def join_list(items: Iterable[str], conjunction: str = "i") -> str:
    """Items as a sentence lists them; no comma before the conjunction.

    >>> join_list(["Wałcz", "Człopa", "Tuczno"])
    'Wałcz, Człopa i Tuczno'
    """
    *first, last = list(items) or [""]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def initial_upper(text: str) -> str:
    """The first letter large, the rest untouched.

    >>> initial_upper("gmina Tuczno")
    'Gmina Tuczno'
    """
    return text[:1].upper() + text[1:]


def initial_lower(text: str) -> str:
    """The first letter small, as inside a sentence; a text that starts with an acronym keeps it.

    >>> initial_lower("Liczba ludności"), initial_lower("PIT na mieszkańca")
    ('liczba ludności', 'PIT na mieszkańca')
    """
    acronym = text[:2].isalpha() and text[:2].isupper() and len(text) > 1
    return text if acronym else text[:1].lower() + text[1:]
