"""Medians, quartiles and percentiles of every gmina in its group, beside pandas.

Both sides start from values in memory and work through the same groups; the numbers must agree.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from bench.apart import Clock, Found, answer, apart
from bench.data import home, stored
from bench.row import Row
from terytoria.diagnosis.groups import ComparisonGroup, by_kind_and_population
from terytoria.diagnosis.standing import Yardstick
from terytoria.diagnosis.standing.board import Board
from terytoria.territory import Level

TIMES_FASTER = 1.0
STATISTICS = ("median", "q1", "q3", "percentile")


def _own(
    yardstick: Yardstick, board: Board, groups: Mapping[str, ComparisonGroup]
) -> dict[str, np.ndarray]:
    """Each statistic as rows x units, through the distributions that a diagnosis uses."""
    found = {name: np.empty(board.values.shape) for name in STATISTICS}
    for unit, group in groups.items():
        column, of_group = board.column[unit], yardstick.group(group)
        for name in STATISTICS[:3]:
            found[name][:, column] = getattr(of_group, name)
        percentile = of_group.percentile(board.values[:, column], member=unit in group)
        found["percentile"][:, column] = percentile
    return found


def _long(board: Board, groups: Mapping[str, ComparisonGroup]) -> pd.DataFrame:
    """A line per member of a group x row of the board, with its value."""
    distinct = {group.id: group for group in groups.values()}
    parts = []
    for name, group in distinct.items():
        columns = np.array([board.column[code] for code in group.members])
        row, member = np.divmod(np.arange(len(board.values) * len(columns)), len(columns))
        values = board.values[row, columns[member]]
        parts.append(pd.DataFrame({"row": row, "unit": columns[member], "value": values}))
        parts[-1]["group"] = name
    return pd.concat(parts).dropna().astype({"group": "category"})


def _pandas(long: pd.DataFrame) -> pd.DataFrame:
    by = long.groupby(["group", "row"], observed=True)["value"]
    quartiles = by.quantile([0.25, 0.5, 0.75]).unstack()
    quartiles.columns = ["q1", "median", "q3"]
    others = by.transform("size") - 1
    percentile = 100 * (by.rank(method="average") - 1) / others.where(others > 0)
    return long.assign(percentile=percentile).join(quartiles, on=["group", "row"])


def _agree(
    own: Mapping[str, np.ndarray], peer: pd.DataFrame, chosen: Mapping[int, str]
) -> tuple[bool, int]:
    """Whether every number agrees, and how many were compared."""
    kept = peer[peer["group"].astype(str) == peer["unit"].map(chosen)]
    row, unit = kept["row"].to_numpy(), kept["unit"].to_numpy()
    equal = all(
        np.allclose(own[name][row, unit], kept[name].to_numpy(), equal_nan=True, rtol=1e-9)
        for name in STATISTICS
    )
    return equal, len(kept)


def _measure(folder: str) -> Found:
    measures = stored(folder)
    register = measures.snapshot.register
    yardstick = Yardstick(register, measures)
    board = yardstick.board(Level.GMINA)
    groups = {code: by_kind_and_population(measures.snapshot, code) for code in board.units}
    clock = Clock()
    own = _own(yardstick, board, groups)
    seconds = clock.seconds()
    long = _long(board, groups)
    clock = Clock()
    peer = _pandas(long)
    answered = clock.seconds()
    chosen = {board.column[code]: group.id for code, group in groups.items()}
    equal, compared = _agree(own, peer, chosen)
    return {"own": seconds, "pandas": answered, "equal": float(equal), "compared": float(compared)}


def rows() -> list[Row]:
    """One row; it fails when pandas is faster or a number differs."""
    found = apart(__name__, "measure", home())
    ratio = found["pandas"] / found["own"]
    word = "equal" if found["equal"] else "DIFFERENT"
    return [
        Row(
            "Standing: median, quartiles, percentile of every gmina in its group",
            f"{found['own']:.2f} s, {found['compared'] / 1e6:.2f} M places, {word}",
            f"pandas groupby and rank: {found['pandas']:.2f} s",
            f"{ratio:.1f}x",
            f">= {TIMES_FASTER:g}x, numbers equal",
            bool(found["equal"]) and ratio >= TIMES_FASTER,
        )
    ]


if __name__ == "__main__":
    answer({"measure": _measure})
