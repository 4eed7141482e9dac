"""Values sorted into a few classes for a map, and the key that explains them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.documents import theme
from terytoria.documents.figures import lettering
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.numerals import NO_DATA, numeral
from terytoria.documents.figures.scales import finite
from terytoria.documents.figures.scene import HATCH, Scene

LINE = 17.0


@dataclass(frozen=True)
class Classes:
    """Inner ``limits``, ascending: a value belongs above all limits that it reaches.

    ``colours`` has one more entry; ``labels`` replace ranges where given.
    """

    limits: tuple[float, ...]
    colours: tuple[str, ...]
    labels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check order and lengths."""
        if list(self.limits) != sorted(set(self.limits)):
            raise ValueError("limits of classes must ascend and differ")
        if len(self.colours) != len(self.limits) + 1:
            raise ValueError(f"{len(self.limits)} limits make {len(self.limits) + 1} classes")
        if self.labels and len(self.labels) != len(self.colours):
            raise ValueError("give a label for every class or none")

    def of(self, value: float) -> int | None:
        """The class of a value, None when it is missing.

        Example:
            >>> Classes((5.0,), ("#ffffff", "#000000")).of(5.0)
            1
        """
        if not math.isfinite(value):
            return None
        return sum(value >= limit for limit in self.limits)

    def colour(self, value: float) -> str:
        """Fill of a value; hatching when it is missing."""
        grade = self.of(value)
        return HATCH if grade is None else self.colours[grade]


def quantile_classes(
    values: Sequence[float], count: int = 5, decimals: int = 1, *, middle: float = math.nan
) -> Classes:
    """Classes that hold about equally many values, with limits rounded to ``decimals``.

    With a ``middle`` (e.g. 0 for a change) the scheme diverges: each side is split on its own into
    up to three classes and keeps its own colours, even when the other side is empty. Equal values
    make fewer classes.

    Example:
        >>> quantile_classes([1, 2, 3, 4], 2, 1).limits
        (2.5,)
    """
    known = np.array(finite(values))
    if not len(known):
        return Classes((), theme.sequential(1))
    if math.isfinite(middle):
        return _about(known, middle, min(max(count // 2, 1), 3), decimals)
    limits = _limits(_cuts(known, count, decimals), known)
    return Classes(limits, theme.sequential(len(limits) + 1))


def even_classes(low: float, high: float, count: int = 5) -> Classes:
    """Classes of equal width.

    Example:
        >>> even_classes(0, 10, 5).limits
        (2.0, 4.0, 6.0, 8.0)
    """
    if not low < high:
        raise ValueError(f"classes need low < high, not {low} and {high}")
    limits = tuple(float(cut) for cut in np.linspace(low, high, count + 1)[1:-1])
    return Classes(limits, theme.sequential(count))


def key_lines(
    classes: Classes, values: Sequence[float], unit: str = "", decimals: int = 0
) -> list[tuple[str, str]]:
    """Fill and words of every class, the highest first, with how many values it holds.

    Example:
        >>> key_lines(Classes((5.0,), ("#ffffff", "#000000")), [1, 7, 8])[0]
        ('#000000', '5 i więcej (2)')
    """
    held = [classes.of(value) for value in values]
    names = classes.labels or tuple(
        _range(classes, place, unit, decimals) for place in range(len(classes.colours))
    )
    known = finite(values)
    if not (classes.limits or classes.labels or not known):
        names = (_between(min(known), max(known), unit, decimals),)
    lines = [
        (colour, f"{name} ({held.count(place)})")
        for place, (colour, name) in enumerate(zip(classes.colours, names, strict=True))
    ]
    lines.reverse()
    if None in held:
        lines.append((HATCH, f"{NO_DATA} ({held.count(None)})"))
    return lines


def key_size(heading: Sequence[str], lines: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Width and height of a key, px."""
    words = max((lettering.width(text, 10) for _, text in lines), default=0) + 26
    wide = max([words, *(lettering.width(row, 10, bold=True) for row in heading)])
    return wide, 13.0 * len(heading) + 5 + LINE * len(lines)


def draw_class_key(
    scene: Scene, x: float, y: float, heading: Sequence[str], lines: Sequence[tuple[str, str]]
) -> Box:
    """Draw a key from its upper left corner; gives the ground it takes."""
    for place, row in enumerate(heading):
        scene.text(x, y + 10 + 13 * place, row, size=10, bold=True)
    top = y + 13.0 * len(heading) + 5
    for place, (fill, text) in enumerate(lines):
        middle = top + LINE * (place + 0.5)
        scene.rect(x, middle - 6, 20, 12, fill, theme.AXIS)
        scene.text(x + 26, middle, text, size=10, middle=True)
    wide, tall = key_size(heading, lines)
    return Box(x, y, x + wide, y + tall)


def _cuts(values: NDArray[np.float64], count: int, decimals: int) -> list[float]:
    if count < 2 or not len(values):
        return []
    shares = np.linspace(0, 1, count + 1)[1:-1]
    return [round(float(cut), decimals) for cut in np.quantile(values, shares)]


def _limits(cuts: list[float], known: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(sorted({cut for cut in cuts if known.min() < cut <= known.max()}))


def _about(known: NDArray[np.float64], middle: float, half: int, decimals: int) -> Classes:
    """Classes on either side of a middle, in the colours of that side."""
    below, above = known[known < middle], known[known >= middle]
    falling = [min(cut, middle) for cut in _cuts(below, half, decimals)]
    rising = [max(cut, middle) for cut in _cuts(above, half, decimals)]
    limits = _limits([*falling, middle, *rising], known)
    falls = (sum(limit < middle for limit in limits) + 1) if len(below) else 0
    rises = len(limits) + 1 - falls
    low, high = theme.DIVERGING[:3], theme.DIVERGING[4:]
    sides = {0: (), 1: (1,), 2: (0, 2), 3: (0, 1, 2)}
    colours = [low[at] for at in sides[falls]] + [high[at] for at in sides[rises]]
    return Classes(limits, tuple(colours))


def _range(classes: Classes, place: int, unit: str, decimals: int) -> str:
    limits = classes.limits
    if not limits:
        return "wszystkie wartości"
    if place == 0:
        return f"poniżej {numeral(limits[0], decimals, unit)}"
    if place == len(limits):
        return f"{numeral(limits[-1], decimals, unit)} i więcej"
    return _between(limits[place - 1], limits[place], unit, decimals)


def _between(low: float, high: float, unit: str, decimals: int) -> str:
    end = numeral(high, decimals, unit)
    if numeral(low, decimals, unit) == end:
        return end
    return f"{numeral(low, decimals)}{' do ' if low < 0 else '–'}{end}"
