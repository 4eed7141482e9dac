"""Where labels go so that none covers another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.documents.figures.lettering import Box

_ANGLES = np.deg2rad([0, 180, 90, 270, 45, 135, 315, 225, 20, 160, 340, 200, 65, 115, 245, 295])
Cost = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Price of boxes (n × 4: left, top, right, bottom), in steps."""
_RADII = (7.0, 12.0, 18.0, 26.0, 36.0, 48.0, 62.0, 80.0, 100.0, 125.0, 155.0, 190.0, 230.0)


def spread(targets: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places nearest to ``targets`` (least squares), in their order, at least ``gap`` apart.

    Places stay within ``low``..``high``; when there is no room for the gap it shrinks evenly.
    Equal targets keep the order in which they are given. The pooled-adjacent-violators method on
    targets with the gaps taken out.

    Example:
        >>> spread([10, 10, 40], 12, 0, 100)
        [4.0, 16.0, 40.0]
    """
    count = len(targets)
    if not count:
        return []
    if count > 1:
        gap = min(gap, (high - low) / (count - 1))
    order = sorted(range(count), key=lambda at: (targets[at], at))
    pools: list[tuple[float, int]] = []
    for rank, at in enumerate(order):
        total, size = float(targets[at]) - rank * gap, 1
        while pools and pools[-1][0] / pools[-1][1] > total / size:
            total, size = total + pools[-1][0], size + pools[-1][1]
            pools.pop()
        pools.append((total, size))
    free = [total / size for total, size in pools for _ in range(size)]
    top = max(low, high - (count - 1) * gap)
    places = [0.0] * count
    for rank, at in enumerate(order):
        places[at] = min(max(free[rank], low), top) + rank * gap
    return places


@dataclass(frozen=True)
class Label:
    """Words of ``width`` × ``height`` px wanted near ``x``, ``y``; ``clear`` px from the mark."""

    x: float
    y: float
    width: float
    height: float
    clear: float = 0.0


def place(
    labels: Sequence[Label],
    frame: Box,
    taken: Sequence[Box] = (),
    *,
    inside: Sequence[bool] = (),
    cost: Cost | None = None,
) -> list[Box | None]:
    """A box for every label within ``frame`` that meets no other label and none ``taken``.

    Labels are placed in the order given, each at the nearest free spot around its point; where
    ``inside`` is true the point itself is tried first. Leader lines to the spots chosen are kept
    off the words already placed when there is a choice, and ``cost`` may add to the price of
    spots: one unit is worth a step further away. A label for which there is no room at all gets
    None.

    Example:
        >>> first, second = place([Label(50, 50, 40, 10)] * 2, Box(0, 0, 100, 100))
        >>> first.meets(second)
        False
    """
    blocked = [(box.left, box.top, box.right, box.bottom) for box in taken]
    boxes: list[Box | None] = []
    for at, label in enumerate(labels):
        candidates = _candidates(label, central=bool(inside) and inside[at])
        box = _cheapest(label, candidates, frame, np.array(blocked).reshape(-1, 4), cost)
        boxes.append(box)
        if box is not None:
            blocked.append((box.left, box.top, box.right, box.bottom))
    return boxes


def leader(label: Label, box: Box) -> tuple[float, float] | None:
    """Where a line from the label's point should end on its box, or None when it stands close.

    Example:
        >>> leader(Label(0, 0, 10, 4), Box(30, -2, 40, 2))
        (30, 0)
    """
    x = min(max(label.x, box.left), box.right)
    y = min(max(label.y, box.top), box.bottom)
    distance = float(np.hypot(x - label.x, y - label.y))
    return (x, y) if distance > label.clear + 9.0 else None


def _candidates(label: Label, *, central: bool) -> NDArray[np.float64]:
    grid = np.meshgrid(_ANGLES, np.array(_RADII) + label.clear - 3.0)
    angles, radii = grid[0].ravel(), grid[1].ravel()
    cos, sin = np.cos(angles), np.sin(angles)
    middle_x = label.x + cos * radii + np.sign(np.round(cos, 6)) * label.width / 2
    middle_y = label.y + sin * radii + np.sign(np.round(sin, 6)) * label.height / 2
    level = np.abs(sin) < 0.5
    middle_y = np.where(level, label.y + sin * radii, middle_y)
    boxes = np.column_stack(
        [
            middle_x - label.width / 2,
            middle_y - label.height / 2,
            middle_x + label.width / 2,
            middle_y + label.height / 2,
        ]
    )
    if central:
        half = np.array([-label.width, -label.height, label.width, label.height]) / 2
        centre = np.array([label.x, label.y, label.x, label.y]) + half
        boxes = np.vstack([centre, boxes])
    return boxes


def _cheapest(
    label: Label,
    candidates: NDArray[np.float64],
    frame: Box,
    blocked: NDArray[np.float64],
    cost: Cost | None,
) -> Box | None:
    left, top, right, bottom = candidates.T
    fits = (left >= frame.left) & (right <= frame.right)
    fits &= (top >= frame.top) & (bottom <= frame.bottom)
    steps = np.arange(len(candidates)) / len(_ANGLES)
    if len(blocked):
        fits &= ~_meet(candidates, blocked).any(axis=1)
    spots, price = candidates[fits], steps[fits]
    if not len(spots):
        return None
    price = price + 3.0 * _crossed(label, spots, blocked)
    if cost is not None:
        price = price + cost(spots)
    best = spots[int(np.argmin(price))]
    return Box(*(float(side) for side in best))


def _meet(boxes: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(
        (boxes[:, None, 0] < others[None, :, 2])
        & (others[None, :, 0] < boxes[:, None, 2])
        & (boxes[:, None, 1] < others[None, :, 3])
        & (others[None, :, 1] < boxes[:, None, 3])
    )


def _crossed(
    label: Label, spots: NDArray[np.float64], blocked: NDArray[np.float64]
) -> NDArray[np.int64]:
    """How many taken boxes a leader line to each spot would run over, sampled at inner points."""
    if not len(blocked):
        return np.zeros(len(spots), dtype=np.int64)
    x = np.clip(label.x, spots[:, 0], spots[:, 2])
    y = np.clip(label.y, spots[:, 1], spots[:, 3])
    shares = np.linspace(0.2, 0.95, 8)
    path_x = label.x + shares * (x - label.x)[:, None]
    path_y = label.y + shares * (y - label.y)[:, None]
    hit = (path_x[..., None] > blocked[:, 0]) & (path_x[..., None] < blocked[:, 2])
    hit &= (path_y[..., None] > blocked[:, 1]) & (path_y[..., None] < blocked[:, 3])
    own = (blocked[:, 0] <= label.x) & (label.x <= blocked[:, 2])
    own &= (blocked[:, 1] <= label.y) & (label.y <= blocked[:, 3])
    hit &= ~own
    return np.asarray(hit.any(axis=1).sum(axis=1), dtype=np.int64)
