"""Maps of one indicator: the members with values, and the whole country behind them."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from terytoria.documents.figures.choropleth import Choropleth, draw_choropleth
from terytoria.documents.figures.classes import Classes, quantile_classes
from terytoria.documents.figures.country import (
    CountryGround,
    CountryMap,
    draw_country,
    prepare_country,
)
from terytoria.documents.model import Figure
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import noted, value_notes
from terytoria.reports.diagnosis.panels.values import extremes, year_table
from terytoria.statistics.catalogue import Indicator, Text
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Level

CLASSES = Text("klasy: piąte części gmin kraju", "classes: fifths of all gminas")
SIDES = Text("klasy: osobno spadek i wzrost", "classes: falls and rises apart")
_GROUNDS: WeakKeyDictionary[Snapshot, tuple[CountryGround, list[str]]] = WeakKeyDictionary()


def country_classes(ctx: Context, name: str, year: int) -> Classes:
    """Five classes of equally many gminas of the country; a change diverges about zero."""
    everyone = ctx.measures.of(name).year(year)
    known = everyone[np.isfinite(everyone)]
    crosses = bool(known.min() < 0 < known.max())
    middle = 0.0 if crosses else float("nan")
    return quantile_classes(known.tolist(), 5, ctx.indicator(name).decimals, middle=middle)


def class_title(classes: Classes) -> Text:
    """What the limits of the classes are: fifths of the country, or parts on both sides of zero."""
    return SIDES if 0.0 in classes.limits else CLASSES


def _beside(indicator: Indicator) -> str:
    """The unit written after each limit, where it is short."""
    return "" if " " in indicator.unit else indicator.unit


def _aside(indicator: Indicator) -> str:
    """A longer unit, said once in the title of the key."""
    return f" ({indicator.unit})" if " " in indicator.unit else ""


def map_panel(ctx: Context, name: str, figure_id: str, caption: str) -> Figure:
    """Members coloured by the country's classes."""
    indicator, values = ctx.indicator(name), ctx.values(name)
    year = ctx.last_year(name)
    at = values.years.index(year)
    title = f"{indicator.name_pl}, {year} r."
    column = values.values[:, at]
    classes = country_classes(ctx, name, year)
    picture = draw_choropleth(
        Choropleth(
            title,
            ctx.regions(column[:-1].tolist()),
            classes,
            f"{class_title(classes).pl}{_aside(indicator)}",
            _beside(indicator),
            indicator.decimals,
            context=ctx.surroundings,
        )
    )
    told = extremes(ctx, name, values.units[:-1], column[:-1].tolist())
    figure = Figure(
        figure_id,
        picture.svg,
        f"Mapa gmin partnerstwa: {title} {told}",
        caption,
        source=ctx.source(name),
        table=year_table(ctx, name, [year], f"{figure_id}-tabela"),
    )
    return noted(figure, value_notes(ctx, name, values.units, [year]))


def country_panel(ctx: Context, name: str, figure_id: str, caption: str) -> Figure:
    """All gminas of the country by class, the members outlined."""
    indicator, everyone = ctx.indicator(name), ctx.measures.of(name)
    year = everyone.latest(0.9) or everyone.years[-1]
    base, codes = _ground(ctx.measures.snapshot)
    rows = ctx.register.index
    column = everyone.year(year)
    title = f"{indicator.name_pl} w gminach kraju, {year} r."
    classes = country_classes(ctx, name, year)
    picture = draw_country(
        CountryMap(
            title,
            base,
            [float(column[rows[code]]) for code in codes],
            classes,
            f"{class_title(classes).pl}{_aside(indicator)}",
            _beside(indicator),
            indicator.decimals,
            [place for place, code in enumerate(codes) if code in ctx.members],
            ctx.title,
        )
    )
    quartiles = np.nanquantile(column, (0.25, 0.5, 0.75))
    low, median, high = (ctx.write(float(value), indicator) for value in quartiles)
    figure = Figure(
        figure_id,
        picture.svg,
        f"Mapa kraju: {title} Mediana {median}; połowa gmin mieści się między {low} a {high}. "
        f"Gminy partnerstwa są obwiedzione.",
        caption,
        source=ctx.source(name),
        table=year_table(ctx, name, [year], f"{figure_id}-tabela"),
    )
    return noted(figure, value_notes(ctx, name, [*ctx.members, ctx.unit], [year]))


def _ground(snapshot: Snapshot) -> tuple[CountryGround, list[str]]:
    if snapshot not in _GROUNDS:
        codes = [code for code in snapshot.register.gminas if code in snapshot.boundaries]
        provinces = snapshot.register.of_level(Level.VOIVODESHIP)
        borders = [code for code in provinces if code in snapshot.boundaries]
        ground = prepare_country(snapshot.boundaries.many(codes), snapshot.boundaries.many(borders))
        _GROUNDS[snapshot] = ground, codes
    return _GROUNDS[snapshot]
