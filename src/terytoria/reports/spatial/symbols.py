"""Marks of the map of the model: each kind has its own shape or pattern, not only a colour."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from terytoria.documents import theme
from terytoria.documents.figures.scene import ID_MARK, Scene, polyline

NATURE = "#3f6b16"
CORRIDOR = theme.blend(theme.OTHER_SEX, theme.PAPER, 0.45)
CORRIDOR_EDGE = theme.blend(theme.OTHER_SEX, theme.INK, 0.25)
RADII = {"tier_1": 8.0, "tier_2": 6.0, "tier_3": 4.8, "tier_4": 3.6, "tier_5": 2.2}
BANDS = {"main": 10.0, "other": 6.0}
CATCHMENT = "5 3"
WIDEST = 8.0
THINNEST = 1.6
_PATTERNS = (
    ("M-2 2L2 -2M0 8L8 0M6 10L10 6", theme.PARTNERSHIP),
    ("M-2 6L2 10M0 0L8 8M6 -2L10 2", theme.CATEGORICAL[3]),
    ("M0 4H8", theme.CATEGORICAL[5]),
    ("M4 0V8", theme.CATEGORICAL[1]),
)
PATTERNS = len(_PATTERNS)
"""Hatchings that tell areas apart."""


def define_patterns(scene: Scene) -> None:
    """Put the hatchings on a sheet, once, before they are used."""
    parts = [
        f'<pattern id="{ID_MARK}a{at}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<path d="{data}" stroke="{colour}" stroke-width="1" fill="none"/></pattern>'
        for at, (data, colour) in enumerate(_PATTERNS)
    ]
    parts.append(
        f'<pattern id="{ID_MARK}n" width="7" height="7" patternUnits="userSpaceOnUse">'
        f'<circle cx="2" cy="2" r="1" fill="{NATURE}"/>'
        f'<circle cx="5.5" cy="5.5" r="1" fill="{NATURE}"/></pattern>'
    )
    scene.raw(f"<defs>{''.join(parts)}</defs>")


def area_fill(at: int) -> str:
    """The hatching of the intervention area at a place in the list."""
    return f"url(#{ID_MARK}a{at % PATTERNS})"


def area_colour(at: int) -> str:
    """The colour of its edge."""
    return _PATTERNS[at % PATTERNS][1]


def nature_fill() -> str:
    """The dots of natural areas."""
    return f"url(#{ID_MARK}n)"


def settlement(scene: Scene, kind: str, x: float, y: float) -> None:
    """A settlement: a ring round a disc, a disc, a ring, a small disc, a point."""
    radius = RADII[kind]
    if kind == "tier_1":
        scene.circle(x, y, radius, theme.PAPER, theme.PARTNERSHIP, 2.2)
        scene.circle(x, y, radius - 3.6, theme.PARTNERSHIP)
    elif kind == "tier_2":
        scene.circle(x, y, radius, theme.PARTNERSHIP, theme.PAPER, 1.4)
    elif kind == "tier_3":
        scene.circle(x, y, radius, theme.PAPER, theme.INK, 1.8)
    else:
        scene.circle(x, y, radius, theme.INK, theme.PAPER, 1.0)


def school(scene: Scene, kind: str, x: float, y: float) -> None:
    """A school: a triangle for a secondary one, a hollow square for a primary one."""
    if kind == "secondary":
        data = f"M{x:.1f} {y - 5:.1f}l5 8.5h-10z"
        scene.path(data, fill=theme.INK, stroke=theme.PAPER, thickness=1.0)
    else:
        data = f"M{x - 2.6:.1f} {y - 2.6:.1f}h5.2v5.2h-5.2z"
        scene.path(data, fill=theme.PAPER, stroke=theme.INK, thickness=1.1)


def corridor(scene: Scene, kind: str, points: Sequence[tuple[float, float]]) -> None:
    """A broad band; a main corridor has a line along its middle."""
    data = polyline(points)
    scene.path(data, stroke=CORRIDOR_EDGE, thickness=BANDS[kind] + 1.4)
    scene.path(data, stroke=CORRIDOR, thickness=BANDS[kind])
    if kind == "main":
        scene.path(data, stroke=CORRIDOR_EDGE, thickness=1.2, dash="7 4")


def gmina(scene: Scene, x: float, y: float) -> None:
    """A gmina with no settlement of its own in the data: a cross at its inner point."""
    data = f"M{x - 3.5:.1f} {y:.1f}h7M{x:.1f} {y - 3.5:.1f}v7"
    scene.path(data, stroke=theme.PAPER, thickness=3.4)
    scene.path(data, stroke=theme.INK, thickness=1.4)


def outside(scene: Scene, x: float, y: float) -> None:
    """A gmina outside the area."""
    scene.circle(x, y, 3.6, theme.COUNTRY_MARK, theme.PAPER, 1.2)


def flow(
    scene: Scene, kind: str, start: tuple[float, float], end: tuple[float, float], wide: float
) -> NDArray[np.float64]:
    """An arrow bent to its right, full inside the area and hollow across its border.

    Gives the points (n × 2) of its middle line.
    """
    first, last = np.array(start), np.array(end)
    way = last - first
    length = float(np.hypot(*way)) or 1.0
    aside = np.array([-way[1], way[0]]) / length
    bend = (first + last) / 2 + aside * min(length * 0.2, 46.0)
    head = min(max(wide * 1.5, 7.0), length * 0.4)
    stop = max(1 - (head + 7) / length, 0.35)
    times = np.linspace(min(7 / length, 0.2), stop, 22)[:, None]
    curve = (1 - times) ** 2 * first + 2 * times * (1 - times) * bend + times**2 * last
    along = np.gradient(curve, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])
    half, wing = across * (wide / 2), across[-1] * max(wide, 3.6)
    tip = curve[-1] + along[-1] * head
    body = [*(curve + half), curve[-1] + wing, tip, curve[-1] - wing, *(curve - half)[::-1]]
    points = [(float(x), float(y)) for x, y in body]
    look = (
        (theme.ACCENT, theme.PAPER, 0.8) if kind == "between" else (theme.PAPER, theme.MUTED, 1.1)
    )
    data = polyline(points, closed=True)
    scene.path(data, fill=look[0], stroke=look[1], thickness=look[2])
    found: NDArray[np.float64] = np.vstack([curve, tip])
    return found
