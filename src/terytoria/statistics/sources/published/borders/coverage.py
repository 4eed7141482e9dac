"""Polygons that cover a country once: overlaps, gaps, and which of them touch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

Shapes = npt.NDArray[np.object_]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Overlap:
    """Two shapes, by their rows, that cover the same ground, and how much of it."""

    left: int
    right: int
    area: float


@dataclass(frozen=True)
class Gap:
    """Ground that no shape covers: the rows of the shapes around it, and its area."""

    around: tuple[int, ...]
    area: float


def overlaps(shapes: Shapes, width: float) -> list[Overlap]:
    """Pairs of shapes that overlap by a strip wider than ``width``, the largest first."""
    faulty = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    left, right = shapely.STRtree(shapes[faulty]).query(shapes[faulty], predicate="intersects")
    pairs = left < right
    left, right = faulty[left[pairs]], faulty[right[pairs]]
    shared = shapely.intersection(shapes[left], shapes[right])
    wide = ~shapely.is_empty(shapely.buffer(shared, -width / 2))
    found = zip(left[wide], right[wide], shapely.area(shared[wide]), strict=True)
    return sorted((Overlap(int(a), int(b), float(m)) for a, b, m in found), key=lambda o: -o.area)


def gaps(shapes: Shapes) -> list[Gap]:
    """Holes in a valid coverage, the largest first."""
    holes = _holes(shapes)
    if not len(holes):
        return []
    tree = shapely.STRtree(shapes)
    touching: dict[int, list[int]] = {}
    for hole, row in tree.query(holes, predicate="intersects").T:
        touching.setdefault(int(hole), []).append(int(row))
    areas = shapely.area(holes)
    found = [Gap(tuple(sorted(touching.get(at, ()))), float(area)) for at, area in enumerate(areas)]
    return sorted(found, key=lambda gap: -gap.area)


def _holes(shapes: Shapes) -> Shapes:
    parts = shapely.get_parts(shapely.union_all(shapes))
    return np.array([shapely.Polygon(ring) for part in parts for ring in part.interiors], object)


def covers_once(shapes: Shapes, crack: float = 0.0) -> bool:
    """Whether shapes neither overlap nor leave holes, with the same points on shared borders.

    With ``crack`` they may not run side by side less than that apart either: a crack that is open
    to the outside is no hole.
    """
    if not shapely.coverage_is_valid(shapes, gap_width=crack):
        return False
    whole = shapely.get_parts(shapely.coverage_union_all(shapes))
    return not shapely.get_num_interior_rings(whole).any()


def closed_up(shapes: Shapes, width: float) -> Shapes:
    """Shapes with one common line where they overlapped or were apart by at most ``width``.

    >>> apart = np.array([shapely.box(0, 0, 1, 1), shapely.box(0.99, 0, 2, 1)])
    >>> covers_once(apart), covers_once(closed_up(apart, 0.1))
    (False, True)
    """
    closed = shapely.coverage_clean(_drawn_together(shapes, width), gap_width=width)
    return np.asarray(closed, dtype=object)


def _drawn_together(shapes: Shapes, width: float) -> Shapes:
    """Shapes at cracks with their points on the lines of the shapes beside them.

    A crack along several shapes would otherwise go whole to one of them.
    """
    drawn = shapes.copy()
    cracked = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes, gap_width=width))
    tree = shapely.STRtree(shapes)
    for row in np.flatnonzero(cracked):
        beside = tree.query(shapes[row], predicate="dwithin", distance=width)
        lines = shapely.multilinestrings(
            shapely.get_parts(shapely.boundary(drawn[beside[beside != row]]))
        )
        moved = shapely.snap(drawn[row], lines, width)
        if shapely.is_valid(moved) and not shapely.is_empty(moved):
            drawn[row] = moved
    return drawn


def shared_borders(shapes: Shapes) -> tuple[Rows, npt.NDArray[np.float64]]:
    """Pairs of rows that share a border, the smaller first and sorted, and its length.

    ``shapes`` are a valid coverage, so a shared border is made of the same segments on both sides.
    Shapes that meet in points only share no border.

    >>> row = np.array([shapely.box(x, 0, x + 1, 1) for x in range(3)])
    >>> pairs, length = shared_borders(row)
    >>> pairs.tolist(), length.tolist()
    ([[0, 1], [1, 2]], [1.0, 1.0])
    """
    owner, ends, length = _segments(shapes)
    order = np.argsort(ends, kind="stable")
    owner, ends, length = owner[order], ends[order], length[order]
    twice = np.flatnonzero((ends[1:] == ends[:-1]) & (owner[1:] != owner[:-1]))
    pairs = np.sort(np.column_stack([owner[twice], owner[twice + 1]]), axis=1)
    unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
    total = np.zeros(len(unique))
    np.add.at(total, inverse.ravel(), length[twice])
    return unique.reshape(-1, 2), total


def _segments(shapes: Shapes) -> tuple[Rows, Rows, npt.NDArray[np.float64]]:
    """Row of the shape, number of the pair of end points, and length of every segment."""
    parts, shape_of = shapely.get_parts(shapes, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    at = np.unique(points[:, 0] + 1j * points[:, 1], return_inverse=True)[1]
    inside = ring_of[1:] == ring_of[:-1]
    low, high = np.minimum(at[:-1], at[1:])[inside], np.maximum(at[:-1], at[1:])[inside]
    length = np.hypot(*np.diff(points, axis=0)[inside].T)
    owner = shape_of[part_of[ring_of[:-1][inside]]]
    return owner.astype(np.int64), (low * len(points) + high).astype(np.int64), length
