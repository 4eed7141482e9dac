"""How far people live from a service: cumulative shares of people by distance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.numerals import NO_DATA, numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.placement import spread
from terytoria.documents.figures.scales import Scale
from terytoria.documents.figures.scene import Scene, polyline

LABEL_GAP = 13.0
COLOURED = 6


@dataclass(frozen=True)
class Curve:
    """Distances of places and the people living there; NaN or weightless places are left out."""

    name: str
    distances: Sequence[float]
    weights: Sequence[float]
    partnership: bool = False


@dataclass(frozen=True)
class Distribution:
    """Curves over distance up to ``limit`` (0: the 99th percentile), ``marks`` drawn across."""

    title: str
    curves: Sequence[Curve]
    unit: str = "km"
    label: str = "odległość do najbliższej szkoły"
    people: str = "mieszkańców"
    marks: Sequence[float] = ()
    limit: float = 0.0
    description: str = ""
    width: float = theme.FULL_WIDTH
    height: float = 280.0


def cumulative(
    distances: Sequence[float], weights: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sorted distances and the share of weight (0..100) at or below each.

    Example:
        >>> [part.tolist() for part in cumulative([2.0, 1.0], [1.0, 3.0])]
        [[1.0, 2.0], [75.0, 100.0]]
    """
    at, weight = np.asarray(distances, float), np.asarray(weights, float)
    if at.shape != weight.shape:
        raise ValueError("distances and weights must be of one length")
    known = np.isfinite(at) & np.isfinite(weight) & (weight > 0)
    at, weight = at[known], weight[known]
    order = np.argsort(at, kind="stable")
    total = weight.sum()
    return at[order], (100 * np.cumsum(weight[order]) / total if total else weight)


def draw_distribution(spec: Distribution) -> Picture:
    """Draw the curves, each named at the right with the share within the first mark.

    Example:
        >>> curve = Curve("Tuczno", [0.5, 3.0], [100, 50])
        >>> draw_distribution(Distribution("Droga do szkoły", [curve], marks=[2])).width
        640.0
    """
    curves = [(curve, *cumulative(curve.distances, curve.weights)) for curve in spec.curves]
    height = max(spec.height, 80 + LABEL_GAP * len(curves))
    scene = Scene(spec.width, height)
    tags = [_tag(spec, *entry) for entry in curves]
    room = max((lettering.width(tag, bold=True) for tag in tags), default=0) + 22
    x = Scale(0, _limit(spec, [entry[1] for entry in curves]), 42, spec.width - room)
    y = Scale(0, 100, height - 36, 40 if spec.marks else 24)
    _ground(scene, spec, x, y)
    colours = _colours(spec)
    for (curve, at, share), colour in zip(curves, colours, strict=True):
        if len(at):
            data = polyline(_steps(at, share, x, y))
            scene.path(data, stroke=colour, thickness=3.0 if curve.partnership else 1.7)
    _labels(scene, spec, curves, list(zip(tags, colours, strict=True)), (x, y))
    return scene.picture(spec.title, spec.description)


def _limit(spec: Distribution, distances: list[NDArray[np.float64]]) -> float:
    every = np.concatenate([*distances, np.zeros(0)])
    top = spec.limit or (float(np.quantile(every, 0.99)) if len(every) else 1.0)
    return max([top, *(mark * 1.05 for mark in spec.marks)]) or 1.0


def _steps(
    at: NDArray[np.float64], share: NDArray[np.float64], x: Scale, y: Scale
) -> list[tuple[float, float]]:
    """The curve at every px of the axis at most, from (0, 0) to the end of the axis."""
    grid = np.linspace(0, x.high, int(x.end - x.start) // 2 + 1)
    rank = np.searchsorted(at, grid, side="right")
    values = np.concatenate([[0.0], share])[rank]
    keep = np.ones(len(grid), bool)
    keep[1:-1] = (values[1:-1] != values[:-2]) | (values[1:-1] != values[2:])
    return [(x(a), y(b)) for a, b in zip(grid[keep], values[keep], strict=True)]


def _colours(spec: Distribution) -> list[str]:
    members = sum(not curve.partnership for curve in spec.curves)
    scheme = iter([theme.MANY] * members if members > COLOURED else theme.CATEGORICAL)
    return [theme.PARTNERSHIP if curve.partnership else next(scheme) for curve in spec.curves]


def _tag(
    spec: Distribution, curve: Curve, at: NDArray[np.float64], share: NDArray[np.float64]
) -> str:
    name = lettering.shorten(curve.name, 150, bold=curve.partnership)
    if not len(at):
        return f"{name}  {NO_DATA}"
    if not spec.marks:
        return name
    rank = int(np.searchsorted(at, spec.marks[0], side="right"))
    return f"{name}  {numeral(share[rank - 1] if rank else 0.0, 0, '%')}"


def _ground(scene: Scene, spec: Distribution, x: Scale, y: Scale) -> None:
    for share in (0, 25, 50, 75, 100):
        scene.line(
            x.start, y(share), x.end, y(share), theme.AXIS if share == 0 else theme.RULE, 0.8
        )
        text = numeral(share, 0, "%")
        scene.text(
            x.start - 7, y(share), text, fill=theme.MUTED, size=10, anchor="end", middle=True
        )
    axes.heading(scene, 0, 11, f"% {spec.people}, którzy mają nie dalej niż…")
    axes.bottom_axis(scene, x, y.start, y.start)
    axes.heading(scene, x.end, y.start + 29, f"{spec.label}, {spec.unit}", anchor="end")
    taken = 0.0
    for mark in sorted(spec.marks):
        scene.line(x(mark), y.end - 4, x(mark), y.start, theme.MUTED, 1.1, "4 3")
        words = _length(spec, mark)
        half = lettering.width(words, 10) / 2
        if x(mark) - half > taken:
            scene.text(x(mark), y.end - 8, words, size=10, fill=theme.MUTED, anchor="middle")
            taken = x(mark) + half + 4


def _length(spec: Distribution, mark: float) -> str:
    return numeral(mark, 0 if mark == int(mark) else 1, spec.unit)


def _labels(
    scene: Scene,
    spec: Distribution,
    curves: list[tuple[Curve, NDArray[np.float64], NDArray[np.float64]]],
    looks: list[tuple[str, str]],
    scales: tuple[Scale, Scale],
) -> None:
    """Names in the order of the curves half way along, where they are furthest apart."""
    x, y = scales
    targets = []
    for _, at, share in curves:
        inside = at[at <= x.high]
        targets.append(y(float(share[len(inside) - 1])) if len(inside) else y.start)
    order = sorted(range(len(curves)), key=lambda k: (targets[k], -_area(curves[k], x.high)))
    places = spread([targets[k] for k in order], LABEL_GAP, y.end, y.start)
    if spec.marks:
        words = f"w tym do {_length(spec, spec.marks[0])}:"
        scene.text(x.end + 15, y.end - 14, words, size=10, fill=theme.MUTED)
    for k, place in zip(order, places, strict=True):
        strong = curves[k][0].partnership
        bend = [(x.end + 1, targets[k]), (x.end + 8, place), (x.end + 12, place)]
        if len(curves[k][1]):
            scene.path(polyline(bend), stroke=looks[k][1], thickness=0.7)
        scene.text(
            x.end + 15,
            place,
            looks[k][0],
            fill=theme.legible(looks[k][1]),
            bold=strong,
            middle=True,
        )


def _area(entry: tuple[Curve, NDArray[np.float64], NDArray[np.float64]], limit: float) -> float:
    _, at, share = entry
    if not len(at):
        return 0.0
    grid = np.linspace(0, limit, 50)
    return float(np.concatenate([[0.0], share])[np.searchsorted(at, grid, side="right")].sum())
