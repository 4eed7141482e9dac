"""Shapes put where they belong: one system of coordinates, axes in order, each gmina in place."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from terytoria.language.numbers import number
from terytoria.statistics.sources.problems import Problem, RefusedFileError
from terytoria.territory import Register

Shapes = npt.NDArray[np.object_]

PL_1992 = "EPSG:2180"
WGS_84 = "EPSG:4326"
FAR_M = 20_000.0
"""Half of the gminas farther than this from where the register has them: wrong coordinates."""
ASTRAY_M = 5_000.0
"""The inner point of the register so far outside a shape: the shape of another gmina."""
AREA_SHARE = 0.02
"""Areas that differ more are told; coastal gminas may hold a part of a lagoon."""
_AGAIN = "Wskaż plik w układzie EPSG:2180 (PL-1992)."


def moved(shapes: Shapes, source: str, target: str) -> Shapes:
    """Shapes in another system of coordinates, x (or longitude) first in both.

    >>> point = moved(np.array([shapely.Point(19.0, 52.0)]), WGS_84, PL_1992)[0]
    >>> round(point.x), round(point.y)
    (500000, 459309)
    """
    from pyproj import Transformer  # noqa: PLC0415 - only where boundaries are imported

    along = Transformer.from_crs(source, target, always_xy=True)

    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(along.transform(points[:, 0], points[:, 1]))

    there: Shapes = shapely.transform(shapes, move)
    return there


def in_metres(
    shapes: Shapes, codes: tuple[str, ...], crs: str, register: Register
) -> tuple[Shapes, list[Problem]]:
    """Shapes in PL-1992 metres, easting first, and what was noticed on the way.

    The axes of EPSG:2180 are northing and easting, and files keep either order; the order taken is
    the one that puts the gminas near their points of the register. Raises
    :class:`RefusedFileError` when neither does or the system of coordinates is not known.
    """
    source, told = _system(crs)
    expected = _points(codes, register)
    tried = [_moved_or_lost(shape, source) for shape in (shapes, _swapped(shapes))]
    apart = [_median_distance(placed, expected) for placed in tried]
    best = int(apart[1] < apart[0])
    if not apart[best] <= FAR_M:
        raise RefusedFileError(
            f"Granice nie leżą tam, gdzie gminy o tych kodach: zły układ współrzędnych. {_AGAIN}"
        )
    if best:
        told.append(Problem(0, "", "Osie współrzędnych były zamienione; poprawiono.", ""))
    return tried[best], told


def _system(crs: str) -> tuple[str, list[Problem]]:
    from pyproj import CRS  # noqa: PLC0415 - only where boundaries are imported
    from pyproj.exceptions import CRSError  # noqa: PLC0415 - the same

    if not crs:
        what = "Plik nie podaje układu współrzędnych; przyjęto EPSG:2180."
        return PL_1992, [Problem(0, "", what, "")]
    try:
        known: Any = CRS.from_user_input(crs)
    except CRSError:
        raise RefusedFileError(f"Nieznany układ współrzędnych „{crs[:80]}”. {_AGAIN}") from None
    if known.to_epsg(min_confidence=60) == int(PL_1992[5:]):
        return PL_1992, []
    return crs, [Problem(0, "", f"Współrzędne przeliczono z układu „{known.name}”.", "")]


def _moved_or_lost(shapes: Shapes, source: str) -> Shapes:
    """Shapes in PL-1992; those outside what the system describes come out infinite."""
    with np.errstate(all="ignore"):
        return shapes if source == PL_1992 else moved(shapes, source, PL_1992)


def _swapped(shapes: Shapes) -> Shapes:
    turned: Shapes = shapely.transform(shapes, lambda points: points[:, ::-1])
    return turned


def _points(codes: tuple[str, ...], register: Register) -> Shapes:
    """Inner points of the register in PL-1992; missing where the register has none."""
    units = [register.unit(code) for code in codes]
    known = np.array([unit.lon is not None and unit.lat is not None for unit in units])
    points = np.full(len(units), None, dtype=object)
    if known.any():
        places = [(u.lon, u.lat) for u, there in zip(units, known, strict=True) if there]
        points[known] = moved(shapely.points(places), WGS_84, PL_1992)
    return points


def _median_distance(shapes: Shapes, points: Shapes) -> float:
    """Half of the shapes have their point no farther; the middle of the country without points."""
    if all(point is None for point in points):
        points = np.full(len(shapes), _COUNTRY, dtype=object)
    with np.errstate(all="ignore"):
        west, south, east, north = shapely.bounds(shapes).T
        middle = shapely.points((west + east) / 2, (south + north) / 2)
        apart = shapely.distance(middle, points)
    apart = apart[[point is not None for point in points]]
    return float(np.median(np.where(np.isfinite(apart), apart, np.inf)))


_COUNTRY = shapely.box(160_000, 120_000, 870_000, 790_000)


def strays(shapes: Shapes, codes: tuple[str, ...], register: Register) -> list[Problem]:
    """Gminas whose point of the register lies far outside their shape."""
    apart = shapely.distance(shapes, _points(codes, register))
    return [
        Problem(
            0,
            "",
            f"Obszar o kodzie {code} leży {number(apart[at] / 1000, 1)} km od gminy "
            f"{register.unit(code).name} z rejestru.",
            "Sprawdź, czy kody i granice są z tego samego pliku.",
        )
        for at, code in enumerate(codes)
        if apart[at] > ASTRAY_M
    ]


def other_areas(shapes: Shapes, codes: tuple[str, ...], register: Register) -> list[Problem]:
    """Gminas whose area differs from the register's by more than ``AREA_SHARE``."""
    told = []
    for code, area in zip(codes, shapely.area(shapes) / 1e6, strict=True):
        unit = register.unit(code)
        if unit.area_km2 and abs(area / unit.area_km2 - 1) > AREA_SHARE:
            what = (
                f"Gmina {unit.name} ({code}) ma w pliku {number(area, 2)} km², a w "
                f"rejestrze {number(unit.area_km2, 2)} km²."
            )
            told.append(Problem(0, "", what, ""))
    return told
