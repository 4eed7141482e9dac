"""Values of an indicator as a table and as words for an alternative text."""

from __future__ import annotations

import math
from collections.abc import Sequence

from terytoria.documents.model import Cell, Column, Table
from terytoria.reports.diagnosis.context import Context
from terytoria.statistics.catalogue import Indicator
from terytoria.territory import Level

WIDEST = 10
"""Years a table sets side by side."""


def cell(value: float) -> Cell:
    """A number for a table, ``None`` where nothing is known."""
    return float(value) if math.isfinite(value) else None


def value_column(indicator: Indicator, title: str) -> Column:
    """A column of values of an indicator."""
    return Column(title, unit=indicator.unit, decimals=indicator.decimals, kind="number")


def year_table(ctx: Context, name: str, years: Sequence[int], table_id: str) -> Table:
    """Members and area by year."""
    indicator, values = ctx.indicator(name), ctx.shown(name)
    places = [values.years.index(year) for year in years]
    if len(years) > WIDEST:
        return _long_table(ctx, name, years, table_id)
    rows = tuple(
        (ctx.label(unit), *(cell(values.values[row, at]) for at in places))
        for row, unit in enumerate(values.units)
    )
    return Table(
        table_id,
        f"{indicator.name_pl} ({indicator.unit})",
        (
            Column("Gmina" if indicator.level is Level.GMINA else "Powiat"),
            *(value_column(indicator, str(year)) for year in years),
        ),
        rows,
        source=ctx.source(name),
        highlight=(len(rows) - 1,) if values.units[-1] == ctx.unit else (),
    )


def _long_table(ctx: Context, name: str, years: Sequence[int], table_id: str) -> Table:
    """A row for each unit and year, where years as columns would not fit a page."""
    indicator, values = ctx.indicator(name), ctx.shown(name)
    places = [values.years.index(year) for year in years]
    rows = tuple(
        (ctx.label(unit), year, cell(values.values[row, at]))
        for row, unit in enumerate(values.units)
        for year, at in zip(years, places, strict=True)
    )
    columns = (Column("Jednostka"), Column("Rok", kind="year"), value_column(indicator, "wartość"))
    caption = f"{indicator.name_pl} ({indicator.unit})"
    return Table(table_id, caption, columns, rows, source=ctx.source(name))


def extremes(ctx: Context, name: str, units: Sequence[str], values: Sequence[float]) -> str:
    """The highest and the lowest value in words, for a reader who does not see the picture."""
    known = [(v, u) for v, u in zip(values, units, strict=True) if math.isfinite(v)]
    if not known:
        return "Brak danych."
    indicator = ctx.indicator(name)
    (low, lowest), (high, highest) = min(known), max(known)
    if low == high:
        return f"Wszędzie {ctx.write(low, indicator)}."
    return (
        f"Najwięcej: {ctx.label(highest)} ({ctx.write(high, indicator)}), "
        f"najmniej: {ctx.label(lowest)} ({ctx.write(low, indicator)})."
    )
