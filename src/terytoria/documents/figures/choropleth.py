"""Members coloured by class, their neighbours pale behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import lettering, sheet
from terytoria.documents.figures.classes import Classes, draw_class_key, key_lines, key_size
from terytoria.documents.figures.ground import fit, prepare
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.naming import draw_names
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scene import Scene
from terytoria.documents.figures.sheet import Region, Words

MARGIN = 0.09
VALUED = 14
"""Up to so many members have their values written under their names."""


@dataclass(frozen=True)
class Choropleth:
    """What the map shows; ``context`` may be the whole country, what is out of view is skipped.

    ``legend`` heads the key; ``marked`` is the place of a region set apart by its outline.
    ``interactive`` makes each region with an ``href`` a link.
    """

    title: str
    regions: Sequence[Region]
    classes: Classes
    legend: str
    unit: str = ""
    decimals: int = 0
    context: Sequence[BaseGeometry] = ()
    labels: bool = True
    values: bool = True
    interactive: bool = False
    description: str = ""
    width: float = theme.FULL_WIDTH
    max_height: float = 430.0
    marked: int | None = None


def draw_choropleth(spec: Choropleth) -> Picture:
    """Draw the map with its key, names, values and scale bar.

    Example:
        >>> import shapely
        >>> tuczno = Region("Tuczno", shapely.box(16, 53, 16.2, 53.1), 4.6)
        >>> draw_choropleth(Choropleth("L", [tuczno], Classes((), ("#93c3d2",)), "tys.")).width
        640.0
    """
    geometries = [region.geometry for region in spec.regions]
    beside = spec.width >= 480
    heading = lettering.wrap(spec.legend, 170 if beside else spec.width, 10, lines=4, bold=True)
    lines = key_lines(spec.classes, [r.value for r in spec.regions], spec.unit, spec.decimals)
    key_wide, key_tall = key_size(heading, lines)
    room = Box(1, 1, spec.width - (key_wide + 18 if beside else 1), spec.max_height)
    projection, frame = fit(geometries, room, MARGIN)
    ground = prepare([*geometries, *spec.context], projection, frame)
    bottom = max(frame.bottom + 1, key_tall) if beside else frame.bottom + key_tall + 9
    scene = Scene(spec.width, bottom)
    sheet.draw_context(scene, ground, range(len(geometries), len(ground.paths)))
    for region, data in zip(spec.regions, ground.paths, strict=False):
        said = f"{region.name}: {numeral(region.value, spec.decimals, spec.unit)}"
        href = region.href if spec.interactive else ""
        sheet.draw_region(scene, data, spec.classes.colour(region.value), href=href, name=said)
    sheet.outline(scene, ground.joined(range(len(geometries))))
    if spec.marked is not None:
        sheet.outline(scene, ground.paths[spec.marked], theme.PARTNERSHIP, 2.6)
    taken = [sheet.scale_bar(scene, projection, frame)]
    if spec.labels:
        words = [_words(spec, region) for region in spec.regions]
        fills = [spec.classes.colour(region.value) for region in spec.regions]
        draw_names(scene, ground, words, taken, fills)
    sheet.frame_cover(scene, frame)
    x, y = (frame.right + 17, 1.0) if beside else (0.0, frame.bottom + 8)
    draw_class_key(scene, x, y, heading, lines)
    return scene.picture(spec.title, spec.description, interactive=spec.interactive)


def _words(spec: Choropleth, region: Region) -> Words:
    rows = sheet.name_rows(region.name)
    if spec.values and len(spec.regions) <= VALUED:
        rows.append(numeral(region.value, spec.decimals, spec.unit if spec.unit == "%" else ""))
    return Words(rows, strong=len(spec.regions) <= VALUED)
