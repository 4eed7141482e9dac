"""Simpler lines of a coverage of gminas: no gap, no overlap, every area nearly kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

Shapes = npt.NDArray[np.object_]

_HALVINGS = 6
_ROUNDS = 4


@dataclass(frozen=True)
class Simplified:
    """Simplified shapes; ``change`` is the relative change of each area, ``finer`` marks shapes
    that were simplified with less than the full tolerance."""

    shapes: Shapes
    change: npt.NDArray[np.float64]
    finer: npt.NDArray[np.bool_]


def simplify(shapes: Shapes, tolerance: float, max_change: float) -> Simplified:
    """Simplify polygons that share their borders, keeping the borders shared.

    Lines lose the points whose triangle with their neighbours is smaller than ``tolerance``²
    (Visvalingam and Whyatt 1993, on the edges of the coverage, so both sides lose the same).
    A shape whose area (units of the coordinates, squared) would change by more than the share
    ``max_change`` keeps finer lines on all its borders: half of the tolerance, a quarter, …, at
    last its own lines.

    >>> ring = [(0, 0), (5, 0.1), (10, 0), (10, 10), (0, 10)]
    >>> one = simplify(np.array([shapely.Polygon(ring)]), 1.0, 0.05)
    >>> shapely.get_num_coordinates(one.shapes)[0]
    np.int32(5)
    """
    halvings = np.zeros(len(shapes), dtype=np.int64)
    for _ in range(_ROUNDS * _HALVINGS):
        simple = _by_steps(shapes, tolerance, halvings)
        change = shapely.area(simple) / shapely.area(shapes) - 1
        changed = np.abs(change) > max_change
        if not (changed & (halvings <= _HALVINGS)).any():
            break
        halvings[changed] += 1
    return Simplified(simple, change, halvings > 0)


def _by_steps(shapes: Shapes, tolerance: float, halvings: npt.NDArray[np.int64]) -> Shapes:
    """Each shape simplified by the tolerance halved so many times, the finest first.

    In each step the borders with shapes that want finer lines are the outer boundary of the rest,
    which is not touched. The world around is one more shape, so that the outer border of the
    whole is an inner one.
    """
    simple = np.append(shapes, _around(shapes))
    wanted = np.append(halvings, 0)
    for step in range(int(min(wanted.max(), _HALVINGS)), -1, -1):
        rest = np.flatnonzero(wanted <= step)
        simple[rest] = shapely.coverage_simplify(
            simple[rest], tolerance / 2**step, simplify_boundary=False
        )
    return simple[:-1]


def _around(shapes: Shapes) -> shapely.Geometry:
    """The frame around a coverage, with its holes."""
    west, south, east, north = shapely.total_bounds(shapes)
    margin = max(east - west, north - south)
    frame = shapely.box(west - margin, south - margin, east + margin, north + margin)
    return shapely.difference(frame, shapely.coverage_union_all(shapes))


def dissolve(shapes: Shapes, groups: npt.NDArray[np.str_]) -> dict[str, shapely.Geometry]:
    """The union of the shapes of each group, along the lines they share.

    >>> halves = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> dissolve(halves, np.array(["02", "02"]))["02"].area
    2.0
    """
    order = np.argsort(groups, kind="stable")
    codes, starts = np.unique(groups[order], return_index=True)
    parts = np.split(shapes[order], starts[1:])
    whole = [shapely.coverage_union_all(part) for part in parts]
    return {str(code): _polygonal(union) for code, union in zip(codes, whole, strict=True)}


def _polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    """A union of one part as a polygon, not as a collection of one."""
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
