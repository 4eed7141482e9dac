"""Notes under figures and tables: changed borders, and what the office says of single values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import polars as pl

from terytoria.documents.model import Figure, Table
from terytoria.language.plural import counted
from terytoria.reports.diagnosis.context import Context
from terytoria.territory import Level
from terytoria.territory.changes import Change

Marks = defaultdict[str, defaultdict[str, set[int]]]
Shown = tuple[str, tuple[str, ...], tuple[int, ...]]
NAMED = 6
"""Units that a note names; of more it tells how many there are."""


def noted(figure: Figure, notes: Iterable[str]) -> Figure:
    """The figure with notes under it and under the table behind it, each note once."""
    told = tuple(dict.fromkeys(notes))
    if not told:
        return figure
    table = figure.table and noted_table(figure.table, told)
    return replace(figure, note=" ".join([figure.note, *told]).strip(), table=table)


def noted_table(table: Table, notes: Iterable[str]) -> Table:
    """The table with notes under it, each once."""
    told = tuple(dict.fromkeys(notes))
    return replace(table, note=" ".join([table.note, *told]).strip()) if told else table


def border_notes(
    ctx: Context, units: Sequence[str], years: Collection[int], level: Level = Level.GMINA
) -> list[str]:
    """The changes after which values of the units do not compare with those of the years read.

    Changes of other units, or before the first of the years, are not told.
    """
    return [ctx.diagnosis.borders.sentence(one) for one in _borders(ctx, units, years, level)]


def _borders(
    ctx: Context, units: Sequence[str], years: Collection[int], level: Level
) -> list[Change]:
    first = min(years, default=9999)
    crossing = ctx.diagnosis.borders.crossing(units, level)
    return [change for change in crossing if change.day.year > first]


def value_notes(ctx: Context, name: str, units: Sequence[str], years: Iterable[int]) -> list[str]:
    """Notes to values of an indicator: changed borders, marks of the office.

    ``units`` are the rows shown: members, powiats, or the area.
    """
    return _notes(ctx, [(name, tuple(units), tuple(years))])


def latest_notes(ctx: Context, names: Iterable[str], units: Sequence[str]) -> list[str]:
    """Notes to the latest values of indicators, those of each unit in its own year."""
    return _notes(ctx, _latest(ctx, names, units))


def latest_borders(ctx: Context, names: Iterable[str], units: Sequence[str]) -> list[Change]:
    """The changes of borders that :func:`latest_notes` tells of."""
    found = {
        id(change): change
        for name, own, years in _latest(ctx, names, units)
        for change in _borders(ctx, own, _read(ctx, name, years), ctx.indicator(name).level)
    }
    return list(found.values())


def _latest(ctx: Context, names: Iterable[str], units: Sequence[str]) -> list[Shown]:
    """Each unit with the year of its value, or of the newest one shown where it has none."""
    found: list[Shown] = []
    for name in names:
        own = {unit: ctx.diagnosis.standings.latest(unit, name) for unit in units}
        years = {unit: one.year for unit, one in own.items() if one is not None}
        newest = max(years.values(), default=None)
        if newest is not None:
            found += [(name, (unit,), (years.get(unit, newest),)) for unit in units]
    return found


def _read(ctx: Context, name: str, years: Iterable[int]) -> set[int]:
    """Years of the observations that values of an indicator are made of."""
    return {back for year in years for back in ctx.measures.years_read(name, year)}


def _notes(ctx: Context, shown: Sequence[Shown]) -> list[str]:
    told: list[str] = []
    marks: Marks = defaultdict(lambda: defaultdict(set))
    for name, units, years in shown:
        read = _read(ctx, name, years)
        told += border_notes(ctx, units, read, ctx.indicator(name).level)
        _gather(ctx, marks, name, units, read)
    return [*dict.fromkeys(told), *(_mark(ctx, mark, marks[mark]) for mark in sorted(marks))]


def _gather(
    ctx: Context, marks: Marks, name: str, units: Sequence[str], years: Collection[int]
) -> None:
    """Add what the office says of the observations that the values are made of."""
    known = ctx.measures.snapshot.footnotes
    if known.is_empty():
        return
    level = ctx.indicator(name).level
    whole = ctx.members if level is Level.GMINA else tuple(ctx.powiats)
    codes = {code for unit in units for code in (whole if unit == ctx.unit else (unit,))}
    rows = known.filter(
        pl.col("level") == level.value,
        pl.col("series").is_in(sorted(ctx.measures.series_read(name))),
        pl.col("unit").is_in(sorted(codes)),
        pl.col("year").is_in(sorted(years)),
    )
    for mark, unit, year in rows.select("mark", "unit", "year").iter_rows():
        marks[mark][unit].add(year)


def _mark(ctx: Context, mark: str, units: dict[str, set[int]]) -> str:
    if len(units) > NAMED:
        many = counted(len(units), "jednostka", "jednostki", "jednostek")
        return f"Uwaga urzędu – {mark}: {many} ({spans(set().union(*units.values()))})."
    named = ", ".join(f"{ctx.label(code)} ({spans(units[code])})" for code in sorted(units))
    return f"Uwaga urzędu – {mark}: {named}."


def spans(years: Collection[int]) -> str:
    """Years as ranges.

    >>> spans({2020, 2021, 2022, 2024})
    '2020–2022, 2024'
    """
    found: list[list[int]] = []
    for year in sorted(years):
        if found and year == found[-1][-1] + 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in found)
