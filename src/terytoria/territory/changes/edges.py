"""Which changes cross the edge of an area, so that its values before and after do not compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from terytoria.territory.changes.change import Change
from terytoria.territory.changes.correspondence import Correspondence
from terytoria.territory.unit import Level


@dataclass(frozen=True)
class _Reach:
    """A change and the units of today it touched at a level.

    ``lost``: values of a unit that exists no more are in nobody's row.
    """

    change: Change
    units: frozenset[str]
    lost: bool


class Edges:
    """Changes by the units of today they touched, at the levels of gminas and of powiats."""

    def __init__(self, correspondence: Correspondence) -> None:
        self.correspondence = correspondence
        self._reaches: dict[Level, dict[str, list[_Reach]]] = {
            level: defaultdict(list) for level in (Level.GMINA, Level.POWIAT)
        }
        self._notes: dict[str, list[Change]] = defaultdict(list)
        for change in correspondence:
            self._place(change)

    def _place(self, change: Change) -> None:
        today = {
            part.code
            for code in change.new
            for part in self.correspondence.successors(code, change.day)
        }
        for code in today:
            self._notes[code].append(change)
        if change.breaks_series:
            self._enter(change.level, _Reach(change, frozenset(today), bool(change.gone)))
        if change.level is Level.GMINA:
            across = [link for link in change.links if link.old[:4] != link.new[:4]]
            powiats = frozenset(code[:4] for link in across for code in (link.old, link.new))
            self._enter(Level.POWIAT, _Reach(change, powiats, lost=False))

    def _enter(self, level: Level, reach: _Reach) -> None:
        for unit in reach.units:
            self._reaches[level][unit].append(reach)

    def crossing(self, members: Collection[str], level: Level = Level.GMINA) -> tuple[Change, ...]:
        """Changes after which the values of an area made of these units do not compare.

        One unit is an area of one. A split inside the area moves nothing over its edge; a unit
        that ended took its values along, so its heirs' values do not compare at all.
        """
        inside = set(members)
        found = {
            id(reach): reach.change
            for unit in sorted(inside)
            for reach in self._reaches[level].get(unit, ())
            if reach.lost or not reach.units <= inside
        }
        return tuple(sorted(found.values(), key=lambda one: (one.day, one.old)))

    def years(self, members: Collection[str], level: Level = Level.GMINA) -> tuple[int, ...]:
        """Years in which values of an area begin anew, ascending: those of :meth:`crossing`."""
        return tuple(sorted({one.day.year for one in self.crossing(members, level)}))

    def touching(self, members: Collection[str]) -> tuple[Change, ...]:
        """Every change of the members' history, breaks or not, in order of days."""
        found = {id(one): one for unit in sorted(members) for one in self._notes.get(unit, ())}
        return tuple(sorted(found.values(), key=lambda one: (one.day, one.old)))

    def broken(self, level: Level = Level.GMINA) -> frozenset[str]:
        """Units that have a break of their own at a level."""
        return frozenset(self._reaches[level])
