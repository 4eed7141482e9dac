"""The picture in one column, for a phone: goals with what serves them, lines at both sides.

A direction hangs under its goal and a project under the first direction it serves, joined at the
left. The other edges, from challenges to goals and to further directions, run in lanes at the
right, one lane for all lines of a goal or of a project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.interfaces.tree_layout import lanes
from terytoria.portal.strategies.interfaces.tree_nodes import Edge, Graph, Node
from terytoria.portal.strategies.interfaces.tree_places import Line, Place, Places, number
from terytoria.portal.strategies.interfaces.tree_text import lettering_of

BODY, INDENT, GAP, HEAD = 296.0, 18.0, 10.0, 30.0
LANE, FIRST_LANE = 7.0, 10.0


@dataclass(frozen=True)
class _Row:
    """A node in the order of reading, how deep it stands; a heading opens a part."""

    node: Node
    depth: int
    heading: str = ""


def narrow_places(graph: Graph) -> Places:
    """Places of the nodes in one column, and the lines between them."""
    rows = list(_rows(graph))
    nodes, headings, y = [], [], 0.0
    for row in rows:
        if row.heading:
            headings.append((0.0, y + 18, row.heading))
            y += HEAD
        x = INDENT * row.depth
        place = Place(row.node, lettering_of(row.node, BODY - x), x, y, BODY - x)
        nodes.append(place)
        y += place.height + GAP
    at = {place.node.key: place for place in nodes}
    hung = _hung(graph)
    left = [Line(edge, elbow(at[edge.source], at[edge.target])) for edge in hung]
    right, joints, width = _right(graph, at, set(hung))
    lines = {line.edge: line for line in (*left, *right)}
    inside = tuple(lines[edge] for edge in graph.edges)
    return Places(width, max(y, HEAD), tuple(nodes), inside, tuple(headings), joints)


def _hung(graph: Graph) -> tuple[Edge, ...]:
    """Edges drawn as branches: each target's and direction's, and the first of each project."""
    seen: set[str] = set()
    found = []
    for edge in graph.edges:
        kind = edge.target.partition("-")[0]
        if kind in (Kind.DIRECTION, Kind.PROJECT, Kind.TARGET) and edge.target not in seen:
            seen.add(edge.target)
            found.append(edge)
    return tuple(found)


def _rows(graph: Graph) -> Iterator[_Row]:
    """Nodes in the order of reading: challenges, goals with their branches, what hangs nowhere."""
    children: dict[str, list[str]] = {}
    for edge in _hung(graph):
        children.setdefault(edge.source, []).append(edge.target)
    known = {node.key: node for node in graph.nodes()}
    placed = {key for keys in children.values() for key in keys}
    yield from _part(graph.challenges, "Wyzwania")
    for number_, goal in enumerate(graph.goals):
        yield _Row(goal, 0, "" if number_ else "Cele, mierniki, kierunki i projekty")
        under = children.get(goal.key, [])
        for child in sorted(under, key=lambda key: not key.startswith(Kind.TARGET)):
            yield from _branch(known, children, child, 1)
    loose = [node for node in graph.directions if node.key not in placed]
    for number_, node in enumerate(loose):
        heading = "" if number_ else "Kierunki bez celu"
        first, *rest = _branch(known, children, node.key, 0)
        yield _Row(first.node, 0, heading)
        yield from rest
    yield from _part(
        [node for node in graph.projects if node.key not in placed], "Projekty bez kierunku"
    )
    yield from _part(graph.measures.get("", ()), "Mierniki bez celu")


def _part(nodes: tuple[Node, ...] | list[Node], heading: str) -> Iterator[_Row]:
    for at, node in enumerate(nodes):
        yield _Row(node, 0, "" if at else heading)


def _branch(
    known: Mapping[str, Node], children: Mapping[str, list[str]], key: str, depth: int
) -> Iterator[_Row]:
    yield _Row(known[key], depth)
    for child in children.get(key, ()):
        yield from _branch(known, children, child, depth + 1)


def elbow(parent: Place, child: Place) -> str:
    """Down from the lower left corner of a box, then right to the middle of its branch."""
    x, y = parent.x + 8, parent.y + parent.height
    middle = child.y + child.height / 2
    return f"M{number(x)} {number(y)}V{number(middle)}H{number(child.x)}"


def _right(
    graph: Graph, at: Mapping[str, Place], hung: set[Edge]
) -> tuple[list[Line], tuple[tuple[float, float], ...], float]:
    """Lines in lanes at the right of the boxes, where they join, and the width with them."""
    groups: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        if edge not in hung:
            groups.setdefault(edge.target, []).append(edge)
    ends = [
        [_middle(at[key]) for key in (target, *(edge.source for edge in edges))]
        for target, edges in groups.items()
    ]
    given = lanes([(min(own), max(own)) for own in ends])
    places = [BODY + FIRST_LANE + LANE * lane for lane in given]
    lines = [
        Line(edge, _around(at[edge.source], at[edge.target], x))
        for edges, x in zip(groups.values(), places, strict=True)
        for edge in edges
    ]
    joints = tuple((x, y) for own, x in zip(ends, places, strict=True) for y in own)
    return lines, joints, BODY + FIRST_LANE + LANE * (max(given, default=-1) + 1)


def _middle(place: Place) -> float:
    return place.y + place.height / 2


def _around(one: Place, other: Place, lane: float) -> str:
    """Out of a box to the right, along a lane, into the other box."""
    start, end = one.x + one.width, other.x + other.width
    return (
        f"M{number(start)} {number(_middle(one))}H{number(lane)}"
        f"V{number(_middle(other))}H{number(end)}"
    )
