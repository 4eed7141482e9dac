"""Entry of the dynamics: trends of an area against its comparison groups."""

from __future__ import annotations

import numpy as np
import polars as pl

from terytoria.diagnosis.dynamics.book import TrendBook, trend_book
from terytoria.diagnosis.dynamics.classes import class_label, course
from terytoria.diagnosis.dynamics.options import DynamicsOptions
from terytoria.diagnosis.dynamics.result import Dynamics
from terytoria.diagnosis.groups import ComparisonGroup
from terytoria.diagnosis.measured import Measures
from terytoria.diagnosis.standing import Standings, Verdict, yardstick_of
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Area

_WHOLE = ("first_year", "last_year", "points", "segments", "change_first_year", "change_last_year")
_FLOATS = ("slope", "low", "high", "p", "relative", "change", "change_low", "change_high")
_SINCE = ("unit", "indicator", "since")
_DIRECTIONS = {1.0: "rising", -1.0: "falling", 0.0: "unclear"}
_SIGNS = {"more_is_better": 1, "less_is_better": -1}
COLUMNS = (
    "unit", "indicator", "kind", "first_year", "last_year", "points", "segments", "slope", "low",
    "high", "p", "relative", "direction", "course", "change", "change_low", "change_high",
    "change_from", "change_to", "group", "n", "group_median", "percentile", "oriented", "level",
    "label",
)  # fmt: skip


def assess_dynamics(
    snapshot: Snapshot,
    measures: Measures,
    area: Area,
    standings: Standings,
    options: DynamicsOptions | None = None,
) -> Dynamics:
    """How every indicator of each member, and of the area as a whole, moves.

    Groups are those of ``standings``, which also gives the level for the class of level x
    dynamics. ``percentile`` places the pace (the slope, or the slope as a share of the level
    where all of the group have one) among the other members; ``oriented`` is turned so that high
    is good. See ``docs/methods/dynamics.md``.
    """
    book = trend_book(yardstick_of(snapshot.register, measures), options or DynamicsOptions())
    levels = {
        (unit, indicator): different
        for unit, indicator, different in standings.current.select(
            "unit", "indicator", "different"
        ).iter_rows()
    }
    frames = [_frame(unit, area, group, book, levels) for unit, group in standings.groups.items()]
    told = pl.concat(frames).drop_nans("since")
    since = {(unit, name): int(year) for unit, name, year in told.select(_SINCE).iter_rows()}
    return Dynamics(
        _joined(frames),
        since,
        standings.groups,
        standings.indicators,
        standings.subjects,
        standings.area_unit,
    )


def _frame(
    unit: str,
    area: Area,
    group: ComparisonGroup,
    book: TrendBook,
    levels: dict[tuple[str, str], str | None],
) -> pl.DataFrame:
    page, column = book.unit(unit, area, group.level)
    pace = page.pace(book.page(group.level).by_share)[:, column]
    own = {name: array[:, column] for name, array in page.arrays.items()}
    ids = [one.id for one in page.indicators]
    signs = np.array([_SIGNS.get(one.direction, 0) for one in page.indicators], dtype=np.int64)
    known = [levels.get((unit, name)) for name in ids]
    columns: dict[str, object] = {
        "indicator": pl.Series(ids, dtype=pl.String),
        "kind": pl.Series(_kinds(own), dtype=pl.String),
        "level": pl.Series(known, dtype=pl.String),
        **{name: own[name] for name in (*_FLOATS, *_WHOLE, "since")},
        **_against(pace, signs, group, book, member=unit in group),
        **_words(own["direction"], signs, known),
    }
    columns["unit"] = pl.repeat(unit, len(ids), eager=True)
    columns["group"] = pl.repeat(group.id, len(ids), eager=True)
    return pl.DataFrame(columns)


def _joined(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """The rows of all units, missing as null, years and counts as whole numbers."""
    renamed = {"change_first_year": "change_from", "change_last_year": "change_to"}
    known = pl.concat(frames).with_columns(pl.col(pl.Float64).fill_nan(None))
    whole = known.with_columns(pl.col(_WHOLE).cast(pl.Int64))
    return whole.rename(renamed).select(COLUMNS)


def _kinds(own: dict[str, np.ndarray]) -> list[str]:
    trend, change = ~np.isnan(own["slope"]), ~np.isnan(own["change"])
    return np.where(trend, "trend", np.where(change, "change", "none")).tolist()  # type: ignore[no-any-return]


def _against(
    pace: np.ndarray, signs: np.ndarray, group: ComparisonGroup, book: TrendBook, *, member: bool
) -> dict[str, object]:
    distribution = book.group(group)
    percentile = distribution.percentile(pace, member=member)
    percentile = np.where(distribution.n >= book.options.smallest_group, percentile, np.nan)
    turned = np.where(signs < 0, 100 - percentile, percentile)
    return {
        "n": distribution.n,
        "group_median": distribution.median,
        "percentile": percentile,
        "oriented": np.where(signs == 0, np.nan, turned),
    }


def _words(
    directions: np.ndarray, signs: np.ndarray, levels: list[str | None]
) -> dict[str, pl.Series]:
    at = directions.tolist()
    courses = [course(one, sign) for one, sign in zip(at, signs.tolist(), strict=True)]
    labels = [
        class_label(Verdict(level) if level else None, going)
        for level, going in zip(levels, courses, strict=True)
    ]
    return {
        "direction": pl.Series([_DIRECTIONS.get(one) for one in at], dtype=pl.String),
        "course": pl.Series([str(one) if one else None for one in courses], dtype=pl.String),
        "label": pl.Series(labels, dtype=pl.String),
    }
