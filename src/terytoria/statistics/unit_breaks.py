"""Years in which values of a unit or an area begin anew because its territory changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Level
from terytoria.territory.changes import Correspondence, Edges, known_changes

Breaks = Mapping[str, tuple[int, ...]]
Span = tuple[int, int]


def edges_of(snapshot: Snapshot) -> Edges:
    """Changes up to the register of a snapshot: those it tells itself, and the known ones.

    An invented country has only its own.
    """
    found = Correspondence.from_table(snapshot.table("changes"))
    if not snapshot.synthetic:
        found = found.together_with(known_changes())
    return Edges(found.leading_to({unit.code for unit in snapshot.register.units}))


def breaks_of_units(edges: Edges, units: Collection[str], level: Level) -> Breaks:
    """Breaks of single units, only those that have any."""
    broken = edges.broken(level).intersection(units)
    return {unit: edges.years([unit], level) for unit in sorted(broken)}


def breaks_of_areas(edges: Edges, groups: Mapping[str, Sequence[str]], level: Level) -> Breaks:
    """Breaks of areas given as gminas, for series of gminas or of powiats."""
    found = {}
    broken = edges.broken(level)
    for label, codes in groups.items():
        members = codes if level is Level.GMINA else {code[:4] for code in codes}
        if not broken.isdisjoint(members):
            found[label] = edges.years(members, level)
    return {label: years for label, years in found.items() if years}


def crossings(breaks: Breaks, years: Sequence[int], spans: Sequence[Span]) -> Breaks:
    """Years whose value would be made of observations on both sides of a break, by unit.

    ``spans`` gives the first and the last year read for the value of each year.

    >>> crossings({"1207052": (2025,)}, [2024, 2025], [(2020, 2024), (2021, 2025)])
    {'1207052': (2025,)}
    """
    found = {}
    for unit, own in breaks.items():
        crossed = tuple(
            year
            for year, (first, last) in zip(years, spans, strict=True)
            if any(first < at <= last for at in own)
        )
        if crossed:
            found[unit] = crossed
    return found


def without(
    array: np.ndarray, rows: Mapping[str, int], years: Sequence[int], crossed: Breaks
) -> np.ndarray:
    """An array of units × years without the values of crossed years, read-only."""
    if not crossed:
        return array
    cut = array.copy()
    column = {year: at for at, year in enumerate(years)}
    for unit, own in crossed.items():
        cut[rows[unit], [column[year] for year in own]] = np.nan
    cut.setflags(write=False)
    return cut
