"""Rank bands: where each unit stands, and where it could stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.bars import COLOURS
from terytoria.documents.figures.numerals import NO_DATA, numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scales import Scale, ticks
from terytoria.documents.figures.scene import Scene

STEP = 22.0


@dataclass(frozen=True)
class RankBand:
    """Median rank of a unit and the ends of its band; 1 is best. NaN where not ranked."""

    name: str
    median: float
    low: float
    high: float
    kind: str = "member"

    def __post_init__(self) -> None:
        """Refuse a kind that has no colour and a band turned over."""
        if self.kind not in COLOURS:
            raise ValueError(f"{self.kind!r} is no kind of unit; use one of {sorted(COLOURS)}")
        if self.low > self.high:
            raise ValueError(f"{self.name}: the band runs from {self.low} to {self.high}")


@dataclass(frozen=True)
class Ranks:
    """Bands among ``total`` units ranked; ``interval`` says what a band holds."""

    title: str
    bands: Sequence[RankBand]
    total: int
    interval: str = "90% wariantów indeksu"
    description: str = ""
    width: float = theme.FULL_WIDTH


def draw_ranks(spec: Ranks) -> Picture:
    """Draw the bands, the best unit first.

    Example:
        >>> draw_ranks(Ranks("Miejsca", [RankBand("Tuczno", 40, 31, 55)], 132)).width
        640.0
    """
    bands = sorted(spec.bands, key=lambda band: (not math.isfinite(band.median), band.median))
    keys = [
        axes.Key("miejsce środkowe", "ring", theme.MEMBER),
        axes.Key(f"pasmo: {spec.interval}", "bar", theme.SEQUENTIAL[2]),
    ]
    top = axes.key_height(keys, spec.width) + 26
    bottom = top + STEP * len(bands)
    scene = Scene(spec.width, bottom + 20)
    names = max((lettering.width(band.name, bold=True) for band in bands), default=0)
    left = min(names, spec.width * 0.36) + 10
    texts = [_words(band) for band in bands]
    room = max((lettering.width(text) for text in texts), default=0) + 12
    scale = Scale(1, max(spec.total, 2), left + 6, spec.width - room - 6)
    axes.draw_key(scene, 0, 0, keys, spec.width)
    _ground(scene, scale, top, bottom)
    for place, (band, text) in enumerate(zip(bands, texts, strict=True)):
        middle = top + STEP * (place + 0.5)
        _draw_band(scene, scale, band, middle, left)
        scene.text(spec.width, middle, text, anchor="end", middle=True, fill=theme.MUTED)
    return scene.picture(spec.title, spec.description)


def _words(band: RankBand) -> str:
    if not math.isfinite(band.median):
        return NO_DATA
    if not math.isfinite(band.low + band.high):
        return numeral(band.median)
    return f"{numeral(band.median)} ({numeral(band.low)}–{numeral(band.high)})"


def _ground(scene: Scene, scale: Scale, top: float, bottom: float) -> None:
    inner = [value for value in ticks(scale.low, scale.high, 6).values if value == int(value)]
    apart = (scale.high - scale.low) * 0.07
    kept = [v for v in inner if v - scale.low > apart and scale.high - v > apart]
    for value in (scale.low, *kept, scale.high):
        scene.line(scale(value), top, scale(value), bottom, theme.RULE, 0.8)
        text = numeral(value)
        scene.text(scale(value), bottom + 14, text, fill=theme.MUTED, size=10, anchor="middle")
    axes.heading(scene, scale.start, top - 7, "← najlepiej")
    axes.heading(scene, scale.end, top - 7, "najgorzej →", anchor="end")


def _draw_band(scene: Scene, scale: Scale, band: RankBand, middle: float, left: float) -> None:
    colour = COLOURS[band.kind]
    strong = band.kind == "partnership"
    name = lettering.shorten(band.name, left - 10, bold=strong)
    scene.text(left - 8, middle, name, anchor="end", bold=strong, middle=True)
    scene.line(scale.start, middle, scale.end, middle, theme.RULE, 0.8)
    if not math.isfinite(band.median):
        return
    if math.isfinite(band.low + band.high):
        first, last = scale(band.low), max(scale(band.high), scale(band.low) + 2)
        pale = theme.blend(colour, theme.PAPER, 0.5)
        scene.rect(first, middle - 5, last - first, 10, pale)
    scene.circle(scale(band.median), middle, 4.6, theme.PAPER, colour, 2.2)
