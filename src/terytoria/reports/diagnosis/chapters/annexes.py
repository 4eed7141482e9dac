"""Annexes: who is in the groups, every indicator, every finding with its evidence."""

from __future__ import annotations

import polars as pl

from terytoria.documents.model import Block, Column, FigureData, Heading, Table
from terytoria.language.dates import date_pl
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.diagnosis.notes import spans
from terytoria.reports.diagnosis.prose import evidence_lines, paragraph
from terytoria.reports.sources import short_names


def annexes(ctx: Context) -> list[Block]:
    """The tables a reader may want to check."""
    return [
        Heading(1, "Załącznik 1. Wskaźniki", "zalacznik-wskazniki", numbered=False),
        _indicators(ctx),
        Heading(1, "Załącznik 2. Członkowie grup porównawczych", "zalacznik-grupy", numbered=False),
        *_members_of_groups(ctx),
        Heading(1, "Załącznik 3. Ustalenia i ich dowody", "zalacznik-dowody", numbered=False),
        _evidence(ctx),
        Heading(1, "Załącznik 4. Dane do rysunków", "zalacznik-rysunki", numbered=False),
        *_changes(ctx),
        *_footnotes(ctx),
        FigureData(max_rows=12),
    ]


def _indicators(ctx: Context) -> Table:
    rows = tuple(
        (
            name,
            ctx.indicator(name).name_pl,
            ctx.indicator(name).unit,
            ctx.indicator(name).formula_text,
            "; ".join(short_names(ctx.measures.sources(name))),
        )
        for name in ctx.measures.available()
    )
    titles = ("Nr", "Wskaźnik", "Jednostka", "Obliczenie z szeregów", "Źródło")
    return Table(
        "tabela-wskazniki", "Wskaźniki diagnozy", tuple(Column(title) for title in titles), rows
    )


def _members_of_groups(ctx: Context) -> list[Block]:
    blocks: list[Block] = []
    seen: set[str] = set()
    for unit, group in ctx.diagnosis.groups.items():
        if group.id in seen:
            continue
        seen.add(group.id)
        who = WHOLE if unit == ctx.unit else ctx.label(unit)
        names = ", ".join(group.reasons["name"].sort())
        blocks.append(paragraph(f"**{who}: {group.label_pl}.** {names}."))
    return blocks


def _changes(ctx: Context) -> list[Block]:
    """What happened to the members; nothing where nothing did."""
    borders = ctx.diagnosis.borders
    rows = []
    for change in borders.changes:
        broken = ", ".join(ctx.label(unit) for unit in borders.broken_by(change))
        rows.append((date_pl(change.day), borders.sentence(change), broken or "–", change.source))
    titles = ("Dzień", "Zmiana", "Przerwa w szeregach", "Źródło")
    columns = tuple(Column(title) for title in titles)
    return [Table("tabela-zmiany-gmin", "Zmiany gmin", columns, tuple(rows))] if rows else []


def _footnotes(ctx: Context) -> list[Block]:
    """What the office says of single values of the members and their powiats."""
    known = ctx.measures.snapshot.footnotes.filter(
        pl.col("unit").is_in([*ctx.members, *ctx.powiats])
    )
    grouped = known.group_by("mark", "series", "unit").agg(pl.col("year"))
    series = ctx.measures.catalogue.series
    rows = [
        (series[name].name_pl if name in series else name, ctx.label(unit), spans(years), mark)
        for mark, name, unit, years in sorted(grouped.iter_rows())
    ]
    columns = tuple(Column(title) for title in ("Szereg", "Jednostka", "Lata", "Uwaga"))
    caption = "Uwagi urzędu do wartości"
    return [Table("tabela-uwagi-urzedu", caption, columns, tuple(rows))] if rows else []


def _evidence(ctx: Context) -> Table:
    rows = [
        (finding.heading.pl, ". ".join(evidence_lines(ctx, finding))) for finding in ctx.findings()
    ]
    return Table(
        "tabela-dowody",
        "Ustalenia i dane, z których wynikają",
        (Column("Ustalenie"), Column("Dowód")),
        tuple(rows),
        note="Ustalenia o pojedynczych gminach i wszystkie dowody zawiera plik diagnosis.json.",
    )
