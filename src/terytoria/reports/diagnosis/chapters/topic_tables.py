"""Latest values of every indicator of a topic: members side by side, powiats in a table apart."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from terytoria.diagnosis.findings.words import name_text
from terytoria.diagnosis.standing import Standing
from terytoria.documents.model import Column, Table
from terytoria.language.numbers import number
from terytoria.language.text import initial_upper
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.diagnosis.notes import latest_notes, noted_table, value_notes
from terytoria.statistics.catalogue import CatalogueArea, Indicator
from terytoria.territory import Level

SIDE_BY_SIDE = 7
"""Units a table sets side by side; more make a table for each part of them."""


def topic_tables(ctx: Context, topic: CatalogueArea, names: Sequence[str]) -> list[Table]:
    """Tables of a topic, none where nothing is known."""
    title = initial_upper(topic.name_pl)
    own = [name for name in names if ctx.indicator(name).level is Level.GMINA and ctx.draws(name)]
    wide = [name for name in names if ctx.indicator(name).level is not Level.GMINA]
    return [
        *(_members(ctx, topic.id, title, own) if own else []),
        *_powiats(ctx, topic.id, title, [name for name in wide if ctx.draws(name)]),
    ]


def parts(units: Sequence[str], size: int = SIDE_BY_SIDE) -> list[Sequence[str]]:
    """Units in parts of nearly equal size, none above ``size``.

    >>> [len(part) for part in parts("abcdefghij", 7)]
    [5, 5]
    """
    many = -(-len(units) // size)
    cuts = np.linspace(0, len(units), many + 1).round().astype(int).tolist()
    return [units[a:b] for a, b in itertools.pairwise(cuts)]


def _members(ctx: Context, topic: str, title: str, names: Sequence[str]) -> list[Table]:
    groups = parts(ctx.members)
    return [
        noted_table(
            Table(
                f"tabela-{topic}" + (f"-{place}" if place > 1 else ""),
                f"{title}: wskaźniki w gminach partnerstwa"
                + (f" (część {place} z {len(groups)})" if len(groups) > 1 else ""),
                (
                    Column("Wskaźnik"),
                    Column("rok", align="right"),
                    *(Column(ctx.label(code), align="right") for code in group),
                    Column(WHOLE, align="right"),
                    Column("mediana powiatów", align="right"),
                ),
                tuple(_row(ctx, name, group) for name in names),
                source=ctx.source(*names),
            ),
            latest_notes(ctx, names, [*group, ctx.unit]),
        )
        for place, group in enumerate(groups, 1)
    ]


def _row(ctx: Context, name: str, group: Sequence[str]) -> tuple[str | None, ...]:
    indicator = ctx.indicator(name)
    found = [ctx.diagnosis.standings.latest(code, name) for code in group]
    whole = ctx.diagnosis.standings.latest(ctx.unit, name)
    year = max((one.year for one in (*found, whole) if one is not None), default=None)
    cells = [_dated(one, year, indicator) for one in (*found, whole)]
    median = _cell(None if whole is None else whole.median, indicator)
    return (_name(indicator), None if year is None else str(year), *cells, median)


def _dated(one: Standing | None, year: int | None, indicator: Indicator) -> str | None:
    """A value, with its year where that is not the year of the row."""
    value = None if one is None else _cell(one.value, indicator)
    return value if one is None or value is None or one.year == year else f"{value} ({one.year})"


def _powiats(ctx: Context, topic: str, title: str, names: Sequence[str]) -> list[Table]:
    if not names:
        return []
    codes = list(ctx.powiats)
    groups = parts(codes)
    return [
        noted_table(
            Table(
                f"tabela-{topic}-powiat" + (f"-{place}" if place > 1 else ""),
                f"{title}: wskaźniki znane tylko dla powiatów"
                + (f" (część {place} z {len(groups)})" if len(groups) > 1 else ""),
                (
                    Column("Wskaźnik"),
                    Column("rok", align="right"),
                    *(Column(initial_upper(ctx.label(code)), align="right") for code in group),
                    Column("mediana powiatów w kraju", align="right"),
                ),
                tuple(_powiat_row(ctx, name, group) for name in names),
                source=ctx.source(*names),
            ),
            [one for name in names for one in value_notes(ctx, name, group, [ctx.last_year(name)])],
        )
        for place, group in enumerate(groups, 1)
    ]


def _powiat_row(ctx: Context, name: str, group: Sequence[str]) -> tuple[str | None, ...]:
    indicator, everyone = ctx.indicator(name), ctx.measures.of(name)
    values = ctx.measures.areas(name, {code: ctx.powiats[code] for code in group})
    year = ctx.last_year(name)
    column = everyone.year(year)
    known = column[np.isfinite(column)]
    cells = [_cell(float(value), indicator) for value in values.year(year)]
    median = _cell(float(np.median(known)), indicator) if known.size else None
    return (_name(indicator), str(year), *cells, median)


def _name(indicator: Indicator) -> str:
    """Number, name and unit, the unit only where the name leaves it out."""
    told = name_text(indicator, indicator.unit).pl
    said = told != told.rstrip(")") or indicator.unit.casefold() in told.casefold()
    unit = "" if said else f", {indicator.unit}"
    return f"{indicator.id} {initial_upper(told)}{unit}"


def _cell(value: float | None, indicator: Indicator) -> str | None:
    return None if value is None or not np.isfinite(value) else number(value, indicator.decimals)
