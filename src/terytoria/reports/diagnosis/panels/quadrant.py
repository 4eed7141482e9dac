"""Level against dynamics of one indicator: members, area, and all gminas behind them."""

from __future__ import annotations

import numpy as np

from terytoria.diagnosis.dynamics import DynamicsOptions, trends_of
from terytoria.documents.figures.quadrant import Point, Quadrant, draw_quadrant
from terytoria.documents.model import Column, Figure, Table
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import noted, value_notes
from terytoria.reports.diagnosis.panels.values import cell, value_column


def quadrant_panel(ctx: Context, name: str, figure_id: str, caption: str) -> Figure | None:
    """The latest level and the robust yearly change; ``None`` without any trend."""
    indicator, everyone, values = ctx.indicator(name), ctx.measures.of(name), ctx.values(name)
    options = ctx.diagnosis.options.dynamics or DynamicsOptions()
    country, own = trends_of(everyone, options).slope, trends_of(values, options).slope
    year = everyone.latest(0.9) or everyone.years[-1]
    level, column = everyone.year(year), values.year(year)
    ready = np.isfinite(level) & np.isfinite(country)
    points = [
        Point(ctx.label(unit), float(column[row]), float(own[row]), unit == ctx.unit)
        for row, unit in enumerate(values.units)
        if np.isfinite(column[row]) and np.isfinite(own[row])
    ]
    if not points or not ready.any():
        return None
    middle = float(np.median(level[ready]))
    title = f"{indicator.name_pl}: stan w {year} r. i przeciętna zmiana roczna"
    picture = draw_quadrant(
        Quadrant(
            title,
            points,
            f"stan w {year} r. ({indicator.unit})",
            "zmiana na rok",
            middle,
            0.0,
            level[ready].tolist(),
            country[ready].tolist(),
            x_decimals=indicator.decimals,
            y_decimals=indicator.decimals + 1,
        )
    )
    told = "; ".join(
        f"{point.name}: {ctx.write(point.x, indicator)}, "
        f"{'rośnie' if point.y > 0 else 'spada' if point.y < 0 else 'bez zmian'}"
        for point in points
    )
    figure = Figure(
        figure_id,
        picture.svg,
        f"Wykres punktowy: {title}. {told}. Mediana gmin w kraju: {ctx.write(middle, indicator)}.",
        caption,
        source=ctx.source(name),
        table=_table(ctx, name, points, figure_id),
        note="Jasne punkty: gminy kraju. Linia pionowa: mediana gmin; pozioma: brak zmiany.",
    )
    return noted(figure, value_notes(ctx, name, values.units, [*values.years]))


def _table(ctx: Context, name: str, points: list[Point], figure_id: str) -> Table:
    indicator = ctx.indicator(name)
    slope = Column("zmiana na rok", decimals=indicator.decimals + 1, kind="number")
    return Table(
        f"{figure_id}-tabela",
        f"{indicator.name_pl}: stan i przeciętna zmiana roczna",
        (Column("Gmina"), value_column(indicator, "stan"), slope),
        tuple((point.name, cell(point.x), cell(point.y)) for point in points),
    )
