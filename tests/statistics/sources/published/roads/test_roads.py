"""Roads of OpenStreetMap as a travel graph: speeds, directions, what is reached and how fast."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import osmium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.roads.network import RoadOptions, import_roads
from terytoria.territory.travel import TravelGraph

STEP = 0.01  # degrees between nodes of a grid
HOME = {"highway": "residential"}
Place = tuple[int, int]


@dataclass
class Town:
    """Ways between places of a grid, and the times between them by plain Dijkstra."""

    ways: list[tuple[list[Place], dict[str, str]]] = field(default_factory=list)
    times: dict[Place, dict[Place, float]] = field(default_factory=dict)

    def way(self, places: Sequence[Place], along: float, against: float, **tags: str) -> Town:
        """Add a way driven at such speeds (km/h, 0 for not at all)."""
        self.ways.append((list(places), {key.replace("_", ":"): v for key, v in tags.items()}))
        for a, b in pairwise(places):
            for start, end, speed in ((a, b, along), (b, a, against)):
                if speed:
                    minutes = 60 * kilometres(start, end) / speed
                    known = self.times.setdefault(start, {})
                    known[end] = min(minutes, known.get(end, math.inf))
        return self

    def shortest(self, start: Place) -> dict[Place, float]:
        """Minutes to every place that can be reached."""
        best = {start: 0.0}
        queue = [(0.0, start)]
        while queue:
            time, place = heapq.heappop(queue)
            if time > best[place]:
                continue
            for other, more in self.times.get(place, {}).items():
                if time + more < best.get(other, math.inf):
                    best[other] = time + more
                    heapq.heappush(queue, (time + more, other))
        return best

    def write(self, path: Path, *, without: Iterable[Place] = ()) -> Path:
        """The town as a file of the format its name tells; returns the path."""
        places = sorted({place for way, _ in self.ways for place in way})
        number = {place: at for at, place in enumerate(places, start=1)}
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for place in places:
                if place not in set(without):
                    at = degrees([place])[0]
                    writer.add_node(osmium.osm.mutable.Node(id=number[place], location=tuple(at)))
            for at, (way, tags) in enumerate(self.ways, start=1):
                nodes = [number[place] for place in way]
                writer.add_way(osmium.osm.mutable.Way(id=at, nodes=nodes, tags=tags))
        return path


def degrees(places: Sequence[Place]) -> np.ndarray:
    return np.array([(16 + STEP * x, 53 + STEP * y) for x, y in places])


def kilometres(a: Place, b: Place) -> float:
    """Haversine, written apart from the product's."""
    (lon, lat), (to_lon, to_lat) = np.radians(degrees([a, b]))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def graph_of(found: Imported) -> TravelGraph:
    return TravelGraph(found.tables["road_nodes"], found.tables["road_edges"])


def told(found: Imported) -> str:
    return "\n".join(message.text for message in found.messages)


def nodes_of(found: Imported) -> set[Place]:
    frame = found.tables["road_nodes"]
    return {(round((lon - 16) / STEP), round((lat - 53) / STEP)) for lon, lat in frame.iter_rows()}


def square_town() -> Town:
    """Streets five by five, 30 km/h."""
    town = Town()
    for line in range(5):
        town.way([(x, line) for x in range(5)], 30, 30, **HOME)
        town.way([(line, y) for y in range(5)], 30, 30, **HOME)
    return town


def check_times(town: Town, found: Imported) -> None:
    """Every time between nodes of the graph is the one of plain Dijkstra."""
    graph, places = graph_of(found), sorted(nodes_of(found))
    minutes = graph.minutes(degrees(places), degrees(places)).minutes
    for row, start in enumerate(places):
        best = town.shortest(start)
        assert minutes[row] == pytest.approx([best[p] for p in places], rel=1e-5, abs=1e-5)


def test_a_grid_of_streets_has_its_times(tmp_path: Path) -> None:
    town = square_town()
    found = import_roads(town.write(tmp_path / "town.osm.pbf"))
    assert len(found.tables["road_nodes"]) >= 21
    check_times(town, found)
    assert found.source == "© autorzy OpenStreetMap (ODbL), plik town.osm.pbf"
    schema = {name: str(kind) for name, kind in found.tables["road_edges"].schema.items()}
    assert schema == {"start": "Int32", "end": "Int32", "metres": "Float32", "minutes": "Float32"}


def test_one_way_streets_are_driven_one_way(tmp_path: Path) -> None:
    town = Town()
    town.way([(0, 0), (1, 0), (2, 0)], 30, 0, **HOME, oneway="yes")
    town.way([(0, 1), (1, 1), (2, 1)], 0, 30, **HOME, oneway="-1")
    town.way([(0, 0), (0, 1)], 30, 30, **HOME, oneway="no")
    town.way([(1, 0), (1, 1)], 30, 30, **HOME)
    town.way([(2, 0), (2, 1)], 30, 30, **HOME)
    found = import_roads(town.write(tmp_path / "a.osm.pbf"), RoadOptions(spacing_m=50))
    check_times(town, found)
    there = graph_of(found).minutes(degrees([(0, 0)]), degrees([(1, 0)])).minutes[0, 0]
    back = graph_of(found).minutes(degrees([(1, 0)]), degrees([(0, 0)])).minutes[0, 0]
    assert back > 2 * there


def test_roundabouts_and_motorways_are_one_way_unless_told(tmp_path: Path) -> None:
    town = Town()
    ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    town.way(ring, 30, 0, **HOME, junction="roundabout")
    for x, y in ring[:4]:
        town.way([(x, y), (4 * x - 1, 4 * y - 1)], 30, 30, **HOME)
    town.way([(-1, -1), (3, -1)], 120, 0, highway="motorway")
    town.way([(-1, 3), (3, 3)], 120, 120, highway="motorway", oneway="no")
    check_times(town, import_roads(town.write(tmp_path / "a.osm.pbf")))


def test_signs_count_in_their_direction(tmp_path: Path) -> None:
    town = Town()
    town.way([(0, 0), (1, 0)], 0.85 * 50, 0.85 * 90, highway="primary", maxspeed="90",
             maxspeed_forward="50")  # fmt: skip
    town.way([(1, 0), (2, 0)], 0.85 * 50, 0.85 * 50, highway="primary", maxspeed="PL:urban")
    town.way([(2, 0), (3, 1)], 65, 65, highway="primary", maxspeed="signals")
    town.way([(3, 1), (0, 0)], 0.85 * 32.18688, 0.85 * 32.18688, highway="road", maxspeed="20 mph")
    check_times(town, import_roads(town.write(tmp_path / "a.osm.pbf"), RoadOptions(spacing_m=50)))


def test_closed_ways_and_ways_for_others_are_left_out(tmp_path: Path) -> None:
    town = square_town()
    for tags in (
        {**HOME, "access": "private"},
        {**HOME, "motor_vehicle": "no"},
        {"highway": "service", "service": "driveway"},
        {"highway": "footway"},
        {"highway": "track"},
        {"highway": "construction"},
        {"railway": "rail"},
    ):
        town.ways.append(([(0, 0), (9, 9), (4, 4)], tags))
    found = import_roads(town.write(tmp_path / "a.osm.pbf"))
    assert (9, 9) not in nodes_of(found)
    check_times(town, found)


def test_the_most_particular_access_decides(tmp_path: Path) -> None:
    town = square_town()
    town.way([(0, 0), (9, 9)], 30, 30, **HOME, access="no", motorcar="yes")
    town.way([(9, 9), (9, 8), (4, 4)], 30, 30, **HOME)
    found = import_roads(town.write(tmp_path / "a.osm.pbf"))
    assert any(max(place) > 4 for place in nodes_of(found))
    check_times(town, found)


def test_an_island_is_left_out_and_told(tmp_path: Path) -> None:
    town = square_town()
    town.way([(20, 20), (21, 20), (21, 21)], 30, 30, **HOME)
    found = import_roads(town.write(tmp_path / "a.osm.pbf"))
    assert all(max(place) < 5 for place in nodes_of(found))
    assert "Pominięto drogi, z których nie da się dojechać" in told(found)
    assert "1,8 km, węzłów: 2" in told(found)


def test_a_ferry_joins_the_island_where_asked(tmp_path: Path) -> None:
    town = square_town()
    town.way([(20, 20), (21, 20), (21, 21)], 30, 30, **HOME)
    town.way([(4, 4), (20, 20)], 10, 10, route="ferry")
    path = town.write(tmp_path / "a.osm.pbf")
    found = import_roads(path, RoadOptions(ferries=True))
    assert (21, 21) in nodes_of(found)
    check_times(town, found)
    assert (21, 21) not in nodes_of(import_roads(path))


def test_a_street_one_can_only_enter_is_left_out(tmp_path: Path) -> None:
    town = square_town()
    town.ways.append(([(4, 4), (5, 5)], {**HOME, "oneway": "yes"}))
    found = import_roads(town.write(tmp_path / "a.osm.pbf"))
    assert (5, 5) not in nodes_of(found)


def test_a_dead_end_stays(tmp_path: Path) -> None:
    town = square_town().way([(4, 4), (5, 5), (6, 6)], 30, 30, **HOME)
    found = import_roads(town.write(tmp_path / "a.osm.pbf"))
    assert (6, 6) in nodes_of(found)
    check_times(town, found)


def test_a_lonely_ring_is_a_network(tmp_path: Path) -> None:
    town = Town().way([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], 30, 0, **HOME, oneway="yes")
    found = import_roads(town.write(tmp_path / "a.osm.pbf"))
    check_times(town, found)


def test_long_roads_keep_nodes_at_most_so_far_apart(tmp_path: Path) -> None:
    town = Town()
    for x in range(60):
        town.way([(x, 0), (x + 1, 0)], 50, 50, highway="tertiary")
    path = town.write(tmp_path / "a.osm.pbf")
    step = 1000 * kilometres((0, 0), (1, 0))
    for spacing in (1_000.0, 5_000.0, 20_000.0):
        found = import_roads(path, RoadOptions(spacing_m=spacing))
        longest = found.tables["road_edges"]["metres"].max()
        assert longest is not None
        assert max(step, spacing - step) <= longest * 1.001 + 1
        assert longest <= spacing + step + 1  # type: ignore[operator]
        check_times(town, found)
    assert nodes_of(import_roads(path, RoadOptions(spacing_m=100_000))) == {(0, 0), (60, 0)}


def test_roads_cut_at_the_edge_of_an_extract_are_told(tmp_path: Path) -> None:
    town = square_town().way([(4, 4), (6, 6), (8, 8)], 30, 30, **HOME)
    found = import_roads(town.write(tmp_path / "a.osm.pbf", without=[(6, 6)]))
    assert "Drogi ucięte na brzegu pliku; punktów bez położenia: 1." in told(found)
    assert (8, 8) not in nodes_of(found)


def test_two_nodes_in_one_place_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "a.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        for at, place in enumerate([(16.0, 53.0), (16.0, 53.0), (16.01, 53.0)], start=1):
            writer.add_node(osmium.osm.mutable.Node(id=at, location=place))
        for at, nodes in enumerate([[1, 2], [2, 3], [1, 3]], start=1):
            writer.add_way(osmium.osm.mutable.Way(id=at, nodes=nodes, tags=HOME))
    graph = graph_of(import_roads(path))
    points = np.array([[16.0, 53.0], [16.01, 53.0]])
    assert graph.minutes(points, points).minutes[0, 1] == pytest.approx(1.34, abs=0.01)


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Random ways over a small grid with random directions and speeds."""
    town = Town()
    place = st.tuples(st.integers(0, 4), st.integers(0, 3))
    for _ in range(draw(st.integers(1, 12))):
        way = draw(st.lists(place, min_size=2, max_size=6))
        way = [a for a, b in zip(way, [*way[1:], None], strict=True) if a != b]
        oneway, limit = draw(st.sampled_from(["yes", "no", "-1", ""])), draw(st.integers(10, 140))
        speed = 0.85 * limit
        along, against = speed * (oneway != "-1"), speed * (oneway != "yes")
        tags = {"highway": "primary", "maxspeed": str(limit)} | (
            {"oneway": oneway} if oneway else {}
        )
        if len(way) > 1:
            town.way(way, along, against, **tags)
    return town


@settings(max_examples=60)
@given(towns(), st.sampled_from([50.0, 900.0, 3_000.0, 100_000.0]))
def test_contraction_changes_no_time(
    tmp_path_factory: pytest.TempPathFactory, town: Town, spacing: float
) -> None:
    """Random networks: times between the nodes left are those of the whole network."""
    path = town.write(tmp_path_factory.mktemp("towns") / "a.osm.pbf")
    try:
        found = import_roads(path, RoadOptions(spacing_m=spacing))
    except RefusedFileError:
        # A short ring without a crossing is no place to travel from; with every node kept it is.
        together = [(a, b) for a in town.times for b in town.shortest(a) if a != b]
        mutual = any(b in town.times and a in town.shortest(b) for a, b in together)
        assert spacing > 50 or not mutual
        return
    check_times(town, found)
    graph, places = graph_of(found), degrees(sorted(nodes_of(found)))
    minutes = graph.minutes(places, places).minutes
    assert np.isfinite(minutes).all()
    through = (minutes[:, :, None] + minutes[None, :, :]).min(axis=1)
    assert (minutes <= through + 1e-4).all()
    assert (np.diag(minutes) == 0).all()


@pytest.mark.parametrize("content", [b"", b"\0", b"PK\x03\x04" + b"0" * 500, b"<osm></osm>" * 9])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.osm.pbf"
    path.write_bytes(content)
    with pytest.raises(RefusedFileError, match=r"a\.osm\.pbf nie jest plikiem OSM PBF"):
        import_roads(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError, match="Nie ma pliku"):
        import_roads(tmp_path / "a.osm.pbf")


def test_an_xml_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError, match="nie jest plikiem OSM PBF"):
        import_roads(square_town().write(tmp_path / "a.osm"))


@settings(max_examples=30)
@given(share=st.floats(0.05, 0.999))
def test_a_cut_file_is_refused(tmp_path_factory: pytest.TempPathFactory, share: float) -> None:
    path = square_town().write(tmp_path_factory.mktemp("cut") / "a.osm.pbf")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(RefusedFileError):
        import_roads(path)


def test_a_file_without_roads_is_refused(tmp_path: Path) -> None:
    town = Town()
    town.ways.append(([(0, 0), (1, 1)], {"railway": "rail"}))
    with pytest.raises(RefusedFileError, match="nie ma dróg dla samochodów"):
        import_roads(town.write(tmp_path / "a.osm.pbf"))


def test_a_wrong_spacing_is_refused() -> None:
    with pytest.raises(ValueError, match="spacing_m must be"):
        RoadOptions(spacing_m=1.0)
