"""The map of members: press a gmina to remark on it, or a point in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from terytoria.portal.consultations.domain.places import gminas_of
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.partnerships import country as land

WIDTH = 640
_DETAIL = 0.6  # units of the picture that nobody sees


@dataclass(frozen=True)
class Sheet:
    """A map of gminas: their names, their shapes in units of the picture, and how to go back.

    Degrees become units by ``scale`` north to south, and that times ``shrink`` west to east.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    shapes: tuple[shapely.Geometry, ...]
    height: int
    west: float
    north: float
    scale: float
    shrink: float

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a point of the picture."""
        lon, lat = self.west + x / (self.scale * self.shrink), self.north - y / self.scale
        return round(lon, 5), round(lat, 5)

    def gmina_at(self, x: float, y: float) -> str:
        """The code of the gmina under a point of the picture; empty outside of all."""
        point = shapely.Point(x, y)
        found = (c for c, s in zip(self.codes, self.shapes, strict=True) if s.covers(point))
        return next(found, "")


def sheet_of(consultation: Consultation) -> Sheet | None:
    """The map of the members; ``None`` where none of them has a boundary."""
    boundaries = land.current().boundaries
    known = [one for one in gminas_of(consultation) if boundaries and one[0] in boundaries]
    if not known or boundaries is None:
        return None
    codes, names = zip(*known, strict=True)
    shapes = boundaries.many(codes)
    west, south, east, north = shapely.total_bounds(shapes)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / max((east - west) * shrink, 1e-9)

    def place(shape: shapely.Geometry) -> shapely.Geometry:
        moved = shapely.transform(shape, lambda at: (at - (west, north)) * (shrink * scale, -scale))
        return moved.simplify(_DETAIL)

    drawn = tuple(place(shape) for shape in shapes)
    height = math.ceil((north - south) * scale)
    return Sheet(codes, names, drawn, height, west, north, scale, shrink)


def linked(sheet: Sheet, address: str) -> SafeString:
    """The map as markup of a page; pressing a gmina leads to ``address`` followed by its code."""
    regions = format_html_join(
        "",
        '<a href="{}{}" aria-label="Uwaga o miejscu: gmina {}"><title>{}</title>'
        '<path d="{}" fill="#d9e6ea" stroke="#5b6b75" stroke-width="1"/></a>',
        (
            (address, code, name, name, _path(shape))
            for code, name, shape in zip(sheet.codes, sheet.names, sheet.shapes, strict=True)
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="group" '
        'aria-label="Mapa gmin partnerstwa">{}</svg>',
        WIDTH,
        sheet.height,
        regions,
    )


def picture(sheet: Sheet, code: str) -> SafeString:
    """The map as a file of a picture, one gmina darker."""
    regions = format_html_join(
        "",
        '<path d="{}" fill="{}" stroke="#5b6b75"/>',
        (
            (_path(shape), "#61a5bc" if one == code else "#d9e6ea")
            for one, shape in zip(sheet.codes, sheet.shapes, strict=True)
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" '
        'viewBox="0 0 {0} {1}">{2}</svg>',
        WIDTH,
        sheet.height,
        regions,
    )


def _path(shape: shapely.Geometry) -> str:
    rings = [
        ring
        for part in shapely.get_parts(shape)
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(
        f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in list(ring.coords)[:-1])}Z" for ring in rings
    )
