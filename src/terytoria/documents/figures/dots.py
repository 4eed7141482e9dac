"""Where every member stands in its comparison group, indicator by indicator."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.axes import Key
from terytoria.documents.figures.numerals import NO_DATA
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.placement import spread
from terytoria.documents.figures.scales import Scale
from terytoria.documents.figures.scene import Scene

ROW = 24.0
ROW_OF_LINES = 12.5
COLOURED = 8
"""Up to so many members are told apart by colour; of more, the two at the ends are named."""


@dataclass(frozen=True)
class Row:
    """Percentiles 0..100 of the members, NaN where unknown, and of the partnership."""

    name: str
    percentiles: Sequence[float]
    partnership: float = math.nan


@dataclass(frozen=True)
class Dots:
    """What a percentile plot shows; ``members`` name the percentiles of every row."""

    title: str
    members: Sequence[str]
    rows: Sequence[Row]
    partnership: str = "partnerstwo"
    low_label: str = "gorzej niż w grupie"
    high_label: str = "lepiej niż w grupie"
    description: str = ""
    width: float = theme.FULL_WIDTH

    def __post_init__(self) -> None:
        """Check that every row speaks of every member and stays on the scale."""
        for row in self.rows:
            if len(row.percentiles) != len(self.members):
                raise ValueError(
                    f"{row.name}: {len(row.percentiles)} percentiles for "
                    f"{len(self.members)} members; use NaN for missing ones"
                )
            known = [v for v in (*row.percentiles, row.partnership) if math.isfinite(v)]
            if any(not 0 <= value <= 100 for value in known):
                raise ValueError(f"{row.name}: percentiles run from 0 to 100")


def draw_dots(spec: Dots) -> Picture:
    """Draw a percentile plot: the middle half of the group shaded, its median a line.

    Example:
        >>> draw_dots(Dots("Na tle grupy", ["Tuczno"], [Row("Dochody", [40.0])])).width
        640.0
    """
    keys = _keys(spec)
    many = len(spec.members) > COLOURED
    names, left = _names(spec)
    ends = 0.0 if not many else spec.width * 0.24
    head = axes.key_height(keys, spec.width) + (26 if many else 12)
    heights = [max(ROW, ROW_OF_LINES * len(name) + 8) for name in names]
    bottom = head + sum(heights) + 2
    scene = Scene(spec.width, bottom + 34)
    scale = Scale(0, 100, left + 8, spec.width - ends - 14)
    axes.draw_key(scene, 0, 0, keys, spec.width)
    _ground(scene, scale, spec, head, bottom)
    if many:
        axes.heading(scene, spec.width - ends, head - 8, "najniżej → najwyżej")
    top = head
    for row, name, height in zip(spec.rows, names, heights, strict=True):
        middle = top + height / 2
        first = middle - (len(name) - 1) * ROW_OF_LINES / 2
        for place, line in enumerate(name):
            scene.text(left - 4, first + place * ROW_OF_LINES, line, anchor="end", middle=True)
        scene.line(scale.start, middle, scale.end, middle, theme.COUNTRY, 1.0)
        _marks(scene, scale, row, middle)
        if many:
            _extremes(scene, spec, row, (spec.width - ends, middle))
        top += height
    return scene.picture(spec.title, spec.description)


def _names(spec: Dots) -> tuple[list[list[str]], float]:
    limit = spec.width * 0.34
    names = [lettering.wrap(row.name, limit) for row in spec.rows]
    return names, max((lettering.width(line) for name in names for line in name), default=0) + 6


def _keys(spec: Dots) -> list[Key]:
    keys = []
    if any(math.isfinite(row.partnership) for row in spec.rows):
        keys.append(Key(spec.partnership, "diamond", theme.PARTNERSHIP))
    if len(spec.members) <= COLOURED:
        colours = theme.categorical(len(spec.members))
        keys += [
            Key(name, "dot", colour) for name, colour in zip(spec.members, colours, strict=True)
        ]
    else:
        keys.append(Key("członkowie partnerstwa", "dot", theme.MEMBER))
    return [*keys, Key("połowa grupy najbliższa medianie", "band", theme.BAND)]


def _ground(scene: Scene, scale: Scale, spec: Dots, top: float, bottom: float) -> None:
    scene.rect(scale(25), top, scale(75) - scale(25), bottom - top, theme.BAND)
    for percentile in (0, 50, 100):
        strong = percentile == 50
        colour = theme.MUTED if strong else theme.RULE
        x = scale(percentile)
        scene.line(x, top, x, bottom, colour, 1.2 if strong else 0.8)
    for percentile in (0, 25, 50, 75, 100):
        text = "mediana" if percentile == 50 else str(percentile)
        scene.text(scale(percentile), bottom + 14, text, fill=theme.MUTED, anchor="middle", size=10)
    half = (scale.end - scale.start) / 2
    low, high = (f"← {spec.low_label}", f"{spec.high_label} →")
    scene.text(
        scale.start, bottom + 29, lettering.shorten(low, half, 10), fill=theme.MUTED, size=10
    )
    words = lettering.shorten(high, half, 10)
    scene.text(scale.end, bottom + 29, words, fill=theme.MUTED, size=10, anchor="end")


def _marks(scene: Scene, scale: Scale, row: Row, middle: float) -> None:
    count = len(row.percentiles)
    many = count > COLOURED
    colours = [theme.MEMBER] * count if many else theme.categorical(count)
    known = [at for at, value in enumerate(row.percentiles) if math.isfinite(value)]
    if not known and not math.isfinite(row.partnership):
        scene.text(
            scale(50) + 8,
            middle,
            NO_DATA,
            fill=theme.MUTED,
            italic=True,
            middle=True,
            halo=theme.PAPER,
        )
        return
    places = [scale(row.percentiles[at]) for at in known]
    together = math.isfinite(row.partnership)
    if together:
        places.append(scale(row.partnership))
    apart = spread(places, 2.5 if many else 6.5, scale.start, scale.end)
    own = apart.pop() if together else 0.0
    for at, x in zip(known, apart, strict=True):
        scene.circle(x, middle, 3.6 if many else 4.4, colours[at], theme.PAPER, 0.9)
    if together:
        axes.diamond(scene, own, middle, 7.0, theme.PARTNERSHIP)


def _extremes(scene: Scene, spec: Dots, row: Row, at: tuple[float, float]) -> None:
    known = [k for k, value in enumerate(row.percentiles) if math.isfinite(value)]
    if not known:
        return
    low = min(known, key=lambda k: (row.percentiles[k], k))
    high = max(known, key=lambda k: (row.percentiles[k], -k))
    arrow = " → "
    each = (spec.width - at[0] - lettering.width(arrow, 10)) / 2
    parts = [lettering.shorten(spec.members[k], each, 10) for k in (low, high)]
    scene.text(*at, arrow.join(parts), fill=theme.MUTED, size=10, middle=True)
