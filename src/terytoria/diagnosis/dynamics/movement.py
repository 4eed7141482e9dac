"""One row of the dynamics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Movement:
    """One row: how an indicator of a unit moved, against its group; ``None`` where unknown.

    ``kind`` is ``trend``, ``change`` (too few points for a trend) or ``none``.
    """

    unit: str
    indicator: str
    kind: str
    first_year: int | None
    last_year: int | None
    points: int
    segments: int
    slope: float | None
    low: float | None
    high: float | None
    p: float | None
    relative: float | None
    direction: str | None
    course: str | None
    change: float | None
    change_low: float | None
    change_high: float | None
    change_from: int | None
    change_to: int | None
    group: str
    n: int
    group_median: float | None
    percentile: float | None
    oriented: float | None
    level: str | None
    label: str
