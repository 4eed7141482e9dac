"""The composite indicator as built: scores, ranks, and the trace of what was done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from terytoria.diagnosis.composite.aggregation import AGGREGATIONS
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.hierarchy import Hierarchy
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.phrases import listed, number, signed

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Treatment:
    """What happened to one indicator: ``winsorised``, ``logarithm`` or ``constant``."""

    indicator: str
    kind: str
    steps: int
    cells: int


@dataclass(frozen=True)
class Dropped:
    """A unit left out by screening and the share of its values that were present."""

    unit: str
    share: float


@dataclass(frozen=True, eq=False)
class Composite:
    """Scores (units × nodes), ranks (1 is best, 0 is no score) and the trace.

    Units are sorted by code and nodes follow ``hierarchy.nodes``. ``imputed`` marks filled
    cells (units × indicators).
    """

    hierarchy: Hierarchy
    options: CompositeOptions
    units: tuple[str, ...]
    names: tuple[str, ...]
    scores: Floats
    ranks: NDArray[np.int64]
    weights: Floats
    imputed: NDArray[np.bool_]
    treatments: tuple[Treatment, ...]
    dropped: tuple[Dropped, ...]

    def __post_init__(self) -> None:
        for array in (self.scores, self.ranks, self.imputed):
            array.setflags(write=False)

    def row(self, unit: str) -> int:
        """Row of a unit; a :class:`CompositeError` names a unit that is not here."""
        if unit not in self.units:
            raise CompositeError(f"no unit {unit!r} in the composite (unknown or screened out)")
        return self.units.index(unit)

    def of(self, node: str) -> Floats:
        """Scores of all units in one node (shape: units)."""
        return self.scores[:, self.hierarchy.find(node)]

    def rank_of(self, node: str) -> NDArray[np.int64]:
        """Ranks of all units in one node (shape: units)."""
        return self.ranks[:, self.hierarchy.find(node)]

    def table(self) -> pl.DataFrame:
        """One row per unit, best first: score and rank of every aggregate, then indicators."""
        width = len(self.hierarchy.indicators)
        order = np.lexsort((self.ranks[:, -1], self.ranks[:, -1] == 0))
        columns: dict[str, object] = {
            "unit": [self.units[row] for row in order],
            "name": [self.names[row] for row in order],
        }
        levels = [node.level for node in self.hierarchy.nodes]
        for place in sorted(range(width, len(levels)), key=lambda place: -levels[place]):
            code = self.hierarchy.nodes[place].code
            columns[code] = self.scores[order, place]
            columns[f"{code}_rank"] = self.ranks[order, place]
        for place, node in enumerate(self.hierarchy.indicators):
            columns[node.code] = self.scores[order, place]
        frame = pl.DataFrame(columns).with_columns(pl.col(pl.Float64).fill_nan(None))
        return frame.with_columns(
            pl.when(pl.col(f"{node.code}_rank") > 0).then(pl.col(f"{node.code}_rank"))
            for node in self.hierarchy.aggregates
        )

    def contributions(self, unit: str) -> Floats:
        """Points each indicator adds to the index over the average unit (shape: indicators).

        Exact for the arithmetic mean of complete data, where they sum to the difference
        between the unit's index and the average index; to first order for other means.
        """
        row, width = self.row(unit), len(self.hierarchy.indicators)
        mean = AGGREGATIONS[self.options.aggregation]
        shares = self.hierarchy.effective_weights(self.weights, len(self.hierarchy.nodes) - 1)
        space = mean.forward(self.scores[:, :width])
        known = ~np.isnan(space)
        average = np.where(known, space, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        slope = mean.slope(self.scores[row : row + 1, -1])[0]
        points: Floats = np.nan_to_num((space[row] - average) * shares / slope)
        return points

    def explain(self, unit: str, top: int = 3) -> str:
        """Polish text: the unit's place and what raised and lowered it most."""
        row = self.row(unit)
        if self.ranks[row, -1] == 0:
            return f"{self.names[row]}: brak danych, z których można policzyć wskaźnik."
        points = self.contributions(unit)
        order = np.argsort(-points, kind="stable")
        raised = [place for place in order[:top] if points[place] > 0.05]
        lowered = [place for place in order[::-1][:top] if points[place] < -0.05]
        text = (
            f"{self.names[row]}: {number(self.scores[row, -1])} pkt w zestawieniu "
            f"„{self.hierarchy.root.label}”, miejsce {self.ranks[row, -1]} "
            f"na {int((self.ranks[:, -1] > 0).sum())}."
        )
        for verb, places in (("podnoszą", raised), ("obniżają", lowered)):
            if places:
                what = [self._point(place, points[place]) for place in places]
                text += f" Wynik względem średniej najbardziej {verb}: {listed(what)}."
        filled = int(self.imputed[row].sum())
        if filled:
            text += f" Uzupełniono brakujące wartości (liczba: {filled})."
        return text

    def _point(self, place: int, points: float) -> str:
        return f"{self.hierarchy.nodes[place].label} ({signed(points)} pkt)"
