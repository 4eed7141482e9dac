"""Classes of members by topic: where each stands among its like."""

from __future__ import annotations

import numpy as np

from terytoria.documents.figures.heat import FIVE_GRADES, Heat, draw_heat
from terytoria.documents.model import Column, Figure, Table
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.notes import border_notes, noted

LIMITS = (10.0, 30.0, 70.0, 90.0)
"""Percentiles within the comparison group that part the five classes."""


def topic_percentiles(ctx: Context, unit: str, topic: str) -> float:
    """Share of a unit's comparison group that its score in a topic beats, in per cent."""
    index = ctx.diagnosis.index
    ranking = index.areas if unit == ctx.unit else index.gminas
    composite = ranking.composite
    if topic not in {node.code for node in composite.hierarchy.aggregates}:
        return float("nan")
    scores = composite.of(topic)
    own = scores[composite.row(unit)]
    known = set(composite.units)
    group = [
        scores[composite.row(code)]
        for code in ctx.diagnosis.standings.groups[unit].members
        if code != unit and code in known
    ]
    others = np.array(group)[np.isfinite(group)]
    if not np.isfinite(own) or not len(others):
        return float("nan")
    return float(100 * ((others < own).sum() + 0.5 * (others == own).sum()) / len(others))


def heat_panel(ctx: Context, figure_id: str, caption: str) -> Figure:
    """Members and area by the twelve topics."""
    topics = list(ctx.measures.catalogue.areas.values())
    units = [*ctx.members, ctx.unit]
    found = [[topic_percentiles(ctx, unit, topic.id) for topic in topics] for unit in units]
    classes = [[_grade(value) for value in row] for row in found]
    labels = [ctx.label(unit) for unit in units]
    title = "Gminy i partnerstwo w dwunastu obszarach na tle grup porównawczych"
    picture = draw_heat(
        Heat(title, labels, [topic.name_pl for topic in topics], classes, emphasis=1)
    )
    table = Table(
        f"{figure_id}-tabela",
        "Percentyl wyniku obszaru w grupie porównawczej (100 – najlepiej)",
        (Column("Gmina"), *(Column(t.name_pl, kind="number", decimals=0) for t in topics)),
        tuple(
            (label, *(None if np.isnan(v) else v for v in row))
            for label, row in zip(labels, found, strict=True)
        ),
        highlight=(len(labels) - 1,),
    )
    figure = Figure(figure_id, picture.svg, _alt(title, labels, classes), caption, table=table)
    years = [year for _, year in ctx.diagnosis.index.indicators]
    return noted(figure, border_notes(ctx, units, years))


def _grade(value: float) -> int | None:
    return None if np.isnan(value) else int(np.searchsorted(LIMITS, value, side="right"))


def _alt(title: str, labels: list[str], classes: list[list[int | None]]) -> str:
    told = []
    for label, row in zip(labels, classes, strict=True):
        weak = sum(grade is not None and grade < 2 for grade in row)
        strong = sum(grade is not None and grade > 2 for grade in row)
        told.append(f"{label}: słabiej niż grupa w {weak}, lepiej w {strong}")
    scale = ", ".join(f"{grade.sign} {grade.label}" for grade in FIVE_GRADES)
    return f"Tabela klas: {title}. Znaki: {scale}. {'; '.join(told)}."
