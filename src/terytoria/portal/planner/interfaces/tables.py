"""Tables of tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from terytoria.portal.design.tables import Cell, Column, Table
from terytoria.portal.design.templatetags.design import status
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task

_TITLE = Column("title", "Zadanie", sorts=True)
_OWNER = Column("owner", "Wykonawca", sorts=True)
_DUE = Column("due", "Termin", sorts=True)
_STATE = Column("state", "Stan", sorts=True)


def page(name: str, task: Task) -> str:
    """Address of a page of a task."""
    return reverse(f"planner:{name}", args=[task.partnership.slug, task.pk])


def state_of(task: Task, day: date) -> SafeString:
    """The state of a task in a word with its sign."""
    if task.state == TaskState.DONE:
        return status("success", task.get_state_display())
    if task.state == TaskState.CANCELLED:
        return status("closed", task.get_state_display())
    if task.overdue(day):
        return status("error", "po terminie")
    return status("warning", "na dziś") if task.due == day else status("waiting", "do zrobienia")


def owner_cell(task: Task) -> Cell:
    """Who does a task; one who has left is told as such."""
    if getattr(task, "owned", True) and task.owner is not None:
        return Cell(str(task.owner))
    left = f" (ostatnio: {task.owner})" if task.owner else ""
    return Cell(format_html("{}{}", status("warning", "bez wykonawcy"), left), by=None)


def tasks_table(found: Iterable[Task], caption: str, day: date, *, across: bool = False) -> Table:
    """Open tasks with their owners, days and states; ``across`` partnerships: where each is."""
    rows = []
    for one in found:
        named = Cell(one.title, page("task", one))
        where = Cell(str(one.partnership)) if across else owner_cell(one)
        when = Cell(f"{one.due:%d.%m.%Y}", by=one.due)
        rows.append((named, where, when, Cell(state_of(one, day), by=_weight(one, day))))
    second = Column("partnership", "Partnerstwo", sorts=True) if across else _OWNER
    return Table(caption, (_TITLE, second, _DUE, _STATE), tuple(rows))


def closed_table(found: Iterable[Task], day: date) -> Table:
    """Tasks done and cancelled, with who did them and when."""
    rows = []
    for one in found:
        when = timezone.localdate(one.done_at or one.changed_at)
        done_by = Cell(str(one.done_by)) if one.done_by else Cell("–", by=None)
        named, state = Cell(one.title, page("task", one)), Cell(state_of(one, day), by=one.state)
        rows.append((named, done_by, Cell(f"{when:%d.%m.%Y}", by=when), state))
    heads = (Column("by", "Kto zakończył", sorts=True), Column("when", "Dnia", sorts=True))
    return Table("Zadania zamknięte", (_TITLE, *heads, _STATE), tuple(rows))


def _weight(task: Task, day: date) -> int:
    """Order of states: overdue, for today, to do, done, cancelled."""
    if not task.is_open:
        return 3 if task.state == TaskState.DONE else 4
    return 0 if task.overdue(day) else 1 + (task.due != day)


def meetings_table(found: Iterable[Meeting]) -> Table:
    """Meetings with their places and moments."""
    rows = []
    for one in found:
        begins = timezone.localtime(one.starts_at)
        named = Cell(one.title, reverse("meetings:meeting", args=[one.partnership.slug, one.pk]))
        when = Cell(f"{begins:%d.%m.%Y, %H:%M}", by=one.starts_at)
        where = Cell(one.place or "zdalnie")
        rows.append((named, Cell(str(one.partnership)), when, where))
    heads = (
        Column("title", "Spotkanie", sorts=True),
        Column("partnership", "Partnerstwo", sorts=True),
        Column("when", "Kiedy", sorts=True),
        Column("where", "Gdzie", sorts=True),
    )
    return Table("Najbliższe spotkania", heads, tuple(rows))
