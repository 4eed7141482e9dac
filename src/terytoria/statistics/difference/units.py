"""Units that differ between two registers: new, gone, merged, split, renamed, of another kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from terytoria.language.cases import Case
from terytoria.language.places import powiat_phrase, unit_phrase, voivodeship_phrase
from terytoria.language.text import initial_upper, join_list
from terytoria.territory import Kind, Level, Register, Unit

_SAME = 6
"""Digits of a gmina's code that stay when its kind, the seventh, changes."""


class UnitWhat(StrEnum):
    """What became of units, in the order in which it is told."""

    MERGED = "merged"
    SPLIT = "split"
    RECODED = "recoded"
    KIND = "kind"
    RENAMED = "renamed"
    NEW = "new"
    GONE = "gone"


_SENTENCES = {
    UnitWhat.MERGED: "{old} → połączenie; teraz: {new}.",
    UnitWhat.SPLIT: "{old} → podział; teraz: {new}.",
    UnitWhat.RECODED: "{old}: nowy kod, {new}.",
    UnitWhat.KIND: "{old}: zmiana rodzaju, {kind}{code}.",
    UnitWhat.RENAMED: "{old}: nowa nazwa, {new}.",
    UnitWhat.NEW: "{new}: nowa jednostka.",
    UnitWhat.GONE: "{old}: jednostki już nie ma.",
}
_CONTINUED = (UnitWhat.KIND, UnitWhat.RECODED)


@dataclass(frozen=True)
class UnitChange:
    """What happened to units: those of the old register it concerns, and those of the new one."""

    what: UnitWhat
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class UnitChanges:
    """All changes between two registers, in the order of :class:`UnitWhat`, then by code.

    ``same`` maps the old code of a unit that lives on under another one to the new code.
    """

    old: Register
    new: Register
    changes: tuple[UnitChange, ...]

    @property
    def same(self) -> Mapping[str, str]:
        """Old codes to new codes of the units that changed nothing but their code."""
        return {
            one.old[0]: one.new[0]
            for one in self.changes
            if one.what in _CONTINUED and one.old != one.new
        }

    def table(self) -> pl.DataFrame:
        """A row per change: what, old, old_name, new, new_name (codes joined by a space)."""
        names = ("what", "old", "old_name", "new", "new_name")
        rows = [
            (
                one.what.value,
                " ".join(one.old),
                join_list(called(self.old, code) for code in one.old),
                " ".join(one.new),
                join_list(called(self.new, code) for code in one.new),
            )
            for one in self.changes
        ]
        return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")

    def explain(self) -> str:
        """A Polish sentence per change, each on its line; empty when nothing changed."""
        return "\n".join(_sentence(one, self.old, self.new) for one in self.changes)

    def to_json(self) -> list[dict[str, Any]]:
        """The table as JSON values."""
        return self.table().to_dicts()


def unit_changes(old: Register, new: Register, told: pl.DataFrame) -> UnitChanges:
    """Compare two registers of one country.

    ``told`` is the table of changes of the newer snapshot (columns ``old`` and ``new``: codes): a
    gone unit that it leads to several units was split, several that it leads to one were merged.
    A gmina that only its seventh digit tells from a gone one changed its kind.
    """
    before, after = ({unit.code: unit for unit in register.units} for register in (old, new))
    gone = {code for code in before if code not in after}
    born = {code for code in after if code not in before}
    pairs = _pairs(told, before, after, gone | born)
    named = {code for pair in pairs for code in pair}
    kinds = _kinds(gone - named, born - named)
    found = [*_told(pairs, gone, born), *(_kind(*pair) for pair in kinds)]
    moved = [(one.old[0], one.new[0]) for one in found if one.what in _CONTINUED]
    kept = [(code, code) for code in before if code in after]
    for code, other in (*kept, *moved):
        found += _altered(before[code], after[other])
    found = list(dict.fromkeys(found))
    settled = named | {code for pair in kinds for code in pair}
    found += [UnitChange(UnitWhat.GONE, (code,), ()) for code in gone - settled]
    found += [UnitChange(UnitWhat.NEW, (), (code,)) for code in born - settled]
    order = list(UnitWhat)
    return UnitChanges(
        old, new, tuple(sorted(found, key=lambda one: (order.index(one.what), one.new, one.old)))
    )


def called(register: Register, code: str) -> str:
    """A unit in the nominative, told from its twin: "gmina wiejska Wałcz", "powiat wałecki"."""
    unit = register.unit(code)
    if unit.level is Level.GMINA:
        kind = Kind.URBAN if unit.kind is Kind.CITY_WITH_POWIAT_RIGHTS else unit.kind
        twin = register.has_twin(code)
        return unit_phrase(unit.name, kind.value, Case.NOMINATIVE, ambiguous=twin)
    if unit.level is Level.POWIAT:
        return powiat_phrase(unit.name, Case.NOMINATIVE)
    if unit.level is Level.VOIVODESHIP:
        return voivodeship_phrase(unit.name, Case.NOMINATIVE)
    return unit.name


def _pairs(
    told: pl.DataFrame, before: Mapping[str, Unit], after: Mapping[str, Unit], moved: set[str]
) -> list[tuple[str, str]]:
    """Old and new codes that the table of changes joins, where one of them came or went."""
    found = dict.fromkeys(zip(told["old"], told["new"], strict=True))
    return sorted(
        (old, new)
        for old, new in found
        if old in before and new in after and old != new and moved & {old, new}
    )


def _kinds(gone: Iterable[str], born: Iterable[str]) -> list[tuple[str, str]]:
    """Gone and new gminas whose codes differ in the seventh digit alone."""
    heirs: dict[str, list[str]] = {}
    for code in born:
        heirs.setdefault(code[:_SAME], []).append(code)
    pairs = [(code, heirs.get(code[:_SAME], [])) for code in sorted(gone) if len(code) > _SAME]
    return [(code, found[0]) for code, found in pairs if len(found) == 1]


def _kind(code: str, other: str) -> UnitChange:
    return UnitChange(UnitWhat.KIND, (code,), (other,))


def _told(pairs: list[tuple[str, str]], gone: set[str], born: set[str]) -> Iterable[UnitChange]:
    """Merges, splits and new codes among joined units."""
    heirs: dict[str, list[str]] = {}
    origins: dict[str, list[str]] = {}
    for old, new in pairs:
        heirs.setdefault(old, []).append(new)
        origins.setdefault(new, []).append(old)
    for new, olds in origins.items():
        single = [old for old in olds if len(heirs[old]) == 1 and old in gone]
        if len(olds) == 1 and single and new in born:
            what = UnitWhat.KIND if olds[0][:_SAME] == new[:_SAME] else UnitWhat.RECODED
            yield UnitChange(what, (olds[0],), (new,))
        elif single:
            yield UnitChange(UnitWhat.MERGED, tuple(single), (new,))
    for old, news in heirs.items():
        if len(news) > 1 or old not in gone:
            yield UnitChange(UnitWhat.SPLIT, (old,), tuple(news))


def _altered(old: Unit, new: Unit) -> list[UnitChange]:
    found = []
    if old.kind is not new.kind:
        found.append(_kind(old.code, new.code))
    if old.name != new.name:
        found.append(UnitChange(UnitWhat.RENAMED, (old.code,), (new.code,)))
    return found


def _sentence(change: UnitChange, old: Register, new: Register) -> str:
    """One change in Polish: "Gmina Ostrowice (3203042) → połączenie; teraz: gmina …"."""
    kind = ""
    if change.what is UnitWhat.KIND:
        kind = " → ".join(
            register.unit(codes[0]).kind.name_pl
            for register, codes in ((old, change.old), (new, change.new))
        )
    return initial_upper(
        _SENTENCES[change.what].format(
            old=_listed(old, change.old),
            new=_listed(new, change.new),
            kind=kind,
            code="" if change.old == change.new else f" (nowy kod {' '.join(change.new)})",
        )
    )


def _listed(register: Register, codes: tuple[str, ...]) -> str:
    return join_list(f"{called(register, code)} ({code})" for code in codes) if codes else ""
