"""Shapes of a file as sound polygons: repaired and told, or listed as wrong."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from terytoria.statistics.sources.problems import Problem

Shapes = npt.NDArray[np.object_]

_POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def read_polygons(
    wkb: npt.NDArray[np.object_], codes: tuple[str, ...]
) -> tuple[Shapes, list[Problem], list[Problem]]:
    """Polygons of WKB shapes, what was repaired, and what is wrong; messages name the codes.

    A shape that crosses itself is made valid; a missing, empty or malformed one, one with
    coordinates that are no numbers, and points or lines are wrong.
    """
    shapes: Shapes = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    problems = [
        Problem(row, "", f"Gmina {code}: {fault}.", "Pobierz plik jeszcze raz.")
        for row, (code, shape) in enumerate(zip(codes, shapes, strict=True), start=1)
        if (fault := _fault(shape))
    ]
    if problems:
        return shapes, [], problems
    crossed = np.flatnonzero(~shapely.is_valid(shapes))
    shapes[crossed] = [_mended(shape) for shape in shapes[crossed]]
    told = [
        Problem(int(row) + 1, "", f"Gmina {codes[row]}: granica przecinała się; naprawiono.", "")
        for row in crossed
    ]
    gone = [row for row in crossed if shapely.is_empty(shapes[row])]
    problems = [
        Problem(int(row) + 1, "", f"Gmina {codes[row]}: granica nie zamyka obszaru.", "")
        for row in gone
    ]
    return shapes, told, problems


def _fault(shape: shapely.Geometry | None) -> str:
    if shape is None or shapely.is_empty(shape):
        return "brak granicy"
    if shapely.get_type_id(shape) not in _POLYGONAL:
        return f"granica jest typu {shape.geom_type}, a nie obszarem"
    if not np.isfinite(shapely.get_coordinates(shape)).all():
        return "granica ma współrzędne, które nie są liczbami"
    return ""


def _mended(shape: shapely.Geometry) -> shapely.Geometry:
    """A valid shape of the same ground, without the lines and points that repair may leave."""
    valid = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    parts = [p for p in shapely.get_parts(valid) if p.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
