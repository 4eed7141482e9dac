"""How wrong the method was on years already known, and how errors grow with time.

Three trials, all on log scale and inside one census base: the whole method started from 2020
with what was known then; totals of powiats carried on; the registered balance carried on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from terytoria.diagnosis.outlook.ages import START
from terytoria.diagnosis.outlook.base import Base
from terytoria.diagnosis.outlook.local import local_levels
from terytoria.diagnosis.outlook.projection import advance, arrival_ages
from terytoria.diagnosis.outlook.schedules import stored
from terytoria.statistics.observations import UnknownSeriesError
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Level

LEVELS = (0.8, 0.95)
_FOLDS = 5
_MIN_UNITS = 40  # fewer units say nothing of a tail
_BINS = 8

_COVERAGE = {
    "trial": pl.String,
    "horizon": pl.Int64,
    "nominal": pl.Float64,
    "observed": pl.Float64,
    "count": pl.Int64,
}


@dataclass(frozen=True, eq=False)
class Errors:
    """Log errors (units × horizons, NaN unknown) of one trial; ``size`` persons per unit."""

    trial: str
    horizons: tuple[int, ...]
    size: np.ndarray
    group: np.ndarray
    values: np.ndarray


@dataclass(frozen=True)
class Width:
    """Half-width of the interval of a log total: exp(a + b ln persons) (h / anchor)^growth.

    ``growth`` is ``early`` up to the anchor (the longest horizon of the trial of the whole
    method) and ``late`` beyond it (from the trials of longer past series).
    """

    level: float
    a: float
    b: float
    anchor: int
    early: float
    late: float

    def at(self, persons: np.ndarray, horizon: np.ndarray) -> np.ndarray:
        """Half-widths for persons and years since the last known total (0: no width)."""
        base = np.exp(self.a + self.b * np.log(np.maximum(persons, 1.0)))
        ahead = np.maximum(horizon, 0) / self.anchor
        half: np.ndarray = base * ahead ** np.where(ahead <= 1, self.early, self.late)
        return half


@dataclass(frozen=True, eq=False)
class Backtest:
    """Widths for single gminas and for areas of several, with the check of their coverage.

    ``coverage``: trial, horizon, nominal, observed (share of held-out errors inside),
    count; ``growth``: trial, horizon, spread (80th percentile of absolute log errors).
    """

    gmina: dict[float, Width]
    area: dict[float, Width]
    coverage: pl.DataFrame
    growth: pl.DataFrame


def run_backtest(snapshot: Snapshot, base: Base) -> Backtest:
    """Widths and coverage from the past years of a snapshot."""
    single = method_errors(base, np.arange(len(base.rows)))
    joint = method_errors(base, base.powiat)
    long_run = [carried_totals(snapshot), carried_migration(snapshot, base)]
    spreads = pl.concat([_spreads(trial) for trial in (single, joint, *long_run) if trial])
    late = growth_exponent(spreads.filter(pl.col("trial").is_in(["totals", "migration"])))
    gmina = {level: fit_width(single, level, late) for level in LEVELS}
    area = {level: fit_width(joint, level, late) for level in LEVELS}
    checks = [
        held_out_coverage(trial, level, late) for trial in (single, joint) for level in LEVELS
    ]
    checks += [later_coverage(snapshot, level) for level in LEVELS]
    return Backtest(gmina, area, pl.concat(checks), spreads)


def method_errors(base: Base, groups: np.ndarray) -> Errors:
    """Log errors of the whole method from 2020, for the units of each group taken together.

    Schedules as assumed in 2020, moves registered until then, no calibration; totals between
    2020 and 2025 lie on a geometric path.
    """
    local = local_levels(base, until=START)
    e0, tfr = stored("mortality")["known_in_2020"], float(stored("fertility")["known_in_2020"])
    none = np.zeros(len(base.rows))
    ages = arrival_ages(base.population.sum(axis=0))
    after = advance(base.population, local.rates(base.population, e0, tfr, none), ages)
    start = np.bincount(groups, base.size)
    end = np.bincount(groups, after.population.sum(axis=(1, 2)))
    horizons = tuple(year - START for year in base.years[1:])
    actual = np.stack([np.bincount(groups, base.totals[:, at]) for at in range(len(base.years))])
    expected = [start * (end / start) ** (h / 5) for h in horizons]
    errors = [np.log(actual[at + 1] / actual[0] / (e / start)) for at, e in enumerate(expected)]
    fold = np.bincount(groups, base.powiat) / np.bincount(groups)
    name = "method" if len(start) == len(base.rows) else "method, areas"
    values = np.column_stack(errors) if errors else np.empty((len(start), 0))
    return Errors(name, horizons, start, np.rint(fold).astype(np.int64), values)


def carried_totals(snapshot: Snapshot) -> Errors | None:
    """Log errors of powiat totals whose recent growth is carried on; None without the series."""
    blocks = [_carried_block(snapshot, block) for block in stored("backtest")["totals"]["blocks"]]
    parts: dict[int, list[np.ndarray]] = {}
    for block in blocks:
        for horizon, errors in block.items():
            parts.setdefault(horizon, []).extend(errors)
    return _pooled("totals", parts)


def _carried_block(snapshot: Snapshot, block: list[int]) -> dict[int, list[np.ndarray]]:
    """Errors by horizon for every origin of one block of years on one census base."""
    settings = stored("backtest")["totals"]
    try:
        panel = snapshot.observations.panel(settings["series"], Level.POWIAT)
    except UnknownSeriesError:
        return {}
    window, (first, last) = settings["window"], block
    parts: dict[int, list[np.ndarray]] = {}
    for origin in range(first + window, last):
        now, before = panel.year(origin), panel.year(origin - window)
        growth = np.log(now / before) / window
        for year in range(origin + 1, last + 1):
            error = np.log(panel.year(year) / now) - growth * (year - origin)
            parts.setdefault(year - origin, []).append(error)
    return parts


def later_coverage(snapshot: Snapshot, level: float) -> pl.DataFrame:
    """Share of the errors of the last block inside the quantile of the first block's errors."""
    blocks = stored("backtest")["totals"]["blocks"]
    before, after = (_carried_block(snapshot, block) for block in (blocks[0], blocks[-1]))
    rows = []
    for horizon in sorted(before.keys() & after.keys()):
        past, later = (np.abs(np.concatenate(part[horizon])) for part in (before, after))
        past, later = past[~np.isnan(past)], later[~np.isnan(later)]
        if len(past) and len(later):
            inside = float((later <= np.quantile(past, level)).mean())
            rows.append(("totals, later block", horizon, level, inside, len(later)))
    return pl.DataFrame(rows, schema=_COVERAGE, orient="row")


def carried_migration(snapshot: Snapshot, base: Base) -> Errors | None:
    """Errors, per resident, of the balance of moves added up when its recent mean is carried on.

    A year never published counts as unknown and is skipped on both sides.
    """
    settings = stored("backtest")["migration"]
    try:
        panel = snapshot.observations.panel(settings["series"])
    except UnknownSeriesError:
        return None
    yearly = panel.values[base.rows] / base.size[:, None]
    years = np.array(panel.years)
    window, parts = settings["window"], dict[int, list[np.ndarray]]()
    for origin in range(years[0] + window - 1, years[-1]):
        recent = (years > origin - window) & (years <= origin)
        if recent.sum() < window - 1:
            continue
        mean = yearly[:, recent].mean(axis=1)
        for horizon in range(1, settings["longest"] + 1):
            ahead = (years > origin) & (years <= origin + horizon)
            if origin + horizon > years[-1] or not ahead.any():
                break
            gap = yearly[:, ahead] - mean[:, None]
            parts.setdefault(horizon, []).append(gap.mean(axis=1) * horizon)
    return _pooled("migration", parts)


def _pooled(trial: str, parts: dict[int, list[np.ndarray]]) -> Errors | None:
    """Errors of all origins one under another, per horizon padded with NaN."""
    if not parts:
        return None
    horizons = tuple(sorted(parts))
    longest = max(sum(map(len, found)) for found in parts.values())
    values = np.full((longest, len(horizons)), np.nan)
    for column, horizon in enumerate(horizons):
        joined = np.concatenate(parts[horizon])
        values[: len(joined), column] = joined
    return Errors(trial, horizons, np.ones(longest), np.zeros(longest, np.int64), values)


def _spreads(errors: Errors) -> pl.DataFrame:
    spread = [
        float(np.nanquantile(np.abs(column), 0.8)) if (~np.isnan(column)).any() else None
        for column in errors.values.T
    ]
    schema = {"trial": pl.String, "horizon": pl.Int64, "spread": pl.Float64}
    rows = [(errors.trial, h, s) for h, s in zip(errors.horizons, spread, strict=True)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def growth_exponent(spreads: pl.DataFrame) -> float:
    """Power of time with which spreads grow, common to the trials, between 0.5 and 1.

    Least squares of log spread on log horizon with a level of its own for each trial; 0.5 is a
    random walk, 1 a steady wrong rate. Without trials it is 1, the wider.
    """
    known = spreads.filter(pl.col("spread") > 0)
    x, y = np.log(known["horizon"].to_numpy()), np.log(known["spread"].to_numpy())
    trial = known["trial"].to_numpy()
    for name in set(trial.tolist()):
        own = trial == name
        x[own], y[own] = x[own] - x[own].mean(), y[own] - y[own].mean()
    scale = float((x * x).sum())
    return float(np.clip((x * y).sum() / scale, 0.5, 1.0)) if scale > 0 else 1.0


def fit_width(errors: Errors, level: float, late: float) -> Width:
    """Width from the absolute errors at the longest horizon, falling or rising with size.

    Units are put in bins by size; the quantile of each bin is regressed on log size.
    """
    if not errors.horizons:
        return Width(level, float(np.log(0.05)), 0.0, 5, late, late)
    early = growth_exponent(_spreads(errors))
    found = np.abs(errors.values[:, -1])
    known = ~np.isnan(found)
    size, found = np.log(errors.size[known]), found[known]
    anchor = errors.horizons[-1]
    if len(found) < _MIN_UNITS:
        half = np.quantile(found, level) if len(found) else 0.05
        return Width(level, float(np.log(max(half, 1e-4))), 0.0, anchor, early, late)
    order = np.argsort(size, kind="stable")
    bins = np.array_split(order, min(_BINS, len(found) // (_MIN_UNITS // 2)))
    x = np.array([size[chosen].mean() for chosen in bins])
    y = np.log([max(float(np.quantile(found[chosen], level)), 1e-4) for chosen in bins])
    slope = float(((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum())
    slope = min(slope, 0.0)  # a larger unit is never taken for a less certain one
    return Width(level, float(y.mean() - slope * x.mean()), slope, anchor, early, late)


def held_out_coverage(errors: Errors, level: float, late: float) -> pl.DataFrame:
    """Share of errors inside the width fitted without their own fifth of the powiats."""
    fold = errors.group % _FOLDS
    inside = np.full(errors.values.shape, np.nan)
    for number in range(_FOLDS):
        own = fold == number
        rest = Errors(
            errors.trial, errors.horizons, errors.size[~own], fold[~own], errors.values[~own]
        )
        width = fit_width(rest, level, late)
        for column, horizon in enumerate(errors.horizons):
            half = width.at(errors.size[own], np.full(own.sum(), horizon))
            error = errors.values[own, column]
            inside[own, column] = np.where(np.isnan(error), np.nan, np.abs(error) <= half)
    rows = [
        (errors.trial, h, level, float(np.nanmean(column)), int((~np.isnan(column)).sum()))
        for h, column in zip(errors.horizons, inside.T, strict=True)
        if (~np.isnan(column)).any()
    ]
    return pl.DataFrame(rows, schema=_COVERAGE, orient="row")
