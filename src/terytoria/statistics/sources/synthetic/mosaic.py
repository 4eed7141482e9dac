"""A mosaic of cells with clean shared borders, some with a town cut out in the middle.

Cells are Voronoi cells with bent edges (see :mod:`edges`); a town is a ring around its cell's
centre, short of the cell's own border.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from terytoria.statistics.sources.synthetic.edges import Edges, Fan
from terytoria.statistics.sources.synthetic.plane import Points, Sites, to_degrees

Rows = npt.NDArray[np.int64]

TOWN_REACH = (0.24, 0.42)
TOWN_ROUGHNESS = 0.18
WALL_KM = 1.0  # rounded degrees would fold a shorter piece of wall over


@dataclass(frozen=True)
class Mosaic:
    """Shapes of all units: rows ``0..cells-1`` are cells, the rest towns inside ``hosts``.

    ``pairs`` are rows of units that share an edge, the smaller first. ``fan_*`` describe the
    triangles between a cell's centre and its straight edges, grouped by cell from ``fan_start``.
    """

    centres: Points
    hosts: Rows
    shapes: npt.NDArray[np.object_]
    pairs: Rows
    inner: Points
    town_reach: npt.NDArray[np.float64]
    fan_start: Rows
    fan_from: Points
    fan_to: Points

    @property
    def cells(self) -> int:
        """Number of cells; towns come after them."""
        return len(self.centres)

    @property
    def units(self) -> int:
        """Number of units, cells and towns together."""
        return len(self.shapes)

    @property
    def cell_of(self) -> Rows:
        """Cell that each unit lies in."""
        return np.concatenate([np.arange(self.cells), self.hosts])

    def scatter(self, units: Rows, rng: np.random.Generator, spread: float = 1.0) -> Points:
        """A random point (km) inside each unit listed; a small ``spread`` stays near its centre.

        Every point is strictly inside: cells are sampled up to 0.78 of the way to their straight
        edges (bends reach in by at most 0.18), rings outside the town, towns within their walls.
        """
        cell = self.cell_of[units]
        count = self.fan_start[cell + 1] - self.fan_start[cell]
        fan = self.fan_start[cell] + (rng.random(len(units)) * count).astype(np.int64)
        along = rng.random(len(units))[:, None]
        edge = self.fan_from[fan] * (1 - along) + self.fan_to[fan] * along
        low, high = self._annulus(units)
        share = np.sqrt(rng.random(len(units))) * spread
        out = (low + (high - low) * share)[:, None]
        centre = self.centres[cell]
        return centre + (edge - centre) * out

    def _annulus(self, units: Rows) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        low = np.zeros(self.units)
        high = np.full(self.units, 0.78)
        low[self.hosts] = self.town_reach * (1 + TOWN_ROUGHNESS) + 0.03
        high[self.cells :] = self.town_reach * (1 - TOWN_ROUGHNESS) * 0.9
        return low[units], high[units]


def build_mosaic(sites: Sites, hosts: Rows, rng: np.random.Generator) -> Mosaic:
    """Mosaic over the sites of the country, with a town inside each of the ``hosts`` (sorted)."""
    edges = Edges.of(sites, rng)
    fan = edges.fan(sites)
    reach = rng.uniform(*TOWN_REACH, len(hosts))
    shapes = _shapes(sites, hosts, fan, _walls(sites, hosts, fan, reach, rng))
    inner = sites.points[np.concatenate([np.arange(sites.inside), hosts])].copy()
    inner[hosts] += 0.72 * (fan.start[fan.first[hosts]] - inner[hosts])
    towns = np.column_stack([hosts, sites.inside + np.arange(len(hosts))])
    pairs = np.vstack([edges.pairs(sites), towns])
    return Mosaic(
        centres=sites.points[: sites.inside],
        hosts=hosts,
        shapes=shapes,
        pairs=pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))],
        inner=inner,
        town_reach=reach,
        fan_start=fan.first,
        fan_from=fan.start,
        fan_to=fan.end,
    )


def _shapes(
    sites: Sites, hosts: Rows, fan: Fan, walls: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:
    """Polygons of cells, with the walls of their towns cut out, and of towns, in degrees."""
    outline = np.concatenate([fan.start[:, None], fan.bends], axis=1)
    shells = _rings(outline.reshape(-1, 2), np.repeat(fan.cell, outline.shape[1]))
    whole = np.asarray(shapely.polygons(shells))
    if not len(hosts):
        return whole
    whole[hosts] = shapely.polygons(shells[hosts], holes=walls[:, None])
    return np.concatenate([whole, shapely.polygons(walls)])


def _rings(points: Points, ring: Rows) -> npt.NDArray[np.object_]:
    """Closed rings in degrees from points (km) grouped by ring, without repeated points."""
    degrees = to_degrees(points)
    repeated = np.zeros(len(ring), dtype=bool)
    repeated[1:] = (degrees[1:] == degrees[:-1]).all(axis=1) & (ring[1:] == ring[:-1])
    return np.asarray(shapely.linearrings(degrees[~repeated], indices=ring[~repeated]))


def _walls(
    sites: Sites,
    hosts: Rows,
    fan: Fan,
    reach: npt.NDArray[np.float64],
    rng: np.random.Generator,
) -> npt.NDArray[np.object_]:
    """Outlines of towns (degrees): points between the cell's centre and its straight edges."""
    town_of = np.full(sites.inside, -1)
    town_of[hosts] = np.arange(len(hosts))
    long = np.hypot(*(fan.end - fan.start).T) > WALL_KM
    mine = np.flatnonzero((town_of[fan.cell] >= 0) & long)
    start, end = fan.start[mine], fan.end[mine]
    edge = np.stack([start, (2 * start + end) / 3, (start + 2 * end) / 3], axis=1).reshape(-1, 2)
    cell = np.repeat(fan.cell[mine], 3)
    rough = reach[town_of[cell]] * rng.uniform(1 - TOWN_ROUGHNESS, 1 + TOWN_ROUGHNESS, len(cell))
    centre = sites.points[cell]
    return _rings(centre + (edge - centre) * rough[:, None], town_of[cell])
