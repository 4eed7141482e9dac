"""The whole country by class, with the members outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import lettering, sheet
from terytoria.documents.figures.classes import Classes, draw_class_key, key_lines, key_size
from terytoria.documents.figures.ground import Ground, dissolve, fit, path_data, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scene import Scene


@dataclass(frozen=True)
class CountryGround:
    """The country ready to be drawn again and again in one size."""

    ground: Ground
    borders: str
    edge: str
    width: float
    height: float


@dataclass(frozen=True)
class CountryMap:
    """Values of every unit of ``base``, in its order; ``members`` are places in that order."""

    title: str
    base: CountryGround
    values: Sequence[float]
    classes: Classes
    legend: str
    unit: str = ""
    decimals: int = 0
    members: Sequence[int] = field(default=())
    member_label: str = ""
    description: str = ""
    width: float = theme.FULL_WIDTH

    def __post_init__(self) -> None:
        """Check that there is a value for every unit."""
        units = len(self.base.ground.paths)
        if len(self.values) != units:
            raise ValueError(f"{len(self.values)} values for {units} units; use NaN for missing")


def prepare_country(
    geometries: Sequence[BaseGeometry],
    regions: Sequence[BaseGeometry] = (),
    width: float = 440.0,
    tolerance: float = 0.6,
) -> CountryGround:
    """Project and simplify a country once: its units, and ``regions`` whose borders are stronger.

    Takes about half a second for 2477 detailed gminas; keep the result.
    """
    projection, frame = fit(geometries, Box(1, 1, width, width * 3), 0.005)
    ground = prepare(geometries, projection, frame, tolerance)
    borders = "".join(prepare(regions, projection, frame, tolerance).paths) if regions else ""
    shapes = [shape for shape in ground.shapes if not shape.is_empty]
    edge = path_data(dissolve(shapes))
    return CountryGround(ground, borders, edge, frame.right, frame.bottom + 1)


def draw_country(spec: CountryMap) -> Picture:
    """Draw the country; units of one class are one path, so the picture stays small."""
    base = spec.base
    lines = key_lines(spec.classes, spec.values, spec.unit, spec.decimals)
    room = spec.width - base.width - 18
    beside = room >= 120
    heading = lettering.wrap(spec.legend, room if beside else spec.width, 10, lines=4, bold=True)
    tall = key_size(heading, lines)[1]
    marked = bool(spec.members and spec.member_label)
    height = max(base.height, tall + 30) if beside else base.height + tall + 34
    scene = Scene(spec.width, height)
    fills: dict[str, list[str]] = {}
    for value, data in zip(spec.values, base.ground.paths, strict=True):
        fills.setdefault(spec.classes.colour(value), []).append(data)
    for fill in sorted(fills):
        scene.path("".join(fills[fill]), fill=fill, stroke=theme.PAPER, thickness=0.25)
    if base.borders:
        scene.path(base.borders, stroke=theme.PAPER, thickness=1.1)
    scene.path(base.edge, stroke=theme.AXIS, thickness=0.6)
    sheet.outline(scene, base.ground.joined(spec.members), theme.PARTNERSHIP, 1.8)
    sheet.scale_bar(scene, base.ground.projection, base.ground.frame)
    x, y = (base.width + 16, 8.0) if beside else (0.0, base.height + 6)
    key = draw_class_key(scene, x, y, heading, lines)
    if marked:
        middle = key.bottom + 12
        scene.rect(x, middle - 6, 20, 12, theme.PAPER)
        scene.path(
            f"M{x + 1:.1f} {middle - 5:.1f}h18v10h-18z", stroke=theme.PARTNERSHIP, thickness=1.8
        )
        limit = spec.width - x - 27
        words = lettering.shorten(spec.member_label, limit, 10)
        scene.text(x + 26, middle, words, size=10, middle=True)
    return scene.picture(spec.title, spec.description)
