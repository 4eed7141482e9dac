"""Where the partnership lies: in the country, and among its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import sheet
from terytoria.documents.figures.ground import fit, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.naming import draw_names
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scene import Scene
from terytoria.documents.figures.sheet import Region, Words

MARGIN = 0.14


@dataclass(frozen=True)
class Locator:
    """The members, the country by its ``provinces``, and the units around (``context``)."""

    title: str
    members: Sequence[Region]
    provinces: Sequence[BaseGeometry]
    context: Sequence[BaseGeometry] = ()
    description: str = ""
    width: float = theme.FULL_WIDTH
    interactive: bool = False


def draw_locator(spec: Locator) -> Picture:
    """Draw the country left, with the members in it, and the members with their names right.

    Example:
        >>> import shapely
        >>> tuczno = Region("Tuczno", shapely.box(16, 53, 16.2, 53.1))
        >>> draw_locator(Locator("Położenie", [tuczno], [shapely.box(14, 50, 24, 54)])).width
        640.0
    """
    geometries = [region.geometry for region in spec.members]
    narrow = spec.width < 480
    country_wide = spec.width if narrow else spec.width * 0.42
    small, small_frame = fit(spec.provinces, Box(0, 1, country_wide, 2000), 0.01)
    if narrow:
        box = Box(1, small_frame.bottom + 8, spec.width - 1, small_frame.bottom + 8 + 300)
        large, frame = fit(geometries, box, MARGIN)
    else:
        box = Box(country_wide + 14, 1, spec.width - 1, max(small_frame.bottom, 280.0))
        large, frame = fit(geometries, box, MARGIN, low=False)
    scene = Scene(spec.width, max(small_frame.bottom, frame.bottom) + 1)
    provinces = prepare(spec.provinces, small, small_frame, 0.8)
    for data in provinces.paths:
        sheet.draw_region(scene, data, theme.COUNTRY, thickness=1.0)
    there = prepare(geometries, small, small_frame, 0.25)
    data = "".join(there.paths)
    scene.path(data, fill=theme.PARTNERSHIP, stroke=theme.PARTNERSHIP, thickness=0.8)
    ground = prepare([*geometries, *spec.context], large, frame, 1.0)
    sheet.draw_context(scene, ground, range(len(geometries), len(ground.paths)))
    pale = theme.blend(theme.ACCENT, theme.PAPER, 0.72)
    for region, data in zip(spec.members, ground.paths, strict=False):
        href = region.href if spec.interactive else ""
        sheet.draw_region(scene, data, pale, href=href, name=region.name)
    sheet.outline(scene, ground.joined(range(len(geometries))), theme.ACCENT)
    taken = [sheet.scale_bar(scene, large, frame)]
    words = [Words(sheet.name_rows(region.name)) for region in spec.members]
    draw_names(scene, ground, words, taken, [pale] * len(words))
    sheet.frame_cover(scene, frame)
    return scene.picture(spec.title, spec.description, interactive=spec.interactive)
