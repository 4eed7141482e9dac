"""What every page of tasks stands on: the partnership, the task, one form."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on
from terytoria.portal.planner.domain.queries import tasks_of
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.rules import VIEW

__all__ = ["form_page", "place", "planner_page", "task_of", "who", "words"]

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


def place(task: Task) -> str:
    """Address of a task."""
    return reverse("planner:task", args=[task.partnership.slug, task.pk])


form_page = forms_on("planner/form.html", words)
