"""Gminas divided since the start: they are projected as one, and shown only as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.outlook.ages import START
from terytoria.territory import Register
from terytoria.territory.changes import Change, Edges, What


def reunited(
    values: np.ndarray, years: Sequence[int], register: Register, edges: Edges
) -> np.ndarray:
    """Values (gminas × years) of counts with those of parts split off since 2020 given back.

    From the year of the split on, a gmina that lost a part counts it too; NaN while the part is
    not known.
    """
    found = values.copy()
    for change in edges.correspondence:
        if change.what is not What.SPLIT or change.gone or change.day.year <= START:
            continue
        later = np.array([year >= change.day.year for year in years], dtype=bool)
        for link in change.links:
            parent, part = (_today(edges, change, code) for code in (link.old, link.new))
            if link.new in change.born and parent in register.index and part in register.index:
                found[register.index[parent], later] += values[register.index[part], later]
    return found


def _today(edges: Edges, change: Change, code: str) -> str:
    parts = edges.correspondence.successors(code, change.day)
    return parts[0].code if len(parts) == 1 else ""


@dataclass(frozen=True)
class Shown:
    """Members of an area: ``own`` have figures of their own, ``counted`` make the area's sum.

    ``changed`` are those whose territory is not that of 2020: a figure of theirs would speak of
    borders that are no more. They are counted when the area holds all their parts, or when
    nobody else is left. ``missing`` have no base data and are part of no other member.
    """

    own: tuple[str, ...]
    counted: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, members: Sequence[str], area: Sequence[str], edges: Edges) -> Shown:
        """Who of an area is shown; ``members`` are those with base data."""
        changed = [code for code in members if _since_start(edges.crossing([code]))]
        over = {
            code
            for change in _since_start(edges.crossing(area))
            for code in changed
            if change in edges.crossing([code])
        }
        inside = tuple(code for code in members if code not in over)
        own = tuple(code for code in members if code not in changed)
        counted = inside or tuple(members)
        without = [code for code in area if code not in members]
        parts = [code for code in without if _mothers(edges, code) & set(counted)]
        return cls(
            own,
            counted,
            tuple(sorted([*changed, *parts])),
            tuple(code for code in without if code not in parts),
        )


def _mothers(edges: Edges, code: str) -> set[str]:
    """Units that a unit was part of in the year of the start."""
    born = (one for one in _since_start(edges.crossing([code])) if not one.gone)
    return {_today(edges, one, link.old) for one in born for link in one.links}


def _since_start(changes: Sequence[Change]) -> list[Change]:
    return [change for change in changes if change.day.year > START]
