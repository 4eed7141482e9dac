"""What all maps share: ground behind, borders, names of regions, the scale bar."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import lettering
from terytoria.documents.figures.ground import Ground, Projection
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.scene import Scene

NAME_LIMIT = 92.0
LINE = 12.5
WATER = "#fafbfc"
Floats = NDArray[np.float64]
Price = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Region:
    """A unit on a map: its name, geometry (WGS84), value (NaN missing) and page, if it has one."""

    name: str
    geometry: BaseGeometry
    value: float = math.nan
    href: str = ""


@dataclass(frozen=True)
class Words:
    """Lines of a label; the first is bold when ``strong``."""

    rows: Sequence[str]
    strong: bool = False

    @property
    def width(self) -> float:
        """Width with a little air, px."""
        bold = self.strong
        return max((lettering.width(row, bold=bold) for row in self.rows), default=0.0) + 4

    @property
    def height(self) -> float:
        """Height with a little air, px."""
        return LINE * len(self.rows) + 3


def draw_context(scene: Scene, ground: Ground, which: Sequence[int]) -> None:
    """The rest of the country: pale, with hairline borders."""
    frame = ground.frame
    size = (frame.right - frame.left, frame.bottom - frame.top)
    scene.rect(frame.left, frame.top, *size, WATER)
    data = "".join(ground.paths[at] for at in which)
    if data:
        scene.path(data, fill=theme.SURFACE, stroke=theme.RULE, thickness=0.8)


def frame_cover(scene: Scene, frame: Box) -> None:
    """The edge of a map, over whatever was cut by it."""
    size = (frame.right - frame.left, frame.bottom - frame.top)
    scene.rect(frame.left, frame.top, *size, "none", theme.RULE)


def draw_region(
    scene: Scene, data: str, fill: str, *, href: str = "", name: str = "", thickness: float = 1.1
) -> None:
    """A region; with ``href`` a link with an accessible name, reached by the keyboard."""
    shape = (
        f'<path d="{data}" fill="{fill}" stroke="{theme.PAPER}" '
        f'stroke-width="{thickness:g}" stroke-linejoin="round"/>'
    )
    if href:
        said = escape(name, quote=True)
        shape = (
            f'<a href="{escape(href, quote=True)}" class="region" tabindex="0" '
            f'aria-label="{said}">{shape}</a>'
        )
    scene.raw(shape)


def write(scene: Scene, words: Words, box: Box, ground: str = "") -> None:
    """Lines of a label in the middle of its box.

    On a ``ground`` of one colour the ink is chosen to read on it; else a halo keeps it readable.
    """
    plain = ground.startswith("#")
    ink, halo = (theme.ink_on(ground), ground) if plain else (theme.INK, theme.PAPER)
    centre = (box.left + box.right) / 2
    middle = (box.top + box.bottom) / 2 - (len(words.rows) - 1) * LINE / 2
    for at, row in enumerate(words.rows):
        bold = words.strong and at == 0
        scene.text(
            centre,
            middle + at * LINE,
            row,
            anchor="middle",
            middle=True,
            bold=bold,
            fill=ink,
            halo=halo,
        )


def scale_bar(scene: Scene, projection: Projection, frame: Box) -> Box:
    """A bar of a round number of kilometres in the lower left corner; gives its ground."""
    longest = (frame.right - frame.left) * 0.22 / projection.km
    power = 10.0 ** math.floor(math.log10(longest))
    length = max(size * power for size in (1, 2, 5) if size * power <= longest)
    wide = length * projection.km
    x, y = frame.left + 8, frame.bottom - 9
    decimals = 0 if length >= 1 else 1
    for colour, thickness in ((theme.PAPER, 3.5), (theme.INK, 1.3)):
        scene.path(f"M{x:.1f} {y - 4:.1f}v4h{wide:.1f}v-4", stroke=colour, thickness=thickness)
    text = numeral(length, decimals, "km")
    scene.text(x + wide + 5, y + 1, text, size=10, halo=theme.PAPER)
    return Box(x - 2, y - 10, x + wide + 8 + lettering.width(text, 10), y + 4)


def outline(scene: Scene, data: str, colour: str = theme.INK, thickness: float = 1.4) -> None:
    """The border around the members, edged in white."""
    if data:
        scene.path(data, stroke=theme.PAPER, thickness=thickness + 2)
        scene.path(data, stroke=colour, thickness=thickness)


def name_rows(name: str, limit: float = NAME_LIMIT) -> list[str]:
    """A name broken for a map; whatever is in brackets goes on its own line.

    Example:
        >>> name_rows("Wałcz (gmina wiejska)")
        ['Wałcz', '(gmina wiejska)']
    """
    head, bracket, rest = name.partition(" (")
    rows = lettering.wrap(head, limit)
    return [*rows, *lettering.wrap(f"({rest}", limit, lines=2)] if bracket else rows


def degrees(lon: Sequence[float], lat: Sequence[float]) -> Floats:
    """An array (n × 2) of longitudes and latitudes."""
    return np.column_stack([np.asarray(lon, float), np.asarray(lat, float)])


def project(projection: Projection, lon: Sequence[float], lat: Sequence[float]) -> Floats:
    """Px (n × 2) of points in degrees."""
    return projection(degrees(lon, lat))
