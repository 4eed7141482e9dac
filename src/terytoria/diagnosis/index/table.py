"""The table that goes into the index: indicators with a direction, in their latest full year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.composite import CompositeData, Hierarchy, Node
from terytoria.statistics.catalogue import Catalogue, Direction
from terytoria.statistics.measures import IndicatorValues, Measures
from terytoria.territory import Level

ROOT = "overall"
KNOWN = 0.95
"""Least share of gminas with a value for an indicator to enter the index."""
Z95 = 1.959964


@dataclass(frozen=True, eq=False)
class IndexTable:
    """Values of units by indicator, their tree, and the year each indicator was taken from."""

    data: CompositeData
    hierarchy: Hierarchy
    indicators: tuple[tuple[str, int], ...]


def gmina_table(measures: Measures) -> IndexTable:
    """All gminas by every indicator of gminas that has a direction and is known for nearly all."""
    chosen: list[tuple[str, int]] = []
    for name in measures.available():
        indicator = measures.catalogue.indicator(name)
        if indicator.level is Level.GMINA and indicator.direction is not Direction.NEUTRAL:
            values = measures.of(name)
            year = values.latest(KNOWN)
            if year is not None and np.nanstd(values.year(year)) > 0:
                chosen.append((name, year))
    columns = [_column(measures.of(name), year) for name, year in chosen]
    register = measures.snapshot.register
    kinds = tuple(kind.value for kind in register.kinds)
    names = tuple(register.unit(code).name for code in register.gminas)
    return _table(
        measures.catalogue,
        units=register.gminas,
        names=names,
        columns=columns,
        chosen=chosen,
        groups=kinds,
    )


def area_table(
    measures: Measures,
    gminas: IndexTable,
    groups: Mapping[str, Sequence[str]],
    names: Mapping[str, str] | None = None,
) -> IndexTable:
    """Areas by the same indicators in the same years, from totals over their gminas.

    ``names`` says what sentences call an area; without one it is called by its label.
    """
    columns = [_column(measures.areas(name, groups), year) for name, year in gminas.indicators]
    known = [np.isfinite(value).mean() >= KNOWN for value, _ in columns]
    chosen = [pair for pair, full in zip(gminas.indicators, known, strict=True) if full]
    kept = [column for column, full in zip(columns, known, strict=True) if full]
    labels = tuple(sorted(groups))
    order = np.array([list(groups).index(label) for label in labels])
    kept = [(value[order], error[order]) for value, error in kept]
    return _table(
        measures.catalogue,
        units=labels,
        names=tuple((names or {}).get(label, label) for label in labels),
        columns=kept,
        chosen=chosen,
        groups=("area",) * len(labels),
    )


def _column(values: IndicatorValues, year: int) -> tuple[np.ndarray, np.ndarray]:
    at = values.years.index(year)
    half = (values.high[:, at] - values.low[:, at]) / (2 * Z95)
    return values.values[:, at], np.where(np.isfinite(half), half, 0.0)


def _table(
    catalogue: Catalogue,
    *,
    units: tuple[str, ...],
    names: tuple[str, ...],
    columns: Sequence[tuple[np.ndarray, np.ndarray]],
    chosen: Sequence[tuple[str, int]],
    groups: tuple[str, ...],
) -> IndexTable:
    data = CompositeData(
        units,
        tuple(name for name, _ in chosen),
        np.column_stack([value for value, _ in columns]),
        names,
        groups={"kind": groups},
        errors=np.column_stack([error for _, error in columns]),
    )
    hierarchy = Hierarchy.build(_nodes(catalogue, [name for name, _ in chosen]))
    return IndexTable(data, hierarchy, tuple(chosen))


def _nodes(catalogue: Catalogue, chosen: Sequence[str]) -> list[Node]:
    """Indicators below their area, areas below their dimension, all of equal weight."""
    indicators = [catalogue.indicator(name) for name in chosen]
    areas = {indicator.area for indicator in indicators}
    dimensions = {catalogue.areas[area].dimension for area in areas}
    return [
        *(
            Node(i.id, 1, i.area, i.name_pl, 1 if i.direction is Direction.MORE_IS_BETTER else -1)
            for i in indicators
        ),
        *(
            Node(area, 2, catalogue.areas[area].dimension, catalogue.areas[area].name_pl)
            for area in catalogue.areas
            if area in areas
        ),
        *(
            Node(name, 3, ROOT, catalogue.dimensions[name].name_pl)
            for name in catalogue.dimensions
            if name in dimensions
        ),
        Node(ROOT, 4, None, "wskaźnik ogólny"),
    ]
