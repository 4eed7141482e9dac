"""What every page of tasks stands on: the partnership, the task, where a form leads back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import Sheet, done, partnership_page, who
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.planner.domain.queries import tasks_of
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.rules import VIEW

__all__ = ["Sheet", "planner_page", "task_of", "task_sheet", "who", "words"]

HERE = "planner:tasks"
planner_page = partnership_page(VIEW)
"""A page for those who may see the tasks; for others there is no such page (404)."""


def task_of(partnership: Partnership, record: int) -> Task:
    """A task of the partnership, or 404."""
    found = tasks_of(partnership).select_related("created_by", "done_by").filter(pk=record).first()
    if found is None:
        raise Http404
    return found


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every template is given."""
    return of_partnership(request, partnership, HERE, heading)


def task_sheet(
    request: HttpRequest,
    task: Task,
    sheet: Sheet,
    form: forms.Form,
    verb: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """A page with one form about a task; done, it leads back to the task."""
    back, status = reverse("planner:task", args=[task.partnership.slug, task.pk]), 200
    if request.method == "POST":
        if done(form, verb):
            messages.success(request, sheet.done)
            return redirect(back)
        status = 422
    shown = words(request, task.partnership, sheet.heading) | {"form": form, "sheet": sheet}
    shown |= {"back": back, "task": task, **sheet.more}
    return render(request, "planner/form.html", shown, status=status)
