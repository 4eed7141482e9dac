"""Edges between cells: bent once, for the cells on both sides.

Each bend stays inside the triangle between the straight edge and the centre of one of the two
cells; those triangles do not overlap, so neither do the bent edges.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import Voronoi

from terytoria.statistics.sources.synthetic.plane import Points, Sites, to_degrees

Rows = npt.NDArray[np.int64]

BENDS = 3
BEND_REACH = 0.18
SHORT_EDGE_KM = 0.25


@dataclass(frozen=True)
class Fan:
    """Edges as seen from inside each own cell, counter-clockwise, grouped by cell.

    ``cell`` (h,), ``start`` and ``end`` (h, 2) km, ``bends`` (h, BENDS, 2); the edges of cell ``c``
    are rows ``first[c]`` to ``first[c + 1]``.
    """

    cell: Rows
    first: Rows
    start: Points
    end: Points
    bends: Points


@dataclass(frozen=True)
class Edges:
    """Edges between two sites: corners (e, 2, 2), bends (e, BENDS, 2), sites (e, 2)."""

    corners: Points
    bends: Points
    sites: Rows

    @classmethod
    def of(cls, sites: Sites, rng: np.random.Generator) -> Edges:
        voronoi = Voronoi(sites.points)
        between = np.asarray(voronoi.ridge_points, dtype=np.int64)
        vertices = np.asarray(voronoi.ridge_vertices, dtype=np.int64)
        own = (between < sites.inside).any(axis=1)
        between, vertices = between[own], vertices[own]
        tidy = np.lexsort((between.max(axis=1), between.min(axis=1)))
        between, corners = between[tidy], voronoi.vertices[vertices[tidy]]
        return cls(corners, _bend(corners, sites.points[between], rng), between)

    def pairs(self, sites: Sites) -> Rows:
        """Pairs of own cells whose common edge is not lost when degrees are rounded."""
        ends = to_degrees(self.corners.reshape(-1, 2)).reshape(-1, 4)
        real = (ends[:, :2] != ends[:, 2:]).any(axis=1) & (self.sites < sites.inside).all(axis=1)
        return np.sort(self.sites[real], axis=1)

    def fan(self, sites: Sites) -> Fan:
        """The edges of every own cell, in order around it."""
        cell = self.sites.ravel()
        half = np.flatnonzero(cell < sites.inside)
        middle = self.corners.mean(axis=1)[half // 2] - sites.points[cell[half]]
        half = half[np.lexsort((np.arctan2(middle[:, 1], middle[:, 0]), cell[half]))]
        edge, side = half // 2, half % 2
        centre = sites.points[self.sites[edge, side]]
        first, second = (self.corners[edge, k] - centre for k in (0, 1))
        turn = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0] < 0
        swap = turn[:, None]
        start = np.where(swap, self.corners[edge, 1], self.corners[edge, 0])
        end = np.where(swap, self.corners[edge, 0], self.corners[edge, 1])
        bends = np.where(turn[:, None, None], self.bends[edge][:, ::-1], self.bends[edge])
        first = np.searchsorted(cell[half], np.arange(sites.inside + 1))
        return Fan(cell[half], first, start, end, bends)


def _bend(corners: Points, centres: Points, rng: np.random.Generator) -> Points:
    """Points off each edge, at right angles to it.

    At the share ``t`` of the edge the triangle with apex at height ``D`` over the share ``f`` of
    the edge reaches up to ``D min(t / f, (1 - t) / (1 - f))``; a bend stays under a fixed part of
    that and of ``D``. Both limits are concave in ``t``, so a bent edge never leaves its triangles.
    """
    along = (np.arange(BENDS) + 1.0) / (BENDS + 1)
    way = corners[:, 1] - corners[:, 0]
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    run = way / length
    across = np.column_stack([-run[:, 1], run[:, 0]])
    apex = centres[:, 0] - corners[:, 0]
    height = np.abs((apex * across).sum(axis=1))[:, None]
    foot = (apex * run).sum(axis=1)[:, None] / length
    rise = np.where(foot > 0, along / np.maximum(foot, 1e-9), np.inf)
    fall = np.where(foot < 1, (1 - along) / np.maximum(1 - foot, 1e-9), np.inf)
    limit = height * np.minimum(BEND_REACH, 0.6 * np.minimum(rise, fall))
    walk = np.cumsum(rng.normal(0, 0.6, (len(corners), BENDS)), axis=1)
    pull = np.tanh(walk - 0.6 * walk.mean(axis=1, keepdims=True)) * limit
    short = length < SHORT_EDGE_KM  # rounded degrees would fold its bends over: all in its corner
    along, pull = np.where(short, 0.0, along), np.where(short, 0.0, pull)
    straight = corners[:, :1] + way[:, None] * along[..., None]
    return np.asarray(straight + pull[..., None] * across[:, None])
