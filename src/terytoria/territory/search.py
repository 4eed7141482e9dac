"""Finding units by code or by name, in any inflection, without diacritics, with small slips.

>>> from terytoria.territory.register import Register
>>> from terytoria.territory.unit import Kind, Level, Unit
>>> r = Register([Unit("3217011", "Wałcz", Level.GMINA, Kind.URBAN, "3217", 38.2),
...               Unit("3217052", "Wałcz", Level.GMINA, Kind.RURAL, "3217", 574.9)])
>>> [match.unit.code for match in find(r, "w gminie wiejskiej Wałcz")]
['3217052']
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from weakref import WeakKeyDictionary

from terytoria.language.text import fold
from terytoria.territory.codes import COUNTRY
from terytoria.territory.names import NameIndex, edit_distance
from terytoria.territory.queries import Query, read_query
from terytoria.territory.register import Register
from terytoria.territory.unit import Level, Unit


class Reason(StrEnum):
    """Why a unit answers a query, the best reason first."""

    EXACT = "exact"
    INFLECTED = "inflected"
    FOLDED = "folded"
    PREFIX = "prefix"
    FUZZY = "fuzzy"


_SCORES = {
    Reason.EXACT: 1.0,
    Reason.INFLECTED: 0.9,
    Reason.FOLDED: 0.8,
    Reason.PREFIX: 0.6,
    Reason.FUZZY: 0.4,
}
_WHOLE = (Reason.EXACT, Reason.INFLECTED, Reason.FOLDED)
LONGEST = 120
"""Letters of the longest query that can be a name with its kind; longer ones have no answer."""
_LONGEST_CODE = 12  # digits worth comparing: no code has more than seven
_SECOND_CHOICE = 0.03
_INFLECTED_AND_FOLDED = 0.02
_PER_SLIP = 0.1
_WITHOUT_ZERO = (1, 3, 6)  # lengths of codes that lost their leading zero


@dataclass(frozen=True)
class Match:
    """A unit that answers a query: the score is from 0 to 1, higher for a better reason.

    ``exact`` says that the whole name was asked for, in whatever form, and that no other unit
    fits better; two exact matches are twins that the query does not tell apart.
    """

    unit: Unit
    score: float
    reason: Reason
    exact: bool = False


_indexes: WeakKeyDictionary[Register, NameIndex] = WeakKeyDictionary()


def find(register: Register, query: str, limit: int = 10) -> tuple[Match, ...]:
    """Units that answer a query, best first, ties by code; empty when nothing is close.

    A query is the beginning of a TERYT code, or a name in any case, with or without diacritics,
    with or without a kind: "miasto", "gmina", "gmina wiejska", "powiat", "województwo". An exact
    name comes before an inflected one, then one without diacritics, the beginning of a name,
    and a name with a slip or two. Raises :class:`ValueError` when ``limit`` is not positive.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, got {limit}")
    asked = query.strip()
    if len(asked) > LONGEST:
        return ()
    if asked.isdigit() or asked.upper() == COUNTRY:
        matches = _by_code(register, asked.upper())
    else:
        matches = _by_name(register, asked)
    best: dict[str, Match] = {}
    for match in matches:
        known = best.get(match.unit.code)
        if known is None or match.score > known.score:
            best[match.unit.code] = match
    ranked = sorted(best.values(), key=lambda m: (-m.score, m.unit.code))[:limit]
    return tuple(
        replace(m, exact=m.reason in _WHOLE and m.score == ranked[0].score) for m in ranked
    )


def nearest_codes(register: Register, asked: str, limit: int = 5) -> tuple[Unit, ...]:
    """Units closest to an unknown code or name, best first: what an error message proposes.

    A number is compared with the codes that begin most like it, also with the leading zero
    that spreadsheets drop; a name is searched for as :func:`find` does.
    """
    text = asked.strip()
    if len(text) > LONGEST:
        return ()
    if not (text.isascii() and text.isdigit()):
        return tuple(match.unit for match in find(register, asked, limit)) if text else ()
    text = text[:_LONGEST_CODE]
    found: dict[str, tuple[int, int, str]] = {}
    guesses = (text, "0" + text) if len(text) in _WITHOUT_ZERO else (text,)
    for guess in guesses:
        for code in _longest_prefix(register, guess):
            rank = (edit_distance(code, guess), -_shared(code, guess), code)
            found[code] = min(rank, found.get(code, rank))
    return tuple(register.unit(code) for code in sorted(found, key=found.__getitem__)[:limit])


def _by_code(register: Register, asked: str) -> Iterable[Match]:
    for unit in register.units:
        if unit.code == asked:
            yield Match(unit, _SCORES[Reason.EXACT], Reason.EXACT)
        elif unit.code.startswith(asked):
            yield Match(unit, _SCORES[Reason.PREFIX], Reason.PREFIX)


def _by_name(register: Register, asked: str) -> list[Match]:
    index = _indexes.get(register)
    if index is None:
        index = _indexes[register] = NameIndex(register.units)
    queries = read_query(asked)
    matches = [match for query in queries for match in _close(index, query)]
    if not matches:
        matches = [match for query in queries for match in _far(index, query)]
    return matches


def _close(index: NameIndex, query: Query) -> Iterable[Match]:
    """Units whose name, in some form, is the query or begins with it."""
    folded = fold(query.name)
    if not folded:
        return
    for name, inflected, folding in index.same(query.name):
        reason = Reason.FOLDED if folding else Reason.INFLECTED if inflected else Reason.EXACT
        loss = _INFLECTED_AND_FOLDED if folding and inflected else 0.0
        yield from _accepted(index, query, name, reason, loss)
    for name in index.beginning(folded):
        yield from _accepted(index, query, name, Reason.PREFIX, 0.0)


def _far(index: NameIndex, query: Query) -> Iterable[Match]:
    """Units whose name, in some form, is a few slips away."""
    for name, slips in index.similar(fold(query.name)):
        yield from _accepted(index, query, name, Reason.FUZZY, _PER_SLIP * slips)


def _accepted(
    index: NameIndex, query: Query, name: str, reason: Reason, loss: float
) -> Iterable[Match]:
    for unit in index.units(name):
        rank = query.rank(unit)
        if rank is not None:
            score = _SCORES[reason] - loss - _SECOND_CHOICE * rank
            yield Match(unit, round(max(score, 0.01), 3), reason)


def _longest_prefix(register: Register, asked: str) -> list[str]:
    """Codes that share with the text the longest beginning any code has."""
    codes = [unit.code for unit in register.units if unit.level is not Level.COUNTRY]
    for length in range(min(len(asked), 7), 0, -1):
        found = [code for code in codes if code.startswith(asked[:length])]
        if len(found) > 1 or (found and length >= 4):
            return found
    return codes


def _shared(code: str, asked: str) -> int:
    pairs = zip(code, asked, strict=False)
    return next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(code), len(asked)))
