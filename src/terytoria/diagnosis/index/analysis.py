"""The index of an area: its members among all gminas, itself among all land powiats."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from terytoria.diagnosis.composite import (
    Composite,
    CompositeOptions,
    Sensitivity,
    SensitivityOptions,
    Uncertainty,
    UncertaintyOptions,
    assess_sensitivity,
    assess_uncertainty,
    compose,
)
from terytoria.diagnosis.groups import area_unit
from terytoria.diagnosis.index.table import ROOT, IndexTable, area_table, gmina_table
from terytoria.language.cases import Case
from terytoria.language.places import powiat_phrase
from terytoria.language.text import initial_upper
from terytoria.statistics.measures import Measures
from terytoria.territory import Area, Kind

# Indicators of a diagnosis come denominated; a unit's gap is filled by the median of its kind.
CONSTRUCTION = CompositeOptions(
    denominate=False, imputation="group_median", screening=0.0, outliers="winsorise"
)


class IndexOptionsError(ValueError):
    """Options of the index that make no sense."""


@dataclass(frozen=True)
class IndexOptions:
    """Runs of the uncertainty analysis and their seed."""

    runs: int = 1000
    seed: int = 20260101

    def __post_init__(self) -> None:
        if self.runs < 64:
            raise IndexOptionsError(f"runs is {self.runs}; bands need at least 64")


@dataclass(frozen=True, eq=False)
class Ranking:
    """A composite, the bands of its overall ranks, and what moves them."""

    composite: Composite
    uncertainty: Uncertainty
    sensitivity: Sensitivity

    def row(self, unit: str) -> dict[str, float | int | str]:
        """Overall score, rank and 90 % rank band of a unit."""
        at = self.uncertainty.row(unit)
        return {
            "unit": unit,
            "score": float(self.uncertainty.score[at]),
            "rank": int(self.uncertainty.rank[at]),
            "rank_low": int(self.uncertainty.rank_low[at]),
            "rank_median": int(self.uncertainty.rank_median[at]),
            "rank_high": int(self.uncertainty.rank_high[at]),
            "ranked": len(self.uncertainty.units),
        }

    def place(self, unit: str, node: str = ROOT) -> tuple[float, int | None, float]:
        """Score, rank and percentile of a unit in a node; NaN and ``None`` without a score."""
        row = self.composite.row(unit)
        rank = int(self.composite.rank_of(node)[row])
        score = float(self.composite.of(node)[row])
        return score, rank or None, self.percentile(unit, node)

    def percentile(self, unit: str, node: str = ROOT) -> float:
        """Share of the ranked units that stand lower in a node, in per cent."""
        ranks = self.composite.rank_of(node)
        own, ranked = ranks[self.composite.row(unit)], int((ranks > 0).sum())
        return float("nan") if own == 0 or ranked < 2 else 100 * (ranked - own) / (ranked - 1)


@dataclass(frozen=True, eq=False)
class DevelopmentIndex:
    """The index of an area: ``gminas`` ranks all gminas, ``areas`` all land powiats and the area.

    ``unit`` is how the area is called among the areas; ``indicators`` are those that went in,
    with the year each was taken from.
    """

    area: Area
    unit: str
    gminas: Ranking
    areas: Ranking
    indicators: tuple[tuple[str, int], ...]

    def table(self) -> pl.DataFrame:
        """Score, rank and rank band of each member and of the area."""
        rows = [self.gminas.row(code) for code in self.area.gminas] + [self.areas.row(self.unit)]
        return pl.DataFrame(rows)

    def nodes(self) -> pl.DataFrame:
        """Members and area in every topic and dimension: unit, node, score, rank, percentile.

        ``percentile`` is the share of the ranked units that stand lower; null without a score.
        """
        found = [
            (unit, node.code, *ranking.place(unit, node.code))
            for ranking, units in ((self.gminas, self.area.gminas), (self.areas, (self.unit,)))
            for unit in units
            for node in ranking.composite.hierarchy.aggregates
        ]
        schema = {
            "unit": pl.String,
            "node": pl.String,
            "score": pl.Float64,
            "rank": pl.Int64,
            "percentile": pl.Float64,
        }
        frame = pl.DataFrame(found, schema=schema, orient="row")
        return frame.with_columns(pl.col("score", "percentile").fill_nan(None))

    def probability_above(self) -> np.ndarray:
        """Share of runs in which one member stands above another (members × members)."""
        return self.gminas.uncertainty.probability_above(self.area.gminas)

    def explain(self) -> str:
        """Polish text on the area's place and how sure it is."""
        return self.areas.uncertainty.explain(self.unit)


_GMINAS: WeakKeyDictionary[Measures, dict[IndexOptions, tuple[IndexTable, Ranking]]] = (
    WeakKeyDictionary()
)
_POWIATS: WeakKeyDictionary[Measures, dict[IndexOptions, tuple[IndexTable, Ranking]]] = (
    WeakKeyDictionary()
)


def development_index(
    measures: Measures, area: Area, options: IndexOptions | None = None
) -> DevelopmentIndex:
    """The index of an area. Rankings of the whole country are computed once per snapshot."""
    options = options or IndexOptions()
    table, gminas = _of_gminas(measures, options)
    unit = area_unit(area)
    known = _of_powiats(measures, options)[1]
    areas = known if unit in known.uncertainty.units else _with_area(measures, area, options)
    return DevelopmentIndex(area, unit, gminas, areas, table.indicators)


def _of_gminas(measures: Measures, options: IndexOptions) -> tuple[IndexTable, Ranking]:
    kept = _GMINAS.setdefault(measures, {})
    if options not in kept:
        table = gmina_table(measures)
        kept[options] = table, _ranking(table, options)
    return kept[options]


def _of_powiats(measures: Measures, options: IndexOptions) -> tuple[IndexTable, Ranking]:
    kept = _POWIATS.setdefault(measures, {})
    if options not in kept:
        gminas, land = _of_gminas(measures, options)[0], _land_powiats(measures)
        table = area_table(measures, gminas, land, _names(measures, land))
        kept[options] = table, _ranking(table, options)
    return kept[options]


def _with_area(measures: Measures, area: Area, options: IndexOptions) -> Ranking:
    land, unit = _land_powiats(measures), area_unit(area)
    names = {**_names(measures, land), unit: area.name}
    groups = {**land, unit: area.gminas}
    gminas = _of_gminas(measures, options)[0]
    return _ranking(area_table(measures, gminas, groups, names), options)


def _land_powiats(measures: Measures) -> dict[str, tuple[str, ...]]:
    register = measures.snapshot.register
    return {
        code: register.gminas_of(code)
        for code in register.powiats
        if register.unit(code).kind is Kind.POWIAT and register.gminas_of(code)
    }


def _names(measures: Measures, powiats: Collection[str]) -> dict[str, str]:
    register = measures.snapshot.register
    named = (powiat_phrase(register.unit(code).name, Case.NOMINATIVE) for code in powiats)
    return {code: initial_upper(name) for code, name in zip(powiats, named, strict=True)}


def _ranking(table: IndexTable, options: IndexOptions) -> Ranking:
    composite = compose(table.data, table.hierarchy, CONSTRUCTION)
    uncertainty = assess_uncertainty(
        table.data,
        table.hierarchy,
        CONSTRUCTION,
        UncertaintyOptions(runs=options.runs, seed=options.seed),
    )
    sensitivity = assess_sensitivity(
        table.data, table.hierarchy, CONSTRUCTION, SensitivityOptions(seed=options.seed)
    )
    return Ranking(composite, uncertainty, sensitivity)
