"""Who goes where: curved arrows as wide as the flow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import lettering, sheet
from terytoria.documents.figures.ground import Projection, fit, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.placement import Label, place, spread
from terytoria.documents.figures.scene import Scene, polyline
from terytoria.documents.figures.sheet import Region, Words

WIDEST = 11.0
EDGE = 46.0
APART = (84.0, 20.0)
"""Room for the name of a node at the upper or lower edge, and at a side, px."""
Spot = tuple[float, float]


@dataclass(frozen=True)
class _Bend:
    """Middle, width, length and ground of an arrow drawn."""

    x: float
    y: float
    wide: float
    length: float
    body: BaseGeometry


@dataclass(frozen=True)
class Node:
    """A place flows start or end at; one outside the view stands at the edge of the map."""

    name: str
    lon: float
    lat: float
    core: bool = False
    member: bool = True


@dataclass(frozen=True)
class Flow:
    """Persons from one node to another, by their places in the list of nodes."""

    origin: int
    target: int
    persons: float


@dataclass(frozen=True)
class FlowMap:
    """Members, nodes and flows; flows without a finite, positive number are not drawn."""

    title: str
    regions: Sequence[Region]
    nodes: Sequence[Node]
    flows: Sequence[Flow]
    context: Sequence[BaseGeometry] = ()
    unit: str = "osób"
    labelled: int = 12
    description: str = ""
    width: float = theme.FULL_WIDTH
    max_height: float = 470.0

    def __post_init__(self) -> None:
        """Check that flows join nodes there are."""
        for flow in self.flows:
            if not {flow.origin, flow.target} <= set(range(len(self.nodes))):
                raise ValueError(
                    f"a flow joins nodes {flow.origin} and {flow.target}, not all given"
                )


def draw_flow_map(spec: FlowMap) -> Picture:
    """Draw the flows, the largest on top, and write the persons on the ``labelled`` largest.

    Example:
        >>> import shapely
        >>> here = Region("A", shapely.box(16, 53, 16.2, 53.1))
        >>> nodes = [Node("A", 16.05, 53.05), Node("B", 16.15, 53.05)]
        >>> draw_flow_map(FlowMap("Dojazdy", [here], nodes, [Flow(0, 1, 855)])).width
        640.0
    """
    geometries = [region.geometry for region in spec.regions]
    room = Box(1, 1, spec.width - 1, spec.max_height)
    projection, frame = fit(geometries, room, 0.16)
    ground = prepare([*geometries, *spec.context], projection, frame)
    scene = Scene(spec.width, frame.bottom + 28)
    sheet.draw_context(scene, ground, range(len(geometries), len(ground.paths)))
    pale = theme.blend(theme.ACCENT, theme.PAPER, 0.82)
    for data in ground.paths[: len(geometries)]:
        sheet.draw_region(scene, data, pale)
    sheet.outline(scene, ground.joined(range(len(geometries))), theme.ACCENT, 1.0)
    spots = _spots(spec, projection, frame)
    flows = _drawn(spec)
    top = max((flow.persons for flow in flows), default=1.0)
    middles = []
    for flow in flows:
        wide = max(WIDEST * flow.persons / top, 1.2)
        middles.append(_arrow(scene, spec, spots, flow, wide))
    taken = [sheet.scale_bar(scene, projection, frame)]
    taken += _nodes(scene, spec, spots, frame, taken)
    largest = list(zip(flows, middles, strict=True))[::-1][: spec.labelled]
    _numbers(scene, largest, frame, taken)
    sheet.frame_cover(scene, frame)
    _key(scene, spec, frame.bottom + 16, top)
    return scene.picture(spec.title, spec.description)


def _drawn(spec: FlowMap) -> list[Flow]:
    known = [flow for flow in spec.flows if math.isfinite(flow.persons) and flow.persons > 0]
    known = [flow for flow in known if flow.origin != flow.target]
    return sorted(known, key=lambda flow: (flow.persons, flow.origin, flow.target))


def _spots(spec: FlowMap, projection: Projection, frame: Box) -> list[Spot]:
    """Nodes in px, those out of view moved to the edge along the line from the middle."""
    lons, lats = [node.lon for node in spec.nodes], [node.lat for node in spec.nodes]
    centre = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
    inner = (centre[0] - frame.left - EDGE, centre[1] - frame.top - EDGE / 2)
    spots: list[Spot] = []
    sides: dict[tuple[int, bool], list[int]] = {}
    for at, (x, y) in enumerate(sheet.project(projection, lons, lats).tolist()):
        dx, dy = x - centre[0], y - centre[1]
        across, down = abs(dx) / inner[0], abs(dy) / inner[1]
        if frame.left < x < frame.right and frame.top < y < frame.bottom:
            spots.append((x, y))
        else:
            over = max(across, down, 1.0)
            spots.append((centre[0] + dx / over, centre[1] + dy / over))
            along = 1 if across > down else 0
            sides.setdefault((along, (dx, dy)[1 - along] > 0), []).append(at)
    for (along, _), nodes in sides.items():
        low, high = (
            (frame.left + EDGE, frame.right - EDGE)
            if along == 0
            else (frame.top + EDGE / 2, frame.bottom - EDGE / 2)
        )
        apart = spread([spots[at][along] for at in nodes], APART[along], low, high)
        for at, value in zip(nodes, apart, strict=True):
            spots[at] = (value, spots[at][1]) if along == 0 else (spots[at][0], value)
    return spots


def _arrow(scene: Scene, spec: FlowMap, spots: list[Spot], flow: Flow, wide: float) -> _Bend:
    """Draw one arrow, bent to its right so that two ways do not cover each other."""
    start, end = np.array(spots[flow.origin]), np.array(spots[flow.target])
    way = end - start
    length = float(np.hypot(*way)) or 1.0
    aside = np.array([-way[1], way[0]]) / length
    bend = (start + end) / 2 + aside * min(length * 0.18, 60.0)
    head = min(max(wide * 1.5, 6.0), length * 0.45)
    last = max(1 - (head + 5) / length, 0.3)
    times = np.linspace(min(5 / length, 0.15), last, 24)[:, None]
    curve = (1 - times) ** 2 * start + 2 * times * (1 - times) * bend + times**2 * end
    along = np.gradient(curve, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])
    half = across * (wide / 2)
    tip = curve[-1] + along[-1] * head
    wing = across[-1] * max(wide * 0.95, 3.4)
    body = [*(curve + half), curve[-1] + wing, tip, curve[-1] - wing, *(curve - half)[::-1]]
    both = spec.nodes[flow.origin].member and spec.nodes[flow.target].member
    colour = theme.ACCENT if both else theme.MUTED
    points = [(float(x), float(y)) for x, y in body]
    scene.path(polyline(points, closed=True), fill=colour, stroke=theme.PAPER, thickness=0.7)
    middle = curve[len(curve) // 2]
    trunk = shapely.linestrings([*curve, tip]).buffer(wide / 2 + 1, quad_segs=2)
    return _Bend(float(middle[0]), float(middle[1]), wide, length, trunk)


def _nodes(
    scene: Scene, spec: FlowMap, spots: list[Spot], frame: Box, taken: Sequence[Box]
) -> list[Box]:
    used = {end for flow in _drawn(spec) for end in (flow.origin, flow.target)}
    shown = [at for at, node in enumerate(spec.nodes) if node.member or at in used]
    radii = {at: 6.5 if spec.nodes[at].core else 4.0 for at in shown}
    for at in shown:
        node = spec.nodes[at]
        fill = theme.PARTNERSHIP if node.core else theme.INK if node.member else theme.COUNTRY_MARK
        scene.circle(*spots[at], radii[at], fill, theme.PAPER, 1.4)
    marks = [Box(x - 6, y - 6, x + 6, y + 6) for x, y in (spots[at] for at in shown)]
    words = [Words(sheet.name_rows(spec.nodes[at].name), strong=True) for at in shown]
    labels = [
        Label(*spots[at], text.width, text.height, radii[at] + 2)
        for at, text in zip(shown, words, strict=True)
    ]
    boxes = place(labels, frame, [*taken, *marks])
    for text, box in zip(words, boxes, strict=True):
        if box is not None:
            sheet.write(scene, text, box)
    return [*marks, *(box for box in boxes if box is not None)]


def _numbers(
    scene: Scene, chosen: Sequence[tuple[Flow, _Bend]], frame: Box, taken: Sequence[Box]
) -> None:
    """Persons on the arrows; beside them where they are too short to be written on."""
    wide_ones = [bend.body for _, bend in chosen if bend.wide > 3]
    blocked = list(taken)
    for beside in (True, False):
        labels, texts = [], []
        for flow, bend in chosen:
            text = numeral(flow.persons)
            room = lettering.width(text, 10) + 5
            if (bend.length <= 4 * room) == beside:
                texts.append(text)
                labels.append(Label(bend.x, bend.y, room, 12.5, bend.wide / 2))
        price = _covering(wide_ones) if beside else None
        inside = [not beside] * len(labels)
        boxes = place(labels, frame, blocked, inside=inside, cost=price)
        for text, label, box in zip(texts, labels, boxes, strict=True):
            near = box is not None and abs((box.left + box.right) / 2 - label.x) <= 40
            if box is not None and near:
                _number(scene, text, box)
                blocked.append(box)


def _covering(arrows: Sequence[BaseGeometry]) -> sheet.Price:
    """The price of hiding a wide arrow under a number."""
    tree = shapely.STRtree(list(arrows))

    def price(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        met = tree.query(shapely.box(*boxes.T), predicate="intersects")[0]
        return 3.0 * np.bincount(met, minlength=len(boxes)).clip(0, 1)

    return price


def _number(scene: Scene, text: str, box: Box) -> None:
    scene.rect(box.left, box.top, box.right - box.left, box.bottom - box.top, theme.PAPER)
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    scene.text(*middle, text, size=10, anchor="middle", middle=True)


def _key(scene: Scene, spec: FlowMap, middle: float, top: float) -> None:
    scene.line(0, middle, 26, middle, theme.ACCENT, WIDEST)
    words = f"{spec.unit}: {numeral(top)}; szerokość strzałki rośnie z liczbą"
    scene.text(32, middle, words, size=10, middle=True)
    x = 32 + lettering.width(words, 10) + 18
    for fill, text, radius in (
        (theme.PARTNERSHIP, "rdzeń", 6.5),
        (theme.COUNTRY_MARK, "poza partnerstwem", 4.0),
    ):
        if x + 14 + lettering.width(text, 10) > spec.width:
            return
        scene.circle(x, middle, radius, fill, theme.PAPER, 1.4)
        scene.text(x + 10, middle, text, size=10, middle=True)
        x += 10 + lettering.width(text, 10) + 20
