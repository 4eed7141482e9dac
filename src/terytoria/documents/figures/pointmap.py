"""Where people live and where the service is: places by people and by distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import lettering, sheet
from terytoria.documents.figures.classes import Classes, draw_class_key, key_lines, key_size
from terytoria.documents.figures.ground import Projection, fit, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.naming import draw_names
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scene import Scene
from terytoria.documents.figures.sheet import Region, Words

LARGEST = 9.0
SMALLEST = 1.6


@dataclass(frozen=True)
class Places:
    """Where people live: degrees, people, and the value that colours them (NaN unknown)."""

    lon: Sequence[float]
    lat: Sequence[float]
    people: Sequence[float]
    values: Sequence[float]

    def __post_init__(self) -> None:
        """Check lengths."""
        if len({len(self.lon), len(self.lat), len(self.people), len(self.values)}) != 1:
            raise ValueError("places need as many longitudes, latitudes, people and values")


@dataclass(frozen=True)
class Services:
    """Points of one service, drawn as squares with a dark edge."""

    name: str
    lon: Sequence[float]
    lat: Sequence[float]


@dataclass(frozen=True)
class PointMap:
    """What the map shows; ``classes`` colour the places by their values."""

    title: str
    regions: Sequence[Region]
    places: Places
    services: Services
    classes: Classes
    legend: str
    unit: str = "km"
    decimals: int = 0
    context: Sequence[BaseGeometry] = ()
    labels: bool = True
    description: str = ""
    width: float = theme.FULL_WIDTH
    max_height: float = 430.0


def draw_point_map(spec: PointMap) -> Picture:
    """Draw places under services; the area of a disc grows with its people.

    Example:
        >>> import shapely
        >>> here = Region("A", shapely.box(16, 53, 16.2, 53.1))
        >>> schools = Services("szkoła", [16.1], [53.05])
        >>> spec = PointMap("Szkoły", [here], Places([16.05], [53.02], [400], [2.5]), schools,
        ...                 Classes((3.0,), theme.sequential(2)), "odległość")
        >>> draw_point_map(spec).width
        640.0
    """
    geometries = [region.geometry for region in spec.regions]
    beside = spec.width >= 480
    heading = lettering.wrap(spec.legend, 150 if beside else spec.width, 10, lines=4, bold=True)
    lines = [
        (fill, text.rpartition(" (")[0])
        for fill, text in key_lines(spec.classes, spec.places.values, spec.unit, spec.decimals)
    ]
    wide, tall = key_size(heading, lines)
    wide = max(wide, 24 + lettering.width(spec.services.name, 10), 130)
    room = Box(1, 1, spec.width - (wide + 18 if beside else 1), spec.max_height)
    projection, frame = fit(geometries, room, 0.06)
    ground = prepare([*geometries, *spec.context], projection, frame)
    bottom = max(frame.bottom + 1, tall + 70) if beside else frame.bottom + tall + 66
    scene = Scene(spec.width, bottom)
    sheet.draw_context(scene, ground, range(len(geometries), len(ground.paths)))
    for data in ground.paths[: len(geometries)]:
        scene.path(data, fill=theme.PAPER, stroke=theme.AXIS, thickness=0.7)
    sheet.outline(scene, ground.joined(range(len(geometries))), theme.INK, 1.0)
    top = _places(scene, spec, projection(_degrees(spec.places)), frame)
    _services(scene, spec, sheet.project(projection, spec.services.lon, spec.services.lat), frame)
    taken = [sheet.scale_bar(scene, projection, frame)]
    if spec.labels:
        words = [Words(sheet.name_rows(region.name), strong=True) for region in spec.regions]
        draw_names(scene, ground, words, [*taken, *_marks(spec, projection, frame)])
    sheet.frame_cover(scene, frame)
    x, y = (frame.right + 17, 1.0) if beside else (0.0, frame.bottom + 8)
    key = draw_class_key(scene, x, y, heading, lines)
    _key(scene, spec, x, key.bottom + 12, top)
    return scene.picture(spec.title, spec.description)


def _degrees(places: Places) -> sheet.Floats:
    return sheet.degrees(places.lon, places.lat)


def _radius(people: float, top: float) -> float:
    return max(LARGEST * math.sqrt(max(people, 0.0) / top), SMALLEST)


def _places(scene: Scene, spec: PointMap, spots: sheet.Floats, frame: Box) -> float:
    """Discs, the most populous first so that small ones stay on top; gives the largest number."""
    people = [value if math.isfinite(value) else 0.0 for value in spec.places.people]
    top = max(people, default=0.0) or 1.0
    for at in sorted(range(len(people)), key=lambda k: (-people[k], k)):
        x, y = float(spots[at, 0]), float(spots[at, 1])
        if _within(x, y, frame) and people[at] > 0:
            fill = spec.classes.colour(spec.places.values[at])
            scene.circle(x, y, _radius(people[at], top), fill, theme.INK, 0.7)
    return top


def _services(scene: Scene, spec: PointMap, spots: sheet.Floats, frame: Box) -> None:
    for x, y in spots.tolist():
        if _within(x, y, frame):
            _service(scene, x, y)


def _service(scene: Scene, x: float, y: float) -> None:
    scene.path(
        f"M{x - 3.6:.1f} {y - 3.6:.1f}h7.2v7.2h-7.2z",
        fill=theme.PARTNERSHIP,
        stroke=theme.PAPER,
        thickness=1.2,
    )


def _marks(spec: PointMap, projection: Projection, frame: Box) -> list[Box]:
    """The ground under symbols, which names keep off."""
    lon = [*spec.services.lon, *spec.places.lon]
    lat = [*spec.services.lat, *spec.places.lat]
    spots = sheet.project(projection, lon, lat).tolist()
    return [Box(x - 5, y - 5, x + 5, y + 5) for x, y in spots if _within(x, y, frame)]


def _within(x: float, y: float, frame: Box) -> bool:
    return frame.left + 4 < x < frame.right - 4 and frame.top + 4 < y < frame.bottom - 4


def _key(scene: Scene, spec: PointMap, x: float, y: float, top: float) -> None:
    _service(scene, x + 10, y)
    scene.text(x + 26, y, spec.services.name, size=10, middle=True)
    step = 10.0 ** math.floor(math.log10(max(top, 1)))
    sizes = (step, step / 4 if step >= 40 else step / 2)
    for place, people in enumerate(sizes):
        middle = y + 20 + 20 * place
        scene.circle(x + 10, middle, _radius(people, top), theme.PAPER, theme.INK, 0.8)
        text = numeral(people, 0 if people == int(people) else 1, "os.")
        scene.text(x + 26, middle, text, size=10, middle=True)
