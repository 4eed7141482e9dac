"""Changes of units that concern an area: which of its series they break, and how that is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from terytoria.diagnosis.groups import area_unit
from terytoria.diagnosis.naming import named
from terytoria.language.cases import Case
from terytoria.language.text import join_list
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.unit_breaks import edges_of
from terytoria.territory import Area, Level, Register
from terytoria.territory.changes import Change, Edges

BROKEN = "wartości sprzed i po nie są porównywalne"


@dataclass(frozen=True, eq=False)
class Borders:
    """Changes in the history of the members of an area, and of the area as a whole."""

    area: Area
    register: Register
    edges: Edges

    @classmethod
    def of(cls, snapshot: Snapshot, area: Area) -> Borders:
        """The changes that a snapshot knows."""
        return cls(area, snapshot.register, edges_of(snapshot))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change of a member, breaks or not, in order of days."""
        return self.edges.touching(self.area.gminas)

    def broken_by(self, change: Change) -> tuple[str, ...]:
        """Members, and the area under its name in results, whose series a change breaks."""
        found = [code for code in self.area.gminas if change in self.edges.crossing([code])]
        if change in self.edges.crossing(self.area.gminas):
            found.append(area_unit(self.area))
        return tuple(dict.fromkeys(found))

    def crossing(self, units: Sequence[str], level: Level = Level.GMINA) -> tuple[Change, ...]:
        """Changes that break the series of any of some units, of a gmina, a powiat or the area."""
        whole = area_unit(self.area)
        found: dict[int, Change] = {}
        for unit in units:
            members: Sequence[str] = [unit]
            if unit == whole:
                gminas = self.area.gminas
                members = gminas if level is Level.GMINA else self.area.powiats()
            found.update({id(one): one for one in self.edges.crossing(members, level)})
        return tuple(sorted(found.values(), key=lambda one: (one.day, one.old)))

    def sentence(self, change: Change) -> str:
        """A change in Polish, with what it means for the series.

        "W 2025 r. z gminy Kamienica wydzielono gminę Szczawa: wartości sprzed i po nie są
        porównywalne."
        """
        told = change.note or self._generic(change)
        return f"{told.removesuffix('.')}: {BROKEN}." if change.breaks_series else told

    def _generic(self, change: Change) -> str:
        known = [code for code in change.new if code in self.register]
        who = join_list(named(self.register, code, Case.NOMINATIVE) for code in known)
        what = "zmieniły się granice" if change.breaks_series else "zmienił się kod lub nazwa"
        return f"W {change.day.year} r. {what} ({who})."

    def to_json(self) -> list[dict[str, Any]]:
        """The changes as JSON values."""
        return [
            {
                "day": one.day,
                "what": one.what,
                "links": [
                    {"old": link.old, "new": link.new, "share": link.share} for link in one.links
                ],
                "breaks": self.broken_by(one),
                "text": self.sentence(one),
                "source": one.source,
            }
            for one in self.changes
        ]
