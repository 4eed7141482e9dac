"""Travel by road: nearest nodes of a network and the shortest times between points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
MAX_SNAP_KM = 5.0
_AT_ONCE = 2**24
"""Times held at once while searching: sources times nodes."""


class TravelError(ValueError):
    """Tables that are no travel graph, or points that are no points."""


@dataclass(frozen=True)
class Travel:
    """Minutes from each point (rows) to each (columns), and how far the points lie from the roads.

    Minutes are infinite where no road leads, and NaN where a point lies too far from any road;
    they count from node to node, without the way to the road (``from_km``, ``to_km``).
    """

    minutes: Floats
    from_km: Floats
    to_km: Floats


class TravelGraph:
    """A network of one-way edges with minutes.

    ``nodes`` has ``lon`` and ``lat`` (WGS 84 degrees); ``edges`` has ``start`` and ``end`` (rows of
    ``nodes``) and ``minutes``; other columns are not read. Raises :class:`TravelError` for edges
    to no node, minutes that are not positive numbers, and an empty network.

    >>> nodes = pl.DataFrame({"lon": [16.0, 16.1, 16.2], "lat": [53.0, 53.0, 53.0]})
    >>> edges = pl.DataFrame({"start": [0, 1, 1], "end": [1, 0, 2], "minutes": [6.0, 7.0, 8.0]})
    >>> graph = TravelGraph(nodes, edges)
    >>> graph.minutes(np.array([[16.0, 53.0], [16.2, 53.0]]), np.array([[16.2, 53.0]])).minutes
    array([[14.],
           [ 0.]])
    """

    def __init__(self, nodes: pl.DataFrame, edges: pl.DataFrame) -> None:
        points = nodes.select("lon", "lat").to_numpy().astype(np.float64)
        start, end, minutes = (edges[name].to_numpy() for name in ("start", "end", "minutes"))
        _check(len(points), start, end, minutes)
        self.nodes = points
        self._tree = cKDTree(_on_sphere(points))
        self._times = _fastest(len(points), start, end, minutes.astype(np.float64))

    def snap(self, points: Floats) -> tuple[Ints, Floats]:
        """Row of the nearest node of each point (longitude, latitude) and its distance in km."""
        asked = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        if not np.isfinite(asked).all():
            raise TravelError("a point has no coordinates: leave it out")
        chord, row = self._tree.query(_on_sphere(asked))
        return np.asarray(row, dtype=np.int64), _arc_km(chord)

    def minutes(
        self, from_points: Floats, to_points: Floats, *, max_snap_km: float = MAX_SNAP_KM
    ) -> Travel:
        """Shortest minutes from every point to every point, both arrays of (longitude, latitude).

        Dijkstra's algorithm from the smaller side, backwards when there are fewer targets.
        """
        start, from_km = self.snap(from_points)
        end, to_km = self.snap(to_points)
        if len(np.unique(end)) < len(np.unique(start)):
            found = _shortest(csr_array(self._times.T), end, start).T
        else:
            found = _shortest(self._times, start, end)
        found[from_km > max_snap_km, :] = np.nan
        found[:, to_km > max_snap_km] = np.nan
        return Travel(found, from_km, to_km)


def great_circle_km(lon: Floats, lat: Floats, to_lon: Floats, to_lat: Floats) -> Floats:
    """Great-circle distance (km) of pairs of points in degrees, exact for small distances too.

    >>> round(float(great_circle_km(np.array(0.0), np.array(0.0), np.array(1.0), np.array(0.0))), 2)
    111.2
    """
    here, there = np.radians(lat), np.radians(to_lat)
    half = np.sin((there - here) / 2) ** 2
    half += np.cos(here) * np.cos(there) * np.sin(np.radians(to_lon - lon) / 2) ** 2
    return _arc_km(2 * np.sqrt(half))


def _check(
    count: int, start: npt.NDArray[np.integer], end: npt.NDArray[np.integer], minutes: Floats
) -> None:
    if not count:
        raise TravelError("the network has no nodes: import roads first")
    for rows in (start, end):
        if len(rows) and not (rows.min() >= 0 and rows.max() < count):
            raise TravelError(f"an edge names a node that is not among the {count} nodes")
    if not (np.isfinite(minutes) & (minutes > 0)).all():
        raise TravelError("minutes of an edge must be a positive number")


def _fastest(count: int, start: Ints, end: Ints, minutes: Floats) -> csr_array:
    """Times as a sparse matrix; of parallel edges the fastest, for a matrix would add them up."""
    order = np.lexsort((minutes, end, start))
    start, end, minutes = start[order], end[order], minutes[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    return csr_array((minutes[first], (start[first], end[first])), shape=(count, count))


def _shortest(times: csr_array, start: Ints, end: Ints) -> Floats:
    """Shortest times between rows, a few sources at a time to bound the memory."""
    sources, back = np.unique(start, return_inverse=True)
    targets, column = np.unique(end, return_inverse=True)
    found = np.empty((len(sources), len(targets)))
    step = max(1, _AT_ONCE // times.shape[0])
    for at in range(0, len(sources), step):
        reached = dijkstra(times, indices=sources[at : at + step])
        found[at : at + step] = reached[:, targets]
    return found[np.ix_(back, column)]


def _on_sphere(points: Floats) -> Floats:
    """Unit vectors of points (longitude, latitude): a chord grows with its arc."""
    lon, lat = np.radians(points).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _arc_km(chord: Floats) -> Floats:
    arc: Floats = 2 * EARTH_KM * np.arcsin(np.minimum(np.asarray(chord) / 2, 1.0))
    return arc
