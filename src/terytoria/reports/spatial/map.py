"""The map of the model: all its layers, or some, on one sheet with a key."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import lettering, sheet
from terytoria.documents.figures.ground import Ground, fit, path_data, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.placement import Label, leader, place, spread
from terytoria.documents.figures.scene import Scene, polyline
from terytoria.documents.figures.sheet import Words
from terytoria.reports.spatial import symbols
from terytoria.reports.spatial.key import (
    Entry,
    area_entry,
    draw_key,
    key_height,
    kind_entry,
    nature_entry,
)
from terytoria.strategy.spatial import LAYERS, Feature, SpatialModel

MARGIN = 0.13
FLOWS = 30
"""Flows drawn at most; the key says when there are more."""
NUMBERED = 8
NEAR = 32.0
"""How far from its arrow a number may stand, px."""
NAMED = 16
"""Up to so many settlements the small ones are named too."""
EDGE = 26.0
APART = (96.0, 30.0)
"""Room between places at the upper or lower edge, and at a side, px."""
NAME_LIMIT = 130.0
Spot = tuple[float, float]


class MapError(ValueError):
    """A model that cannot be drawn: no member has a boundary."""


@dataclass
class _Sheet:
    """The map in the making: what stands where and what is still to be named."""

    scene: Scene
    ground: Ground
    model: SpatialModel
    shown: frozenset[str]
    taken: list[Box] = field(default_factory=list)
    names: list[tuple[Spot, float, Words]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    outside: dict[str, Spot] = field(default_factory=dict)

    def features(self, layer: str, *kinds: str) -> tuple[Feature, ...]:
        """Features of a layer that is shown."""
        if layer not in self.shown:
            return ()
        found = self.model.layer(layer)
        return found.of_kind(*kinds) if kinds else found.features

    def spot(self, point: Sequence[float]) -> Spot:
        """Px of a point in degrees."""
        x, y = self.ground.projection(np.array([point], dtype=np.float64))[0]
        return float(x), float(y)

    def within(self, spot: Spot, edge: float = 4.0) -> bool:
        """Whether a spot lies in the frame."""
        frame = self.ground.frame
        return (
            frame.left + edge < spot[0] < frame.right - edge
            and frame.top + edge < spot[1] < frame.bottom - edge
        )

    def mark(self, spot: Spot, radius: float) -> None:
        """Keep words off a mark."""
        self.taken.append(
            Box(spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius)
        )

    def shape(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in px, cut to the frame."""
        flat = shapely.simplify(shapely.transform(geometry, self.ground.projection), 0.4)
        frame = self.ground.frame
        return shapely.clip_by_rect(flat, frame.left, frame.top, frame.right, frame.bottom)


def draw_model(
    model: SpatialModel,
    layers: Collection[str] = LAYERS,
    *,
    width: float = theme.FULL_WIDTH,
    max_height: float = 520.0,
) -> Picture:
    """Draw the layers of a model, by default all, with names, a scale bar and a key.

    Raises :class:`MapError` when no member has a boundary and ``KeyError`` for an unknown layer.
    """
    for name in layers:
        model.layer(name)
    if not model.members:
        raise MapError("no gmina of the area has a boundary: nothing to draw the map on")
    members = [one.geometry for one in model.members]
    projection, frame = fit(members, Box(1, 1, width - 1, max_height), MARGIN)
    ground = prepare([*members, *model.around], projection, frame)
    drawn = _Sheet(Scene(width, frame.bottom), ground, model, frozenset(layers))
    symbols.define_patterns(drawn.scene)
    _base(drawn)
    _areas(drawn)
    _lines(drawn)
    flows = _flows(drawn)
    _points(drawn)
    drawn.taken.append(sheet.scale_bar(drawn.scene, projection, frame))
    _name(drawn)
    _numbers(drawn, flows)
    sheet.frame_cover(drawn.scene, frame)
    entries = _entries(drawn)
    drawn.scene.height = frame.bottom + 12 + key_height(entries, width)
    draw_key(drawn.scene, entries, frame.bottom + 10)
    title = f"Model struktury funkcjonalno-przestrzennej: {model.area.name}"
    return drawn.scene.picture(title, model.explain())


def _base(drawn: _Sheet) -> None:
    """The country around and the members."""
    ground, count = drawn.ground, len(drawn.model.members)
    sheet.draw_context(drawn.scene, ground, range(count, len(ground.paths)))
    pale = theme.blend(theme.ACCENT, theme.PAPER, 0.9)
    for data in ground.paths[:count]:
        drawn.scene.path(data, fill=pale, stroke=theme.COUNTRY_MARK, thickness=0.7)


def _areas(drawn: _Sheet) -> None:
    """Intervention areas, nature and catchments."""
    for at, one in enumerate(drawn.features("intervention")):
        data = path_data(drawn.shape(one.geometry))
        fill, edge = symbols.area_fill(at), symbols.area_colour(at)
        drawn.scene.path(data, fill=fill, stroke=edge, thickness=1.4)
    for one in drawn.features("natural"):
        _nature(drawn, drawn.shape(one.geometry))
    _catchments(drawn)
    count = len(drawn.model.members)
    sheet.outline(drawn.scene, drawn.ground.joined(range(count)), theme.INK, 1.6)


def _catchments(drawn: _Sheet) -> None:
    """Borders between the catchments of those who have people in them, each drawn once."""
    peopled = [one for one in drawn.features("services", "catchment") if one.attributes["nearest"]]
    if len(peopled) < 2:
        return
    borders = shapely.union_all([drawn.shape(one.geometry).boundary for one in peopled])
    count = len(drawn.model.members)
    edge = shapely.union_all(list(drawn.ground.shapes[:count])).boundary.buffer(1.5)
    lines = shapely.get_parts(shapely.line_merge(borders.difference(edge)))
    for line in lines:
        if line.geom_type == "LineString" and line.length > 2:
            data = polyline(line.coords)
            drawn.scene.path(data, stroke=theme.INK, thickness=1.2, dash=symbols.CATCHMENT)
            drawn.kinds.add("catchment")


def _nature(drawn: _Sheet, shape: BaseGeometry) -> None:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            fill = symbols.nature_fill()
            drawn.scene.path(path_data(part), fill=fill, stroke=symbols.NATURE, thickness=1.2)
        elif part.geom_type == "LineString" and not part.is_empty:
            drawn.scene.path(
                polyline(part.coords), stroke=symbols.NATURE, thickness=2.2, dash="7 2 2 2"
            )
        elif part.geom_type == "Point" and not part.is_empty:
            drawn.scene.circle(part.x, part.y, 3.0, symbols.NATURE, theme.PAPER)


def _lines(drawn: _Sheet) -> None:
    for kind in ("other", "main"):
        for one in drawn.features("corridors", kind):
            for part in shapely.get_parts(drawn.shape(one.geometry)):
                if part.geom_type == "LineString" and not part.is_empty:
                    symbols.corridor(drawn.scene, kind, list(part.coords))


def _flows(drawn: _Sheet) -> list[tuple[Feature, np.ndarray]]:
    """Arrows of the largest flows, the largest on top, with their middle lines."""
    chosen = drawn.features("links")[:FLOWS]
    _outside(drawn, chosen)
    top = max((_persons(one) for one in chosen), default=1.0)
    found = []
    for one in reversed(chosen):
        ends = [
            drawn.outside.get(str(one.attributes[end]), drawn.spot(point))
            for end, point in zip(("origin", "dest"), one.geometry.coords, strict=True)
        ]
        wide = max(symbols.WIDEST * _persons(one) / top, symbols.THINNEST)
        found.append((one, symbols.flow(drawn.scene, one.kind, ends[0], ends[1], wide)))
        drawn.kinds.add("between" if one.kind == "between" else "out")
    for spot in drawn.outside.values():
        symbols.outside(drawn.scene, *spot)
        drawn.mark(spot, 5.0)
    return found[::-1]


def _persons(one: Feature) -> float:
    return float(one.attributes["persons"] or 0)


def _outside(drawn: _Sheet, chosen: Sequence[Feature]) -> None:
    """One spot and one name for every gmina outside at the end of a flow or of a corridor."""
    known: dict[str, tuple[str, Spot]] = {}
    for one in chosen:
        names = one.name.split(" → ")
        for at, end in enumerate(("origin", "dest")):
            spot = drawn.spot(one.geometry.coords[at])
            known[str(one.attributes[end])] = (names[at], spot)
    for one in drawn.features("corridors"):
        codes = one.evidence[0].units
        for at, (code, name) in enumerate(zip(codes, one.name.split(" – "), strict=False)):
            spot = drawn.spot(one.geometry.coords[at])
            if drawn.within(spot, EDGE):
                known.setdefault(code, (name, spot))
    beyond = [code for code in sorted(known) if code not in drawn.model.area]
    spots = _at_edges(drawn, [known[code][1] for code in beyond])
    for code, spot in zip(beyond, spots, strict=True):
        drawn.outside[code] = spot
        name = known[code][0].removeprefix("gmina ").removeprefix("miasto ")
        drawn.names.append((spot, 5.0, Words(sheet.name_rows(name, NAME_LIMIT))))


def _at_edges(drawn: _Sheet, spots: Sequence[Spot]) -> list[Spot]:
    """Spots out of view moved to the edge they lie behind, apart from each other."""
    frame, moved = drawn.ground.frame, list(spots)
    centre = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
    inner = (centre[0] - frame.left - EDGE, centre[1] - frame.top - EDGE)
    sides: dict[tuple[int, bool], list[int]] = {}
    for at, (x, y) in enumerate(spots):
        if drawn.within((x, y), EDGE):
            continue
        way = (x - centre[0], y - centre[1])
        over = (abs(way[0]) / inner[0], abs(way[1]) / inner[1])
        moved[at] = (centre[0] + way[0] / max(over), centre[1] + way[1] / max(over))
        along = 1 if over[0] > over[1] else 0
        sides.setdefault((along, way[1 - along] > 0), []).append(at)
    for (along, _), places in sides.items():
        middle, room = centre[along], inner[along]
        wanted = [moved[at][along] for at in places]
        apart = spread(wanted, APART[along], middle - room, middle + room)
        for at, value in zip(places, apart, strict=True):
            moved[at] = (value, moved[at][1]) if along == 0 else (moved[at][0], value)
    return moved


def _points(drawn: _Sheet) -> None:
    """Schools, gminas without a settlement, then settlements on top."""
    settled = [drawn.spot(one.geometry.coords[0]) for one in drawn.features("settlements")]
    for kind in ("primary", "secondary"):
        for one in drawn.features("services", kind):
            spot = drawn.spot(one.geometry.coords[0])
            if all(math.dist(spot, other) > 12 for other in settled):
                symbols.school(drawn.scene, kind, *spot)
                drawn.kinds.add(kind)
                drawn.mark(spot, 4.0)
    first: list[tuple[Spot, float, Words]] = []
    many = len(settled) > NAMED
    for one, spot in list(zip(drawn.features("settlements"), settled, strict=True))[::-1]:
        symbols.settlement(drawn.scene, one.kind, *spot)
        radius = symbols.RADII[one.kind]
        drawn.mark(spot, radius + 1)
        if not (many and one.kind in ("tier_4", "tier_5")):
            strong = one.kind in ("tier_1", "tier_2", "tier_3")
            first.append(
                (spot, radius + 1, Words(sheet.name_rows(one.name, NAME_LIMIT), strong=strong))
            )
    drawn.names[:0] = [*first[::-1], *_bare(drawn)]


def _bare(drawn: _Sheet) -> list[tuple[Spot, float, Words]]:
    """Members at the end of a flow that have no settlement of their own in the data."""
    placed = {one.attributes["unit"] for one in drawn.features("settlements")}
    names = {one.id: one.name for one in drawn.model.members}
    found: dict[str, Spot] = {}
    for one in drawn.features("links"):
        for end, point in zip(("origin", "dest"), one.geometry.coords, strict=True):
            code = str(one.attributes[end])
            if code in names and code not in placed:
                found.setdefault(code, drawn.spot(point))
    for spot in found.values():
        symbols.gmina(drawn.scene, *spot)
        drawn.kinds.add("gmina")
        drawn.mark(spot, 5.0)
    return [
        (spot, 5.0, Words(sheet.name_rows(names[code], NAME_LIMIT))) for code, spot in found.items()
    ]


def _name(drawn: _Sheet) -> None:
    """Write the names where none covers another or a mark; a line leads to a distant one."""
    labels = [
        Label(*spot, words.width, words.height, radius) for spot, radius, words in drawn.names
    ]
    boxes = place(labels, drawn.ground.frame, drawn.taken)
    for label, box, (_, _, words) in zip(labels, boxes, drawn.names, strict=True):
        if box is None:
            continue
        end = leader(label, box)
        if end is not None:
            drawn.scene.line(label.x, label.y, *end, theme.PAPER, 2.4)
            drawn.scene.line(label.x, label.y, *end, theme.INK, 0.8)
        sheet.write(drawn.scene, words, box)
        drawn.taken.append(box)


def _numbers(drawn: _Sheet, flows: Sequence[tuple[Feature, np.ndarray]]) -> None:
    """Persons on the largest flows, near the middles of their arrows, where there is room."""
    for one, line in flows[:NUMBERED]:
        x, y = line[len(line) // 2]
        text = numeral(_persons(one))
        wide = lettering.width(text, 10) + 5
        label = Label(float(x), float(y), wide, 12.5, symbols.WIDEST / 2)
        box = place([label], drawn.ground.frame, drawn.taken, inside=[True])[0]
        if (
            box is None
            or math.dist(((box.left + box.right) / 2, (box.top + box.bottom) / 2), (x, y)) > 32
        ):
            continue
        drawn.scene.rect(box.left, box.top, wide, 12.5, theme.PAPER)
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        drawn.scene.text(*middle, text, size=10, anchor="middle", middle=True)
        drawn.taken.append(box)


_LINKS = (
    ("gmina", "gmina bez własnej miejscowości w danych"),
    ("between", "dojazdy do pracy w obszarze; szerokość i liczba: osoby"),
    ("out", "dojazdy przez granicę obszaru"),
)
_SERVICES = (
    ("secondary", "szkoły ponadpodstawowe poza ośrodkami"),
    ("primary", "szkoły podstawowe poza ośrodkami"),
    ("catchment", "granica zasięgów szkół ponadpodstawowych"),
)


def _entries(drawn: _Sheet) -> list[Entry]:
    """The key of what is on the map."""
    entries = [kind_entry(kind) for kind in symbols.RADII if drawn.features("settlements", kind)]
    links = drawn.features("links")
    entries += [kind_entry(kind, words) for kind, words in _LINKS if kind in drawn.kinds]
    if drawn.outside:
        entries.append(kind_entry("outside", "gmina poza obszarem"))
    entries += [kind_entry(kind) for kind in symbols.BANDS if drawn.features("corridors", kind)]
    if drawn.features("natural"):
        entries.append(nature_entry())
    entries += [kind_entry(kind, words) for kind, words in _SERVICES if kind in drawn.kinds]
    areas = drawn.features("intervention")
    entries += [area_entry(at, one.name) for at, one in enumerate(areas)]
    if len(links) > FLOWS:
        said = f"narysowano {FLOWS} największych strumieni z {len(links)}"
        entries.append(Entry(said, lambda scene, x, y: None))
    return entries
