"""Geometry made ready to be drawn: projected to px, simplified as one coverage, cut to the view."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from terytoria.documents.figures.lettering import Box

KM_PER_DEGREE = 111.195
"""Length of a degree of latitude on a sphere of 6371 km."""
TOLERANCE = 0.7
"""How far a simplified border may stray, px."""
CENTRAL = 0.85
"""Share of the largest clearance at which the centroid is preferred."""
SPECK = 0.6
"""Smallest part of a region that is drawn, px²."""


@dataclass(frozen=True)
class Projection:
    """Equirectangular about the middle latitude: longitudes and latitudes to px."""

    lon: float
    lat: float
    stretch: float
    scale: float
    left: float
    top: float

    def __call__(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Px of an array (n × 2) of longitudes and latitudes.

        Example:
            >>> Projection(16, 53, 0.6, 100, 0, 0)(np.array([[17.0, 52.0]])).tolist()
            [[60.0, 100.0]]
        """
        x = self.left + (places[:, 0] - self.lon) * self.stretch * self.scale
        y = self.top + (self.lat - places[:, 1]) * self.scale
        return np.column_stack([x, y])

    @property
    def km(self) -> float:
        """Px that a kilometre takes."""
        return self.scale / KM_PER_DEGREE


@dataclass(frozen=True)
class Ground:
    """Regions on a sheet: ``shapes`` in px (empty where out of view) and their ``paths``."""

    shapes: tuple[BaseGeometry, ...]
    paths: tuple[str, ...]
    projection: Projection
    frame: Box

    def joined(self, which: Sequence[int]) -> str:
        """Path data of several regions as one outline, inner borders dissolved."""
        kept = [self.shapes[at] for at in which if not self.shapes[at].is_empty]
        return path_data(dissolve(kept)) if kept else ""


def fit(
    geometries: Sequence[BaseGeometry], box: Box, margin: float = 0.03, *, low: bool = True
) -> tuple[Projection, Box]:
    """The projection that shows ``geometries`` as large as ``box`` lets, and the frame they fill.

    The frame keeps the left and top of the box. With ``low`` it is only as high as needed and as
    wide as the box, otherwise it is the whole box with the geometries in its middle.

    Example:
        >>> square = shapely.box(16, 53, 17, 54)
        >>> round(fit([square], Box(0, 0, 100, 300), 0.0)[1].bottom)
        168
    """
    if not len(geometries):
        raise ValueError("a map needs at least one geometry")
    west, south, east, north = (float(side) for side in shapely.total_bounds(list(geometries)))
    if not all(map(math.isfinite, (west, south, east, north))):
        raise ValueError("a map needs a geometry that is not empty")
    stretch = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * stretch, 1e-4) * (1 + 2 * margin)
    tall = max(north - south, 1e-4) * (1 + 2 * margin)
    scale = min((box.right - box.left) / wide, (box.bottom - box.top) / tall)
    bottom = box.top + tall * scale if low else box.bottom
    left = (box.left + box.right) / 2 - (west + east) / 2 * stretch * scale
    top = (box.top + bottom) / 2 - (north - (south + north) / 2) * scale
    projection = Projection(0.0, north, stretch, scale, left, top)
    return projection, Box(box.left, box.top, box.right, bottom)


def prepare(
    geometries: Sequence[BaseGeometry],
    projection: Projection,
    frame: Box,
    tolerance: float = TOLERANCE,
) -> Ground:
    """Project, simplify together so that shared borders stay shared, and cut to ``frame``.

    Give one coverage (regions that touch but do not overlap), in longitudes and latitudes.
    Geometries out of view cost next to nothing.
    """
    every = np.array([*geometries, None], dtype=object)[:-1]
    shapes = np.full(len(every), shapely.Polygon(), dtype=object)
    seen = _in_view(every, projection, frame)
    if len(seen):
        flat = shapely.transform(every[seen], projection)
        simple = shapely.coverage_simplify(flat, tolerance)
        room = (frame.left - 1, frame.top - 1, frame.right + 1, frame.bottom + 1)
        inside = shapely.box(*room)
        for at in np.flatnonzero(~shapely.covered_by(simple, inside)):
            simple[at] = shapely.clip_by_rect(simple[at], *room)
        shapes[seen] = simple
    return Ground(tuple(shapes), tuple(_paths(shapes)), projection, frame)


def path_data(geometry: BaseGeometry) -> str:
    """Compact path data of a polygon or polygons: tenths of a px, relative steps.

    Example:
        >>> path_data(shapely.box(0, 0, 2, 1.04))
        'M2 0v1h-2v-1z'
    """
    return next(iter(_paths(np.array([geometry, None], dtype=object)[:-1])))


def dissolve(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """One outline of several shapes; quick for a clean coverage, careful for any other.

    Example:
        >>> dissolve([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]).area
        2.0
    """
    try:
        return shapely.coverage_union_all(list(shapes))
    except shapely.errors.GEOSException:  # borders that do not quite match
        return shapely.union_all(list(shapes))


def anchor(shape: BaseGeometry) -> tuple[float, float, float]:
    """The inner point furthest from the borders of the largest part, and that distance, px.

    The centroid stands in where it is nearly as far from them: names in the middle look at rest.

    Example:
        >>> [round(part) for part in anchor(shapely.box(0, 0, 10, 4))]
        [5, 2, 2]
    """
    parts = [part for part in shapely.get_parts(shape) if part.area > 0]
    if not parts:
        return math.nan, math.nan, 0.0
    largest = max(parts, key=lambda part: part.area)
    spoke = shapely.maximum_inscribed_circle(largest, tolerance=1.0)
    radius, middle = float(spoke.length), largest.centroid
    room = float(middle.distance(largest.boundary)) if largest.contains(middle) else 0.0
    if room >= CENTRAL * radius:
        return float(middle.x), float(middle.y), room
    return float(spoke.coords[0][0]), float(spoke.coords[0][1]), radius


def _in_view(
    geometries: NDArray[np.object_], projection: Projection, frame: Box
) -> NDArray[np.int64]:
    bounds = shapely.bounds(geometries)
    corner = projection(bounds[:, [0, 3]])
    other = projection(bounds[:, [2, 1]])
    seen = (corner[:, 0] <= frame.right) & (other[:, 0] >= frame.left)
    seen &= (corner[:, 1] <= frame.bottom) & (other[:, 1] >= frame.top)
    return np.flatnonzero(seen)


def _paths(shapes: NDArray[np.object_]) -> list[str]:
    """Path data of many shapes at once."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    keep = shapely.area(parts) >= SPECK
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owner, shapely.area(parts))
    keep |= shapely.area(parts) == largest[owner]
    keep &= shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, owner = parts[keep], owner[keep]
    parts = shapely.orient_polygons(parts)  # holes run against their shells: any fill rule works
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    coords, ring_of = shapely.get_coordinates(rings, return_index=True)
    tenths = np.rint(coords * 10).astype(np.int64)
    starts = np.searchsorted(ring_of, np.arange(len(rings) + 1))
    pieces: list[list[str]] = [[] for _ in shapes]
    rows = tenths.tolist()
    for ring, region in enumerate(owner[ring_part].tolist()):
        pieces[region].append(_ring(rows[starts[ring] : starts[ring + 1] - 1]))
    return ["".join(piece) for piece in pieces]


def _ring(points: list[list[int]]) -> str:
    if not points:
        return ""
    x, y = points[0]
    steps = [f"M{_tenth(x)} {_tenth(y)}"]
    for next_x, next_y in points[1:]:
        dx, dy = next_x - x, next_y - y
        if dx and dy:
            across, down = _tenth(dx), _tenth(dy)
            steps.append(f"l{across}{down}" if dy < 0 else f"l{across} {down}")
        elif dx:
            steps.append(f"h{_tenth(dx)}")
        elif dy:
            steps.append(f"v{_tenth(dy)}")
        x, y = next_x, next_y
    return "".join(steps) + "z"


def _tenth(value: int) -> str:
    whole, part = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    if not part:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{part}"
