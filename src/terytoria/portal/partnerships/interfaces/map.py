"""A map of gminas to choose from: every gmina is a link that adds it or takes it away."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable

import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from terytoria.portal.partnerships.country import Country

WIDTH = 640
_CHOSEN, _FREE = "#145a76", "#d9e6ea"
_DETAIL = 0.6  # units of the picture that nobody sees


def choice_map(
    country: Country, codes: Iterable[str], chosen: Collection[str], link: Callable[[str], str]
) -> SafeString:
    """The picture as SVG; empty where no gmina has a boundary. ``link`` gives each its address."""
    known = [code for code in codes if country.boundaries and code in country.boundaries]
    if not known or country.boundaries is None:
        return mark_safe("")
    drawn, height = _projected(country.boundaries.many(known))
    regions = format_html_join(
        "",
        '<a href="{}" aria-label="{}"><title>{}</title>'
        '<path d="{}" fill="{}" fill-rule="evenodd" stroke="#5b6b75" stroke-width="1"/></a>',
        (
            (
                link(code),
                f"{'usuń' if code in chosen else 'dodaj'}: {country.label(code)}",
                country.label(code),
                _path(shape),
                _CHOSEN if code in chosen else _FREE,
            )
            for code, shape in zip(known, drawn, strict=True)
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="group" '
        'aria-label="Mapa gmin do wyboru">{}</svg>',
        WIDTH,
        height,
        regions,
    )


def _projected(shapes: list[shapely.Geometry]) -> tuple[list[shapely.Geometry], int]:
    """Shapes in units of the picture, and its height; parallels shortened at the middle."""
    west, south, east, north = shapely.total_bounds(shapes)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / max((east - west) * shrink, 1e-9)

    def place(points: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(
            points, lambda at: ((at - (west, north)) * (shrink * scale, -scale)).round(1)
        )

    drawn = [place(shape).simplify(_DETAIL) for shape in shapes]
    return drawn, math.ceil((north - south) * scale)


def _path(shape: shapely.Geometry) -> str:
    rings = [
        ring
        for part in shapely.get_parts(shape)
        if isinstance(part, shapely.Polygon)
        for ring in (part.exterior, *part.interiors)
    ]
    return "".join(
        f"M{'L'.join(f'{x:g} {y:g}' for x, y in list(ring.coords)[:-1])}Z" for ring in rings
    )
