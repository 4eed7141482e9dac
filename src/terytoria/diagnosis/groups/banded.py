"""Groups of one kind of unit within a band of population."""

from __future__ import annotations

import numpy as np

from terytoria.diagnosis.groups.bands import all_bands, smallest_group
from terytoria.diagnosis.groups.group import (
    ComparisonGroup,
    GroupError,
    GroupKind,
    reasons_frame,
)
from terytoria.diagnosis.groups.structure import Candidates, Structure, structure_of
from terytoria.diagnosis.labels import counted
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Area, Level

_PEOPLE = ("mieszkaniec", "mieszkańców", "mieszkańców")


def by_kind_and_population(
    snapshot: Snapshot,
    code: str,
    year: int | None = None,
    band: tuple[int, int | None] | None = None,
) -> ComparisonGroup:
    """Gminas of the same kind in the same band of population as a gmina.

    ``year`` defaults to the first year of the present population base: a group fixed at the start
    of a period is not chosen by what happened in it. ``band`` (lower limit, upper limit or
    ``None``) replaces the bands of the data file; without it a band of fewer than 30 gminas is
    widened step by step, and a note says so. The kind is that of the register.
    """
    structure = structure_of(snapshot)
    register = structure.register
    kind = register.unit(code).kind.value
    if code not in register.index:
        raise GroupError(f"{code} is no gmina: compare powiats with powiats_like")
    when = structure.years[0] if year is None else year
    candidates = structure.gminas_of_kind(kind, when)
    own = float(structure.population(when)[register.index[code]])
    return _banded(structure, candidates, own, band)


def powiats_like(
    snapshot: Snapshot,
    area: Area,
    year: int | None = None,
    band: tuple[int, int | None] | None = None,
) -> ComparisonGroup:
    """Land powiats in the same band of population as an area.

    A partnership stands among areas of its own sort: land powiats, taken by their totals. Cities
    with powiat rights are left out. Arguments as in :func:`by_kind_and_population`.
    """
    structure = structure_of(snapshot)
    when = structure.years[0] if year is None else year
    candidates = structure.powiats(when)
    if area.code in candidates.codes:
        own = float(candidates.people[candidates.codes.index(area.code)])
    else:
        own = structure.population_of(area.gminas, when)
    return _banded(structure, candidates, own, band)


def _banded(
    structure: Structure,
    candidates: Candidates,
    own: float,
    band: tuple[int, int | None] | None,
) -> ComparisonGroup:
    year = candidates.year
    notes: tuple[str, ...] = (f"Liczba ludności na koniec {year} r.",)
    if band is None and np.isnan(own):
        band = (0, None)
        notes = (f"Liczba ludności w {year} r. nie jest znana, więc przedziału nie zawężono.",)
    elif band is None:
        band, widening = _chosen(candidates, own)
        notes = (*widening, *notes)
    key = (candidates.kind, band, year, notes)
    if key not in structure.shared:
        structure.shared[key] = _group(structure, candidates, band, notes)
    return structure.shared[key]


def _chosen(candidates: Candidates, own: float) -> tuple[tuple[int, int | None], tuple[str, ...]]:
    """The band of a population, widened until it holds enough units, and the note that says so."""
    bands = all_bands()[candidates.kind]
    steps = bands.of(own)
    narrow = bands.limits_of(steps)
    while len(candidates.inside(bands.limits_of(steps))) < smallest_group():
        wider = bands.widened(steps, own)
        if wider == steps:
            break
        steps = wider
    chosen = bands.limits_of(steps)
    if chosen == narrow:
        return chosen, ()
    first = bands.label_pl(len(candidates.inside(narrow)), *narrow)
    return chosen, (f"Przedział ludności poszerzono, bo węższy jest za mało liczny: {first}.",)


def _group(
    structure: Structure,
    candidates: Candidates,
    band: tuple[int, int | None],
    notes: tuple[str, ...],
) -> ComparisonGroup:
    bands, year = all_bands()[candidates.kind], candidates.year
    at = candidates.inside(band)
    members = tuple(candidates.codes[row] for row in at)
    low, high = band
    if not members:
        raise GroupError(f"no unit of kind {bands.kind!r} has from {low} to {high} inhabitants")
    names = [structure.register.unit(code).name for code in members]
    reasons = [f"{bands.all_forms[0]}, {_people(candidates.people[row], year)}" for row in at]
    powiats = bands.kind == "powiat"
    return ComparisonGroup(
        id=f"{bands.kind}-{low}-{high or 'more'}-{year}",
        label_pl=bands.label_pl(len(members), low, high),
        label_en=bands.label_en(len(members), low, high),
        kind=GroupKind.POWIATS if powiats else GroupKind.KIND_AND_POPULATION,
        level=Level.POWIAT if powiats else Level.GMINA,
        members=members,
        reasons=reasons_frame(members, names, reasons),
        notes=notes,
    )


def _people(persons: float, year: int) -> str:
    if np.isnan(persons):
        return f"liczba mieszkańców w {year} r. nieznana"
    return f"{counted(int(persons), _PEOPLE)} w {year} r."
