"""Names of regions on a map: inside where they fit, beside with a line where they do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from terytoria.documents import theme
from terytoria.documents.figures import sheet
from terytoria.documents.figures.ground import Ground, anchor
from terytoria.documents.figures.lettering import Box
from terytoria.documents.figures.placement import Label, leader, place
from terytoria.documents.figures.scene import Scene
from terytoria.documents.figures.sheet import Words

GRID = 13
"""Places tried across and down a region for a name that must lie wholly inside it."""
TRESPASS = 4.0
"""What it costs a name to lie on a region it does not name."""


def draw_names(
    scene: Scene,
    ground: Ground,
    words: Sequence[Words],
    taken: Sequence[Box] = (),
    fills: Sequence[str] = (),
) -> list[Box | None]:
    """Name the first regions of ``ground`` and give the box of each name.

    A name goes wholly inside its region, as near as may be to the point furthest from the
    borders, so it never sits in a town that the region encloses. A name that does not fit stands
    outside with a line to that point, kept off the other regions where there is a choice.
    ``fills`` are the colours of the regions, on which the ink is chosen.
    """
    spots = [anchor(ground.shapes[at]) for at in range(len(words))]
    order = sorted(
        (at for at, spot in enumerate(spots) if spot[2] > 0 and words[at].rows),
        key=lambda at: (-spots[at][2], at),
    )
    boxes: list[Box | None] = [None] * len(words)
    blocked = list(taken)
    for at in order:
        boxes[at] = _inside(ground.shapes[at], words[at], spots[at][:2], blocked, ground.frame)
        if boxes[at] is not None:
            blocked.append(boxes[at])  # type: ignore[arg-type]
    outside = [at for at in order if boxes[at] is None]
    _write_inside(scene, words, boxes, fills)
    marks = [Box(x - 4, y - 4, x + 4, y + 4) for x, y, _ in (spots[at] for at in outside)]
    labels = [
        Label(*spots[at][:2], words[at].width, words[at].height, min(spots[at][2], 8.0))
        for at in outside
    ]
    members = list(ground.shapes[: len(words)])
    placed = place(labels, ground.frame, [*blocked, *marks], cost=_trespass(members))
    for label, box in zip(labels, placed, strict=True):
        if box is not None:
            _point(scene, label, box)
    for at, box in zip(outside, placed, strict=True):
        boxes[at] = box
        if box is not None:
            sheet.write(scene, words[at], box)
    return boxes


def _inside(
    shape: BaseGeometry,
    words: Words,
    centre: tuple[float, float],
    blocked: Sequence[Box],
    frame: Box,
) -> Box | None:
    left, top, right, bottom = shape.bounds
    if right - left < words.width or bottom - top < words.height:
        return None
    half = np.array([words.width, words.height]) / 2
    x, y = np.meshgrid(
        np.linspace(left, right, GRID + 2)[1:-1], np.linspace(top, bottom, GRID + 2)[1:-1]
    )
    middles = np.vstack([centre, np.column_stack([x.ravel(), y.ravel()])])
    middles = middles[np.argsort(np.hypot(*(middles - centre).T), kind="stable")]
    boxes = np.hstack([middles - half, middles + half])
    fits = shapely.covers(shape, shapely.box(*boxes.T))
    fits &= (boxes[:, 0] >= frame.left) & (boxes[:, 2] <= frame.right)
    fits &= (boxes[:, 1] >= frame.top) & (boxes[:, 3] <= frame.bottom)
    for candidate in boxes[fits].tolist():
        box = Box(*candidate)
        if not any(box.meets(other) for other in blocked):
            return box
    return None


def _trespass(members: Sequence[BaseGeometry]) -> sheet.Price:
    tree = shapely.STRtree(list(members))

    def price(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        grounds = shapely.box(*boxes.T)
        touched = np.bincount(tree.query(grounds, predicate="intersects")[0], minlength=len(boxes))
        within = np.bincount(tree.query(grounds, predicate="covered_by")[0], minlength=len(boxes))
        return TRESPASS * (np.minimum(touched, 2) - 0.5 * np.minimum(within, 1))

    return price


def _write_inside(
    scene: Scene, words: Sequence[Words], boxes: Sequence[Box | None], fills: Sequence[str]
) -> None:
    for at, box in enumerate(boxes):
        if box is not None:
            sheet.write(scene, words[at], box, fills[at] if fills else "")


def _point(scene: Scene, label: Label, box: Box) -> None:
    end = leader(Label(label.x, label.y, 0, 0, -9.0), box)
    if end is not None:
        scene.line(label.x, label.y, *end, theme.PAPER, 2.4)
        scene.line(label.x, label.y, *end, theme.INK, 0.8)
    scene.circle(label.x, label.y, 2.0, theme.INK, theme.PAPER, 0.7)
