"""What a partnership wants an indicator to be, and by when."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class TargetError(ValueError):
    """A target that says nothing: no number, or a year that does not lie ahead of its base."""


class Wanted(StrEnum):
    """Which way the indicator should go; to lose less of something is to want it to rise."""

    RISE = "rise"
    FALL = "fall"

    @property
    def sign(self) -> int:
        """1 where more is wanted, -1 where less is."""
        return 1 if self is Wanted.RISE else -1


@dataclass(frozen=True)
class Target:
    """An indicator, where it stood in the base year, where it should stand in the target year.

    Values are in the unit of the indicator; ``base_value`` is ``None`` where only the data know it.

    >>> Target("L-03", 2024, 51_165.0, 2030, 50_000.0, Wanted.RISE).length
    6
    """

    indicator: str
    base_year: int
    base_value: float | None
    target_year: int
    target_value: float
    wanted: Wanted

    def __post_init__(self) -> None:
        given = [self.target_value] if self.base_value is None else [
            self.target_value, self.base_value
        ]  # fmt: skip
        if not all(math.isfinite(value) for value in given):
            raise TargetError("a target needs finite values: give numbers")
        if self.target_year <= self.base_year:
            raise TargetError(
                f"the target year {self.target_year} is not after the base year "
                f"{self.base_year}: choose a later one"
            )

    @property
    def length(self) -> int:
        """Years from the base to the target."""
        return self.target_year - self.base_year

    def met_by(self, value: float) -> bool:
        """Whether a value is at least as good as the target.

        >>> Target("R-01", 2024, 60.0, 2030, 40.0, Wanted.FALL).met_by(39.0)
        True
        """
        return self.wanted.sign * (value - self.target_value) >= 0
