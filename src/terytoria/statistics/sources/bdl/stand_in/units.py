"""Units as the office numbers them: twelve digits, seven levels, towns and rural parts apart."""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from terytoria.statistics.sources.bdl.stand_in.pages import to_text
from terytoria.territory import Level, Register, Unit

COUNTRY = "0" * 12
DIGITS = {0: 0, 1: 2, 2: 4, 3: 5, 4: 7, 5: 9, 6: 12}
"""How many leading digits of an id tell the unit of each level."""
LEVELS = {Level.COUNTRY: 0, Level.VOIVODESHIP: 2, Level.POWIAT: 5, Level.GMINA: 6}

# Macroregion of each voivodeship (classification of statistical units, GUS, 2018).
_MACROREGIONS = {
    "01": ("POŁUDNIOWY", ("12", "24")),
    "02": ("PÓŁNOCNO-ZACHODNI", ("08", "30", "32")),
    "03": ("POŁUDNIOWO-ZACHODNI", ("02", "16")),
    "04": ("PÓŁNOCNY", ("04", "22", "28")),
    "05": ("CENTRALNY", ("10", "26")),
    "06": ("WSCHODNI", ("06", "18", "20")),
    "07": ("WOJEWÓDZTWO MAZOWIECKIE", ("14",)),
}
_ELSEWHERE = "09"
_MACROREGION_OF = {code: id_ for id_, (_, codes) in _MACROREGIONS.items() for code in codes}

# Region and subregion of powiats whose ids in the Local Data Bank are known; the others are
# numbered by a rule, so that the chain of parents holds in any country.
_KNOWN = {
    "0201": "101",
    "0264": "105",
    "1018": "118",
    "1201": "120",
    "1261": "121",
    "1405": "230",
    "1465": "128",
    "2261": "143",
    "3006": "157",
}
_BLOCK = 6
_FIRST_MADE_UP = 80


@dataclass(frozen=True, slots=True)
class OfficeUnit:
    """A unit of the office: ``code`` is its TERYT code, empty for statistical regions.

    ``kind`` is 1 to 5 for gminas and their parts, else empty; ``whole`` is the code of the gmina
    a part belongs to, ``share`` how much of it the part is said to have.
    """

    id: str
    name: str
    level: int
    parent: str = ""
    kind: str = ""
    code: str = ""
    whole: str = ""
    share: float = 1.0

    def to_json(self) -> dict[str, object]:
        """The unit as the office tells it; what does not apply is left out."""
        body = {"id": self.id, "name": self.name, "parentId": self.parent, "level": self.level}
        told = {key: value for key, value in {**body, "kind": self.kind}.items() if value != ""}
        return {**told, "hasDescription": False}


class OfficeUnits:
    """All units of the office, sorted by id; a row is the place of a unit in ``all``."""

    def __init__(self, register: Register) -> None:
        ids = unit_ids(register)
        found: dict[str, OfficeUnit] = {}
        for unit in register.units:
            for each in _units_of(unit, ids[unit.code]):
                found.setdefault(each.id, each)
        self.all = tuple(sorted(found.values(), key=lambda unit: unit.id))
        self.row = {unit.id: row for row, unit in enumerate(self.all)}
        self.levels = np.array([unit.level for unit in self.all], dtype=np.int64)
        self.ids = ids
        self.heads = tuple(
            to_text({"id": unit.id, "name": unit.name})[:-1] + "," for unit in self.all
        )
        """Beginning of the JSON text of each unit in answers by variable."""
        self._keys = [unit.id for unit in self.all]

    def below(self, id_: str) -> slice:
        """Rows of a unit and of everything in it: they stand together."""
        told = id_[: DIGITS[self.all[self.row[id_]].level]]
        start = bisect_left(self._keys, told.ljust(12, "0"))
        return slice(start, bisect_left(self._keys, told + ":"))

    def rows(self, level: int | None = None, parent: str | None = None) -> np.ndarray:
        """Rows of a level (all levels if ``None``) inside a unit, without the unit itself."""
        chosen = np.ones(len(self.all), dtype=bool)
        if parent is not None:
            chosen[:] = False
            chosen[self.below(parent)] = True
            chosen[self.row[parent]] = False
        if level is not None:
            chosen &= self.levels == level
        return np.flatnonzero(chosen)

    def rows_of(self, register: Register, level: Level) -> np.ndarray:
        """Row of each unit of a level of the register, in the register's order."""
        codes = register.of_level(level)
        return np.array([self.row[self.ids[code]] for code in codes], dtype=np.int64)

    def parts(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Rows of gminas, of their towns, of their rural parts; shares of the towns."""
        towns = [unit for unit in self.all if unit.kind == "4"]
        rows = [
            np.array([self.row[unit.id[:11] + kind] for unit in towns], dtype=np.int64)
            for kind in "345"
        ]
        return (*rows, np.array([unit.share for unit in towns]))  # type: ignore[return-value]


def unit_ids(register: Register) -> dict[str, str]:
    """Twelve digits ``MM WW R SS PP GG K`` of every unit of a register, by TERYT code.

    >>> unit_ids(Register([Unit("1201011", "Bochnia", Level.GMINA, "urban", "1201", 1.0)]))
    {'1201011': '011212001011'}
    """
    regions = _regions(register)
    return {unit.code: _id(unit, regions) for unit in register.units}


def _id(unit: Unit, regions: Mapping[str, str]) -> str:
    if unit.level is Level.COUNTRY:
        return COUNTRY
    code = unit.code
    start = _MACROREGION_OF.get(code[:2], _ELSEWHERE) + code[:2]
    if unit.level is Level.VOIVODESHIP:
        return start.ljust(12, "0")
    return (start + regions[code[:4]] + code[2:]).ljust(12, "0")


def _regions(register: Register) -> dict[str, str]:
    """Region and subregion (three digits) of every powiat: six neighbours by code share one."""
    seen: dict[str, list[str]] = defaultdict(list)
    for code in sorted({unit.code[:4] for unit in register.units if len(unit.code) >= 4}):
        seen[code[:2]].append(code)
    return {
        code: _KNOWN.get(code, f"1{_FIRST_MADE_UP + place // _BLOCK:02d}")
        for codes in seen.values()
        for place, code in enumerate(codes)
    }


def _units_of(unit: Unit, id_: str) -> list[OfficeUnit]:
    """A unit of the register with the parts and the statistical regions it brings."""
    if unit.level is Level.COUNTRY:
        return [OfficeUnit(id_, unit.name.upper(), 0, code=unit.code)]
    if unit.level is Level.VOIVODESHIP:
        itself = OfficeUnit(id_, unit.name.upper(), 2, _parent(id_, 2), code=unit.code)
        return [itself, _region(id_, 1)]
    if unit.level is Level.POWIAT:
        city = unit.name[:1].isupper()
        name = f"Powiat m. {unit.name}" if city else f"Powiat {unit.name}"
        itself = OfficeUnit(id_, name, 5, _parent(id_, 5), code=unit.code)
        return [itself, _region(id_, 3), _region(id_, 4)]
    kind = unit.code[6]
    itself = OfficeUnit(id_, unit.name, 6, _parent(id_, 6), kind, unit.code)
    return [itself, *(_parts(itself) if kind == "3" else ())]


def _parts(gmina: OfficeUnit) -> tuple[OfficeUnit, OfficeUnit]:
    """Town and rural part of an urban-rural gmina; the shares are made up."""
    town = 0.3 + zlib.crc32(gmina.id.encode()) % 41 / 100
    named = (("4", " - miasto", town), ("5", " - obszar wiejski", 1.0 - town))
    first, second = (
        OfficeUnit(
            gmina.id[:11] + kind,
            gmina.name + what,
            6,
            gmina.parent,
            kind,
            gmina.code[:6] + kind,
            gmina.code,
            share,
        )
        for kind, what, share in named
    )
    return first, second


def _region(id_: str, level: int) -> OfficeUnit:
    """The macroregion, region or subregion that a unit lies in."""
    itself = id_[: DIGITS[level]].ljust(12, "0")
    macroregion = _MACROREGIONS.get(id_[:2], ("POZOSTAŁY", ()))[0]
    name = {
        1: f"MAKROREGION {macroregion}",
        3: f"REGION {itself[2:5]}",
        4: f"PODREGION {itself[5:7]}",
    }[level]
    return OfficeUnit(itself, name, level, _parent(itself, level))


def _parent(id_: str, level: int) -> str:
    """Id of the unit one level above."""
    return id_[: DIGITS[level - 1]].ljust(12, "0")
