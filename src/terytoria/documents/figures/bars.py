"""Ranked horizontal bars with intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.numerals import NO_DATA, numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scales import Scale, extent, rounded
from terytoria.documents.figures.scene import Scene

STEP = 22.0
THICK = 13.0
COLOURS = {
    "member": theme.MEMBER,
    "partnership": theme.PARTNERSHIP,
    "other": theme.COUNTRY_MARK,
}


@dataclass(frozen=True)
class Bar:
    """A value with the ends of its interval; ``kind`` is member, partnership or other."""

    name: str
    value: float
    low: float = math.nan
    high: float = math.nan
    kind: str = "member"

    def __post_init__(self) -> None:
        """Refuse a kind that has no colour."""
        if self.kind not in COLOURS:
            raise ValueError(f"{self.kind!r} is no kind of bar; use one of {sorted(COLOURS)}")


@dataclass(frozen=True)
class Bars:
    """What a bar chart shows; ``median`` is the group's, drawn as a line across the bars."""

    title: str
    bars: Sequence[Bar]
    unit: str = ""
    decimals: int = 0
    median: float = math.nan
    median_label: str = "mediana grupy"
    interval: str = "przedział ufności 95%"
    ranked: bool = True
    description: str = ""
    width: float = theme.FULL_WIDTH


def draw_bars(spec: Bars) -> Picture:
    """Draw bars from zero, the largest first; a missing value is words, not a bar.

    Example:
        >>> draw_bars(Bars("Bezrobocie", [Bar("Tuczno", 8.1)], unit="%")).height > 40
        True
    """
    bars = _ordered(spec)
    top = 40.0 if math.isfinite(spec.median) else 22.0
    bottom = top + STEP * len(bars) + 2
    whiskers = any(math.isfinite(bar.value + bar.low + bar.high) for bar in bars)
    scene = Scene(spec.width, bottom + (40 if whiskers else 20))
    scale, left = _layout(spec)
    axes.heading(scene, 0, 11, spec.unit)
    axes.bottom_axis(scene, scale, top, bottom, count=5 if spec.width > 400 else 3)
    for place, bar in enumerate(bars):
        middle = top + STEP * (place + 0.5)
        strong = bar.kind == "partnership"
        name = lettering.shorten(bar.name, left - 10, bold=strong)
        scene.text(left - 8, middle, name, anchor="end", bold=strong, middle=True)
        _draw_bar(scene, scale, bar, middle)
    _draw_median(scene, spec, scale, top, bottom)
    for place, bar in enumerate(bars):
        _draw_value(scene, scale, bar, top + STEP * (place + 0.5), spec)
    if whiskers:
        words = lettering.shorten(spec.interval, spec.width - 30, 10)
        key = axes.Key(words, "whisker", theme.INK)
        axes.draw_key(scene, 0, bottom + 22, [key], spec.width)
    return scene.picture(spec.title, spec.description)


def _ordered(spec: Bars) -> list[Bar]:
    if not spec.ranked:
        return list(spec.bars)
    known = [bar for bar in spec.bars if math.isfinite(bar.value)]
    unknown = [bar for bar in spec.bars if not math.isfinite(bar.value)]
    return sorted(known, key=lambda bar: -bar.value) + unknown


def _value_text(spec: Bars, value: float) -> str:
    return numeral(value, spec.decimals, "%" if spec.unit.startswith("%") else "")


def _layout(spec: Bars) -> tuple[Scale, float]:
    ends = [end for bar in spec.bars for end in (bar.value, bar.low, bar.high)]
    low, high = rounded(*extent([*ends, spec.median], zero=True), 5)
    names = max((lettering.width(bar.name, bold=True) for bar in spec.bars), default=0.0)
    left = min(names, spec.width * 0.36) + 10
    texts = [_value_text(spec, bar.value) for bar in spec.bars]
    room = max((lettering.width(text, bold=True) for text in texts), default=0.0) + 8
    start = left + (room if low < 0 else 0)
    return Scale(low, high, start, spec.width - room - 4), left


def _draw_bar(scene: Scene, scale: Scale, bar: Bar, middle: float) -> None:
    if math.isfinite(bar.value):
        width = scale(bar.value) - scale(0)
        scene.rect(scale(0), middle - THICK / 2, width, THICK, COLOURS[bar.kind])


def _draw_value(scene: Scene, scale: Scale, bar: Bar, middle: float, spec: Bars) -> None:
    strong = bar.kind == "partnership"
    if not math.isfinite(bar.value):
        scene.text(
            scale(0) + 6,
            middle,
            NO_DATA,
            fill=theme.MUTED,
            italic=True,
            middle=True,
            halo=theme.PAPER,
        )
        return
    end = scale(bar.value)
    reach = end
    if math.isfinite(bar.low + bar.high):
        first, last = scale(bar.low), scale(bar.high)
        _whisker(scene, first, last, middle)
        reach = max(last, end) if bar.value >= 0 else min(first, end)
    text = _value_text(spec, bar.value)
    side, anchor = (6.0, "start") if bar.value >= 0 else (-6.0, "end")
    scene.text(
        reach + side, middle, text, anchor=anchor, bold=strong, middle=True, halo=theme.PAPER
    )


def _whisker(scene: Scene, first: float, last: float, middle: float) -> None:
    """An interval, dark on light and edged in white so that it shows on a bar too."""
    for colour, thickness in ((theme.PAPER, 3.6), (theme.INK, 1.3)):
        scene.line(first, middle, last, middle, colour, thickness)
        scene.line(first, middle - 4, first, middle + 4, colour, thickness)
        scene.line(last, middle - 4, last, middle + 4, colour, thickness)


def _draw_median(scene: Scene, spec: Bars, scale: Scale, top: float, bottom: float) -> None:
    if not math.isfinite(spec.median):
        return
    x = scale(spec.median)
    for colour, thickness in ((theme.PAPER, 3.4), (theme.INK, 1.4)):
        dash = "" if colour == theme.PAPER else "4 3"
        scene.line(x, top - 4, x, bottom, colour, thickness, dash)
    value = f": {_value_text(spec, spec.median)}"
    limit = spec.width - lettering.width(value, 10)
    words = f"{lettering.shorten(spec.median_label, limit, 10)}{value}"
    half = lettering.width(words, 10) / 2
    middle = min(max(x, half), spec.width - half)
    scene.text(middle, top - 9, words, size=10, fill=theme.MUTED, anchor="middle")
