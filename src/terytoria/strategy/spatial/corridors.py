"""Transport corridors: where most commuters pass, by roads or, without them, by neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely.geometry.base import BaseGeometry

from terytoria.diagnosis.naming import named
from terytoria.diagnosis.provenance import source_of
from terytoria.language.cases import Case
from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.spatial.flows import Flow, Spots, flows_of, point_of
from terytoria.strategy.spatial.model import Feature, Layer
from terytoria.strategy.spatial.rules import Rule, rule
from terytoria.territory import Area, Neighbours
from terytoria.territory.travel import TravelGraph, great_circle_km

SCHEMA = {"persons": int, "along": str}
NEIGHBOURS, ROADS = "sąsiedztwo gmin", "sieć dróg"


@dataclass(frozen=True, eq=False)
class Network:
    """Points joined by edges that cost something; ``ends`` gives the row a gmina starts from."""

    points: np.ndarray
    costs: csr_array
    ends: dict[str, int]


def corridors(snapshot: Snapshot, area: Area, shape: BaseGeometry | None, spots: Spots) -> Layer:
    """The layer of corridors: stretches with the persons that pass them both ways, busiest first.

    The road network of the snapshot is used where it has one, else the neighbourhood of gminas.
    ``shape`` is the ground of the area; only stretches that touch it or start in it are kept.
    Gminas stand at their ``spots``, as in the layer of flows.
    """
    own = rule("corridors")
    roads = snapshot.table("road_nodes").height > 0
    flows = [
        one
        for one in flows_of(snapshot, area)
        if one.km is not None and one.km <= own.values["far_km"]
    ]
    network = road_network(snapshot, flows) if roads else neighbour_network(snapshot)
    loads = assign(network, area, flows)
    top = max(loads.values(), default=0)
    least = max(own.values["other"], own.values["share"] * top)
    kept = {edge: persons for edge, persons in loads.items() if persons >= least}
    drawn = _stretches(network, kept) if roads else _pairs(snapshot, area, spots, kept)
    features = _features(snapshot, own, drawn, shape if roads else None, roads=roads)
    said = own.values["limit_roads" if roads else "limit_neighbours"]
    text = _told(features, roads=roads)
    return Layer("corridors", own, features, SCHEMA, text, (said, *own.limits))


def neighbour_network(snapshot: Snapshot) -> Network:
    """Gminas joined to those they touch; an edge costs the kilometres between inner points.

    A town that a single gmina surrounds is joined to the neighbours of that gmina too: nobody
    goes to it by way of the middle of the ring.
    """
    register = snapshot.register
    units = [register.unit(code) for code in register.gminas]
    points = np.array([(np.nan, np.nan) if u.lon is None else (u.lon, u.lat) for u in units])
    index = register.index
    touching = [*snapshot.neighbours.pairs, *_through_rings(snapshot.neighbours)]
    pairs = [(index[a], index[b]) for a, b in touching if {a, b} <= index.keys()]
    start, end = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    km = great_circle_km(points[start, 0], points[start, 1], points[end, 0], points[end, 1])
    known = np.isfinite(km)
    start, end, km = start[known], end[known], np.maximum(km[known], 1e-6)
    size = len(points)
    both = (np.concatenate([start, end]), np.concatenate([end, start]))
    return Network(points, csr_array((np.tile(km, 2), both), shape=(size, size)), dict(index))


def _through_rings(neighbours: Neighbours) -> Iterator[tuple[str, str]]:
    """Towns surrounded by one gmina, each with every neighbour of that gmina."""
    codes = {code for pair in neighbours.pairs for code in pair}
    for town in sorted(codes):
        around = neighbours.of(town)
        if len(around) == 1:
            yield from ((town, other) for other in neighbours.of(around[0]) if other != town)


def road_network(snapshot: Snapshot, flows: Iterable[Flow]) -> Network:
    """Roads with minutes as costs; a gmina starts from the road nearest to its inner point."""
    nodes, edges = snapshot.table("road_nodes"), snapshot.table("road_edges")
    graph = TravelGraph(nodes, edges)
    fastest = edges.group_by("start", "end").agg(pl.col("minutes").min()).sort("start", "end")
    start, end = fastest["start"].to_numpy(), fastest["end"].to_numpy()
    minutes = fastest["minutes"].to_numpy().astype(np.float64)
    size = len(graph.nodes)
    codes = sorted({code for one in flows for code in (one.origin, one.dest)})
    units = [snapshot.register.unit(code) for code in codes]
    asked = np.array([(unit.lon, unit.lat) for unit in units], dtype=np.float64).reshape(-1, 2)
    rows = graph.snap(asked)[0].tolist() if codes else []
    costs = csr_array((minutes, (start, end)), shape=(size, size))
    return Network(graph.nodes, costs, dict(zip(codes, rows, strict=True)))


def assign(network: Network, area: Area, flows: Iterable[Flow]) -> dict[tuple[int, int], int]:
    """Persons on every edge (smaller row first) when each flow takes its cheapest way.

    A flow with a member at its end is led from that member; who cannot be led is left out.
    """
    led: dict[str, list[tuple[int, int]]] = {}
    for one in flows:
        home, away = (one.origin, one.dest) if one.origin in area else (one.dest, one.origin)
        if home in network.ends and away in network.ends:
            led.setdefault(home, []).append((network.ends[away], one.persons))
    homes = sorted(led)
    loads: dict[tuple[int, int], int] = {}
    for home in homes:
        start = network.ends[home]
        _, before = dijkstra(network.costs, indices=start, return_predecessors=True)
        for end, persons in led[home]:
            at = end
            while at != start and before[at] >= 0:
                edge = (min(at, int(before[at])), max(at, int(before[at])))
                loads[edge] = loads.get(edge, 0) + persons
                at = int(before[at])
    return loads


Stretch = tuple[str, str, BaseGeometry, int, tuple[str, ...]]


def _pairs(
    snapshot: Snapshot, area: Area, spots: Spots, kept: dict[tuple[int, int], int]
) -> Iterator[Stretch]:
    """A stretch per pair of neighbours, at least one of them a member."""
    register = snapshot.register
    for (a, b), persons in kept.items():
        codes = (register.gminas[a], register.gminas[b])
        if codes[0] in area or codes[1] in area:
            name = " – ".join(named(register, code, Case.NOMINATIVE) for code in codes)
            ends = [point_of(register, code, spots) for code in codes]
            line = shapely.LineString([end for end in ends if end is not None])
            yield f"{codes[0]}-{codes[1]}", name, line, persons, codes


def _stretches(network: Network, kept: dict[tuple[int, int], int]) -> Iterator[Stretch]:
    """Roads with one load joined to lines."""
    groups: dict[int, list[tuple[int, int]]] = {}
    for edge in sorted(kept):
        groups.setdefault(kept[edge], []).append(edge)
    for persons, edges in groups.items():
        lines = shapely.linestrings([network.points[list(edge)] for edge in edges])
        merged = shapely.line_merge(shapely.multilinestrings(lines))
        for at, line in enumerate(sorted(shapely.get_parts(merged), key=lambda one: one.bounds), 1):
            yield f"droga-{persons}-{at}", "", line, persons, ()


def _features(
    snapshot: Snapshot,
    own: Rule,
    drawn: Iterable[Stretch],
    shape: BaseGeometry | None,
    *,
    roads: bool,
) -> tuple[Feature, ...]:
    found = [one for one in drawn if shape is None or shape.intersects(one[2])]
    found.sort(key=lambda one: (-one[3], one[0]))
    main = max(own.values["main"], own.values["main_share"] * max((o[3] for o in found), default=0))
    source = source_of(snapshot, own.source) + ("; OpenStreetMap" if roads else "")
    formula = "Σ dojeżdżających w obie strony, których najkrótsza droga tędy prowadzi"
    return tuple(
        Feature(
            name,
            title or f"odcinek {at}",
            "main" if persons >= main else "other",
            line,
            {"persons": persons, "along": ROADS if roads else NEIGHBOURS},
            (
                Evidence(
                    "spatial.corridor", codes, (), float(persons), None, source, snapshot.vintage,
                    formula,
                ),
            ),
        )
        for at, (name, title, line, persons, codes) in enumerate(found, 1)
    )  # fmt: skip


def _told(features: tuple[Feature, ...], *, roads: bool) -> str:
    by = "po sieci dróg" if roads else "przez sąsiednie gminy, bo sieci dróg nie ma w zestawie"
    if not features:
        return f"0 korytarzy: żadnym ciągiem nie jedzie dość osób (liczono {by})."
    main = sum(one.kind == "main" for one in features)
    top = features[0]
    count = counted(len(features), "odcinek", "odcinki", "odcinków")
    text = (
        f"{count} w korytarzach, z tego głównych: {number(main)} (liczono {by}). Najwięcej osób "
        f"jedzie odcinkiem {_loaded(top)}"
    )
    if len(features) > 1:
        text += f", potem {_loaded(features[1])}"
    return f"{text}. Od nich warto zacząć wspólny transport publiczny."


def _loaded(one: Feature) -> str:
    return f"{one.name} (co najmniej {number(float(one.attributes['persons'] or 0))} w obie strony)"
