"""Entry of the standing: an area against its comparison groups."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import polars as pl

from terytoria.diagnosis.groups import ComparisonGroup, area_unit, default_groups
from terytoria.diagnosis.measured import Measures
from terytoria.diagnosis.standing.board import Board
from terytoria.diagnosis.standing.distribution import Distribution
from terytoria.diagnosis.standing.standings import Standings
from terytoria.diagnosis.standing.verdict import (
    StandingError,
    StandingOptions,
    side,
    verdicts,
)
from terytoria.diagnosis.standing.yardstick import yardstick_of
from terytoria.diagnosis.subjects import subject
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Area

COLUMNS = (
    "unit", "indicator", "year", "value", "low", "high", "group", "n", "median", "q1", "q3",
    "percentile", "oriented", "distance", "different", "base", "coverage",
)  # fmt: skip


def assess_standing(
    snapshot: Snapshot,
    measures: Measures,
    area: Area,
    groups: Mapping[str, ComparisonGroup] | None = None,
    options: StandingOptions | None = None,
) -> Standings:
    """Where each member of an area, and the area as a whole, stands in every indicator.

    ``groups`` names the comparison group of each unit (gmina codes, and the area under its own
    code or ``area``); the default groups where it is ``None``. Percentiles are mid-ranks among the
    other members of the group; ``oriented`` is the percentile turned so that high is good, null
    for neutral indicators. See ``docs/methods/standing.md``.
    """
    chosen = default_groups(snapshot, area) if groups is None else groups
    lacking = {*area.gminas, area_unit(area)} - set(chosen)
    if lacking:
        raise StandingError(f"no comparison group for {', '.join(sorted(lacking))}: name one each")
    yardstick = yardstick_of(snapshot.register, measures)
    frames = []
    for unit in (*area.gminas, area_unit(area)):
        group = chosen[unit]
        placed = yardstick.unit(unit, area, group.level)
        frames.append(_frame(unit, placed, group, yardstick.group(group), options))
    units = (*area.gminas, area_unit(area))
    levels = {group.level for group in chosen.values()}
    return Standings(
        pl.concat(frames).with_columns(pl.col(pl.Float64).fill_nan(None)).select(COLUMNS),
        MappingProxyType({unit: chosen[unit] for unit in units}),
        MappingProxyType(
            {one.id: one for level in sorted(levels) for one in yardstick.board(level).indicators}
        ),
        MappingProxyType({unit: subject(snapshot.register, unit, area) for unit in units}),
        area_unit(area),
    )


def _frame(
    unit: str,
    placed: tuple[Board, int],
    group: ComparisonGroup,
    distribution: Distribution,
    options: StandingOptions | None,
) -> pl.DataFrame:
    board, column = placed
    values, low, high = (part[:, column] for part in (board.values, board.low, board.high))
    percentile = distribution.percentile(values, member=unit in group)
    sides = side(values, low, high, distribution, options or StandingOptions())
    oriented = np.where(board.direction < 0, 100 - percentile, percentile)
    columns: dict[str, object] = {
        "value": values,
        "low": low,
        "high": high,
        "n": distribution.n,
        "median": distribution.median,
        "q1": distribution.q1,
        "q3": distribution.q3,
        "percentile": percentile,
        "oriented": np.where(board.direction == 0, np.nan, oriented),
        "distance": distribution.distance(values),
        "different": pl.Series(verdicts(sides, board.direction), dtype=pl.String),
        "coverage": board.coverage[:, column],
        **board.keys,
    }
    columns["unit"] = pl.repeat(unit, len(values), eager=True)
    columns["group"] = pl.repeat(group.id, len(values), eager=True)
    return pl.DataFrame(columns)
