"""Percentile plots: every indicator of a topic, every member in its comparison group."""

from __future__ import annotations

import math
from collections.abc import Sequence

from terytoria.documents.figures.dots import Dots, Row, draw_dots
from terytoria.documents.model import Column, Figure, Table
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.diagnosis.notes import latest_notes, noted
from terytoria.statistics.catalogue import Direction
from terytoria.territory import Level

SIDE_BY_SIDE = 8
"""Members a table sets side by side."""


def dots_panel(ctx: Context, names: Sequence[str], figure_id: str, caption: str) -> Figure | None:
    """Oriented percentiles (more is better) of the latest year; ``None`` without any."""
    rows = [row for name in names if (row := _row(ctx, name)) is not None]
    if not rows:
        return None
    labels = [ctx.label(code) for code in ctx.members]
    title = "Miejsce gmin w ich grupach porównawczych"
    picture = draw_dots(Dots(title, labels, [row for _, row in rows], WHOLE))
    figure = Figure(
        figure_id,
        picture.svg,
        f"Wykres percentyli: {title.lower()}. {_told(ctx, rows)}",
        caption,
        source=ctx.source(*(name for name, _ in rows)),
        table=_table(rows, labels, figure_id),
        note="0 – najgorzej w grupie, 100 – najlepiej. Środkowa połowa grupy jest zacieniona.",
    )
    shown = [name for name, _ in rows]
    return noted(figure, latest_notes(ctx, shown, [*ctx.members, ctx.unit]))


def _row(ctx: Context, name: str) -> tuple[str, Row] | None:
    indicator = ctx.indicator(name)
    if indicator.direction is Direction.NEUTRAL or indicator.level is not Level.GMINA:
        return None
    found = [_oriented(ctx, code, name) for code in ctx.members]
    if not any(math.isfinite(value) for value in found):
        return None
    return name, Row(indicator.name_pl, found, _oriented(ctx, ctx.unit, name))


def _oriented(ctx: Context, unit: str, name: str) -> float:
    one = ctx.diagnosis.standings.latest(unit, name)
    return float("nan") if one is None or one.oriented is None else one.oriented


def _told(ctx: Context, rows: Sequence[tuple[str, Row]]) -> str:
    worst = []
    for place, code in enumerate(ctx.members):
        low = [row.name for _, row in rows if row.percentiles[place] < 25]
        worst.append(f"{ctx.label(code)}: w najsłabszej ćwiartce grupy {len(low)} z {len(rows)}")
    return "; ".join(worst) + "."


def _table(rows: Sequence[tuple[str, Row]], labels: Sequence[str], figure_id: str) -> Table:
    cells = tuple(
        (
            row.name,
            *(None if math.isnan(v) else v for v in (*row.percentiles, row.partnership)),
        )
        for _, row in rows
    )
    if len(labels) > SIDE_BY_SIDE:
        return _long(rows, labels, figure_id)
    columns = [Column(label, kind="number", decimals=0) for label in (*labels, WHOLE)]
    return Table(
        f"{figure_id}-tabela",
        "Percentyl w grupie porównawczej (100 – najlepiej)",
        (Column("Wskaźnik"), *columns),
        cells,
    )


def _long(rows: Sequence[tuple[str, Row]], labels: Sequence[str], figure_id: str) -> Table:
    """A row for each indicator and unit, where units as columns would not fit a page."""
    cells = tuple(
        (row.name, label, None if math.isnan(value) else value)
        for _, row in rows
        for label, value in zip((*labels, WHOLE), (*row.percentiles, row.partnership), strict=True)
    )
    columns = (Column("Wskaźnik"), Column("Gmina"), Column("percentyl", decimals=0, kind="number"))
    return Table(
        f"{figure_id}-tabela", "Percentyl w grupie porównawczej (100 – najlepiej)", columns, cells
    )
