"""Dominant flows: which larger centre each gmina of the country looks to.

J. D. Nystuen, M. F. Dacey, "A graph theory interpretation of nodal regions", Papers of the
Regional Science Association 7 (1961): a unit is subordinate when its largest flow goes to a unit
that draws more people than it does itself; chains of such flows end in independent centres,
and each centre with all that hangs on it is a nodal region.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from terytoria.diagnosis.links.matrix import FlowMatrix


@dataclass(frozen=True, eq=False)
class DominantFlows:
    """Forest of dominant flows over all gminas.

    ``parent`` is the row each gmina is subordinate to (-1: an independent centre), ``root`` the
    centre of its region (itself for a centre), ``persons`` the size of its dominant flow.
    """

    parent: np.ndarray
    root: np.ndarray
    persons: np.ndarray

    def region(self, row: int) -> np.ndarray:
        """Rows of the whole region that a gmina belongs to, sorted."""
        return np.flatnonzero(self.root == self.root[row])


def dominant_flows(flows: FlowMatrix, *, far_km: float) -> DominantFlows:
    """Dominant flow of every gmina; flows longer than ``far_km`` do not count.

    Far flows are left out because they often lead to the employer's seat. Size of a gmina is
    its total of near incoming flows; equal flows and sizes are decided by the smaller code.
    """
    size = len(flows.codes)
    near = ~(flows.km > far_km)
    origin, dest, persons = flows.origin[near], flows.dest[near], flows.persons[near]
    draw = np.bincount(dest, persons, size)
    order = np.lexsort((dest, -persons, origin))
    starts = np.flatnonzero(np.diff(origin[order], prepend=-1))
    first = order[starts]
    parent = np.full(size, -1, dtype=np.int64)
    largest = np.zeros(size)
    rows, tops = origin[first], dest[first]
    larger = (draw[tops] > draw[rows]) | ((draw[tops] == draw[rows]) & (tops < rows))
    parent[rows[larger]] = tops[larger]
    largest[rows[larger]] = persons[first][larger]
    return DominantFlows(parent, _roots(parent), largest)


def _roots(parent: np.ndarray) -> np.ndarray:
    """Root of every node by pointer jumping (the draw grows along a chain: no cycles)."""
    root = np.where(parent < 0, np.arange(len(parent)), parent)
    while True:
        further = root[root]
        if np.array_equal(further, root):
            return root
        root = further


_FOUND: WeakKeyDictionary[FlowMatrix, dict[float, DominantFlows]] = WeakKeyDictionary()


def regions_of(flows: FlowMatrix, far_km: float) -> DominantFlows:
    """Dominant flows of a matrix, found once per distance and kept as long as the matrix."""
    kept = _FOUND.setdefault(flows, {})
    if far_km not in kept:
        kept[far_km] = dominant_flows(flows, far_km=far_km)
    return kept[far_km]
