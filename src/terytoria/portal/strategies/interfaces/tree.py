"""The picture of the chain: challenges, goals with their targets, directions, projects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from terytoria.portal.strategies.enums import Kind, Severity
from terytoria.portal.strategies.interfaces.tree_layout import Layer, ordered, tops
from terytoria.portal.strategies.interfaces.tree_narrow import elbow, narrow_places
from terytoria.portal.strategies.interfaces.tree_nodes import Graph, Node
from terytoria.portal.strategies.interfaces.tree_places import Line, Place, Places, number
from terytoria.portal.strategies.interfaces.tree_text import PADDING, lettering_of

WIDTH, COLUMN, HEAD = 1160.0, 236.0, 34.0
GAP, TARGET_GAP, TARGET_INDENT = 16.0, 6.0, 16.0
_STEP = (WIDTH - COLUMN) / 3
_HEADINGS = ("Wyzwania", "Cele i mierniki", "Kierunki działań", "Projekty")
_MARKS = {
    Severity.ERROR: "M-3 -7h6l4 4v6l-4 4h-6l-4 -4v-6z",
    Severity.WARNING: "M0 -7.5l8 14.5h-16z",
    Severity.HINT: "M0 -7a7 7 0 1 0 .01 0z",
}
"""Shapes about their middle: an octagon, a triangle, a circle."""


@dataclass(frozen=True)
class _Block:
    """A node of a column with the targets under it."""

    places: tuple[Place, ...]

    @property
    def height(self) -> float:
        last = self.places[-1]
        return last.y + last.height


def draw_tree(graph: Graph, *, narrow: bool = False) -> SafeString:
    """The picture as SVG: columns side by side, or one column for a phone.

    Every node is a link with its words; every edge of the graph is one line. Colours come from
    the style sheet.
    """
    places = narrow_places(graph) if narrow else wide_places(graph)
    variant = "narrow" if narrow else "wide"
    words = (
        "Układ od góry: wyzwania, potem cele z miernikami, kierunkami i projektami."
        if narrow
        else "Układ od lewej: wyzwania, cele z miernikami, kierunki działań, projekty."
    )
    return format_html(
        '<svg class="tree tree-{0}" viewBox="0 0 {1} {2}" role="group" '
        'aria-labelledby="tree-{0}-title" aria-describedby="tree-{0}-desc">'
        '<title id="tree-{0}-title">Drzewo strategii</title>'
        '<desc id="tree-{0}-desc">{3} To samo w postaci listy jest niżej.</desc>{4}{5}{6}{7}</svg>',
        variant,
        number(places.width),
        number(places.height),
        words,
        format_html_join(
            "",
            '<text class="tree-heading" x="{}" y="{}">{}</text>',
            ((number(x), number(y), text) for x, y, text in places.headings),
        ),
        format_html_join(
            "",
            '<path class="tree-edge" data-from="{}" data-to="{}" d="{}"/>',
            ((line.edge.source, line.edge.target, line.path) for line in places.lines),
        ),
        format_html_join(
            "",
            '<circle class="tree-joint" cx="{}" cy="{}" r="2.5"/>',
            ((number(x), number(y)) for x, y in places.joints),
        ),
        _nodes(places.nodes),
    )


def wide_places(graph: Graph) -> Places:
    """Places of the nodes in four columns, and curves between them."""
    columns = [[_block(graph, node, at) for node in column] for at, column in
               enumerate(graph.columns)]  # fmt: skip
    loose = graph.measures.get("", ())
    links = _links(graph)
    orders = ordered([len(column) for column in columns], links)
    columns = [[column[at] for at in order] for column, order in zip(columns, orders, strict=True)]
    links = [link[np.ix_(orders[at], orders[at + 1])] for at, link in enumerate(links)]
    found = tops([_layer(column) for column in columns], links, GAP)
    nodes = [
        place.moved(_STEP * at, HEAD + top)
        for at, (column, own) in enumerate(zip(columns, found, strict=True))
        for block, top in zip(column, own, strict=True)
        for place in block.places
    ]
    nodes += _loose(loose, nodes)
    headings = tuple(
        (_STEP * at, 16.0, f"{text} ({len(column)})")
        for at, (text, column) in enumerate(zip(_HEADINGS, graph.columns, strict=True))
    )
    height = max((place.y + place.height for place in nodes), default=HEAD) + 4
    return Places(WIDTH, height, tuple(nodes), _curves(graph, nodes), headings)


def _block(graph: Graph, node: Node, column: int) -> _Block:
    """A node at the origin, its targets below it."""
    first = Place(node, lettering_of(node, COLUMN), 0.0, 0.0, COLUMN)
    places = [first]
    for target in graph.measures.get(node.key, ()) if column == 1 else ():
        below = places[-1].y + places[-1].height + TARGET_GAP
        room = COLUMN - TARGET_INDENT
        places.append(Place(target, lettering_of(target, room), TARGET_INDENT, below, room))
    return _Block(tuple(places))


def _loose(targets: Iterable[Node], nodes: Sequence[Place]) -> list[Place]:
    """Targets whose goal is no more, below the column of goals."""
    y = max((one.y + one.height for one in nodes if one.x >= _STEP and one.x < 2 * _STEP),
            default=HEAD)  # fmt: skip
    found = []
    for target in targets:
        place = Place(target, lettering_of(target, COLUMN), _STEP, y + GAP, COLUMN)
        found.append(place)
        y = place.y + place.height
    return found


def _layer(column: Sequence[_Block]) -> Layer:
    return Layer(
        np.array([block.height for block in column]),
        np.array([block.places[0].height / 2 for block in column]),
    )


def _links(graph: Graph) -> list[np.ndarray]:
    """Boolean arrays between neighbouring columns."""
    found = []
    for left, right in zip(graph.columns, graph.columns[1:], strict=False):
        row = {node.key: at for at, node in enumerate(left)}
        column = {node.key: at for at, node in enumerate(right)}
        link = np.zeros((len(left), len(right)), dtype=bool)
        for edge in graph.edges:
            if edge.source in row and edge.target in column:
                link[row[edge.source], column[edge.target]] = True
        found.append(link)
    return found


def _curves(graph: Graph, nodes: Sequence[Place]) -> tuple[Line, ...]:
    """A line for each edge: curves between columns, elbows from goals to their targets."""
    at = {place.node.key: place for place in nodes}
    lines = []
    for edge in graph.edges:
        one, other = at[edge.source], at[edge.target]
        if other.node.kind is Kind.TARGET:
            lines.append(Line(edge, elbow(one, other)))
            continue
        x, end = one.x + one.width, other.x
        middle = (x + end) / 2
        y, last = one.y + one.height / 2, other.y + other.height / 2
        path = (
            f"M{number(x)} {number(y)}C{number(middle)} {number(y)} {number(middle)} "
            f"{number(last)} {number(end)} {number(last)}"
        )
        lines.append(Line(edge, path))
    return tuple(lines)


def _nodes(places: Iterable[Place]) -> SafeString:
    return format_html_join("", "{}", ((_node(place),) for place in places))


def _node(place: Place) -> SafeString:
    node = place.node
    return format_html(
        '<a href="{}" class="tree-node tree-{}{}" aria-label="{}" data-key="{}">'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="3"/>'
        '<path class="tree-stripe" d="M{} {}v{}"/>{}{}</a>',
        node.href,
        node.kind.value,
        f" tree-has-{node.severity.value}" if node.severity else "",
        node.said,
        node.key,
        number(place.x),
        number(place.y),
        number(place.width),
        number(place.height),
        number(place.x + 3),
        number(place.y),
        number(place.height),
        format_html_join(
            "",
            '<text class="{}" x="{}" y="{}">{}</text>',
            (
                (line.face.name, number(place.x + line.x), number(place.y + line.y), line.text)
                for line in place.lettering.lines
            ),
        ),
        _mark(place),
    )


def _mark(place: Place) -> SafeString:
    """The shape of the gravest problem before its words."""
    if place.node.severity is None:
        return SafeString("")
    first = next(line for line in place.lettering.lines if line.face.name == "tree-note")
    x, y = place.x + PADDING + 7, place.y + first.y - 5
    return format_html(
        '<path class="tree-mark" transform="translate({} {})" d="{}M0 -3v4M0 3.4v.2"/>',
        number(x),
        number(y),
        _MARKS[place.node.severity],
    )
