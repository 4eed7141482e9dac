"""Who may do what with the tasks of a partnership."""

from __future__ import annotations

from datetime import date

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import EVERY_STAGE, GUIDES, PROGRAMME, TEAM, Action, may
from terytoria.portal.planner.models import Task

OWNERS = TEAM - {Role.OBSERVER}
"""Roles whose holders can be given a task."""

VIEW = Action("planner.view", "oglądać zadań tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE)
ASSIGN = Action(
    "planner.assign",
    "zlecać ani zmieniać zadań",
    frozenset({Role.COORDINATOR, Role.CHAIR, Role.EXPERT}) | GUIDES,
)
FINISH = Action("planner.finish", "kończyć ani wznawiać cudzych zadań", OWNERS | GUIDES)
"""For own tasks; those who may :data:`ASSIGN` finish any."""

ACTIONS = (VIEW, ASSIGN, FINISH)


def may_finish(user: User, task: Task, day: date) -> bool:
    """Whether a person may finish a task and reopen it: their own, or any for who assigns."""
    own = task.owner_id == user.pk and may(user, FINISH, task.partnership, day)
    return own or may(user, ASSIGN, task.partnership, day)
