"""The tasks of a partnership: lists, one task, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require
from terytoria.portal.partnerships.views.ground import can
from terytoria.portal.partnerships.views.sheets import Sheet, done
from terytoria.portal.planner.domain.history import history
from terytoria.portal.planner.domain.queries import ownerless, tasks_of
from terytoria.portal.planner.domain.tasks import (
    EditedMeanwhileError,
    add_task,
    cancel_task,
    edit_task,
    finish_task,
    reassign_task,
    redate_task,
    reopen_task,
)
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.interfaces.forms import (
    CancelForm,
    DueForm,
    EditForm,
    OwnerForm,
    TaskForm,
    initial_of,
    owner_of,
)
from terytoria.portal.planner.interfaces.tables import closed_table, state_of, tasks_table
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.rules import ASSIGN, may_finish
from terytoria.portal.planner.views.ground import (
    form_page,
    place,
    planner_page,
    task_of,
    who,
    words,
)

_PER_PAGE = 50
_LISTS = (("tasks", "Wszystkie otwarte"), ("own", "Moje"), ("closed", "Zamknięte"))


@require_safe
@planner_page
def tasks(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Everything there is to do here."""
    found = tasks_of(partnership).filter(state=TaskState.OPEN)
    table = tasks_table(found, "Zadania do zrobienia", today()) if found else None
    shown = {"table": table, "ownerless": ownerless(found).exists()}
    return _listed(request, partnership, "tasks", shown)


@require_safe
@planner_page
def own(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """What the person has to do here."""
    found = tasks_of(partnership).filter(state=TaskState.OPEN, owner=who(request))
    table = tasks_table(found, "Moje zadania do zrobienia", today()) if found else None
    return _listed(request, partnership, "own", {"table": table})


@require_safe
@planner_page
def closed(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """What was done or cancelled, the latest first."""
    found = tasks_of(partnership).exclude(state=TaskState.OPEN).order_by("-changed_at", "-pk")
    here = Paginator(found.select_related("done_by"), _PER_PAGE).get_page(request.GET.get("page"))
    table = closed_table(here, today()) if here.paginator.count else None
    return _listed(request, partnership, "closed", {"table": table, "page": here})


def _listed(
    request: HttpRequest, partnership: Partnership, here: str, more: dict[str, Any]
) -> HttpResponse:
    shown = words(request, partnership, "Zadania") | more | {"here": here}
    shown["lists"] = [
        (reverse(f"planner:{name}", args=[partnership.slug]), label, name == here)
        for name, label in _LISTS
    ]
    shown["may_assign"] = can(request, ASSIGN, partnership)
    return render(request, "planner/tasks.html", shown)


@require_safe
@planner_page
def task(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """One task: what it says, what can be done with it, its history."""
    return _shown(request, partnership, record, forms.Form())


def _shown(
    request: HttpRequest, partnership: Partnership, record: int, form: forms.Form, status: int = 200
) -> HttpResponse:
    one = task_of(partnership, record)
    assigns = can(request, ASSIGN, partnership)
    finishes = may_finish(who(request), one, today())
    shown = words(request, partnership, one.title) | {"task": one, "form": form}
    shown |= {
        "state": state_of(one, today()),
        "events": history(one),
        "may_change": assigns and one.is_open,
        "may_finish": finishes and one.is_open,
        "may_reopen": assigns or (finishes and one.state == TaskState.DONE),
    }
    return render(request, "planner/task.html", shown, status=status)


@planner_page
def add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """The form of a new task."""
    require(who(request), ASSIGN, partnership, today())
    given = {name: request.GET[name] for name in ("about", "link") if name in request.GET}
    form = TaskForm(request.POST or None, partnership=partnership, initial=given)

    def verb(data: dict[str, Any]) -> object:
        owner = owner_of(data["owner"])
        return add_task(who(request), partnership, form.said(), owner, data["due"])

    back = reverse("planner:tasks", args=[partnership.slug])
    sheet = Sheet("Nowe zadanie", "Zleć zadanie", "Zadanie jest zlecone.", back)
    return form_page(request, partnership, sheet, form, verb)


@planner_page
def edit(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Say a task anew; a simultaneous edit shows what the other person wrote."""
    require(who(request), ASSIGN, partnership, today())
    one = task_of(partnership, record)
    sent = request.POST.copy()
    form = EditForm(sent or None, partnership=partnership, initial=initial_of(one))
    sheet = Sheet(f"Zmiana: {one.title}", "Zapisz zadanie", "Zadanie jest zapisane.", place(one))

    def verb(data: dict[str, Any]) -> object:
        try:
            return edit_task(who(request), one, form.said(), data["seen"])
        except EditedMeanwhileError as clash:
            sent["seen"] = str(clash.task.sequence)
            sheet.more["clash"] = (clash.task, data)
            raise

    return form_page(request, partnership, sheet, form, verb)


@planner_page
def reassign(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Give a task to another person."""
    require(who(request), ASSIGN, partnership, today())
    one = task_of(partnership, record)
    form = OwnerForm(request.POST or None, partnership=partnership)
    lead = f"Dotąd: {one.owner}." if one.owner else ""
    heading = f"Nowy wykonawca: {one.title}"
    sheet = Sheet(heading, "Zmień wykonawcę", "Zmieniono wykonawcę.", place(one), lead)

    def verb(data: dict[str, Any]) -> object:
        return reassign_task(who(request), one, owner_of(data["owner"]))

    return form_page(request, partnership, sheet, form, verb)


@planner_page
def redate(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Move the day of a task."""
    require(who(request), ASSIGN, partnership, today())
    one = task_of(partnership, record)
    form = DueForm(request.POST or None)
    lead, heading = f"Obecny termin: {one.due:%d.%m.%Y}.", f"Nowy termin: {one.title}"
    sheet = Sheet(heading, "Zmień termin", "Zmieniono termin.", place(one), lead)

    def verb(data: dict[str, Any]) -> object:
        return redate_task(who(request), one, data["due"], data["reason"])

    return form_page(request, partnership, sheet, form, verb)


@planner_page
def cancel(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Say that a task need not be done."""
    require(who(request), ASSIGN, partnership, today())
    one = task_of(partnership, record)
    form = CancelForm(request.POST or None)
    lead = "Zadanie zniknie z list do zrobienia i z kalendarza wykonawcy. Można je wznowić."
    heading = f"Odwołanie: {one.title}"
    sheet = Sheet(
        heading, "Odwołaj zadanie", "Zadanie jest odwołane.", place(one), lead, danger=True
    )

    def verb(data: dict[str, Any]) -> object:
        return cancel_task(who(request), one, data["reason"])

    return form_page(request, partnership, sheet, form, verb)


@require_POST
@planner_page
def finish(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Say that a task is done."""
    return _ended(request, partnership, record, finish_task, "Zadanie jest zakończone.")


@require_POST
@planner_page
def reopen(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Open a task again."""
    return _ended(request, partnership, record, reopen_task, "Zadanie jest wznowione.")


def _ended(
    request: HttpRequest,
    partnership: Partnership,
    record: int,
    verb: Callable[[User, Task], Task],
    said: str,
) -> HttpResponse:
    one = task_of(partnership, record)
    form = forms.Form(request.POST)
    if done(form, lambda _: verb(who(request), one)):
        messages.success(request, said)
        return redirect(place(one))
    return _shown(request, partnership, record, form, 422)
