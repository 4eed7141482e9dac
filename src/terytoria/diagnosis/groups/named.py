"""Groups named outright: a list, a powiat, a voivodeship, the country."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import polars as pl

from terytoria.diagnosis.groups.group import ComparisonGroup, GroupError, GroupKind, reasons_frame
from terytoria.diagnosis.groups.structure import structure_of
from terytoria.diagnosis.labels import counted
from terytoria.language.cases import Case
from terytoria.language.places import powiat_phrase, voivodeship_phrase
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Level

_GMINAS = ("gmina", "gminy", "gmin")


def by_list(snapshot: Snapshot, codes: Iterable[str], name: str) -> ComparisonGroup:
    """A group of gminas given one by one, under a name of the user's own (Polish)."""
    members = tuple(sorted(set(codes)))
    register = snapshot.register
    strange = [code for code in members if not register.unit(code).is_gmina]
    if strange:
        raise GroupError(f"{', '.join(strange)}: a list group is made of gminas (7 digits)")
    digest = hashlib.sha256(",".join(members).encode()).hexdigest()[:8]
    label = f"{counted(len(members), _GMINAS)} z listy „{name}”"
    return ComparisonGroup(
        id=f"list-{digest}",
        label_pl=label,
        label_en=f"{len(members)} gminas of the list “{name}”",
        kind=GroupKind.LIST,
        level=Level.GMINA,
        members=members,
        reasons=_reasons(snapshot, members, "wskazana na liście"),
    )


def of_powiat(snapshot: Snapshot, code: str) -> ComparisonGroup:
    """All gminas of the powiat that a code lies in."""
    unit = snapshot.register.unit(code[:4])
    name = powiat_phrase(unit.name, Case.GENITIVE)
    return _within(snapshot, unit.code, GroupKind.POWIAT, name, f"the powiat of {unit.name}")


def of_voivodeship(snapshot: Snapshot, code: str) -> ComparisonGroup:
    """All gminas of the voivodeship that a code lies in."""
    unit = snapshot.register.unit(code[:2])
    name = voivodeship_phrase(unit.name, Case.GENITIVE)
    english = f"the voivodeship of {unit.name}"
    return _within(snapshot, unit.code, GroupKind.VOIVODESHIP, name, english)


def of_country(snapshot: Snapshot) -> ComparisonGroup:
    """All gminas of the country."""
    code = snapshot.register.country.code
    return _within(snapshot, code, GroupKind.COUNTRY, "kraju", "the country")


def _within(
    snapshot: Snapshot, code: str, kind: GroupKind, place: str, english: str
) -> ComparisonGroup:
    shared = structure_of(snapshot).shared
    if (kind, code) not in shared:
        members = snapshot.register.gminas_of(code)
        count = counted(len(members), _GMINAS)
        shared[kind, code] = ComparisonGroup(
            id=f"{kind.value}-{code}" if kind is not GroupKind.COUNTRY else kind.value,
            label_pl=f"{count} {place}",
            label_en=f"{len(members)} gminas of {english}",
            kind=kind,
            level=Level.GMINA,
            members=members,
            reasons=_reasons(snapshot, members, f"leży na obszarze {place}"),
        )
    return shared[kind, code]


def _reasons(snapshot: Snapshot, members: tuple[str, ...], reason: str) -> pl.DataFrame:
    names = [snapshot.register.unit(code).name for code in members]
    return reasons_frame(members, names, [reason] * len(members))
