"""A sheet on which a picture is drawn, mark by mark, and which becomes SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from hashlib import sha256
from html import escape

from terytoria.documents import theme
from terytoria.documents.figures import lettering
from terytoria.documents.figures.picture import Picture

ID_MARK = "@id@"
"""Stands for the prefix of ids until the content, and with it the prefix, is known."""
FONT = f"'{theme.FONT_FAMILY}', 'Source Sans 3', sans-serif"
HATCH = f"url(#{ID_MARK}hatch)"
"""Fill of whatever has no value."""
_HATCH_PATTERN = (
    f'<defs><pattern id="{ID_MARK}hatch" width="5" height="5" patternUnits="userSpaceOnUse">'
    f'<rect width="5" height="5" fill="{theme.MISSING}"/>'
    f'<path d="M-1 1L1 -1M0 5L5 0M4 6L6 4" stroke="{theme.AXIS}" stroke-width="0.7"/>'
    "</pattern></defs>"
)


def coordinate(value: float) -> str:
    """A length with one decimal and no idle zeros; a value that is no number is refused.

    Example:
        >>> coordinate(3.04), coordinate(-0.01), coordinate(12.5)
        ('3', '0', '12.5')
    """
    if not math.isfinite(value):
        raise ValueError("a mark cannot be drawn at a place that is not a number")
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def polyline(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Path data through points.

    Example:
        >>> polyline([(0, 0), (1, 2)])
        'M0 0L1 2'
    """
    body = "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)
    return f"M{body}{'Z' if closed else ''}"


class Scene:
    """Marks in drawing order on a sheet of ``width`` × ``height`` px."""

    def __init__(self, width: float, height: float) -> None:
        """Start with an empty sheet."""
        self.width = width
        self.height = height
        self.parts: list[str] = []

    def raw(self, markup: str) -> None:
        """Add finished markup."""
        self.parts.append(markup)

    def line(  # noqa: PLR0917 - two points and a look
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        stroke: str = theme.RULE,
        thickness: float = 1.0,
        dash: str = "",
    ) -> None:
        """A straight stroke."""
        ends = (("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2))
        place = " ".join(f'{name}="{coordinate(value)}"' for name, value in ends)
        self.raw(f"<line {place}{_stroke(stroke, thickness, dash)}/>")

    def rect(  # noqa: PLR0917 - a place and a look
        self, x: float, y: float, width: float, height: float, fill: str, stroke: str = ""
    ) -> None:
        """A rectangle; a negative width or height is turned round."""
        x, width = min(x, x + width), abs(width)
        y, height = min(y, y + height), abs(height)
        sides = (("x", x), ("y", y), ("width", width), ("height", height))
        place = " ".join(f'{name}="{coordinate(value)}"' for name, value in sides)
        self.raw(f'<rect {place} fill="{fill}"{_stroke(stroke, 0.7)}/>')

    def circle(  # noqa: PLR0917 - a place and a look
        self,
        x: float,
        y: float,
        radius: float,
        fill: str,
        stroke: str = "",
        thickness: float = 1.0,
    ) -> None:
        """A disc, or a ring when ``fill`` is ``none``."""
        place = f'cx="{coordinate(x)}" cy="{coordinate(y)}" r="{coordinate(radius)}"'
        self.raw(f'<circle {place} fill="{fill}"{_stroke(stroke, thickness)}/>')

    def path(
        self,
        data: str,
        *,
        fill: str = "none",
        stroke: str = "",
        thickness: float = 1.0,
        dash: str = "",
        opacity: float = 1.0,
    ) -> None:
        """A shape or stroke from path data."""
        seen = "" if opacity == 1.0 else f' opacity="{opacity:g}"'
        joined = ' stroke-linejoin="round"' if stroke else ""
        look = f'fill="{fill}"{_stroke(stroke, thickness, dash)}{joined}{seen}'
        self.raw(f'<path d="{data}" {look}/>')

    def specks(self, points: Iterable[tuple[float, float]], diameter: float, colour: str) -> None:
        """Many equal small discs in one element."""
        data = "".join(f"M{coordinate(x)} {coordinate(y)}h.01" for x, y in points)
        if data:
            self.raw(
                f'<path d="{data}" fill="none" stroke="{colour}" '
                f'stroke-width="{diameter:g}" stroke-linecap="round"/>'
            )

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float = theme.BASE_SIZE,
        fill: str = theme.INK,
        anchor: str = "start",
        bold: bool = False,
        italic: bool = False,
        middle: bool = False,
        upright: bool = True,
        halo: str = "",
    ) -> None:
        """Words with their baseline at ``y``, or their middle when ``middle``.

        ``anchor`` is start, middle or end; ``upright=False`` turns them to read upwards.
        """
        if not content:
            return
        drop = lettering.MIDDLE * size if middle else 0.0
        look = f' font-size="{size:g}" fill="{fill}"'
        look += "" if anchor == "start" else f' text-anchor="{anchor}"'
        look += ' font-weight="600"' if bold else ""
        look += ' font-style="italic"' if italic else ""
        if halo:
            look += (
                f' stroke="{halo}" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke"'
            )
        if upright:
            place = f'x="{coordinate(x)}" y="{coordinate(y + drop)}"'
        else:
            spot = f"{coordinate(x + drop)} {coordinate(y)}"
            place = f'transform="translate({spot}) rotate(-90)"'
        self.raw(f"<text {place}{look}>{escape(content, quote=False)}</text>")

    def lines(
        self, x: float, y: float, rows: Sequence[str], *, size: float = theme.BASE_SIZE, **look: str
    ) -> None:
        """Rows of one label; ``y`` is the first baseline."""
        for place, row in enumerate(rows):
            self.text(x, y + place * size * lettering.LINE, row, size=size, **look)  # type: ignore[arg-type]

    def picture(self, title: str, description: str = "", *, interactive: bool = False) -> Picture:
        """Close the sheet under an accessible name.

        An interactive picture is a group whose links stay reachable; another is one image.
        """
        body = "".join(self.parts)
        if HATCH in body:
            body = _HATCH_PATTERN + body
        size = f'width="{coordinate(self.width)}" height="{coordinate(self.height)}"'
        view = f'viewBox="0 0 {coordinate(self.width)} {coordinate(self.height)}"'
        named = f"{ID_MARK}title" + (f" {ID_MARK}desc" if description else "")
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} '
            f'role="{"group" if interactive else "img"}" aria-labelledby="{named}" '
            f'font-family="{FONT}" font-size="{theme.BASE_SIZE:g}">'
            f'<title id="{ID_MARK}title">{escape(title, quote=False)}</title>'
        )
        if description:
            head += f'<desc id="{ID_MARK}desc">{escape(description, quote=False)}</desc>'
        ground = f'<rect width="100%" height="100%" fill="{theme.PAPER}"/>'
        svg = f"{head}{ground}{body}</svg>"
        prefix = f"f{sha256(svg.encode()).hexdigest()[:10]}-"
        return Picture(svg.replace(ID_MARK, prefix), self.width, self.height, title)


def _stroke(colour: str, thickness: float, dash: str = "") -> str:
    if not colour:
        return ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{thickness:g}"{dashed}'
