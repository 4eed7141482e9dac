"""Reading what a person typed: the name, and the kind of unit they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from terytoria.language.text import fold
from terytoria.territory.unit import Kind, Level, Unit

_PREPOSITIONS = {"w", "we", "z", "ze", "do", "od", "na", "o", "dla"}
_TOWN = {"miasto", "miasta", "miastu", "miastem", "miescie", "m.", "m.st."}
_GMINA = {"gmina", "gminy", "gminie", "gmine", "gminom", "gm."}
_POWIAT = {"powiat", "powiatu", "powiatowi", "powiatem", "powiecie", "pow."}
_VOIVODESHIP = {"wojewodztwo", "wojewodztwa", "wojewodztwu", "wojewodztwem", "wojewodztwie", "woj."}
_RURAL = re.compile(r"wiejsk(a|iej|ie)")
_URBAN = re.compile(r"miejsk(a|iej|ie)")
_MIXED = re.compile(r"miejsko[ -]wiejsk(a|iej|ie)")


@dataclass(frozen=True)
class Query:
    """A name asked for and the kinds meant, the likeliest first; no kinds: any unit."""

    name: str
    kinds: tuple[Kind, ...] = ()
    level: Level | None = None

    def rank(self, unit: Unit) -> int | None:
        """Place of a unit among the kinds meant (0: the likeliest), None if it is not meant.

        >>> Query("wałecki", level=Level.POWIAT).rank(
        ...     Unit("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32", 1415.0))
        0
        """
        if self.level is not None and unit.level is not self.level:
            return None
        if not self.kinds:
            return 0
        return self.kinds.index(unit.kind) if unit.kind in self.kinds else None


def read_query(text: str) -> list[Query]:
    """What a text may mean, the likeliest reading first.

    Words of kind stand before the name ("gmina wiejska Wałcz") or after it ("Wałcz, miasto"); a
    name may itself contain one ("Nowe Miasto"), so the text as it stands is a reading too.

    >>> read_query("w powiecie wałeckim")[0].name
    'wałeckim'
    """
    words = [word.strip("(),;\"„”'") for word in text.split()]
    words = [word for word in words if word]
    while len(words) > 1 and fold(words[0]) in _PREPOSITIONS:
        words = words[1:]
    readings = []
    for start in (True, False):
        used, kinds, level = _kind_words(words, start=start)
        rest = words[used:] if start else words[: len(words) - used]
        if used and rest:
            readings.append(Query(" ".join(rest), kinds, level))
    if words and not (readings and fold(words[0]) in _GMINA | _POWIAT | _VOIVODESHIP):
        readings.append(Query(" ".join(words)))
    return readings


def _kind_words(words: list[str], *, start: bool) -> tuple[int, tuple[Kind, ...], Level | None]:
    """Number of words of kind at one end, and what they mean."""
    for count in (3, 2, 1):
        chosen = words[:count] if start else words[-count:]
        if len(words) > count and len(chosen) == count:
            meaning = _meaning(" ".join(fold(word) for word in chosen))
            if meaning is not None:
                return count, *meaning
    return 0, (), None


def _meaning(text: str) -> tuple[tuple[Kind, ...], Level | None] | None:
    head, _, tail = text.partition(" ")
    if not tail and head in _TOWN:
        return (Kind.URBAN, Kind.URBAN_RURAL), Level.GMINA
    if not tail and head in _POWIAT:
        return (), Level.POWIAT
    if not tail and head in _VOIVODESHIP:
        return (), Level.VOIVODESHIP
    if head in _GMINA:
        return _kind_of_gmina(tail)
    return None


def _kind_of_gmina(adjective: str) -> tuple[tuple[Kind, ...], Level | None] | None:
    """A gmina without an adjective is first of all not the town: "gmina Wałcz" is the rural one."""
    if not adjective:
        return (Kind.RURAL, Kind.URBAN_RURAL, Kind.URBAN), Level.GMINA
    for pattern, kind in ((_RURAL, Kind.RURAL), (_URBAN, Kind.URBAN), (_MIXED, Kind.URBAN_RURAL)):
        if pattern.fullmatch(adjective):
            return (kind,), Level.GMINA
    return None
