"""Age and sex: the area against the country, or today against 2040."""

from __future__ import annotations

import numpy as np

from terytoria.diagnosis.outlook import YEARS, country_outlook
from terytoria.diagnosis.outlook.ages import LABELS, MEN, WOMEN
from terytoria.documents.figures.pyramid import Pyramid, draw_pyramid
from terytoria.documents.model import Cell, Column, Figure, Table
from terytoria.language.numbers import percent
from terytoria.reports.diagnosis.context import Context

SOURCE = "GUS, Bank Danych Lokalnych (ludność według wieku i płci, baza NSP 2021)"
FIRST_OLD = 13
"""Place of the group 65–69."""


def against_country(ctx: Context, figure_id: str, caption: str) -> Figure:
    """Shares by age and sex in the first year: the area, and the country as an outline."""
    own = _shares(ctx.diagnosis.outlook.people[-1, 0])
    country = _shares(country_outlook(ctx.measures.snapshot).population[0].sum(axis=0))
    names = ctx.title, ctx.register.country.name
    return _figure(ctx, (own, country), names, YEARS[0], figure_id=figure_id, caption=caption)


def to_the_end(ctx: Context, figure_id: str, caption: str) -> Figure:
    """Persons by age and sex: the last projected year, and the first as an outline."""
    people = ctx.diagnosis.outlook.people[-1]
    return _figure(
        ctx,
        (people[-1], people[0]),
        (f"{YEARS[-1]} r. (projekcja)", f"{YEARS[0]} r."),
        YEARS[-1],
        figure_id=figure_id,
        caption=caption,
        unit="osób",
        decimals=0,
    )


def _shares(people: np.ndarray) -> np.ndarray:
    shares: np.ndarray = 100 * people / people.sum()
    return shares


def _figure(
    ctx: Context,
    pair: tuple[np.ndarray, np.ndarray],
    names: tuple[str, str],
    year: int,
    *,
    figure_id: str,
    caption: str,
    unit: str = "%",
    decimals: int = 1,
) -> Figure:
    own, other = pair
    title = f"Ludność według wieku i płci, {year} r."
    picture = draw_pyramid(
        Pyramid(
            title,
            LABELS,
            own[MEN].tolist(),
            own[WOMEN].tolist(),
            names[0],
            other[MEN].tolist(),
            other[WOMEN].tolist(),
            names[1],
            unit,
            decimals,
        )
    )
    old = [percent(100 * float(part[:, FIRST_OLD:].sum() / part.sum())) for part in pair]
    alt = (
        f"Piramida wieku: {title} Osoby w wieku 65 lat i więcej: {names[0]} {old[0]}, "
        f"{names[1]} {old[1]}."
    )
    return Figure(
        figure_id,
        picture.svg,
        alt,
        caption,
        source=f"{SOURCE}; stan danych: {ctx.day}",
        table=_table(pair, names, unit, decimals, figure_id),
    )


def _table(
    pair: tuple[np.ndarray, np.ndarray],
    names: tuple[str, str],
    unit: str,
    decimals: int,
    figure_id: str,
) -> Table:
    columns = [
        Column(f"{sex}, {name}", unit=unit, decimals=decimals, kind="number")
        for name in names
        for sex in ("mężczyźni", "kobiety")
    ]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (label, *(float(part[sex, at]) for part in pair for sex in (MEN, WOMEN)))
        for at, label in enumerate(LABELS)
    )
    return Table(
        f"{figure_id}-tabela", "Ludność według wieku i płci", (Column("Wiek"), *columns), rows
    )
