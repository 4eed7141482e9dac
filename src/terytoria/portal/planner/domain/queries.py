"""Reading tasks: of a partnership, of a person, those whose owner has left."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import held
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.partnerships.rules import LIVING
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.rules import OWNERS


def _in_role(day: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(held(day), role__in=OWNERS, user__is_active=True)


def owners(partnership: Partnership) -> QuerySet[User]:
    """People who can be given a task today, by name."""
    ids = _in_role(today()).filter(partnership=partnership).values("user")
    return User.objects.filter(pk__in=ids).order_by("name", "pk")


def with_owner() -> Exists:
    """That the owner of a task is still of its partnership."""
    there = _in_role(today()).filter(partnership=OuterRef("partnership"), user=OuterRef("owner"))
    return Exists(there)


def tasks() -> QuerySet[Task]:
    """Every task, by its day; ``owned`` says whether its owner is still of the partnership."""
    found = Task.objects.select_related("partnership", "owner", "meeting", "decision")
    return found.annotate(owned=with_owner())


def tasks_of(partnership: Partnership) -> QuerySet[Task]:
    """Tasks of a partnership, by their day."""
    return tasks().filter(partnership=partnership)


def own_tasks(user: User) -> QuerySet[Task]:
    """Tasks of a person in the partnerships where they still have a role."""
    return tasks().filter(with_owner(), owner=user)


def to_do(user: User) -> QuerySet[Task]:
    """What a person still has to do in partnerships that are not closed."""
    return own_tasks(user).filter(state=TaskState.OPEN, partnership__stage__in=LIVING)


def ownerless(found: QuerySet[Task]) -> QuerySet[Task]:
    """Those of the tasks that are open and have nobody to do them; they wait for coordinators."""
    return found.filter(~with_owner(), state=TaskState.OPEN)


def ownerless_for(user: User) -> QuerySet[Task]:
    """Open tasks without an owner in the partnerships that a person coordinates."""
    led = Assignment.objects.filter(held(today()), user=user, role=Role.COORDINATOR)
    if not user.is_active:
        led = led.none()
    living = tasks().filter(partnership__in=led.values("partnership"))
    return ownerless(living.exclude(partnership__stage=Stage.CLOSED))
