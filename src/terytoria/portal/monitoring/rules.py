"""Who may do what with the monitoring of a partnership."""

from __future__ import annotations

from django.db.models import Q

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import (
    EVERY_STAGE,
    GUIDES,
    PROGRAMME,
    TEAM,
    Action,
    ForbiddenError,
    may,
)
from terytoria.portal.strategies.models import Project

_STEWARDS = frozenset({Role.COORDINATOR, Role.EXPERT})

VIEW = Action(
    "monitoring.view", "oglądać monitorowania tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE
)
FOLLOW = Action("monitoring.follow", "zlecać śledzenia mierników", _STEWARDS | GUIDES)
READ_IN = Action("monitoring.readings", "wpisywać odczytów mierników", _STEWARDS)
TELL = Action(
    "monitoring.projects",
    "zmieniać kroków ani wydatków tego projektu",
    frozenset({Role.COORDINATOR, Role.REPRESENTATIVE}),
)
"""For a coordinator any project, for a representative those their unit leads: see `may_tell`."""
REPORT = Action("monitoring.report", "sporządzać raportu", frozenset({Role.COORDINATOR}))
UPDATE = Action("monitoring.update", "rozpoczynać aktualizacji strategii", _STEWARDS | GUIDES)
ACTIONS = (VIEW, FOLLOW, READ_IN, TELL, REPORT, UPDATE)


def may_tell(user: User, project: Project) -> bool:
    """Whether a person may say how a project goes: a coordinator, or who speaks for its lead."""
    partnership, day = project.partnership, today()
    if not may(user, TELL, partnership, day):
        return False
    mine = user.assignments.filter(
        Q(until__isnull=True) | Q(until__gte=day), partnership=partnership, since__lte=day
    )
    leads = Q(role=Role.REPRESENTATIVE, unit=project.lead) if project.lead else Q(pk=None)
    return bool(mine.filter(Q(role=Role.COORDINATOR) | leads).exists())


def require_tell(user: User, project: Project) -> None:
    """Raise ``ForbiddenError`` for who may not say how a project goes."""
    if not may_tell(user, project):
        raise ForbiddenError(TELL)
