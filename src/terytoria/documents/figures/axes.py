"""Axes, grids and keys, the same in every chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures.lettering import LINE, shorten, width
from terytoria.documents.figures.numerals import NO_DATA, numeral
from terytoria.documents.figures.scales import Scale, ticks, year_ticks
from terytoria.documents.figures.scene import HATCH, Scene

KEY_SIGN = 18.0
KEY_GAP = 16.0
KEY_LINE = 17.0


@dataclass(frozen=True)
class Key:
    """One entry of a key.

    ``sign`` is line, thick, dashed, gap, whisker, dot, ring, diamond, tick, pair, outline,
    missing or bar.
    """

    label: str
    sign: str
    colour: str


def value_axis(scene: Scene, scale: Scale, left: float, right: float, count: int = 5) -> None:
    """Horizontal grid lines with their values left of the plot; zero is drawn stronger."""
    marks = ticks(scale.low, scale.high, count)
    for value in marks.values:
        y = scale(value)
        zero = value == 0 and scale.low < 0
        scene.line(left, y, right, y, theme.AXIS if zero else theme.RULE, 1.0 if zero else 0.8)
        text = numeral(value, marks.decimals)
        scene.text(left - 7, y, text, fill=theme.MUTED, anchor="end", middle=True, size=10)


def value_axis_width(scale: Scale, count: int = 5) -> float:
    """Room the numbers of a vertical axis need, px."""
    marks = ticks(scale.low, scale.high, count)
    return max((width(numeral(value, marks.decimals), 10) for value in marks.values), default=0)


def bottom_axis(
    scene: Scene, scale: Scale, top: float, bottom: float, unit: str = "", *, count: int = 6
) -> None:
    """Vertical grid lines with their values below the plot, the unit after the last one."""
    marks = ticks(scale.low, scale.high, count)
    for place, value in enumerate(marks.values):
        x = scale(value)
        zero = value == 0
        scene.line(x, top, x, bottom, theme.AXIS if zero else theme.RULE, 1.0 if zero else 0.8)
        text = numeral(value, marks.decimals, unit if unit == "%" else "")
        last = place == len(marks.values) - 1
        anchor = "end" if last and x + width(text, 10) / 2 > scene.width - 1 else "middle"
        scene.text(x, bottom + 14, text, fill=theme.MUTED, anchor=anchor, size=10)


def year_axis(scene: Scene, scale: Scale, first: int, last: int, y: float) -> None:
    """The base line of a time axis with its years."""
    scene.line(scale.start, y, scale.end, y, theme.AXIS, 1.0)
    for year in year_ticks(first, last, scale.end - scale.start):
        x = scale(year)
        scene.line(x, y, x, y + 4, theme.AXIS, 1.0)
        scene.text(x, y + 15, str(year), fill=theme.MUTED, anchor="middle", size=10)


def heading(
    scene: Scene, x: float, y: float, words: str, *, anchor: str = "start", room: float = 0.0
) -> None:
    """The name of an axis with its unit, small and quiet, within ``room`` px or the sheet.

    Words that end at ``x`` and do not fit left of it move right as far as the sheet goes.
    """
    if anchor == "end":
        x = max(x, min(width(words, 10), scene.width))
    limit = room or (x if anchor == "end" else scene.width - x)
    scene.text(x, y, shorten(words, limit, 10), fill=theme.MUTED, size=10, anchor=anchor)


def no_data(scene: Scene, x: float, y: float) -> None:
    """Words in the middle of a plot that has nothing to show."""
    scene.text(
        x, y, NO_DATA, fill=theme.MUTED, italic=True, anchor="middle", middle=True, halo=theme.PAPER
    )


def key_height(keys: Sequence[Key], room: float) -> float:
    """Height of a key laid out in rows ``room`` px wide."""
    return KEY_LINE * len(_rows(keys, room))


def draw_key(scene: Scene, x: float, y: float, keys: Sequence[Key], room: float) -> None:
    """A key in rows from its top left corner."""
    for place, row in enumerate(_rows(keys, room)):
        left, middle = x, y + place * KEY_LINE + KEY_LINE / 2
        for key in row:
            sign(scene, left, middle, key)
            words = shorten(key.label, room - KEY_SIGN - 5, 10)
            scene.text(left + KEY_SIGN + 5, middle, words, size=10, middle=True)
            left += _key_width(key)


def sign(scene: Scene, x: float, y: float, key: Key) -> None:
    """The sign of a key entry, KEY_SIGN px wide, with its middle line at ``y``."""
    centre, end = x + KEY_SIGN / 2, x + KEY_SIGN
    if key.sign in {"line", "thick", "dashed"}:
        thickness = 3.0 if key.sign == "thick" else 1.8
        scene.line(x, y, end, y, key.colour, thickness, "4 3" if key.sign == "dashed" else "")
    elif key.sign == "dot":
        scene.circle(centre, y, 4, key.colour)
    elif key.sign == "ring":
        scene.circle(centre, y, 3.6, theme.PAPER, key.colour, 1.6)
    elif key.sign == "diamond":
        diamond(scene, centre, y, 5.5, key.colour)
    elif key.sign == "tick":
        scene.line(centre, y - 6, centre, y + 6, key.colour, 2.0)
    elif key.sign == "gap":
        scene.line(centre, y - 7, centre, y + 7, key.colour, 1.1, "1.5 3")
    elif key.sign == "whisker":
        scene.path(f"M{x:.1f} {y - 4:.1f}v8m0 -4h18m0 -4v8", stroke=key.colour, thickness=1.3)
    elif key.sign == "pair":
        scene.rect(x, y - 5, KEY_SIGN / 2, 10, key.colour)
        scene.rect(centre, y - 5, KEY_SIGN / 2, 10, theme.OTHER_SEX)
    elif key.sign == "outline":
        scene.path(f"M{x:.1f} {y + 4:.1f}h6v-6h6v4h6", stroke=key.colour, thickness=1.6)
    elif key.sign == "missing":
        scene.rect(x, y - 5, KEY_SIGN, 10, HATCH, theme.AXIS)
    else:
        scene.rect(x, y - 5, KEY_SIGN, 10, key.colour, theme.AXIS)


def diamond(scene: Scene, x: float, y: float, radius: float, colour: str) -> None:
    """The mark of the partnership as a whole."""
    data = f"M{x:.1f} {y - radius:.1f}l{radius:g} {radius:g}l-{radius:g} {radius:g}"
    scene.path(f"{data}l-{radius:g} -{radius:g}Z", fill=colour, stroke=theme.PAPER, thickness=1.0)


def row_height(rows: int, size: float = theme.BASE_SIZE) -> float:
    """Height of a label of several lines, px."""
    return rows * size * LINE


def _key_width(key: Key) -> float:
    return KEY_SIGN + 5 + width(key.label, 10) + KEY_GAP


def _rows(keys: Sequence[Key], room: float) -> list[list[Key]]:
    rows: list[list[Key]] = []
    used = room + 1
    for key in keys:
        wide = _key_width(key)
        if used + wide - KEY_GAP > room:
            rows.append([])
            used = 0.0
        rows[-1].append(key)
        used += wide
    return rows
