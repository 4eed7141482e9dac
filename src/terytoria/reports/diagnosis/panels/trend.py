"""Lines over years, with the middle half of the country behind them and breaks shown."""

from __future__ import annotations

import warnings

import numpy as np

from terytoria.documents.figures.trend import Break, Group, Line, Trend, draw_trend
from terytoria.documents.model import Figure
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import noted, value_notes
from terytoria.reports.diagnosis.panels.values import extremes, year_table
from terytoria.territory import Level


def trend_panel(
    ctx: Context, name: str, figure_id: str, caption: str, *, group: bool = True
) -> Figure:
    """Members and area over all known years."""
    indicator, values = ctx.indicator(name), ctx.shown(name)
    known = np.isfinite(values.values).any(axis=0)
    years = [year for year, seen in zip(values.years, known, strict=True) if seen]
    places = [values.years.index(year) for year in years]
    lines = [
        Line(ctx.label(unit), values.values[row, places].tolist(), unit == ctx.unit)
        for row, unit in enumerate(values.units)
        if np.isfinite(values.values[row]).any()
    ]
    title = f"{indicator.name_pl}, {years[0]}–{years[-1]}"
    picture = draw_trend(
        Trend(
            title,
            years,
            lines,
            indicator.unit,
            indicator.decimals,
            _country(ctx, name, years) if group else None,
            _breaks(ctx, name, years),
        )
    )
    last = values.values[:, places[-1]]
    told = extremes(ctx, name, values.units, last.tolist())
    broken = [str(year) for year in values.breaks if year in years]
    if broken:
        told += f" Przerwa w porównywalności: {', '.join(broken)}."
    told += "".join(
        f" Przerwa – {item.label}, {item.year} r." for item in _borders(ctx, name, years)
    )
    figure = Figure(
        figure_id,
        picture.svg,
        f"Wykres liniowy: {title}. W {years[-1]} r.: {told}",
        caption,
        source=ctx.source(name),
        table=year_table(ctx, name, years, f"{figure_id}-tabela"),
    )
    return noted(figure, value_notes(ctx, name, values.units, years))


def _breaks(ctx: Context, name: str, years: list[int]) -> list[Break]:
    values = ctx.shown(name)
    base = dict(zip(values.years, values.bases, strict=True))
    whole = [Break(year, base[year]) for year in values.breaks if years[0] < year <= years[-1]]
    return whole + _borders(ctx, name, years)


def _borders(ctx: Context, name: str, years: list[int]) -> list[Break]:
    """Breaks of single lines: those of units that changed while they were measured."""
    values = ctx.shown(name)
    found: dict[int, list[str]] = {}
    for unit, breaks in values.unit_breaks.items():
        known = [y for y in years if np.isfinite(values.of_unit(unit)[values.years.index(y)])]
        for year in breaks:
            if known and known[0] < year <= known[-1]:
                found.setdefault(year, []).append(ctx.label(unit))
    return [
        Break(year, f"nowe granice: {', '.join(names)}", tuple(names))
        for year, names in sorted(found.items())
    ]


def _country(ctx: Context, name: str, years: list[int]) -> Group:
    everyone = ctx.measures.of(name)
    columns = np.column_stack([everyone.year(year) for year in years])
    with warnings.catch_warnings():
        # A year in which no unit has a value has no quartiles: NaN says so.
        warnings.simplefilter("ignore", RuntimeWarning)
        low, median, high = np.nanquantile(columns, (0.25, 0.5, 0.75), axis=0)
    units = "gmin" if ctx.indicator(name).level is Level.GMINA else "powiatów"
    return Group(f"mediana {units} w kraju", median.tolist(), low.tolist(), high.tolist())
