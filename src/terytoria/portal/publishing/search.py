"""Which partnerships a gmina belongs to, asked by its name in any form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from terytoria.portal.publishing.site import Entry, Site
from terytoria.territory import Kind, Level, Register, Unit
from terytoria.territory.search import find

LONGEST = 80
_SHOWN = 12
_LEVELS = (Level.GMINA, Level.POWIAT)


@dataclass(frozen=True)
class Answer:
    """A unit that was asked for, where it lies, and the partnerships it belongs to."""

    name: str
    kind: str
    where: str
    entries: tuple[Entry, ...]


def ask(site: Site, query: str) -> tuple[Answer, ...]:
    """Units that answer a query, the best first; only the exact ones where there are any."""
    register = _register(site.state, site.units)
    if len(query) > LONGEST or not len(site.units):
        return ()
    matches = [one for one in find(register, query, _SHOWN) if one.unit.level in _LEVELS]
    exact = [one for one in matches if one.exact]
    return tuple(_answer(site, register, one.unit) for one in exact or matches)


def _answer(site: Site, register: Register, unit: Unit) -> Answer:
    powiat = unit.code[:4]
    where = f"województwo {register.voivodeship_of(unit.code).name}"
    if unit.level is Level.GMINA and unit.kind is not Kind.CITY_WITH_POWIAT_RIGHTS:
        where = f"powiat {register.powiat_of(unit.code).name}, {where}"
    whole = unit.level is Level.POWIAT
    entries = tuple(
        one
        for one in site.entries
        if any(
            m.code in (unit.code, powiat) or (whole and m.code.startswith(powiat))
            for m in one.present
        )
    )
    return Answer(unit.name, unit.kind.name_pl, where, entries)


@lru_cache(maxsize=2)
def _register(_state: str, units: tuple[tuple[str, str, str, str, str], ...]) -> Register:
    return Register(
        Unit(code, name, Level(level), Kind(kind), parent, 0.0)
        for code, name, level, kind, parent in units
    )
