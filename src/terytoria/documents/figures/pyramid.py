"""Age and sex: a population against another, or against itself later."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.axes import Key
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scales import Scale, extent, finite, rounded, ticks
from terytoria.documents.figures.scene import Scene, polyline

MEN, WOMEN = theme.ACCENT, theme.OTHER_SEX
MIDDLE = 46.0


@dataclass(frozen=True)
class Pyramid:
    """Men and women by age group, youngest first, in ``unit``; ``other_*`` is the outline."""

    title: str
    ages: Sequence[str]
    men: Sequence[float]
    women: Sequence[float]
    name: str
    other_men: Sequence[float] = ()
    other_women: Sequence[float] = ()
    other_name: str = ""
    unit: str = "%"
    decimals: int = 1
    description: str = ""
    width: float = theme.FULL_WIDTH
    step: float = 15.0

    def __post_init__(self) -> None:
        """Check that all series run along the ages."""
        for values in (self.men, self.women, self.other_men, self.other_women):
            if len(values) not in {0, len(self.ages)}:
                raise ValueError(f"{len(values)} values for {len(self.ages)} age groups")


def draw_pyramid(spec: Pyramid) -> Picture:
    """Draw the pyramid, men left and women right, the comparison as a stepped outline.

    Example:
        >>> draw_pyramid(Pyramid("Wiek", ["0–4", "5–9"], [5, 4], [4, 5], "Tuczno")).width
        640.0
    """
    keys = _keys(spec)
    top = axes.key_height(keys, spec.width) + 22
    bottom = top + spec.step * len(spec.ages)
    scene = Scene(spec.width, bottom + 32)
    left, right = _sides(spec)
    axes.draw_key(scene, 0, 0, keys, spec.width)
    _ground(scene, spec, (left, right), top, bottom)
    for scale, values, colour in ((left, spec.men, MEN), (right, spec.women, WOMEN)):
        for place, value in enumerate(values):
            if math.isfinite(value):
                y = bottom - spec.step * (place + 1) + 1
                scene.rect(scale(0), y, scale(value) - scale(0), spec.step - 2, colour)
    for scale, values in ((left, spec.other_men), (right, spec.other_women)):
        _outline(scene, spec, scale, values, bottom)
    return scene.picture(spec.title, spec.description)


def _sides(spec: Pyramid) -> tuple[Scale, Scale]:
    every = finite([*spec.men, *spec.women, *spec.other_men, *spec.other_women])
    high = rounded(0, extent([*every, 0.0])[1], 4)[1]
    centre = spec.width / 2
    return Scale(0, high, centre - MIDDLE / 2, 12), Scale(
        0, high, centre + MIDDLE / 2, spec.width - 12
    )


def _keys(spec: Pyramid) -> list[Key]:
    keys = [Key(spec.name, "pair", MEN)]
    if len(spec.other_men):
        keys.append(Key(spec.other_name, "outline", theme.INK))
    return keys


def _ground(
    scene: Scene, spec: Pyramid, sides: tuple[Scale, Scale], top: float, bottom: float
) -> None:
    marks = ticks(0, sides[0].high, 4 if spec.width > 400 else 2)
    for scale in sides:
        for value in marks.values:
            x = scale(value)
            scene.line(x, top, x, bottom, theme.AXIS if value == 0 else theme.RULE, 0.8)
            text = numeral(value, marks.decimals, "%" if spec.unit.startswith("%") else "")
            scene.text(x, bottom + 14, text, fill=theme.MUTED, size=10, anchor="middle")
    unit = spec.unit + (" ludności" if spec.unit == "%" else "")
    unit = lettering.shorten(unit, spec.width, 10)
    scene.text(spec.width / 2, bottom + 28, unit, fill=theme.MUTED, size=10, anchor="middle")
    scene.text(spec.width / 2, top - 7, "wiek", fill=theme.MUTED, size=10, anchor="middle")
    for scale, words, anchor in ((sides[0], "mężczyźni", "start"), (sides[1], "kobiety", "end")):
        scene.text(scale.end, top - 7, words, size=10, fill=theme.MUTED, anchor=anchor)
    for place, age in enumerate(spec.ages):
        y = bottom - spec.step * (place + 0.5)
        size = 10.0
        words = lettering.shorten(age, MIDDLE - 4, size)
        scene.text(
            spec.width / 2, y, words, fill=theme.INK, size=size, anchor="middle", middle=True
        )


def _outline(
    scene: Scene, spec: Pyramid, scale: Scale, values: Sequence[float], bottom: float
) -> None:
    run: list[tuple[float, float]] = []
    for place, value in enumerate([*values, math.nan]):
        if math.isfinite(value):
            y = bottom - spec.step * place
            run += [(scale(value), y), (scale(value), y - spec.step)]
        elif run:
            ends = [(scale(0), run[0][1]), *run, (scale(0), run[-1][1])]
            scene.path(polyline(ends), stroke=theme.PAPER, thickness=3.2)
            scene.path(polyline(ends), stroke=theme.INK, thickness=1.4)
            run = []
