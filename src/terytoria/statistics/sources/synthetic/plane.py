"""The plane the country lies on: points in kilometres, and their degrees.

Degrees come from the sinusoidal projection, which keeps areas (Snyder, *Map Projections: A
Working Manual*, USGS 1987, p. 247), so a polygon of the plane keeps its km² on the globe.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

Points = npt.NDArray[np.float64]

KM_PER_DEGREE = 6371.0088 * np.pi / 180
CENTRE_LON, CENTRE_LAT = 19.0, 52.0
CELL_KM2 = 125.0
SPACING_KM = float(np.sqrt(CELL_KM2 * 2 / np.sqrt(3)))
JITTER = 0.24
DECIMALS = 5


def to_degrees(points: Points) -> Points:
    """Degrees (lon, lat) of points (km east, km north of the centre), shape (n, 2).

    >>> to_degrees(np.array([[0.0, 0.0]])).tolist()
    [[19.0, 52.0]]
    """
    lat = CENTRE_LAT + points[:, 1] / KM_PER_DEGREE
    lon = CENTRE_LON + points[:, 0] / (KM_PER_DEGREE * np.cos(np.radians(lat)))
    return np.asarray(np.round(np.column_stack([lon, lat]), DECIMALS), dtype=np.float64)


@dataclass(frozen=True)
class Sites:
    """Centres of cells: the first ``inside`` rows of ``points`` are the country's own."""

    points: Points
    inside: int


def scatter_sites(cells: int, rng: np.random.Generator) -> Sites:
    """Centres of ``cells`` cells in a blob-shaped country, with a rim of foreign ones around.

    A hexagonal grid with every point moved at random by at most a quarter of the spacing: the
    cells around such points are convex, of similar size and have no needle-sharp corners.
    """
    reach = 1.7 * float(np.sqrt(cells * CELL_KM2 / np.pi)) + 5 * SPACING_KM
    grid = _hexagons(reach)
    grid = grid + rng.uniform(-JITTER, JITTER, grid.shape) * SPACING_KM
    order = np.argsort(_shape(grid, rng), kind="stable")
    own, rest = grid[order[:cells]], grid[order[cells:]]
    near = cKDTree(own).query(rest, distance_upper_bound=3.2 * SPACING_KM)[0]
    return Sites(np.vstack([own, rest[np.isfinite(near)]]), cells)


def _hexagons(reach: float) -> Points:
    rows = np.arange(-reach, reach, SPACING_KM * np.sqrt(3) / 2)
    columns = np.arange(-reach, reach, SPACING_KM)
    y, x = np.meshgrid(rows, columns, indexing="ij")
    x = x + np.where(np.arange(len(rows)) % 2, SPACING_KM / 2, 0.0)[:, None]
    return np.column_stack([x.ravel(), y.ravel()])


def _shape(points: Points, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Distance from the centre, stretched by a few waves so that the outline is not a circle."""
    angle = np.arctan2(points[:, 1], points[:, 0])
    stretch = np.ones(len(points))
    for wave in range(2, 7):
        stretch += 0.22 / wave * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    return np.hypot(points[:, 0], points[:, 1]) * stretch
