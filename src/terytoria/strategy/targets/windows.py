"""What similar units managed: their changes over every stretch of so many years in the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from terytoria.diagnosis.dynamics.trends import segments_of
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.statistics.intervals import wilson
from terytoria.statistics.measures import IndicatorValues
from terytoria.strategy.targets.target import Target

_SHARES = ("%", "‰", "p.p.")
_SLIP = 1e-9


@dataclass(frozen=True, eq=False)
class Windows:
    """Values at both ends of stretches of ``length`` years.

    ``starts`` are their first years, shape (w,); ``before`` and ``after`` have the shape
    (units, w), NaN where a value is missing or a break lies between.
    """

    units: tuple[str, ...]
    length: int
    starts: tuple[int, ...]
    before: np.ndarray
    after: np.ndarray

    @property
    def counted(self) -> int:
        """How many units have at least one stretch."""
        return int(np.isfinite(self.after - self.before).any(axis=1).sum())

    def changes(self, *, relative: bool) -> np.ndarray:
        """Changes, shape (units, w): a share of the first value, or a difference."""
        found: np.ndarray = self.after - self.before
        return found / self.before if relative else found


@dataclass(frozen=True, eq=False)
class Managed:
    """How many similar units changed at least as much as a target asks.

    ``asked`` is the change over ``length`` years (a share where ``relative``); where that is not
    the length of the target, the target is scaled to it at a steady pace. ``reached`` counts units
    with at least one such stretch; ``share`` is the mean over units of the part of their stretches
    that are such, with the 95 % interval of Wilson for ``units`` independent cases. ``quarter`` and
    ``typical`` are the values the area would have in the target year if it changed as the best
    quarter, or as the middle, of all stretches.
    """

    group: ComparisonGroup
    length: int
    years: tuple[int, int]
    relative: bool
    asked: float
    units: int
    windows: int
    reached: int
    share: float
    low: float
    high: float
    quarter: float
    typical: float
    changes: pl.DataFrame


def windows_of(measured: IndicatorValues, length: int) -> Windows:
    """Stretches of a length inside one base; none of a unit over a change of its territory."""
    years, segments = measured.years, segments_of(measured.bases)
    column = {year: at for at, year in enumerate(years)}
    first = [
        at
        for at, year in enumerate(years)
        if year + length in column and segments[column[year + length]] == segments[at]
    ]
    last = [column[years[at] + length] for at in first]
    before, after = measured.values[:, first].copy(), measured.values[:, last].copy()
    starts = tuple(years[at] for at in first)
    for unit, breaks in measured.unit_breaks.items():
        crossed = [any(year < cut <= year + length for cut in breaks) for year in starts]
        before[measured.rows[unit], crossed] = np.nan
    return Windows(measured.units, length, starts, before, after)


def lengths_in(measured: IndicatorValues, asked: int) -> list[int]:
    """Lengths of stretches in the data, the best first for a target of ``asked`` years.

    The same length, then shorter ones from the longest on, then longer ones from the shortest on.
    """
    years, segments = measured.years, segments_of(measured.bases)
    found = {
        later - year
        for at, year in enumerate(years)
        for later, segment in zip(years[at + 1 :], segments[at + 1 :], strict=True)
        if segment == segments[at]
    }
    return sorted(found, key=lambda length: (length > asked, abs(length - asked)))


def managed_by(
    group: ComparisonGroup,
    measured: IndicatorValues,
    target: Target,
    start: float,
    smallest: int,
) -> Managed | None:
    """What the units of a group managed; ``None`` where fewer than ``smallest`` have a stretch.

    ``measured`` holds the values of the units compared, ``start`` the value of the base year.
    """
    for length in lengths_in(measured, target.length):
        windows = windows_of(measured, length)
        if windows.counted >= smallest:
            return _counted(group, measured, windows, target, start)
    return None


def _counted(
    group: ComparisonGroup,
    measured: IndicatorValues,
    windows: Windows,
    target: Target,
    start: float,
) -> Managed:
    relative = _as_share(measured, windows, start)
    pace = target.length / windows.length
    asked = _scaled(start, target.target_value, 1 / pace, relative=relative)
    changes = windows.changes(relative=relative)
    known = np.isfinite(changes)
    sign = target.wanted.sign
    hits = known & (sign * (changes - asked) >= -_SLIP * max(1.0, abs(asked)))
    some = known.any(axis=1)
    parts = hits[some].sum(axis=1) / known[some].sum(axis=1)
    low, high = wilson(parts.sum(), len(parts))
    quarter, typical = (sign * float(np.quantile(sign * changes[known], at)) for at in (0.75, 0.5))
    return Managed(
        group=group,
        length=windows.length,
        years=(windows.starts[0], windows.starts[-1] + windows.length),
        relative=relative,
        asked=asked,
        units=len(parts),
        windows=int(known.sum()),
        reached=int(hits.any(axis=1).sum()),
        share=float(parts.mean()),
        low=float(low),
        high=float(high),
        quarter=_after(start, quarter, pace, relative=relative),
        typical=_after(start, typical, pace, relative=relative),
        changes=_frame(windows, changes, hits),
    )


def _as_share(measured: IndicatorValues, windows: Windows, start: float) -> bool:
    """Whether changes compare as shares: amounts above zero do, percentages never."""
    if any(sign in measured.indicator.unit for sign in _SHARES):
        return False
    ends = np.concatenate([windows.before.ravel(), windows.after.ravel(), [start]])
    return bool((ends[np.isfinite(ends)] > 0).all())


def _scaled(start: float, end: float, pace: float, *, relative: bool) -> float:
    """The change that a steady pace from ``start`` to ``end`` makes in ``pace`` of the time.

    >>> round(_scaled(100.0, 121.0, 0.5, relative=True), 6), _scaled(4.0, 8.0, 0.5, relative=False)
    (0.1, 2.0)
    """
    if relative:
        return float(max(end / start, 0.0) ** pace - 1)
    return (end - start) * pace


def _after(start: float, change: float, pace: float, *, relative: bool) -> float:
    """Where a change, kept up for ``pace`` times its length, leads from ``start``."""
    return float(start * (1 + change) ** pace) if relative else start + change * pace


def _frame(windows: Windows, changes: np.ndarray, hits: np.ndarray) -> pl.DataFrame:
    size = len(windows.starts)
    frame = pl.DataFrame(
        {
            "unit": np.repeat(np.array(windows.units, dtype=object), size).tolist(),
            "from": np.tile(np.array(windows.starts, dtype=np.int64), len(windows.units)),
            "change": changes.ravel(),
            "reached": hits.ravel(),
        },
        schema_overrides={"unit": pl.String},
    )
    frame = frame.with_columns(to=pl.col("from") + windows.length).drop_nans("change")
    return frame.select("unit", "from", "to", "change", "reached")


def peers_of(
    group: ComparisonGroup, area: Sequence[str], members: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    """Units of a group with their gminas, without those that share a gmina with the area.

    ``members`` gives the gminas of each unit of the group.
    """
    own = set(area)
    return {unit: members[unit] for unit in group.members if own.isdisjoint(members[unit])}
