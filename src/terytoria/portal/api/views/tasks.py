"""Tasks: reading, giving, finishing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.responses import Status

from terytoria.portal.accounts.models import User
from terytoria.portal.api.interfaces.bearer import ReadToken, TasksToken
from terytoria.portal.api.interfaces.paging import Asked, Page, part_of
from terytoria.portal.api.interfaces.shapes.ground import Number, Slug
from terytoria.portal.api.interfaces.shapes.tasks import NewTask, TaskShape, task_shape
from terytoria.portal.api.views.ground import missing, own_partnership, owner
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require
from terytoria.portal.planner.domain.about import About
from terytoria.portal.planner.domain.queries import owners, tasks_of
from terytoria.portal.planner.domain.tasks import Said, add_task, finish_task
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.rules import ASSIGN, VIEW

router = Router(tags=["Zadania"], auth=ReadToken())


@router.get(
    "/my/partnerships/{slug}/tasks",
    response=Page[TaskShape],
    operation_id="list_tasks",
    summary="Zadania",
    description="Według terminu.",
)
def list_tasks(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[TaskShape]:
    """Tasks of a partnership."""
    rows = tasks_of(own_partnership(request, slug, VIEW))
    return part_of(request, response, rows, part, task_shape)


@router.get(
    "/my/partnerships/{slug}/tasks/{task}",
    response=TaskShape,
    operation_id="get_task",
    summary="Jedno zadanie",
    description="Kto je wykonuje, do kiedy i czego dotyczy.",
)
def get_task(request: HttpRequest, slug: Slug, task: Number) -> TaskShape:
    """One task."""
    return task_shape(_task(request, slug, task))


@router.post(
    "/my/partnerships/{slug}/tasks",
    response={201: TaskShape},
    auth=TasksToken(),
    operation_id="add_task",
    summary="Dodanie zadania",
    description="Dla koordynatora, przewodniczącego, eksperta i doradcy.",
)
def add(request: HttpRequest, slug: Slug, new: NewTask) -> Status[TaskShape]:
    """Give a person something to do."""
    found = own_partnership(request, slug, VIEW)
    require(owner(request), ASSIGN, found, today())
    said = Said(new.title, new.text, About(new.meeting, new.decision, new.link))
    made = add_task(owner(request), found, said, _doer(request, found, new.owner), new.due)
    return Status(201, task_shape(made))


@router.post(
    "/my/partnerships/{slug}/tasks/{task}/done",
    response=TaskShape,
    auth=TasksToken(),
    operation_id="finish_task",
    summary="Zakończenie zadania",
    description="Dla wykonawcy i tych, którzy zlecają zadania. Bez treści żądania.",
)
def finish(request: HttpRequest, slug: Slug, task: Number) -> TaskShape:
    """Say that a task is done."""
    return task_shape(finish_task(owner(request), _task(request, slug, task)))


def _task(request: HttpRequest, slug: str, number: int) -> Task:
    found = tasks_of(own_partnership(request, slug, VIEW)).filter(pk=number).first()
    if found is None:
        raise missing("zadania")
    return found


def _doer(request: HttpRequest, partnership: Partnership, address: str) -> User:
    """The person of the partnership with an e-mail address; without one, who asks."""
    if not address:
        return owner(request)
    found = owners(partnership).filter(email__iexact=address).first()
    if found is None:
        text = "Nikt w partnerstwie, kto może dostać zadanie, nie ma tego adresu. Podaj inny."
        raise RefusedError("owner", text)
    return found
