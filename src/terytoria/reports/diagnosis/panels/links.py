"""Commuting as a map of arrows, as a table of discs, and as bars of destinations."""

from __future__ import annotations

import math

import polars as pl

from terytoria.documents.figures.bars import Bar, Bars, draw_bars
from terytoria.documents.figures.flowmap import Flow, FlowMap, Node, draw_flow_map
from terytoria.documents.figures.matrix import Matrix, draw_matrix
from terytoria.documents.model import Column, Figure, Table
from terytoria.language.numbers import number, percent
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import border_notes, noted

SOURCE = "GUS, przepływy ludności związane z zatrudnieniem (strumienie co najmniej 10 osób)"
OUTSIDE_SHOWN, TIES_SHOWN, SQUARE = 8, 8, 10
PERSONS = Column("osoby (co najmniej)", decimals=0, kind="number")


def flow_map(ctx: Context, figure_id: str, caption: str) -> Figure | None:
    """Flows among members and the largest near flows across the border; ``None`` without any."""
    links = ctx.diagnosis.links
    near = links.outside.filter(~pl.col("far")).head(OUTSIDE_SHOWN)["unit"].to_list()
    codes = [code for code in (*ctx.members, *near) if _spot(ctx, code) is not None]
    if links.matrix.is_empty() and not near:
        return None
    flows = ctx.measures.snapshot.flows.filter(
        pl.col("origin").is_in(codes)
        & pl.col("dest").is_in(codes)
        & (pl.col("origin") != pl.col("dest"))
        & (pl.col("origin").is_in(ctx.members) | pl.col("dest").is_in(ctx.members))
    ).sort(["persons", "origin", "dest"], descending=[True, False, False])
    cores = set(links.members.filter(pl.col("core"))["unit"])
    nodes = [_node(ctx, code, core=code in cores) for code in codes]
    at = {code: place for place, code in enumerate(codes)}
    title = f"Dojazdy do pracy, {links.year} r."
    rows = flows.select("origin", "dest", "persons").rows()
    picture = draw_flow_map(
        FlowMap(
            title,
            ctx.regions(),
            nodes,
            [Flow(at[origin], at[dest], persons) for origin, dest, persons in rows],
            context=ctx.surroundings,
            labelled=10,
        )
    )
    largest = "; ".join(
        f"{ctx.label(origin)} → {ctx.label(dest)}: {number(persons)}"
        for origin, dest, persons in rows[:5]
    )
    figure = Figure(
        figure_id,
        picture.svg,
        f"Mapa strzałek: {title} Największe strumienie (osoby): {largest}.",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        table=Table(
            f"{figure_id}-tabela",
            title,
            (Column("Skąd"), Column("Dokąd"), PERSONS),
            tuple((ctx.label(origin), ctx.label(dest), persons) for origin, dest, persons in rows),
        ),
    )
    return _noted(ctx, figure)


def flow_matrix(ctx: Context, figure_id: str, caption: str) -> Figure:
    """Flows from each member to each other member."""
    known = {(o, d): p for o, d, p in ctx.diagnosis.links.matrix.iter_rows()}
    labels = [ctx.label(code) for code in ctx.members]
    values = [
        [math.nan if a == b else float(known.get((a, b), 0)) for b in ctx.members]
        for a in ctx.members
    ]
    title = f"Dojazdy do pracy między gminami partnerstwa, {ctx.diagnosis.links.year} r."
    picture = draw_matrix(Matrix(title, labels, labels, values))
    figure = Figure(
        figure_id,
        picture.svg,
        f"Tabela strumieni: {title} Razem {number(sum(known.values()))} osób (co najmniej).",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        note="0: brak strumienia liczącego co najmniej 10 osób, a nie brak dojeżdżających.",
        table=_matrix_table(f"{figure_id}-tabela", title, labels, values),
    )
    return _noted(ctx, figure)


def _matrix_table(table_id: str, title: str, labels: list[str], values: list[list[float]]) -> Table:
    """A square of flows; of many members a row for each flow there is."""
    if len(labels) > SQUARE:
        found = [
            (labels[a], labels[b], value)
            for a, row in enumerate(values)
            for b, value in enumerate(row)
            if value > 0
        ]
        found.sort(key=lambda one: (-one[2], one[0], one[1]))
        return Table(table_id, title, (Column("Skąd"), Column("Dokąd"), PERSONS), tuple(found))
    return Table(
        table_id,
        title,
        (Column("Skąd / dokąd"), *(Column(t, decimals=0, kind="number") for t in labels)),
        tuple(
            (label, *(None if math.isnan(v) else v for v in row))
            for label, row in zip(labels, values, strict=True)
        ),
    )


def destinations(ctx: Context, figure_id: str, caption: str) -> Figure | None:
    """Where people of the whole area work outside it."""
    rows = ctx.diagnosis.links.outside.filter(pl.col("persons_out") > 0).head(12)
    if rows.is_empty():
        return None
    title = f"Dokąd wyjeżdżają do pracy mieszkańcy partnerstwa, {ctx.diagnosis.links.year} r."
    picked = rows.select("unit", "persons_out", "far").rows()
    bars = [
        Bar(
            ctx.label(code) + (" (daleko)" if far else ""),
            persons,
            kind="other" if far else "member",
        )
        for code, persons, far in picked
    ]
    picture = draw_bars(Bars(title, bars, "osób"))
    told = ", ".join(f"{ctx.label(code)} {number(persons)}" for code, persons, _ in picked[:5])
    figure = Figure(
        figure_id,
        picture.svg,
        f"Wykres słupkowy: {title} Najwięcej: {told}.",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        note="„Daleko”: ponad 80 km – często siedziba pracodawcy, a nie miejsce pracy.",
        table=Table(
            f"{figure_id}-tabela",
            title,
            (Column("Gmina"), PERSONS),
            tuple((bar.name, bar.value) for bar in bars),
        ),
    )
    return _noted(ctx, figure)


def ties(ctx: Context, figure_id: str, caption: str) -> Figure | None:
    """How closely each member, and each contiguous outside gmina, is tied to the area."""
    links = ctx.diagnosis.links
    members = links.members.drop_nulls("tie").select("unit", "tie").rows()
    outside = links.candidates.drop_nulls("tie").head(TIES_SHOWN).select("unit", "tie").rows()
    if not members:
        return None
    bars = [Bar(ctx.label(code), 100 * tie) for code, tie in members]
    bars += [Bar(f"{ctx.label(code)} (sąsiad)", 100 * tie, kind="other") for code, tie in outside]
    title = "Siła powiązania z partnerstwem"
    picture = draw_bars(Bars(title, bars, "%", 0))
    told = ", ".join(f"{bar.name} {percent(bar.value, 0)}" for bar in bars)
    figure = Figure(
        figure_id,
        picture.svg,
        f"Wykres słupkowy: {title}: {told}.",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        note="Udział przepływów z (pozostałymi) gminami partnerstwa we wszystkich dojazdach gminy.",
        table=Table(
            f"{figure_id}-tabela",
            title,
            (Column("Gmina"), Column("udział", unit="%", decimals=0, kind="number")),
            tuple((bar.name, bar.value) for bar in bars),
        ),
    )
    return _noted(ctx, figure)


def _noted(ctx: Context, figure: Figure) -> Figure:
    return noted(figure, border_notes(ctx, ctx.members, [ctx.diagnosis.links.year]))


def _spot(ctx: Context, code: str) -> tuple[float, float] | None:
    """Where a gmina lies; ``None`` for one the snapshot places nowhere."""
    unit, boundaries = ctx.register.unit(code), ctx.measures.snapshot.boundaries
    if unit.lon is not None and unit.lat is not None:
        return unit.lon, unit.lat
    if code not in boundaries:
        return None
    point = boundaries.of(code).representative_point()
    return point.x, point.y


def _node(ctx: Context, code: str, *, core: bool) -> Node:
    lon, lat = _spot(ctx, code) or (float("nan"), float("nan"))
    return Node(ctx.label(code), lon, lat, core, code in ctx.members)
