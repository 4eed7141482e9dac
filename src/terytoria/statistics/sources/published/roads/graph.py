"""From ways to a graph: links between crossings, what can be reached, chains as single edges."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from terytoria.statistics.sources.published.roads.file import Ways
from terytoria.territory.travel import great_circle_km

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_LEAST_M = 0.01
"""Two nodes in one place are this far apart: a time of nothing is no edge of a sparse graph."""


@dataclass(frozen=True)
class Links:
    """Stretches of road between two nodes (rows), with metres and minutes each way.

    Minutes are infinite where driving is forbidden.
    """

    start: Ints
    end: Ints
    metres: Floats
    along: Floats
    against: Floats

    def __len__(self) -> int:
        return len(self.start)

    def where(self, wanted: Flags) -> Links:
        """Only some of the links."""
        return Links(
            self.start[wanted],
            self.end[wanted],
            self.metres[wanted],
            self.along[wanted],
            self.against[wanted],
        )


@dataclass(frozen=True)
class Edges:
    """One-way edges between nodes (rows): at most one for each ordered pair, none to itself."""

    start: Ints
    end: Ints
    metres: Floats
    minutes: Floats


def links_of(ways: Ways, spacing: float) -> Links:
    """Links of ways, cut where ways meet or end and at least every ``spacing`` metres or so.

    A way is broken where the file lacks a node.
    """
    count = np.diff(ways.starts)
    way_of = np.repeat(np.arange(len(count)), count)
    u, v = ways.nodes[:-1], ways.nodes[1:]
    real = (way_of[1:] == way_of[:-1]) & (u >= 0) & (v >= 0) & (u != v)
    u, v, way = u[real], v[real], way_of[:-1][real]
    metres = 1000 * great_circle_km(ways.lon[u], ways.lat[u], ways.lon[v], ways.lat[v])
    metres = np.maximum(metres, _LEAST_M)
    times_met = np.bincount(np.concatenate([u, v]), minlength=len(ways.lon))
    cut = np.ones(len(u), dtype=bool)
    cut[1:] = (way[1:] != way[:-1]) | (u[1:] != v[:-1]) | (times_met[u[1:]] != 2)
    before = np.cumsum(metres) - metres
    stretch = np.floor((before - before[cut][np.cumsum(cut) - 1]) / spacing)
    cut[1:] |= stretch[1:] != stretch[:-1]
    first = np.flatnonzero(cut)
    last = np.append(first[1:], len(u)) - 1
    length = np.add.reduceat(metres, first) if len(first) else metres
    with np.errstate(divide="ignore"):
        per_metre = 0.06 / ways.along[way[first]], 0.06 / ways.against[way[first]]
    return Links(u[first], v[last], length, *(length * pace for pace in per_metre))


def reachable(links: Links) -> tuple[Links, Ints]:
    """Links within the largest set of nodes that can all reach each other, and the rows left out.

    Of sets of one size the one with the smallest row is kept.
    """
    used, at = np.unique(np.concatenate([links.start, links.end]), return_inverse=True)
    u, v = at[: len(links)], at[len(links) :]
    there, back = np.isfinite(links.along), np.isfinite(links.against)
    heads = np.concatenate([u[there], v[back]]), np.concatenate([v[there], u[back]])
    graph = csr_array((np.ones(len(heads[0])), heads), shape=(len(used), len(used)))
    _, label = connected_components(graph, directed=True, connection="strong")
    size = np.bincount(label)
    kept = label == label[int(np.argmax(size[label]))]
    return links.where(kept[u] & kept[v]), used[~kept]


def contracted(links: Links, spacing: float) -> Edges:
    """One-way edges between the nodes that matter: the others only lead from one to the next.

    A node with two links is passed through, unless the chain would leave ``spacing`` metres
    without any node: travel starts and ends at nodes. Distances between the nodes left are those
    of ``links``.
    """
    chains = _Chains.of(links.where(links.start != links.end))
    chains = chains.following(chains.spaced(spacing))
    begins = ~chains.free[chains.tail]
    edges = Edges(
        chains.tail[begins],
        chains.head[chains.last[:-1][begins]],
        chains.metres[:-1][begins],
        chains.minutes[:-1][begins],
    )
    return _fastest(edges)


def _fastest(edges: Edges) -> Edges:
    """Of edges between the same nodes the fastest; none forbidden, none from a node to itself."""
    usable = np.flatnonzero(np.isfinite(edges.minutes) & (edges.start != edges.end))
    order = usable[
        np.lexsort(
            (edges.metres[usable], edges.minutes[usable], edges.end[usable], edges.start[usable])
        )
    ]
    start, end = edges.start[order], edges.end[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    kept = order[first]
    return Edges(start[first], end[first], edges.metres[kept], edges.minutes[kept])


@dataclass(frozen=True)
class _Chains:
    """Darts (each link there and back) followed through free nodes to the end of their chain.

    Darts ``2k`` and ``2k + 1`` are the two directions of link ``k``. ``metres``, ``minutes`` and
    ``last`` (the dart that ends the chain) have one more row, which stands for "no dart".
    """

    tail: Ints
    head: Ints
    own_metres: Floats
    own_minutes: Floats
    free: Flags
    metres: Floats
    minutes: Floats
    last: Ints

    @classmethod
    def of(cls, links: Links) -> _Chains:
        """Chains through every node that has exactly two links."""
        tail = np.column_stack([links.start, links.end]).ravel()
        head = np.column_stack([links.end, links.start]).ravel()
        metres = np.append(np.repeat(links.metres, 2), 0.0)
        minutes = np.append(np.column_stack([links.along, links.against]).ravel(), 0.0)
        free = np.bincount(tail, minlength=1) == 2
        none = np.arange(len(metres))
        fresh = cls(tail, head, metres, minutes, free, metres, minutes, none)
        return fresh.following(free)

    def following(self, free: Flags) -> _Chains:
        """Chains through the nodes marked free; a ring of nothing but free nodes keeps them all.

        Every round doubles the length followed (pointer jumping, Wyllie 1979).
        """
        darts = len(self.tail)
        step = self._next(free)
        metres, minutes = self.own_metres, self.own_minutes
        last = np.arange(darts + 1)
        for _ in range(darts.bit_length() + 1):
            if (step == darts).all():
                return replace(self, free=free, metres=metres, minutes=minutes, last=last)
            metres, minutes = metres + metres[step], minutes + minutes[step]
            last = np.where(step < darts, last[step], last)
            step = step[step]
        fixed = free.copy()
        fixed[self.head[np.flatnonzero(step[:-1] < darts)]] = False
        return self.following(fixed)

    def _next(self, free: Flags) -> Ints:
        """The dart that goes on from the head of each, or the row "no dart"."""
        darts = len(self.tail)
        ids = np.arange(darts)
        leaving = np.zeros(len(free), dtype=np.int64)
        np.add.at(leaving, self.tail, ids)
        onward = np.where(free[self.head], leaving[self.head] - (ids ^ 1), darts)
        return np.append(onward, darts)

    def spaced(self, spacing: float) -> Flags:
        """Free nodes without those where the chain has run another ``spacing`` metres.

        Each is measured towards one end of its chain, that of the dart with the smaller row.
        """
        leaving = np.flatnonzero(self.free[self.tail])
        pairs = leaving[np.argsort(self.tail[leaving], kind="stable")].reshape(-1, 2)
        chosen = np.where(self.last[pairs[:, 0]] < self.last[pairs[:, 1]], *pairs.T)
        here = self.metres[chosen]
        ahead = here - self.own_metres[chosen]
        free = self.free.copy()
        free[self.tail[chosen]] = np.floor(here / spacing) == np.floor(ahead / spacing)
        return free
