"""The one typographic and colour system of every document and picture.

Colours are sRGB strings ``#rrggbb``. The categorical palette was found by a search over CIELAB that
spread lightness evenly from 17 to 60 and maximised the smallest distance between any two entries as
seen with normal sight, protanopia, deuteranopia and tritanopia; the tests repeat the measurement.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import font_source_sans_pro

FONT_FAMILY = "Source Sans Pro"
FONT_DIRECTORY = Path(font_source_sans_pro.font_directory)

INK = "#1b2530"
"""Text and whatever carries the message."""
MUTED = "#55616d"
"""Captions, units, axis labels."""
AXIS = "#7c8792"
"""Lines that carry meaning: axes, ticks, leader lines, borders of members."""
RULE = "#d8dde1"
"""Hairlines that only order the page: grids, table rules."""
PAPER = "#ffffff"
SURFACE = "#f3f5f6"
"""A quiet ground behind cards, tables and maps."""

ACCENT = "#0f5b7a"
"""Headings, links, the members of the partnership."""
MEMBER = ACCENT
MANY = "#578ca2"
"""Members too many for a colour each: lines in a bundle."""
PARTNERSHIP = "#b13a1a"
"""The partnership taken as a whole."""
OTHER_SEX = "#bf7f3f"
"""Women, beside men in ACCENT."""
COUNTRY = "#c9d0d6"
"""Everything the reader should only sense: the rest of the country, the group."""
COUNTRY_MARK = "#838e99"
"""The same, where a mark must still be seen one by one."""
BAND = "#dfe5e9"
"""The middle half of the comparison group."""
MISSING = "#eceff1"
"""Ground under the hatching that says there is no value."""

CATEGORICAL = (
    "#1670df",
    "#841834",
    "#72a01d",
    "#3e1b48",
    "#c4676b",
    "#764a08",
    "#755888",
    "#292988",
)
"""Up to eight things told apart by colour, in the order they are to be taken."""

SEQUENTIAL = ("#e3eff2", "#bfdce4", "#93c3d2", "#61a5bc", "#2a7691", "#145a76", "#0a3f58")
"""Little to much, light to dark."""

DIVERGING = ("#7a3a06", "#c98a4b", "#ecca9e", "#f1f0ec", "#b3d4dd", "#5da3b9", "#0d4f6b")
"""Worse to better about a neutral middle; lightness rises to the middle and falls after it."""

BASE_SIZE = 11.0
"""Size of ordinary text in a picture, px."""
SMALL_SIZE = 10.0
TITLE_SIZE = 13.0
FULL_WIDTH = 640.0
"""Width of a picture across the page, px."""
HALF_WIDTH = 310.0


def font_files() -> Mapping[str, Path]:
    """Paths of the font's OpenType files by style: ``Regular``, ``Bold``, ``It``, ``Semibold`` ...

    Example:
        >>> font_files()["Regular"].name
        'SourceSansPro-Regular.otf'
    """
    files = {path.stem.partition("-")[2]: path for path in sorted(FONT_DIRECTORY.glob("*.otf"))}
    return MappingProxyType(files)


def channels(colour: str) -> tuple[float, float, float]:
    """Linear-light red, green and blue (0..1) of an ``#rrggbb`` colour (IEC 61966-2-1).

    Example:
        >>> channels("#ffffff")
        (1.0, 1.0, 1.0)
    """
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"{colour!r} is not a colour like '#1b2530'")
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.2).

    Example:
        >>> luminance("#000000")
        0.0
    """
    red, green, blue = channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    Example:
        >>> contrast("#000000", "#ffffff")
        21.0
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def ink_on(ground: str) -> str:
    """The colour of text, INK or PAPER, that reads better on ``ground``.

    Example:
        >>> ink_on(PAPER) == INK, ink_on(ACCENT) == PAPER
        (True, True)
    """
    return max((INK, PAPER), key=lambda text: contrast(text, ground))


@cache
def legible(colour: str, ground: str = PAPER) -> str:
    """``colour`` darkened just as far as words in it need to read on a light ``ground``.

    Example:
        >>> legible(INK) == INK, contrast(legible("#72a01d"), PAPER) >= 4.5
        (True, True)
    """
    steps = (blend(colour, INK, step / 20) for step in range(21))
    return next((tone for tone in steps if contrast(tone, ground) >= 4.5), INK)


@cache
def sequential(classes: int) -> tuple[str, ...]:
    """``classes`` colours from little to much, 1 to 7.

    Example:
        >>> sequential(7) == SEQUENTIAL, len(sequential(5))
        (True, 5)
    """
    if not 1 <= classes <= len(SEQUENTIAL):
        raise ValueError(f"a sequential scheme has 1 to {len(SEQUENTIAL)} classes, not {classes}")
    if classes == 1:
        return (SEQUENTIAL[3],)
    if classes == 6:  # a blended sixth would be a middle grey no text reads on
        return SEQUENTIAL[:1] + SEQUENTIAL[2:]
    return _spread(SEQUENTIAL, classes)


@cache
def diverging(classes: int) -> tuple[str, ...]:
    """``classes`` colours from worse to better, 3 to 7; an odd number has a neutral middle.

    Example:
        >>> diverging(7) == DIVERGING, diverging(3)[1] == DIVERGING[3]
        (True, True)
    """
    if not 3 <= classes <= len(DIVERGING):
        raise ValueError(f"a diverging scheme has 3 to {len(DIVERGING)} classes, not {classes}")
    return _spread(DIVERGING, classes)


def categorical(count: int) -> tuple[str, ...]:
    """The first ``count`` categorical colours, up to 8.

    Example:
        >>> categorical(2) == CATEGORICAL[:2]
        True
    """
    if not 0 <= count <= len(CATEGORICAL):
        raise ValueError(
            f"{count} things cannot be told apart by colour; emphasise some and grey the rest"
        )
    return CATEGORICAL[:count]


def blend(first: str, second: str, share: float) -> str:
    """The colour ``share`` (0..1) of the way from ``first`` to ``second``, in sRGB.

    Example:
        >>> blend("#000000", "#ffffff", 0.2)
        '#333333'
    """
    pairs = ((int(first[at : at + 2], 16), int(second[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _spread(scheme: tuple[str, ...], classes: int) -> tuple[str, ...]:
    steps = ((len(scheme) - 1) * place / (classes - 1) for place in range(classes))
    return tuple(
        blend(scheme[int(step)], scheme[min(int(step) + 1, len(scheme) - 1)], step - int(step))
        for step in steps
    )


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
