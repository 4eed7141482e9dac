"""Options of the dynamics."""

from __future__ import annotations

from dataclasses import dataclass


class DynamicsError(ValueError):
    """Options of the dynamics that cannot be, or a trend that was not assessed."""


@dataclass(frozen=True)
class DynamicsOptions:
    """How trends are drawn.

    ``window``: only the last so many years of a series, all of them where ``None``.
    ``least_points``: with fewer points no trend is spoken of, only a change. ``confidence`` of the
    interval of the slope. ``smallest_group``: fewest members with a trend for a percentile.
    """

    window: int | None = None
    least_points: int = 4
    confidence: float = 0.95
    smallest_group: int = 8

    def __post_init__(self) -> None:
        if self.window is not None and self.window < 2:
            raise DynamicsError(f"window = {self.window}: a change needs at least 2 years")
        if self.least_points < 3:
            raise DynamicsError(f"least_points = {self.least_points}: a trend needs at least 3")
        if not 0.5 <= self.confidence < 1:
            raise DynamicsError(f"confidence = {self.confidence}: choose from 0.5 to below 1")
        if self.smallest_group < 3:
            raise DynamicsError(f"smallest_group = {self.smallest_group}: use at least 3")
