"""How far people live from schools: a map of places, and curves of distance."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from terytoria.diagnosis.access.country import country_access, demand_of
from terytoria.documents import theme
from terytoria.documents.figures.classes import Classes
from terytoria.documents.figures.distribution import Curve, Distribution, draw_distribution
from terytoria.documents.figures.pointmap import Places, PointMap, Services, draw_point_map
from terytoria.documents.model import Column, Figure, Table
from terytoria.language.numbers import number, percent
from terytoria.reports.diagnosis.context import WHOLE, Context

NAMES = {"primary": "szkoły podstawowej", "secondary": "szkoły ponadpodstawowej"}
PLURAL = {"primary": "szkoły podstawowe", "secondary": "szkoły ponadpodstawowe"}
LIMITS = {"primary": (1.0, 2.0, 3.0, 4.0), "secondary": (3.0, 5.0, 10.0, 15.0)}
SOURCE = "RSPO (szkoły), PKW (obwody głosowania jako przybliżenie miejsca zamieszkania)"


def access_map(ctx: Context, stage: str, figure_id: str, caption: str) -> Figure | None:
    """Places where people live, coloured by distance, and the schools."""
    points = _points(ctx, stage)
    schools = ctx.measures.snapshot.schools.filter(
        (pl.col("stage") == stage) & ~pl.col("special") & pl.col("unit").is_in(ctx.members)
    )
    if points.is_empty():
        return None
    title = f"Odległość do najbliższej {NAMES[stage]}"
    columns = (points[name].to_list() for name in ("lon", "lat", "persons", "km"))
    picture = draw_point_map(
        PointMap(
            title,
            ctx.regions(),
            Places(*columns),
            Services(PLURAL[stage], schools["lon"].to_list(), schools["lat"].to_list()),
            Classes(LIMITS[stage], theme.SEQUENTIAL[1:6]),
            "odległość w linii prostej",
            context=ctx.surroundings,
        )
    )
    worst = points.sort(["km", "locality"], descending=[True, False]).head(5)
    told = ", ".join(
        f"{place} {number(km, 1)} km" for place, km in worst.select("locality", "km").iter_rows()
    )
    return Figure(
        figure_id,
        picture.svg,
        f"Mapa punktów: {title} Liczba szkół: {schools.height}. Najdalej: {told}.",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        table=_worst_table(ctx, points, figure_id, title),
    )


def access_curves(ctx: Context, stage: str, figure_id: str, caption: str) -> Figure | None:
    """Cumulative shares of people by distance, a curve per member and one for the area."""
    points = _points(ctx, stage)
    if points.is_empty():
        return None
    parts = [(ctx.label(code), points.filter(pl.col("unit") == code)) for code in ctx.members]
    curves = [
        Curve(name, part["km"].to_list(), part["persons"].to_list())
        for name, part in parts
        if part.height
    ]
    curves.append(Curve(WHOLE, points["km"].to_list(), points["persons"].to_list(), True))
    marks = _marks(ctx, stage)
    title = f"Jaka część mieszkańców ma do {NAMES[stage]} nie dalej niż…"
    picture = draw_distribution(Distribution(title, curves, marks=marks))
    rows = ctx.diagnosis.access.members.filter(pl.col("target") == stage)
    area = rows.filter(pl.col("unit") == "area")
    told = (
        f"W partnerstwie połowa mieszkańców ma do szkoły nie więcej niż "
        f"{number(area['median_km'].item(), 1)} km, dziewięć dziesiątych – "
        f"{number(area['p90_km'].item(), 1)} km."
    )
    return Figure(
        figure_id,
        picture.svg,
        f"Wykres skumulowany: {title} {told}",
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        table=_distance_table(ctx, rows, figure_id),
    )


def points_tables(ctx: Context) -> list[Table]:
    """A table per set of points that the diagnosis was asked to measure distances to."""
    members = ctx.diagnosis.access.members
    return [
        replace(
            _distance_table(ctx, members.filter(pl.col("target") == points.title), f"punkty-{at}"),
            caption=f"{points.title}: odległość w linii prostej, ważona liczbą mieszkańców",
        )
        for at, points in enumerate(ctx.diagnosis.options.access.points, start=1)
    ]


def beyond_text(ctx: Context, stage: str) -> str:
    """Share of people of the area beyond each limit."""
    rows = ctx.diagnosis.access.beyond.filter(
        (pl.col("unit") == "area") & (pl.col("target") == stage)
    ).drop_nulls("share")
    return "; ".join(
        f"dalej niż {number(limit)} km mieszka {percent(100 * share)}"
        for limit, share in rows.select("limit_km", "share").iter_rows()
    )


def _marks(ctx: Context, stage: str) -> list[float]:
    rows = ctx.diagnosis.access.beyond.filter(pl.col("target") == stage)
    return sorted(set(rows["limit_km"].to_list()))


def _points(ctx: Context, stage: str) -> pl.DataFrame:
    snapshot = ctx.measures.snapshot
    km = country_access(snapshot, stage).km
    points = demand_of(snapshot).frame.with_columns(km=pl.Series(km))
    return points.filter(pl.col("unit").is_in(ctx.members))


def _worst_table(ctx: Context, points: pl.DataFrame, figure_id: str, title: str) -> Table:
    worst = points.sort(["km", "locality"], descending=[True, False]).head(15)
    return Table(
        f"{figure_id}-tabela",
        f"{title}: miejsca najdalej położone",
        (
            Column("Miejscowość"),
            Column("Gmina"),
            Column("uprawnieni do głosowania", decimals=0, kind="number"),
            Column("odległość", unit="km", decimals=1, kind="number"),
        ),
        tuple(
            (place, ctx.label(code), persons, km)
            for place, code, persons, km in worst.select(
                "locality", "unit", "persons", "km"
            ).iter_rows()
        ),
    )


def _distance_table(ctx: Context, rows: pl.DataFrame, figure_id: str) -> Table:
    columns = ("mean_km", "median_km", "p90_km")
    titles = ("średnio", "połowa nie dalej niż", "dziewięć dziesiątych nie dalej niż")
    return Table(
        f"{figure_id}-tabela",
        "Odległość w linii prostej, ważona liczbą mieszkańców",
        (Column("Gmina"), *(Column(t, unit="km", decimals=1, kind="number") for t in titles)),
        tuple(
            (WHOLE if unit == "area" else ctx.label(unit), *values)
            for unit, *values in rows.select("unit", *columns).iter_rows()
        ),
    )
