"""Level against dynamics: who is high and rising, who is low and falling."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.placement import Label, leader, place
from terytoria.documents.figures.scales import Scale, extent, ticks
from terytoria.documents.figures.scene import Scene


@dataclass(frozen=True)
class Point:
    """A member, or the partnership, by level ``x`` and dynamics ``y``."""

    name: str
    x: float
    y: float
    partnership: bool = False


@dataclass(frozen=True)
class Quadrant:
    """What the plot shows: points, the group behind them, and the cuts between the quadrants.

    ``names`` are those of the upper left, upper right, lower left and lower right quadrant.
    """

    title: str
    points: Sequence[Point]
    x_label: str
    y_label: str
    x_cut: float
    y_cut: float
    group_x: Sequence[float] = ()
    group_y: Sequence[float] = ()
    names: tuple[str, str, str, str] = (
        "nisko, ale rośnie",
        "wysoko i rośnie",
        "nisko i spada",
        "wysoko, ale spada",
    )
    x_decimals: int = 0
    y_decimals: int = 1
    description: str = ""
    width: float = theme.FULL_WIDTH
    height: float = 400.0

    def __post_init__(self) -> None:
        """Check the group and the cuts."""
        if len(self.group_x) != len(self.group_y):
            raise ValueError("group_x and group_y must be of one length")
        if not math.isfinite(self.x_cut + self.y_cut):
            raise ValueError("the cuts between quadrants must be numbers; take the group's medians")


def draw_quadrant(spec: Quadrant) -> Picture:
    """Draw the plot; group dots far out are left out and counted under it.

    Example:
        >>> points = [Point("Tuczno", 4.0, -1.0)]
        >>> draw_quadrant(Quadrant("Ludność", points, "tys.", "% rocznie", 5, 0)).height
        400.0
    """
    scene = Scene(spec.width, spec.height)
    x, y = _scales(spec)
    outside = _ground(scene, spec, x, y)
    shown = [item for item in spec.points if math.isfinite(item.x + item.y)]
    for item in sorted(shown, key=lambda point: point.partnership):
        if item.partnership:
            axes.diamond(scene, x(item.x), y(item.y), 8.0, theme.PARTNERSHIP)
        else:
            scene.circle(x(item.x), y(item.y), 4.6, theme.MEMBER, theme.PAPER, 1.0)
    _labels(scene, spec, shown, x, y)
    _notes(scene, spec, outside, len(spec.points) - len(shown))
    return scene.picture(spec.title, spec.description)


def _scales(spec: Quadrant) -> tuple[Scale, Scale]:
    ranges = []
    for own, group, cut in (
        ([item.x for item in spec.points], spec.group_x, spec.x_cut),
        ([item.y for item in spec.points], spec.group_y, spec.y_cut),
    ):
        ranges.append(_range(own, group, cut))
    (x_low, x_high), (y_low, y_high) = ranges
    y = Scale(y_low, y_high, spec.height - 52, 24)
    left = axes.value_axis_width(y) + 12
    return Scale(x_low, x_high, left, spec.width - 4), y


def _range(own: Sequence[float], group: Sequence[float], cut: float) -> tuple[float, float]:
    """The middle of the group, but no further from the members than they are from each other."""
    low, high = extent([*own, cut])
    known = np.asarray(group, dtype=float)
    known = known[np.isfinite(known)]
    if len(known):
        first, last = (float(end) for end in np.quantile(known, [0.02, 0.98]))
        reach = max(0.5 * (high - low), 0.15 * (last - first))
        low, high = min(low, max(first, low - reach)), max(high, min(last, high + reach))
    return extent([low, high], margin=0.08)


def _ground(scene: Scene, spec: Quadrant, x: Scale, y: Scale) -> int:
    scene.rect(x.start, y.end, x.end - x.start, y.start - y.end, theme.SURFACE)
    for scale, upright in ((x, True), (y, False)):
        marks = ticks(scale.low, scale.high, 6)
        for value in marks.values:
            spot, text = scale(value), numeral(value, marks.decimals)
            if upright:
                scene.line(spot, y.end, spot, y.start, theme.PAPER, 1.0)
                scene.text(spot, y.start + 14, text, fill=theme.MUTED, size=10, anchor="middle")
            else:
                scene.line(x.start, spot, x.end, spot, theme.PAPER, 1.0)
                scene.text(
                    x.start - 6, spot, text, fill=theme.MUTED, size=10, anchor="end", middle=True
                )
    group = np.column_stack([np.asarray(spec.group_x, float), np.asarray(spec.group_y, float)])
    group = group[np.isfinite(group).all(axis=1)]
    seen = (group[:, 0] >= x.low) & (group[:, 0] <= x.high)
    seen &= (group[:, 1] >= y.low) & (group[:, 1] <= y.high)
    scene.specks(((x(a), y(b)) for a, b in group[seen]), 3.6, "#b3bcc4")
    scene.line(x(spec.x_cut), y.end, x(spec.x_cut), y.start, theme.MUTED, 1.2)
    scene.line(x.start, y(spec.y_cut), x.end, y(spec.y_cut), theme.MUTED, 1.2)
    axes.heading(scene, 0, 11, f"↑ {spec.y_label}")
    axes.heading(scene, x.end, spec.height - 22, f"{spec.x_label} →", anchor="end")
    return int((~seen).sum())


def _corners(spec: Quadrant, x: Scale, y: Scale) -> list[tuple[str, float, float, str]]:
    upper, lower = y.end + 9, y.start - 9
    left, right = x.start + 7, x.end - 7
    names = zip(
        spec.names, ((left, upper), (right, upper), (left, lower), (right, lower)), strict=True
    )
    return [
        (name, spot[0], spot[1], "start" if at % 2 == 0 else "end")
        for at, (name, spot) in enumerate(names)
    ]


def _labels(scene: Scene, spec: Quadrant, shown: Sequence[Point], x: Scale, y: Scale) -> None:
    taken = []
    for name, spot_x, spot_y, anchor in _corners(spec, x, y):
        words = lettering.shorten(name, (x.end - x.start) / 2 - 12, bold=True)
        wide = lettering.width(words, bold=True)
        scene.text(
            spot_x,
            spot_y,
            words,
            fill=theme.MUTED,
            anchor=anchor,
            bold=True,
            middle=True,
            halo=theme.SURFACE,
        )
        left = spot_x if anchor == "start" else spot_x - wide
        taken.append(lettering.Box(left - 4, spot_y - 8, left + wide + 4, spot_y + 8))
    dots = [(x(item.x), y(item.y)) for item in shown]
    taken += [lettering.Box(a - 5, b - 5, a + 5, b + 5) for a, b in dots]
    labels = [
        Label(
            a,
            b,
            lettering.width(item.name, bold=item.partnership) + 4,
            14.5,
            9.0 if item.partnership else 6.0,
        )
        for item, (a, b) in zip(shown, dots, strict=True)
    ]
    frame = lettering.Box(x.start + 2, y.end + 2, x.end - 2, y.start - 2)
    boxes = _crowded_first(labels, frame, taken)
    for label, box in zip(labels, boxes, strict=True):
        end = None if box is None else leader(label, box)
        if end is not None:
            scene.line(label.x, label.y, *end, theme.AXIS, 0.8)
    for item, box in zip(shown, boxes, strict=True):
        if box is None:
            continue
        colour = theme.PARTNERSHIP if item.partnership else theme.INK
        scene.text(
            (box.left + box.right) / 2,
            (box.top + box.bottom) / 2,
            item.name,
            fill=colour,
            bold=item.partnership,
            anchor="middle",
            middle=True,
            halo=theme.SURFACE,
        )


def _crowded_first(
    labels: Sequence[Label], frame: lettering.Box, taken: Sequence[lettering.Box]
) -> list[lettering.Box | None]:
    """Place labels of points in a crowd first: those apart find room later anyway."""
    spots = np.array([(label.x, label.y) for label in labels]).reshape(-1, 2)
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    crowd = (apart < 50).sum(axis=1)
    order = sorted(range(len(labels)), key=lambda at: (-crowd[at], at))
    placed = place([labels[at] for at in order], frame, taken)
    boxes: list[lettering.Box | None] = [None] * len(labels)
    for at, box in zip(order, placed, strict=True):
        boxes[at] = box
    return boxes


def _notes(scene: Scene, spec: Quadrant, outside: int, missing: int) -> None:
    level = numeral(spec.x_cut, spec.x_decimals)
    change = numeral(spec.y_cut, spec.y_decimals, signed=True)
    cut = f"linie: {level} i {change}"
    notes = [cut] if len(spec.group_x) else []
    if outside:
        notes.append(f"poza rysunkiem: {outside}")
    if missing:
        notes.append(f"bez danych: {missing}")
    words = lettering.shorten(" · ".join(notes), spec.width, 10)
    scene.text(0, spec.height - 5, words, fill=theme.MUTED, size=10)
