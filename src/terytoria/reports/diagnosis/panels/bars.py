"""Ranked bars of one indicator, members and the area."""

from __future__ import annotations

import numpy as np

from terytoria.documents import theme
from terytoria.documents.figures.bars import Bar, Bars, draw_bars
from terytoria.documents.model import Column, Figure, Table
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import noted, value_notes
from terytoria.reports.diagnosis.panels.values import cell, extremes, value_column


def bars_panel(
    ctx: Context, name: str, figure_id: str, caption: str, *, half: bool = False
) -> Figure:
    """Bars of the latest year, with intervals where there are any and the country's median.

    ``half``: as wide as half the column, to stand beside another.
    """
    indicator, values = ctx.indicator(name), ctx.values(name)
    year = ctx.last_year(name)
    at = values.years.index(year)
    median = float(np.nanmedian(ctx.measures.of(name).year(year)))
    value, low, high = values.values[:, at], values.low[:, at], values.high[:, at]
    kinds = ["member"] * len(ctx.members) + ["partnership"]
    bars = [
        Bar(ctx.label(unit), float(value[row]), float(low[row]), float(high[row]), kinds[row])
        for row, unit in enumerate(values.units)
    ]
    title = f"{indicator.name_pl}, {year} r."
    picture = draw_bars(
        Bars(
            title,
            bars,
            indicator.unit,
            indicator.decimals,
            median,
            "mediana gmin w kraju",
            width=theme.HALF_WIDTH if half else theme.FULL_WIDTH,
        )
    )
    alt = (
        f"Wykres słupkowy: {title} {extremes(ctx, name, values.units, value.tolist())} "
        f"Mediana gmin w kraju: {ctx.write(median, indicator)}."
    )
    figure = Figure(
        figure_id,
        picture.svg,
        alt,
        caption,
        source=ctx.source(name),
        table=_table(ctx, name, figure_id, at),
        width="half" if half else "full",
    )
    return noted(figure, value_notes(ctx, name, values.units, [year]))


def _table(ctx: Context, name: str, figure_id: str, at: int) -> Table:
    indicator, values = ctx.indicator(name), ctx.values(name)
    rows = []
    for row, unit in enumerate(values.units):
        one = ctx.diagnosis.standings.latest(unit, name)
        median = one.median if one is not None and one.year == values.years[at] else None
        limits = cell(values.low[row, at]), cell(values.high[row, at])
        rows.append((ctx.label(unit), cell(values.values[row, at]), *limits, median))
    return Table(
        f"{figure_id}-tabela",
        f"{indicator.name_pl}, {values.years[at]} r.",
        (
            Column("Gmina"),
            value_column(indicator, "wartość"),
            value_column(indicator, "przedział od"),
            value_column(indicator, "przedział do"),
            value_column(indicator, "mediana grupy"),
        ),
        tuple(rows),
        source=ctx.source(name),
        highlight=(len(rows) - 1,),
    )
