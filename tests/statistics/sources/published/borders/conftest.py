"""A country of bent cells in PL-1992 metres, and writers of it as published files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyogrio.raw
import pytest
import shapely
from pyproj import Transformer

from terytoria.territory import Kind, Level, Register, Unit

Shapes = npt.NDArray[np.object_]
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".gml": "GML"}


def mosaic(seed: int, count: int, detail: int = 4, side: float = 60_000.0) -> Shapes:
    """Cells of random points over a square, with lines bent the same way on both sides."""
    rng = np.random.default_rng(seed)
    points = shapely.multipoints(rng.uniform(0, side, (count, 2)))
    frame = shapely.box(0, 0, side, side)
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=frame))
    cells = shapely.coverage_clean(shapely.intersection(cells, frame))
    return np.array([_bent(cell, detail, side) for cell in cells], dtype=object)


def _bent(cell: shapely.Geometry, detail: int, side: float) -> shapely.Geometry:
    ring = shapely.get_coordinates(cell)
    for _ in range(detail):
        finer = np.empty((2 * len(ring) - 1, 2))
        finer[::2], finer[1::2] = ring, (ring[1:] + ring[:-1]) / 2
        ring = finer
    wave = side / 40
    x, y = ring.T
    bent = [x + wave / 9 * np.sin(y / wave), y + wave / 9 * np.sin(x / wave)]
    return shapely.Polygon(np.column_stack(bent) + np.array([430_000, 560_000]))


@dataclass(frozen=True)
class Land:
    """Gminas with their codes and names, in PL-1992, and the register of them."""

    shapes: Shapes
    codes: tuple[str, ...]
    names: tuple[str, ...]
    register: Register

    def part(self, keep: Callable[[str], bool]) -> Land:
        """Only the gminas whose code is wanted; the register stays."""
        rows = [row for row, code in enumerate(self.codes) if keep(code)]
        names = tuple(self.names[row] for row in rows)
        return Land(self.shapes[rows], tuple(self.codes[r] for r in rows), names, self.register)

    def with_shapes(self, shapes: Sequence[shapely.Geometry | None]) -> Land:
        """The same gminas with other shapes."""
        made = np.full(len(shapes), None, dtype=object)
        made[:] = list(shapes)
        return replace(self, shapes=made)

    def with_codes(self, codes: Sequence[str]) -> Land:
        """The same shapes with other codes."""
        return replace(self, codes=tuple(codes))

    def write(self, path: Path, **more: Any) -> Path:
        """The gminas as a file of the format that the suffix names; returns the path."""
        fields = more.pop("fields", ["JPT_KOD_JE", "JPT_NAZWA_"])
        values = [more.pop("numbers", np.array(self.codes, object)), np.array(self.names, object)]
        options = {"geometry_type": "MultiPolygon", "crs": "EPSG:2180", "promote_to_multi": True}
        pyogrio.raw.write(
            path, shapely.to_wkb(self.shapes), values, fields, driver=DRIVERS[path.suffix],
            **{**options, **more},
        )  # fmt: skip
        return path


def _register(shapes: Shapes, codes: Sequence[str], names: Sequence[str]) -> Register:
    to_degrees = Transformer.from_crs("EPSG:2180", "EPSG:4326", always_xy=True)
    inner = shapely.get_coordinates(shapely.point_on_surface(shapes))
    lon, lat = to_degrees.transform(inner[:, 0], inner[:, 1])
    areas = shapely.area(shapes) / 1e6
    units = [Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", float(areas.sum()))]
    for level, kind, digits in (
        (Level.VOIVODESHIP, Kind.VOIVODESHIP, 2),
        (Level.POWIAT, Kind.POWIAT, 4),
    ):
        for code in sorted({code[:digits] for code in codes}):
            parent = code[:2] if digits == 4 else "PL"
            units.append(Unit(code, f"jednostka {code}", level, kind, parent, 1.0))
    for at, (code, name) in enumerate(zip(codes, names, strict=True)):
        place = (float(areas[at]), float(lon[at]), float(lat[at]))
        units.append(Unit(code, name, Level.GMINA, Kind.RURAL, code[:4], *place))
    return Register(units)


def land_of(shapes: Shapes) -> Land:
    """Gminas by the order of their western sides: two voivodeships, two powiats in each."""
    shapes = shapes[np.argsort(shapely.bounds(shapes)[:, 0], kind="stable")]
    count = len(shapes)
    groups = ["0201", "0202", "3216", "3217"]
    codes = tuple(f"{groups[4 * at // count]}{at % 99 + 1:02d}2" for at in range(count))
    names = tuple(f"Żółć {at}" for at in range(count))
    return Land(shapes, codes, names, _register(shapes, codes, names))


@pytest.fixture(scope="session")
def mosaics() -> Callable[..., Shapes]:
    """Maker of random coverages: ``mosaics(seed, count, detail=4)``."""
    return mosaic


@pytest.fixture(scope="session")
def land() -> Land:
    """A country of sixteen gminas."""
    return land_of(mosaic(7, 16))


@pytest.fixture(scope="session")
def lands() -> Callable[[Shapes], Land]:
    """Maker of a country of given shapes."""
    return land_of
