"""Every verb by every role and stage; nothing is written by those who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may
from terytoria.portal.planner.domain import tasks as verbs
from terytoria.portal.planner.domain.tasks import Said
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.rules import ACTIONS, FINISH, VIEW

pytestmark = pytest.mark.django_db

EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
ASSIGNING = {Role.COORDINATOR, Role.CHAIR, Role.EXPERT, ProgrammeRole.LEAD_ADVISER}
OWNING = set(Role) - {Role.OBSERVER}
LATER = timedelta(days=9)
Verb = Callable[[User, Task], Any]


def helper(task: Task) -> User:
    """Somebody of the partnership who is not the owner."""
    user = User.objects.create_user("pomoc@example.org", name="Osoba Pomocna")
    Assignment.objects.create(
        partnership=task.partnership, user=user, role=Role.EXPERT, since=task.due - 99 * LATER
    )
    return user


def adds(actor: User, task: Task) -> None:
    assert task.owner is not None
    verbs.add_task(actor, task.partnership, Said("Nowe"), task.owner, task.due)


def edits(actor: User, task: Task) -> None:
    verbs.edit_task(actor, task, Said("Inaczej"), task.sequence)


def reassigns(actor: User, task: Task) -> None:
    verbs.reassign_task(actor, task, helper(task))


def redates(actor: User, task: Task) -> None:
    verbs.redate_task(actor, task, task.due + LATER, "Urlop.")


def cancels(actor: User, task: Task) -> None:
    verbs.cancel_task(actor, task, "Nieaktualne.")


def finishes(actor: User, task: Task) -> None:
    verbs.finish_task(actor, task)


def reopens(actor: User, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(state=TaskState.DONE, done_at=now())
    verbs.reopen_task(actor, task)


def restores(actor: User, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(state=TaskState.CANCELLED)
    verbs.reopen_task(actor, task)


CHANGING: tuple[Verb, ...] = (adds, edits, reassigns, redates, cancels, restores)
ENDING: tuple[Verb, ...] = (finishes, reopens)
VERBS = (*CHANGING, *ENDING)


def written() -> int:
    return Entry.objects.count()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_tasks_of_others_are_for_those_who_assign(
    verb: Verb, role: AnyRole | None, person: Any, task: Any
) -> None:
    actor, one, before = person("kto", *([role] if role else [])), task(), written()
    if role in ASSIGNING:
        verb(actor, one)
        assert written() == before + 1
    else:
        with pytest.raises(ForbiddenError, match="Nie możesz"):
            verb(actor, one)
        assert written() == before


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_owners_finish_their_own_and_change_nothing_else(
    verb: Verb, role: AnyRole | None, person: Any, task: Any
) -> None:
    actor = person("kto", *([role] if role else []))
    one = task(owner=actor)
    if verb is adds and role in ASSIGNING - OWNING:
        pytest.skip("the owner of a new task is of the partnership")
    if role in ASSIGNING or (verb in ENDING and role in OWNING):
        verb(actor, one)
    else:
        with pytest.raises(ForbiddenError):
            verb(actor, one)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("case", ["closed", "elsewhere", "ended", "inactive"])
def test_a_role_elsewhere_or_past_or_in_a_closed_partnership_gives_nothing(
    verb: Verb, case: str, coordinator: User, other: Partnership, task: Any
) -> None:
    one, own = task(owner=coordinator), Assignment.objects.filter(user=coordinator)
    if case == "elsewhere":
        own.update(partnership=other)
    if case == "closed":
        Partnership.objects.update(stage=Stage.CLOSED)
    if case == "ended":
        own.update(until=localdate() - timedelta(days=1))
    if case == "inactive":
        User.objects.filter(pk=coordinator.pk).update(is_active=False)
        coordinator.refresh_from_db()
    before = written()
    with pytest.raises(ForbiddenError):
        verb(coordinator, one)
    assert written() == before


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
@pytest.mark.parametrize("stage", Stage)
def test_the_team_and_the_programme_see_tasks_at_every_stage(
    role: AnyRole | None, stage: Stage, person: Any, dolina: Partnership
) -> None:
    dolina.stage = stage
    actor = person("kto", *([role] if role else []))
    assert may(actor, VIEW, dolina, localdate()) == (role is not None)
    living = stage is not Stage.CLOSED
    assert may(actor, FINISH, dolina, localdate()) == (
        living and role in OWNING | {ProgrammeRole.LEAD_ADVISER}
    )


def test_actions_have_names_and_labels_of_their_own() -> None:
    assert len({one.name for one in ACTIONS}) == len({one.label for one in ACTIONS}) == 3
    assert all(one.name.startswith("planner.") for one in ACTIONS)
