"""From values to places: linear scales, round ticks, bands."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

SAME = 1e-12
"""Values closer than this, also as a share of their size, are one value on an axis."""


@dataclass(frozen=True)
class Scale:
    """A linear map of values ``low``..``high`` onto px ``start``..``end`` (either way round)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Place of a value, px.

        Example:
            >>> Scale(0, 10, 100, 200)(5)
            150.0
        """
        if self.high == self.low:
            return (self.start + self.end) / 2
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True)
class Ticks:
    """Round values of an axis and the decimals needed to write them."""

    values: tuple[float, ...]
    decimals: int


def finite(values: Iterable[float]) -> list[float]:
    """The values that are numbers.

    Example:
        >>> finite([1.0, float("nan")])
        [1.0]
    """
    return [float(value) for value in values if math.isfinite(value)]


def extent(
    values: Iterable[float], *, zero: bool = False, margin: float = 0.0
) -> tuple[float, float]:
    """Lowest and highest finite value, widened where they are equal or by a ``margin`` share.

    ``zero`` draws zero in. No value at all gives (0, 1).

    Example:
        >>> extent([2.0, 4.0], zero=True), extent([3.0])
        ((0.0, 4.0), (2.7, 3.3))
    """
    known = finite(values) + ([0.0] if zero else [])
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    size = max(abs(low), abs(high))
    if high - low <= max(SAME * size, SAME):
        pad = size * 0.1 if size > SAME else 1.0
        return low - pad, high + pad
    pad = (high - low) * margin
    return (
        low - pad if not (zero and low == 0) else low,
        high + pad if not (zero and high == 0) else high,
    )


def ticks(low: float, high: float, count: int = 5) -> Ticks:
    """Round values within ``low``..``high``, about ``count`` of them, steps of 1, 2, 5 × 10ⁿ.

    Example:
        >>> ticks(0, 10), ticks(0, 0.5).decimals
        (Ticks(values=(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), decimals=0), 1)
    """
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"an axis needs low < high, not {low} and {high}")
    raw = (high - low) / max(count, 1)
    power = math.floor(math.log10(raw))
    lead = raw / 10.0**power
    step_lead = next((nice for nice in (1, 2, 5) if lead <= nice * 1.0001), 10)
    if step_lead == 10:
        step_lead, power = 1, power + 1
    step = step_lead * 10.0**power
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    decimals = max(0, -power)
    values = tuple(round(place * step, decimals) + 0.0 for place in range(first, last + 1))
    return Ticks(values, decimals)


def rounded(low: float, high: float, count: int = 5) -> tuple[float, float]:
    """The range widened to the ticks around it.

    Example:
        >>> rounded(0.3, 9.1)
        (0.0, 10.0)
    """
    marks = ticks(low, high, count).values
    step = marks[1] - marks[0] if len(marks) > 1 else high - low
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def year_ticks(first: int, last: int, room: float) -> tuple[int, ...]:
    """Years to write below an axis ``room`` px long: the ends, and round years between them.

    Example:
        >>> year_ticks(2003, 2024, 400)
        (2003, 2005, 2010, 2015, 2020, 2024)
    """
    if last <= first:
        return (first,)
    year = (last - first) / max(room, 1.0)
    step = next((size for size in (1, 2, 5, 10, 20, 50) if size >= 44.0 * year), 100)
    apart = 30.0 * year
    inner = [place for place in range(first + 1, last) if place % step == 0]
    kept = [place for place in inner if place - first >= apart and last - place >= apart]
    return (first, *kept, last)
