"""Who may do what in a partnership: one predicate per action, role AND stage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership

LIVING = frozenset({Stage.FORMING, Stage.ACTIVE})
EVERY_STAGE = frozenset(Stage)
TEAM = frozenset(Role)
PROGRAMME = frozenset(ProgrammeRole)
GUIDES = frozenset({ProgrammeRole.LEAD_ADVISER})

AnyRole = Role | ProgrammeRole


@dataclass(frozen=True)
class Action:
    """Something a person does in a partnership: who may, and in which stages.

    ``label`` completes "Nie możesz …" in Polish.
    """

    name: str
    label: str
    roles: frozenset[AnyRole]
    stages: frozenset[Stage] = LIVING


VIEW = Action("partnership.view", "oglądać tego partnerstwa", TEAM | PROGRAMME, EVERY_STAGE)
EDIT = Action(
    "partnership.edit", "zmieniać danych partnerstwa", frozenset({Role.COORDINATOR}) | GUIDES
)
MEMBERS = Action("partnership.members", "zmieniać członków", frozenset({Role.COORDINATOR}) | GUIDES)
PEOPLE = Action("partnership.people", "zapraszać osób", frozenset({Role.COORDINATOR}) | GUIDES)
DOCUMENTS = Action("partnership.documents", "dodawać dokumentów", frozenset({Role.COORDINATOR}))
STAGE = Action(
    "partnership.stage",
    "zmieniać etapu",
    frozenset({ProgrammeRole.NATIONAL_OFFICER, ProgrammeRole.LEAD_ADVISER}),
    EVERY_STAGE,
)
LOG = Action(
    "partnership.log",
    "oglądać dziennika działań",
    frozenset({Role.COORDINATOR, Role.CHAIR}) | PROGRAMME,
    EVERY_STAGE,
)
ACTIONS = (VIEW, EDIT, MEMBERS, PEOPLE, DOCUMENTS, STAGE, LOG)


class ForbiddenError(PermissionError):
    """A person who may not do what they asked for; the message is Polish."""

    def __init__(self, action: Action) -> None:
        super().__init__(f"Nie możesz {action.label}. Poproś koordynatora partnerstwa.")
        self.action = action


def allowed(action: Action, roles: Iterable[AnyRole], stage: Stage) -> bool:
    """Whether somebody with these roles may act on a partnership in this stage.

    >>> allowed(EDIT, {Role.COORDINATOR}, Stage.CLOSED)
    False
    """
    return stage in action.stages and not action.roles.isdisjoint(roles)


def roles_of(user: User, partnership: Partnership, day: date) -> frozenset[AnyRole]:
    """Roles that a person holds towards a partnership on a day.

    A regional officer holds theirs for partnerships with a member in the voivodeship.
    """
    if not user.is_active:
        return frozenset()
    held = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    own = user.assignments.filter(held, partnership=partnership).values_list("role", flat=True)
    return frozenset({Role(role) for role in own}) | _programme_roles(user, partnership, held)


def _programme_roles(user: User, partnership: Partnership, held: Q) -> frozenset[AnyRole]:
    found: set[AnyRole] = set()
    for each in ProgrammeAssignment.objects.filter(held, user=user):
        role = ProgrammeRole(each.role)
        members = partnership.members.filter(held, unit__startswith=each.voivodeship)
        if role is not ProgrammeRole.REGIONAL_OFFICER or members.exists():
            found.add(role)
    return frozenset(found)


def in_programme(user: User, day: date) -> bool:
    """Whether a person has a role in the programme on a day."""
    held = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    return user.is_active and user.programme_assignments.filter(held).exists()


def may(user: User, action: Action, partnership: Partnership, day: date) -> bool:
    """Whether a person may act on a partnership on a day."""
    return allowed(action, roles_of(user, partnership, day), Stage(partnership.stage))


def require(user: User, action: Action, partnership: Partnership, day: date) -> None:
    """Raise :class:`ForbiddenError` unless a person may act on a partnership on a day."""
    if not may(user, action, partnership, day):
        raise ForbiddenError(action)
