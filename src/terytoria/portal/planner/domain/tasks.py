"""Verbs about tasks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today, told
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import ForbiddenError, require
from terytoria.portal.planner.domain.about import About, look_up
from terytoria.portal.planner.domain.queries import owners
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.rules import ASSIGN, FINISH, VIEW, may_finish

FARTHEST = timedelta(days=10 * 366)
_TITLE, _TEXT, _REASON = 200, 4000, 300


@dataclass(frozen=True)
class Said:
    """What a task says: its title, its text, what it is about."""

    title: str
    text: str = ""
    about: About = field(default_factory=About)


class EditedMeanwhileError(RefusedError):
    """A task that somebody changed while it was edited; ``task`` is as it is now."""

    def __init__(self, task: Task) -> None:
        text = "Ktoś zmienił to zadanie, gdy je edytowałeś. Porównaj treść i zapisz ponownie."
        super().__init__("", text)
        self.task = task


def add_task(actor: User, partnership: Partnership, said: Said, owner: User, due: date) -> Task:
    """Give a person of the partnership something to do by a day."""
    with acting(actor, ASSIGN, partnership) as deed:
        task = Task(partnership=deed.partnership, created_by=actor)
        _say(task, said)
        task.owner, task.due = _one_of_us(deed.partnership, owner), _ahead(due)
        task.save()
        after = {"title": task.title, "owner": str(owner), "due": told(due)}
        deed.log("task.add", task, after=after)
    return task


def edit_task(actor: User, task: Task, said: Said, seen: int) -> Task:
    """Say a task anew; ``seen`` is the ``sequence`` that was on the page.

    Raises :class:`EditedMeanwhileError` when it is another by now.
    """
    with _changing(actor, task) as (deed, one):
        if one.sequence != seen:
            raise EditedMeanwhileError(one)
        before = _words(one)
        _say(one, said)
        if before != _words(one):
            _save(one)
            deed.log("task.edit", one, before, _words(one))
    return one


def reassign_task(actor: User, task: Task, owner: User) -> Task:
    """Give a task to another person."""
    with _changing(actor, task) as (deed, one):
        before = {"owner": told(one.owner)}
        if one.owner_id == owner.pk:
            raise RefusedError("owner", "To zadanie ma już tego wykonawcę. Wybierz inną osobę.")
        one.owner = _one_of_us(deed.partnership, owner)
        _save(one)
        deed.log("task.reassign", one, before, {"owner": str(owner)})
    return one


def redate_task(actor: User, task: Task, due: date, reason: str) -> Task:
    """Move the day of a task; the reason stays in the log."""
    with _changing(actor, task) as (deed, one):
        before = {"due": told(one.due)}
        if due == one.due:
            raise RefusedError("due", "To obecny termin. Wybierz inny dzień.")
        one.due = _ahead(due)
        after = {"due": told(due), "reason": _reason(reason)}
        _save(one)
        deed.log("task.redate", one, before, after)
    return one


def finish_task(actor: User, task: Task) -> Task:
    """Say that a task is done: its owner, or one who assigns tasks."""
    with _ending(actor, task) as (deed, one):
        if not one.is_open:
            text = f"To zadanie jest już zamknięte ({one.get_state_display()}). Odśwież stronę."
            raise RefusedError("", text)
        one.state, one.done_at, one.done_by = TaskState.DONE, timezone.now(), actor
        _save(one)
        deed.log("task.finish", one, {"state": TaskState.OPEN}, {"state": one.state})
    return one


def reopen_task(actor: User, task: Task) -> Task:
    """Open a task again that was done or, by those who assign, cancelled."""
    with _ending(actor, task) as (deed, one):
        before = {"state": one.state}
        if one.is_open:
            raise RefusedError("", "To zadanie jest otwarte. Odśwież stronę.")
        if one.state == TaskState.CANCELLED:
            require(actor, ASSIGN, deed.partnership, today())
        one.state, one.done_at, one.done_by = TaskState.OPEN, None, None
        _save(one)
        deed.log("task.reopen", one, before, {"state": one.state})
    return one


def cancel_task(actor: User, task: Task, reason: str) -> Task:
    """Say that a task need not be done; the reason stays in the log."""
    with _changing(actor, task) as (deed, one):
        one.state = TaskState.CANCELLED
        after = {"state": one.state, "reason": _reason(reason)}
        _save(one)
        deed.log("task.cancel", one, {"state": TaskState.OPEN}, after)
    return one


@contextmanager
def _changing(actor: User, task: Task) -> Iterator[tuple[Deed, Task]]:
    """A task open to change, by those who assign tasks."""
    with acting(actor, ASSIGN, task.partnership) as deed:
        one = _read(deed, task)
        if not one.is_open:
            text = f"To zadanie jest zamknięte ({one.get_state_display()}). Najpierw je wznów."
            raise RefusedError("", text)
        yield deed, one


@contextmanager
def _ending(actor: User, task: Task) -> Iterator[tuple[Deed, Task]]:
    """A task to be finished or reopened."""
    with acting(actor, VIEW, task.partnership) as deed:
        one = _read(deed, task)
        if not may_finish(actor, one, today()):
            raise ForbiddenError(FINISH)
        yield deed, one


def _read(deed: Deed, task: Task) -> Task:
    found = deed.partnership.tasks.select_related("owner", "meeting", "decision")
    return found.get(pk=task.pk)


def _save(task: Task) -> None:
    task.sequence += 1
    task.save()


def _say(task: Task, said: Said) -> None:
    task.title = _written("title", said.title, _TITLE)
    task.text = _written("text", said.text, _TEXT, empty=True)
    found = look_up(task.partnership, said.about)
    task.meeting, task.decision, task.link = found.meeting, found.decision, found.link


def _words(task: Task) -> dict[str, str | None]:
    """What a task says, as the log keeps it."""
    said = {"title": task.title, "text": task.text, "link": task.link}
    return {**said, "meeting": told(task.meeting), "decision": told(task.decision)}


def _written(name: str, text: str, longest: int, *, empty: bool = False) -> str:
    """A text as it may be kept."""
    text = text.strip()
    if not text and not empty:
        raise RefusedError(name, "Pole jest puste. Wpisz tekst.")
    if len(text) > longest:
        reason = f"Tekst ma {len(text)} znaków, a mieści się {longest}. Skróć go."
        raise RefusedError(name, reason)
    if "\0" in text:
        raise RefusedError(name, "Tekst ma znak, którego nie można zapisać. Usuń go.")
    return text


def _reason(text: str) -> str:
    if not text.strip():
        raise RefusedError("reason", "Podaj powód; zostanie w historii zadania.")
    return _written("reason", text, _REASON)


def _one_of_us(partnership: Partnership, owner: User) -> User:
    found = owners(partnership).filter(pk=owner.pk).first()
    if found is None:
        text = "Tej osoby nie ma dziś w partnerstwie albo tylko je obserwuje. Wybierz inną."
        raise RefusedError("owner", text)
    return found


def _ahead(due: date) -> date:
    if due < today():
        raise RefusedError("due", "Ten dzień już minął. Wybierz dzisiejszy albo późniejszy.")
    if due > today() + FARTHEST:
        raise RefusedError("due", "Termin jest za odległy. Wybierz dzień w ciągu dziesięciu lat.")
    return due
