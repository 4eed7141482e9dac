"""Roads of OpenStreetMap (OSM PBF) as the travel graph of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from terytoria.language.numbers import number
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.problems import Problem, RefusedFileError
from terytoria.statistics.sources.published.roads.file import Ways, read_ways
from terytoria.statistics.sources.published.roads.graph import (
    Edges,
    Links,
    contracted,
    links_of,
    reachable,
)


@dataclass(frozen=True)
class RoadOptions:
    """Whether ferries count as roads, and how far apart nodes of a long road may be.

    ``spacing_m``: a road without crossings keeps a node about every so many metres, because travel
    starts and ends at nodes.
    """

    ferries: bool = False
    spacing_m: float = 1000.0

    def __post_init__(self) -> None:
        if not 50 <= self.spacing_m <= 100_000:
            raise ValueError("spacing_m must be 50 to 100000 metres")


def import_roads(path: Path, options: RoadOptions | None = None) -> Imported:
    """Tables ``road_nodes`` and ``road_edges`` of an OSM PBF file.

    Nodes are crossings and ends of roads; edges are one-way, with metres and minutes of a car
    without congestion (``roads.yaml``). Only the largest part in which every node reaches every
    other is kept; the rest is told. Raises :class:`RefusedFileError` in Polish for a file that is
    no OSM PBF, is cut, or has no roads.
    """
    chosen = options or RoadOptions()
    ways = read_ways(path, ferries=chosen.ferries)
    links = links_of(ways, chosen.spacing_m)
    if not len(links):
        raise RefusedFileError(f"W pliku {path.name} drogi nie mają punktów. Pobierz go ponownie.")
    kept, left_out = reachable(links)
    edges = contracted(kept, chosen.spacing_m)
    if not len(edges.start):
        raise RefusedFileError(
            f"W pliku {path.name} żadne dwa miejsca nie są połączone drogą w obie strony. Pobierz "
            "wyciąg, który obejmuje większy obszar."
        )
    messages = _messages(ways, links, kept, len(left_out))
    source = f"© autorzy OpenStreetMap (ODbL), plik {path.name}"
    return Imported(_tables(ways, edges), tuple(messages), source)


def _tables(ways: Ways, edges: Edges) -> dict[str, pl.DataFrame]:
    rows, at = np.unique(np.concatenate([edges.start, edges.end]), return_inverse=True)
    nodes = pl.DataFrame({"lon": ways.lon[rows], "lat": ways.lat[rows]})
    count = len(edges.start)
    table = pl.DataFrame(
        {
            "start": at[:count].astype(np.int32),
            "end": at[count:].astype(np.int32),
            "metres": edges.metres.astype(np.float32),
            "minutes": edges.minutes.astype(np.float32),
        }
    )
    return {"road_nodes": nodes, "road_edges": table}


def _messages(ways: Ways, links: Links, kept: Links, left_out: int) -> list[Problem]:
    told = []
    missing = int((ways.nodes < 0).sum())
    if missing:
        what = f"Drogi ucięte na brzegu pliku; punktów bez położenia: {number(missing)}."
        told.append(Problem(0, "", what, ""))
    if left_out:
        km = (links.metres.sum() - kept.metres.sum()) / 1000
        what = (
            f"Pominięto drogi, z których nie da się dojechać do reszty sieci i wrócić: "
            f"{number(km, 1)} km, węzłów: {number(left_out)}."
        )
        told.append(Problem(0, "", what, ""))
    whole = f"Sieć ma {number(kept.metres.sum() / 1000, 1)} km dróg."
    return [*told, Problem(0, "", whole, "")]
