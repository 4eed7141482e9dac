"""When a value may be called different from its group."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from terytoria.diagnosis.standing.distribution import Distribution


class StandingError(ValueError):
    """Options of a standing that cannot be, or a standing that was not assessed."""


class Verdict(StrEnum):
    """What may be said of a value against its group."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    SIMILAR = "similar"


@dataclass(frozen=True)
class StandingOptions:
    """``smallest_group``: fewest members with a value for which a difference is judged."""

    smallest_group: int = 8

    def __post_init__(self) -> None:
        if self.smallest_group < 3:
            raise StandingError(
                f"smallest_group = {self.smallest_group}: quartiles need at least 3 members"
            )


def side(
    values: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    group: Distribution,
    options: StandingOptions,
) -> np.ndarray:
    """1 where a value is clearly above its group, -1 clearly below, 0 neither, NaN not judged.

    Arrays of the shape (rows,). Two conditions must hold at once: the value lies outside the
    interquartile range of the group (the difference is large enough to matter), and its 95 %
    interval, where it has one, excludes the median of the group (chance or rounding does not
    explain it). The group is the whole population of such units, so its median has no error.
    """
    above = (values > group.q3) & ~(low <= group.median)
    below = (values < group.q1) & ~(high >= group.median)
    judged = ~np.isnan(values) & (group.n >= options.smallest_group)
    found: np.ndarray = np.where(judged, above.astype(float) - below, np.nan)
    return found


_CODES: dict[tuple[int, int], Verdict] = {
    (1, 1): Verdict.BETTER,
    (1, -1): Verdict.WORSE,
    (-1, 1): Verdict.WORSE,
    (-1, -1): Verdict.BETTER,
    (1, 0): Verdict.HIGHER,
    (-1, 0): Verdict.LOWER,
}


def verdict(at: float, direction: int) -> Verdict | None:
    """The word for a side and the direction of an indicator; ``None`` where nothing is judged.

    >>> verdict(1, -1), verdict(-1, 0), verdict(0, 1)
    (<Verdict.WORSE: 'worse'>, <Verdict.LOWER: 'lower'>, <Verdict.SIMILAR: 'similar'>)
    """
    if np.isnan(at):
        return None
    return _CODES.get((int(at), direction), Verdict.SIMILAR)


def verdicts(sides: np.ndarray, directions: np.ndarray) -> list[str | None]:
    """The words for whole arrays of sides and directions."""
    words: dict[tuple[float, int], str | None] = {
        (at, direction): str(found) if (found := verdict(at, direction)) else None
        for at in (-1.0, 0.0, 1.0)
        for direction in (-1, 0, 1)
    }
    pairs = zip(sides.tolist(), directions.tolist(), strict=True)
    return [words.get(pair) for pair in pairs]
