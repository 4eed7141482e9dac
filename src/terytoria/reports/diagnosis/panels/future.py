"""Fans of the outlook: totals of area and members, and the ages services depend on."""

from __future__ import annotations

import math
from collections.abc import Sequence

import polars as pl

from terytoria.diagnosis.outlook import AREA
from terytoria.diagnosis.outlook.ages import START
from terytoria.diagnosis.outlook.explain import rough
from terytoria.documents.figures.fan import Fan, Panel, draw_fan
from terytoria.documents.model import Cell, Column, Figure, Table
from terytoria.language.numbers import number
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.diagnosis.notes import border_notes, noted

SOURCE = "GUS, Bank Danych Lokalnych; projekcja własna metodą składowych kohortowych"


def totals_fan(ctx: Context, units: Sequence[str], figure_id: str, caption: str) -> Figure:
    """Known and projected population of some units, each with its own scale."""
    panels = [_total_panel(ctx, unit) for unit in units]
    title = "Ludność i projekcja do 2040 r."
    columns = 1 if len(panels) == 1 else 2
    picture = draw_fan(Fan(title, panels, "osób", columns=columns))
    figure = Figure(
        figure_id,
        picture.svg,
        f"Wykres projekcji: {title} {_told(panels)}",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        table=_table(panels, figure_id),
    )
    left_out = () if list(units) == [AREA] else ctx.diagnosis.outlook.changed
    return noted(figure, border_notes(ctx, left_out, [START]))


def demand_fan(ctx: Context, bands: Sequence[str], figure_id: str, caption: str) -> Figure:
    """People of the ages that services depend on, in the whole area."""
    rows = ctx.diagnosis.outlook.demand().filter(pl.col("unit") == AREA)
    panels = [_band_panel(rows.filter(pl.col("band") == band)) for band in bands]
    title = "Ludność w wieku, od którego zależą usługi"
    picture = draw_fan(Fan(title, panels, "osób", columns=2, zero=True))
    return Figure(
        figure_id,
        picture.svg,
        f"Wykresy projekcji: {title}. {_told(panels)}",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        table=_table(panels, figure_id),
    )


def _total_panel(ctx: Context, unit: str) -> Panel:
    rows = ctx.diagnosis.outlook.totals().filter(pl.col("unit") == unit)
    known = rows.filter(pl.col("kind") == "observed").drop_nulls("persons")
    ahead = rows.filter(pl.col("kind") == "projected")
    whole = unit == AREA
    return Panel(
        WHOLE if whole else ctx.label(unit),
        known["year"].to_list(),
        known["persons"].to_list(),
        ahead["year"].to_list(),
        _rough(ahead["persons"]),
        _rough(ahead["low"]),
        _rough(ahead["high"]),
        whole,
    )


def _band_panel(rows: pl.DataFrame) -> Panel:
    first, ahead = rows.head(1), rows.tail(rows.height - 1)
    return Panel(
        first["label"].item().partition(" (kobiety")[0],
        first["year"].to_list(),
        first["persons"].to_list(),
        ahead["year"].to_list(),
        _rough(ahead["persons"]),
        _rough(ahead["low"]),
        _rough(ahead["high"]),
        partnership=True,
    )


def _rough(column: pl.Series) -> list[float]:
    """Expected numbers, no finer than anyone can know them."""
    return [rough(value) for value in column.to_list()]


def _told(panels: Sequence[Panel]) -> str:
    return " ".join(
        f"{panel.name}: {number(rough(panel.values[-1]))} w {panel.years[-1]} r., "
        f"{number(rough(panel.future[-1]))} ({number(rough(panel.low[-1]))}–"
        f"{number(rough(panel.high[-1]))}) w {panel.future_years[-1]} r."
        for panel in panels
    )


def _table(panels: Sequence[Panel], figure_id: str) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for panel in panels:
        known = zip(panel.years, panel.values, strict=True)
        rows += [(panel.name, y, float(v), None, None) for y, v in known if math.isfinite(v)]
        ahead = zip(panel.future_years, panel.future, panel.low, panel.high, strict=True)
        rows += [
            (panel.name, year, rough(value), rough(low), rough(high))
            for year, value, low, high in ahead
            if year % 5 == 0
        ]
    persons = [Column(t, unit="osoby", decimals=0, kind="number") for t in ("osoby", "od", "do")]
    return Table(
        f"{figure_id}-tabela",
        "Ludność: wartości znane i projekcja z przedziałem 80%",
        (Column("Gmina lub grupa"), Column("Rok", kind="year"), *persons),
        tuple(rows),
    )
