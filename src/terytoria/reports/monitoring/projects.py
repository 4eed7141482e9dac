"""Projects in a document: how far they are, what is late, what is spent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Heading,
    Paragraph,
    Table,
)
from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.reports.monitoring.record import Monitored, ProjectState
from terytoria.reports.monitoring.words import money, plain, said, sum_of
from terytoria.strategy.monitoring import Milestone, Sums, grouped, sums


def project_blocks(told: Monitored) -> Iterator[Block]:
    """The chapter of projects of the whole partnership."""
    yield Heading(1, "Projekty", "projekty")
    if not told.projects:
        yield Callout("info", "Brak projektów", plain("W strategii nie ma jeszcze projektów."))
        return
    yield from _table(told, told.projects)
    yield from _delays(told)
    yield from _money(told)
    for at, one in enumerate(told.projects, 1):
        if one.milestones or one.changes:
            yield Heading(2, said(one.title), f"projekt-{at}")
            yield from _milestones(told, one, at)
            yield from _changes(told, one)


def role_blocks(told: Monitored, unit: str) -> Iterator[Block]:
    """Projects that a member leads or takes part in."""
    yield Heading(2, "Projekty z udziałem gminy", "projekty")
    own = [one for one in told.projects if one.role_of(unit)]
    if not own:
        text = f"Gmina {told.name_of(unit)} nie prowadzi projektu strategii ani nie jest partnerem."
        yield Paragraph(plain(text))
        return
    yield from _table(told, own, unit)
    for at, one in enumerate(own, 1):
        if one.milestones:
            yield Heading(3, said(one.title), f"projekt-{at}")
            yield from _milestones(told, one, at)


def _table(told: Monitored, projects: Iterable[ProjectState], unit: str = "") -> Iterator[Block]:
    titles = ["Projekt", "Lider", "Stan", "Koszt", f"Wydano w {told.year} r.", "Wydano razem"]
    rows = []
    for one in projects:
        until = [each for each in one.spendings if each.year <= told.year]
        year = sums(each for each in until if each.year == told.year)
        row: list[Cell] = [said(one.title), told.name_of(one.lead), one.readiness]
        row += [money(one.cost), sum_of(year.spent), sum_of(sums(until).spent)]
        rows.append((row[0], one.role_of(unit), *row[1:]) if unit else tuple(row))
    if unit:
        titles.insert(1, "Rola gminy")
    columns = tuple(Column(title) for title in titles)
    yield Table("projekty-stan", "Projekty i ich stan", columns, tuple(rows))


def _delays(told: Monitored) -> Iterator[Block]:
    late = list(told.overdue())
    if not late:
        yield Paragraph(plain(f"Żaden krok nie jest opóźniony (stan na {date_pl(told.day)})."))
        return
    columns = ("Krok", "Projekt", "Lider", "Planowany dzień", "Opóźnienie")
    yield Table(
        "opoznienia",
        f"Kroki opóźnione, stan na {date_pl(told.day)}",
        tuple(Column(title) for title in columns),
        tuple(
            (
                said(one.title),
                said(project.title),
                told.name_of(project.lead),
                date_pl(one.planned),
                counted(one.late(told.day), "dzień", "dni", "dni"),
            )
            for project, one in late
        ),
    )


def _money(told: Monitored) -> Iterator[Block]:
    entries = [
        (project, one)
        for project in told.projects
        for one in project.spendings
        if one.year <= told.year
    ]
    without = [one for one in told.projects if not one.spendings]
    if entries:
        by_year = grouped(
            (str(one.year), one) for _, one in sorted(entries, key=lambda e: e[1].year)
        )
        by_unit = grouped((told.name_of(project.lead), one) for project, one in entries)
        yield _sums("wydatki-lata", "Wydatki według lat", "Rok", by_year)
        yield _sums("wydatki-liderzy", "Wydatki według liderów projektów", "Lider", by_unit)
    if without:
        count = counted(len(without), "projekt nie ma", "projekty nie mają", "projektów nie ma")
        text = f"{count} żadnego wpisu o wydatkach; sumy ich nie obejmują."
        yield Callout("warning", "Czego nie wiadomo", plain(text))


def _sums(name: str, caption: str, first: str, found: Mapping[str, Sums]) -> Table:
    rows = tuple((key, sum_of(one.planned), sum_of(one.spent)) for key, one in found.items())
    columns = (Column(first), Column("Plan"), Column("Wydano"))
    note = "Suma obejmuje tylko kwoty znane; obok stoi, ilu brakuje."
    return Table(name, caption, columns, rows, note=note)


def _milestones(told: Monitored, project: ProjectState, at: int) -> Iterator[Block]:
    if not project.milestones:
        return
    yield Table(
        f"kroki-{at}",
        f"Kroki projektu: {said(project.title)}",
        tuple(Column(title) for title in ("Krok", "Planowany dzień", "Wykonanie")),
        tuple(
            (said(one.title), date_pl(one.planned), progress_of(told, one))
            for one in project.milestones
        ),
    )


def progress_of(told: Monitored, one: Milestone) -> str:
    """Where a milestone stands, in words."""
    state = one.progress(told.day).name_pl
    late = one.late(told.day)
    days = f", {counted(late, 'dzień', 'dni', 'dni')}" if late else ""
    done = f" ({date_pl(one.done)})" if one.done is not None and one.done_by(told.day) else ""
    return f"{state}{days}{done}"


def _changes(told: Monitored, project: ProjectState) -> Iterator[Block]:
    made = [one for one in project.changes if one.day.year == told.year]
    if made:
        yield BulletList(
            tuple(plain(f"{date_pl(one.day)}: {one.before} → {one.after}") for one in made)
        )
