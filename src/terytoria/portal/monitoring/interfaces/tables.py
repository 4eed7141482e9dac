"""Tables of projects and money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.design.tables import Cell, Column, Table, row
from terytoria.portal.monitoring.domain.projects import money_of, state_of, step_of
from terytoria.portal.partnerships import country as land
from terytoria.portal.strategies.enums import Readiness
from terytoria.portal.strategies.models import Project
from terytoria.reports.monitoring.words import money, sum_of
from terytoria.strategy.monitoring import Milestone, Progress, Sums, grouped, sums

LOOKS = {
    Progress.DONE: "success",
    Progress.DONE_LATE: "info",
    Progress.AHEAD: "waiting",
    Progress.OVERDUE: "error",
}
"""How a state of a step is shown."""


def days_late(one: Milestone, day: date) -> str:
    """By how many days a step is late, in words; nothing for one that is not."""
    late = one.late(day)
    return counted(late, "dzień", "dni", "dni") if late else ""


def unit_name(code: str) -> str:
    """The name of a unit; a project may have no lead yet."""
    return land.current().label(code) if code else "bez lidera"


def projects_table(slug: str, projects: Sequence[Project], day: date) -> Table:
    """Every project with its state, late steps and money."""
    columns = (
        Column("title", "Projekt", sorts=True),
        Column("lead", "Lider", sorts=True),
        Column("readiness", "Stan"),
        Column("late", "Kroki po terminie", sorts=True, figure=True),
        Column("cost", "Koszt", figure=True),
        Column("spent", "Wydano", figure=True),
    )
    rows = []
    for one in projects:
        told = state_of(one)
        late = sum(step.progress(day) is Progress.OVERDUE for step in told.milestones)
        address = reverse("monitoring:project", args=[slug, one.pk])
        rows.append(
            row(
                Cell(one.title, address),
                unit_name(one.lead),
                Readiness(one.readiness).label,
                Cell(str(late), by=late),
                money(one.cost),
                sum_of(sums(told.spendings).spent),
            )
        )
    return Table("Projekty", columns, tuple(rows))


def delays_table(slug: str, projects: Iterable[Project], day: date) -> Table | None:
    """Steps that should have been done by now, the longest late first."""
    late = [
        (one, step_of(step))
        for one in projects
        for step in one.milestones.all()
        if step_of(step).progress(day) is Progress.OVERDUE
    ]
    if not late:
        return None
    columns = (
        Column("step", "Krok"),
        Column("project", "Projekt"),
        Column("planned", "Planowany dzień"),
        Column("late", "Opóźnienie", figure=True),
    )
    rows = tuple(
        row(
            step.title,
            Cell(one.title, reverse("monitoring:project", args=[slug, one.pk])),
            date_pl(step.planned),
            days_late(step, day),
        )
        for one, step in sorted(late, key=lambda pair: -pair[1].late(day))
    )
    return Table(f"Kroki opóźnione, stan na {date_pl(day)}", columns, rows)


def money_tables(projects: Sequence[Project]) -> tuple[Table, ...]:
    """Money by year and by lead; none while nobody entered any."""
    entries = [(one, money_of(each)) for one in projects for each in one.spendings.all()]
    if not entries:
        return ()
    by_year = grouped((str(one.year), one) for _, one in sorted(entries, key=lambda e: e[1].year))
    by_lead = grouped((unit_name(project.lead), one) for project, one in entries)
    return (
        _sums("Wydatki według lat", "Rok", by_year),
        _sums("Wydatki według liderów", "Lider", by_lead),
    )


def _sums(caption: str, first: str, found: Mapping[str, Sums]) -> Table:
    columns = (
        Column("name", first),
        Column("planned", "Plan", figure=True),
        Column("spent", "Wydano", figure=True),
    )
    rows = tuple(row(name, sum_of(one.planned), sum_of(one.spent)) for name, one in found.items())
    return Table(caption, columns, rows)


def without_money(projects: Iterable[Project]) -> str:
    """How many projects have no entry of money, a sentence; empty when all have."""
    count = sum(not one.spendings.all() for one in projects)
    if not count:
        return ""
    told = counted(count, "projekt nie ma", "projekty nie mają", "projektów nie ma")
    return f"{told} żadnego wpisu o wydatkach; sumy ich nie obejmują."
