"""Ways that a car may take and their points, read from an OSM PBF file.

The file is read twice: ways first, then only the nodes they use, so that memory grows with the
roads and not with everything else the file holds.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.roads.rules import RoadRules

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ways:
    """Ways one after another.

    ``nodes`` are rows of ``lon`` and ``lat`` (degrees), -1 for a node the file lacks; way ``w``
    has ``nodes[starts[w]:starts[w + 1]]`` and the speeds ``along[w]`` and ``against[w]`` (km/h,
    0 where driving is forbidden).
    """

    nodes: Ints
    starts: Ints
    along: Floats
    against: Floats
    lon: Floats
    lat: Floats


def read_ways(path: Path, *, ferries: bool) -> Ways:
    """Ways of an OSM PBF file; :class:`RefusedFileError` when it is none, cut or has no roads."""
    _check_kind(path)
    with _refusing(path):
        refs, counts, speeds, wanted = _roads(path, ferries=ferries)
        if not counts:
            raise RefusedFileError(
                f"W pliku {path.name} nie ma dróg dla samochodów. Pobierz wyciąg OpenStreetMap, "
                "który obejmuje Twój obszar."
            )
        ids, lon, lat = _places(path, wanted)
    order = np.argsort(ids, kind="stable")
    at = np.searchsorted(ids[order], refs)
    known = at < len(ids)
    known[known] = ids[order][at[known]] == refs[known]
    nodes = np.where(known, at, -1)
    starts = np.concatenate([[0], np.cumsum(np.asarray(counts, dtype=np.int64))])
    both = np.asarray(speeds, dtype=np.float64).reshape(-1, 2)
    return Ways(nodes, starts, both[:, 0], both[:, 1], lon[order], lat[order])


def _check_kind(path: Path) -> None:
    if not path.is_file():
        raise RefusedFileError(f"Nie ma pliku {path.name}. Sprawdź nazwę.")
    with path.open("rb") as file:
        head = file.read(32)
    # Four bytes of length, then a header whose first field is the kind of the block.
    if b"OSMHeader" not in head:
        raise RefusedFileError(
            f"{path.name} nie jest plikiem OSM PBF. Pobierz wyciąg OpenStreetMap z końcówką "
            ".osm.pbf."
        )


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Errors of the reader as a refused file."""
    try:
        yield
    except RefusedFileError:
        raise
    except (RuntimeError, ValueError, OSError) as problem:
        summary = f"Plik {path.name} jest uszkodzony albo ucięty. Pobierz go jeszcze raz."
        raise RefusedFileError(summary) from problem


def _roads(path: Path, *, ferries: bool) -> tuple[Ints, array[int], array[float], Any]:
    """Nodes of all ways, their count and two speeds by way, and the set of nodes used."""
    import osmium  # noqa: PLC0415 - loaded only where roads are imported

    rules = RoadRules.load()
    refs, counts, speeds = array("q"), array("q"), array("d")
    wanted = osmium.IdTracker()
    keys = osmium.filter.KeyFilter("highway", "route")
    file = osmium.io.File(str(path), "pbf")
    ways: Iterable[Any] = osmium.FileProcessor(file, osmium.osm.WAY).with_filter(keys)
    for way in ways:
        drive = rules.drive({tag.k: tag.v for tag in way.tags}, ferries=ferries)
        if drive is None or len(way.nodes) < 2:
            continue
        refs.extend([node.ref for node in way.nodes])
        counts.append(len(way.nodes))
        speeds.extend((drive.along, drive.against))
        wanted.add_references(way)
    return np.asarray(refs, dtype=np.int64), counts, speeds, wanted


def _places(path: Path, wanted: Any) -> tuple[Ints, Floats, Floats]:
    """Identifier, longitude and latitude of every node used that the file has."""
    import osmium  # noqa: PLC0415 - loaded only where roads are imported

    ids, east, north = array("q"), array("i"), array("i")
    file = osmium.io.File(str(path), "pbf")
    used = wanted.id_filter()
    nodes: Iterable[Any] = osmium.FileProcessor(file, osmium.osm.NODE).with_filter(used)
    for node in nodes:
        place = node.location
        if place.valid():
            ids.append(node.id)
            east.append(place.x)
            north.append(place.y)
    # OSM keeps degrees as whole numbers of ten millionths.
    return (
        np.asarray(ids, dtype=np.int64),
        np.asarray(east, dtype=np.float64) / 1e7,
        np.asarray(north, dtype=np.float64) / 1e7,
    )
