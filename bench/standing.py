"""Medians, quartiles and percentiles of gminas in their groups, beside pandas.

Both sides start from values in memory, know no group yet, and work through the same groups: for
the members of one partnership after another, as a diagnosis asks, and for all gminas at once. The
numbers must agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from bench.apart import Clock, Found, answer, apart
from bench.data import home, land_powiats, stored
from bench.row import Row
from terytoria.diagnosis.groups import ComparisonGroup, by_kind_and_population
from terytoria.diagnosis.standing import Yardstick
from terytoria.diagnosis.standing.board import Board
from terytoria.statistics.measures import Measures
from terytoria.territory import Level

PARTNERSHIPS = 20
Clocked = tuple[float, float]
STATISTICS = ("median", "q1", "q3", "percentile")


def _own(
    yardstick: Yardstick, board: Board, groups: Mapping[str, ComparisonGroup]
) -> dict[str, np.ndarray]:
    """Each statistic as rows x units, through the distributions that a diagnosis uses."""
    found = {name: np.full(board.values.shape, np.nan) for name in STATISTICS}
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


def _compare(measures: Measures, board: Board, units: Sequence[str]) -> tuple[Clocked, bool, int]:
    """Seconds of both sides, whether they agree, and how many places they gave."""
    yardstick = Yardstick(measures.snapshot.register, measures)
    yardstick.board(Level.GMINA)
    groups = {code: by_kind_and_population(measures.snapshot, code) for code in units}
    clock = Clock()
    own = _own(yardstick, board, groups)
    seconds = clock.seconds()
    long = _long(board, groups)
    clock = Clock()
    peer = _pandas(long)
    answered = clock.seconds()
    chosen = {board.column[code]: group.id for code, group in groups.items()}
    return (seconds, answered), *_agree(own, peer, chosen)


def _measure(folder: str) -> Found:
    measures = stored(folder)
    register = measures.snapshot.register
    board = Yardstick(register, measures).board(Level.GMINA)
    found = Found()
    powiats = land_powiats(register)
    chosen = powiats[:: max(1, len(powiats) // PARTNERSHIPS)][:PARTNERSHIPS]
    each = [_compare(measures, board, register.gminas_of(code)) for code in chosen]
    whole = [_compare(measures, board, board.units)]
    for name, results in (("partnership", each), ("country", whole)):
        own, peer = zip(*(seconds for seconds, _, _ in results), strict=True)
        found[f"{name}_own"] = sum(own) / len(results)
        found[f"{name}_pandas"] = sum(peer) / len(results)
        found[f"{name}_equal"] = float(all(equal for _, equal, _ in results))
        found[f"{name}_places"] = float(sum(places for _, _, places in results))
    return found


def _row(found: Found, name: str, label: str, least: float) -> Row:
    own, peer = found[f"{name}_own"], found[f"{name}_pandas"]
    word = "all equal" if found[f"{name}_equal"] else "DIFFERENT"
    places = f"{found[f'{name}_places']:.0f} places {word}"
    return Row(
        f"Standing: median, quartiles, percentile, {label}",
        f"{own * 1000:.0f} ms, {places}",
        f"pandas groupby and rank: {peer * 1000:.0f} ms",
        f"{peer / own:.1f}x",
        f">= {least:g}x, numbers equal",
        bool(found[f"{name}_equal"]) and peer / own >= least,
    )


def rows() -> list[Row]:
    """A partnership at a time, and the whole country, which pandas takes in one piece."""
    found = apart(__name__, "measure", home())
    return [
        _row(found, "partnership", f"one partnership (mean of {PARTNERSHIPS})", 2.0),
        _row(found, "country", "all gminas", 0.5),
    ]


if __name__ == "__main__":
    answer({"measure": _measure})
