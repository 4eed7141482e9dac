"""Tasks of a partnership that wait for a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import LIVING
from terytoria.portal.planner.domain.queries import ownerless, tasks_of, to_do
from terytoria.portal.planner.models import Task

NAMED = 3
"""How many own tasks are named, the nearest; the rest is counted."""

_FORMS = ("zadanie", "zadania", "zadań")


def waiting(user: User, facts: Facts) -> tuple[Waiting, ...]:
    """Own tasks by their day, and for coordinators the tasks that nobody does."""
    return (*_own(user, facts.partnership), *_ownerless(facts))


def _own(user: User, partnership: Partnership) -> Iterator[Waiting]:
    mine = list(to_do(user).filter(partnership=partnership))
    yield from (_told(one) for one in mine[:NAMED])
    if rest := len(mine) - NAMED if len(mine) > NAMED else 0:
        text = f"Masz jeszcze {counted(rest, *_FORMS)} z późniejszym terminem."
        address = reverse("planner:own", args=[partnership.slug])
        yield Waiting(text, address, Urgency.LATER)


def _told(task: Task) -> Waiting:
    address = reverse("planner:task", args=[task.partnership.slug, task.pk])
    name, day = f"„{task.title}”", date_pl(task.due)
    if task.overdue(today()):
        return Waiting(f"Zadanie po terminie: {name}, miało być gotowe {day}", address, Urgency.DUE)
    if task.due == today():
        return Waiting(f"Zadanie na dziś: {name}.", address, Urgency.DUE)
    return Waiting(f"Twoje zadanie: {name}, termin {day}", address)


def _ownerless(facts: Facts) -> Iterator[Waiting]:
    if Role.COORDINATOR not in facts.roles or facts.partnership.stage not in LIVING:
        return
    if count := ownerless(tasks_of(facts.partnership)).count():
        text = f"Bez wykonawcy: {counted(count, *_FORMS)}. Wskaż, kto to zrobi."
        yield Waiting(text, reverse("planner:tasks", args=[facts.partnership.slug]))
