"""How far the rank of each unit depends on choices nobody can prove right."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from terytoria.diagnosis.composite.choices import METHODS, Choices, low_discrepancy, runs_at
from terytoria.diagnosis.composite.data import CompositeData
from terytoria.diagnosis.composite.ensemble import Ensemble
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.hierarchy import Hierarchy
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.phrases import number, percent

Floats = NDArray[np.float64]
Ranks = NDArray[np.uint16] | NDArray[np.uint32]

COLUMNS = (
    *("rank", "rank_low", "rank_median", "rank_high"),
    *("score", "score_low", "score_median", "score_high"),
    *("top_share", "bottom_share"),
)


@dataclass(frozen=True)
class UncertaintyOptions:
    """Runs, seed, what varies, and the band reported (per cent from ``low`` to ``high``).

    ``threads`` changes the time only, never the result.

    >>> UncertaintyOptions(runs=100).high
    95.0
    """

    runs: int = 1000
    seed: int = 1
    choices: Choices = field(default_factory=Choices)
    low: float = 5.0
    high: float = 95.0
    threads: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.runs <= 2**20:
            raise CompositeError(f"runs={self.runs}; use a number from 1 to {2**20}")
        if not 0 <= self.seed < 2**63:
            raise CompositeError(f"seed={self.seed}; use a number from 0 to 2**63 - 1")
        if not 0 <= self.low < 50 < self.high <= 100:
            raise CompositeError(f"band {self.low}–{self.high}; use per cents around 50")
        if self.threads is not None and self.threads < 1:
            raise CompositeError(f"threads={self.threads}; use 1 or more, or None")


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """Rank and score bands of every unit in one node; arrays follow ``units``.

    Scores of methods on another scale are linked to the nominal one (same mean and deviation
    at nominal weights), so ``score_low`` … ``score_high`` compare. ``runs`` keeps the rank of
    every unit in every run (runs × units).
    """

    node: str
    units: tuple[str, ...]
    names: tuple[str, ...]
    options: UncertaintyOptions
    score: Floats
    rank: NDArray[np.int64]
    rank_low: NDArray[np.int64]
    rank_median: NDArray[np.int64]
    rank_high: NDArray[np.int64]
    score_low: Floats
    score_median: Floats
    score_high: Floats
    top_share: Floats
    bottom_share: Floats
    runs: Ranks

    def row(self, unit: str) -> int:
        """Row of a unit by its code."""
        if unit not in self.units:
            raise CompositeError(f"no unit {unit!r} in the composite (unknown or screened out)")
        return self.units.index(unit)

    def probability_above(self, units: Sequence[str] | None = None) -> Floats:
        """Share of runs in which the row's unit ranks above the column's (units × units).

        Entries [a, b] and [b, a] sum to 1; the diagonal is 0.5. The cost grows with the square
        of ``units`` (all units by default): ask for the units of interest.
        """
        rows = list(range(len(self.units))) if units is None else [self.row(u) for u in units]
        ranks = np.ascontiguousarray(self.runs[:, rows].T)
        shares = np.empty((len(rows), len(rows)))
        for place, own in enumerate(ranks):
            shares[place] = (own < ranks).sum(axis=1) / self.runs.shape[0]
        np.fill_diagonal(shares, 0.5)
        return shares

    def table(self) -> pl.DataFrame:
        """One row per unit, best first."""
        order = np.argsort(self.rank, kind="stable")
        return pl.DataFrame(
            {
                "unit": [self.units[row] for row in order],
                "name": [self.names[row] for row in order],
                **{column: getattr(self, column)[order] for column in COLUMNS},
            }
        ).with_columns(pl.col(pl.Float64).fill_nan(None))

    def explain(self, unit: str) -> str:
        """Polish text: the band of the unit's rank and what it means."""
        row, total = self.row(unit), len(self.units)
        low, high = int(self.rank_low[row]), int(self.rank_high[row])
        covered = number(self.options.high - self.options.low, 0)
        text = (
            f"{self.names[row]}: miejsce {int(self.rank[row])} na {total}; "
            f"w {covered}% z {len(self.runs)} obliczeń przy innych metodach i wagach "
        )
        text += f"miejsce {low}." if low == high else f"miejsca od {low} do {high}."
        if max(self.top_share[row], self.bottom_share[row]) >= 0.05:
            text += (
                f" W najlepszej ćwiartce: {percent(self.top_share[row])} obliczeń, "
                f"w najsłabszej: {percent(self.bottom_share[row])}."
            )
        return text


def assess_uncertainty(
    data: CompositeData,
    hierarchy: Hierarchy,
    options: CompositeOptions | None = None,
    uncertainty: UncertaintyOptions | None = None,
    node: str | None = None,
) -> Uncertainty:
    """Repeat the construction over the uncertain choices; ``node`` is the root by default.

    Raises :class:`CompositeError` as :func:`compose` does, and for an unknown node.

    >>> from terytoria.diagnosis.composite import Node
    >>> tree = Hierarchy.build([Node("x", 1, "t"), Node("y", 1, "t"), Node("t", 2, None)])
    >>> data = CompositeData(("A", "B"), ("x", "y"), np.array([[1.0, 2.0], [2.0, 3.0]]))
    >>> assess_uncertainty(data, tree).probability_above().tolist()
    [[0.5, 0.0], [1.0, 0.5]]
    """
    options, settings = options or CompositeOptions(), uncertainty or UncertaintyOptions()
    node = node or hierarchy.root.code
    ensemble = Ensemble(data, hierarchy, options, settings.choices, node=node, seed=settings.seed)
    points = low_discrepancy(settings.runs, METHODS + len(hierarchy.nodes), settings.seed)
    runs = runs_at(points, ensemble.methods, ensemble.weights, settings.choices.jitter)
    size = len(ensemble.prepared.units)
    kept = np.empty((settings.runs, size), dtype=np.uint16 if size < 2**16 else np.uint32)
    scores = np.empty((settings.runs, size), dtype=np.float32)

    def keep(places: NDArray[np.int64], some: Floats, ranks: NDArray[np.int64]) -> None:
        kept[places], scores[places] = ranks, some

    ensemble.evaluate(runs, keep, settings.threads)
    return _summary(ensemble, settings, kept, scores)


def _summary(
    ensemble: Ensemble, settings: UncertaintyOptions, ranks: Ranks, scores: NDArray[np.float32]
) -> Uncertainty:
    runs, size = ranks.shape
    quarter = size / 4
    top, bottom = np.empty(size), np.empty(size)
    rank_bands = np.empty((3, size), dtype=np.int64)
    score_bands = np.empty((3, size))
    shares = np.array([settings.low, 50.0, settings.high]) / 100
    picked = np.clip(np.ceil(shares * runs).astype(int) - 1, 0, runs - 1)

    def summarise(start: int) -> None:
        block = slice(start, start + 64)
        own = np.sort(ranks[:, block].T, axis=1)
        rank_bands[:, block] = own[:, picked].T
        top[block] = (own <= quarter).mean(axis=1)
        bottom[block] = (own > size - quarter).mean(axis=1)
        score_bands[:, block] = np.sort(scores[:, block].T, axis=1)[:, picked].T

    with ThreadPoolExecutor(settings.threads or min(os.cpu_count() or 1, 8)) as pool:
        list(pool.map(summarise, range(0, size, 64)))
    ranks.setflags(write=False)
    return Uncertainty(
        node=ensemble.hierarchy.nodes[ensemble.top].code,
        units=ensemble.prepared.units,
        names=ensemble.prepared.names,
        options=settings,
        score=ensemble.nominal,
        rank=ensemble.nominal_ranks,
        rank_low=rank_bands[0],
        rank_median=rank_bands[1],
        rank_high=rank_bands[2],
        score_low=score_bands[0],
        score_median=score_bands[1],
        score_high=score_bands[2],
        top_share=top,
        bottom_share=bottom,
        runs=ranks,
    )
