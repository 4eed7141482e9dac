"""What is known of several partnerships, read at once: a list asks no more than a page of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.composition import Check, check_composition
from terytoria.portal.partnerships.domain.queries import active_ones, beside, held
from terytoria.portal.partnerships.enums import DocumentKind, Role, Stage
from terytoria.portal.partnerships.models import (
    Assignment,
    Document,
    Invitation,
    Membership,
    Partnership,
)
from terytoria.portal.partnerships.rules import Action, AnyRole, allowed

_T = TypeVar("_T", Membership, Assignment, Invitation)


@dataclass(frozen=True)
class Facts:
    """A partnership on a day: its records in force or still to come, and what a person is there.

    ``own`` are the person's assignments; ``checks`` those of the members of the day.
    """

    partnership: Partnership
    day: date
    roles: frozenset[AnyRole]
    memberships: tuple[Membership, ...]
    people: tuple[Assignment, ...]
    own: tuple[Assignment, ...]
    invitations: tuple[Invitation, ...]
    agreed: bool
    checks: tuple[Check, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the members on the day, sorted."""
        return tuple(sorted(one.unit for one in self.memberships if one.since <= self.day))

    def may(self, action: Action) -> bool:
        """Whether the person may do something there."""
        return allowed(action, self.roles, Stage(self.partnership.stage))


def facts_of(user: User, partnerships: Sequence[Partnership]) -> tuple[Facts, ...]:
    """The facts of partnerships for a person today, in their order.

    The number of queries is the same for one and for hundreds.
    """
    day, among = today(), {"partnership__in": [one.pk for one in partnerships]}
    lasting = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=day), **among)
    members = _grouped(lasting.order_by("unit", "since"))
    people = _grouped(Assignment.objects.filter(held(day), **among).select_related("user"))
    sent = _grouped(Invitation.objects.filter(accepted_at=None, revoked_at=None, **among))
    agreements = Document.objects.filter(kind=DocumentKind.AGREEMENT, **among)
    agreed = set(agreements.values_list("partnership", flat=True))
    programme = list(ProgrammeAssignment.objects.filter(held(day), user=user))
    active = active_ones()
    return tuple(
        Facts(
            one,
            day,
            _roles(user, people[one.pk], programme, _units(members[one.pk], day)),
            members[one.pk],
            people[one.pk],
            tuple(each for each in people[one.pk] if each.user_id == user.pk),
            sent[one.pk],
            one.pk in agreed,
            check_composition(
                land.current(),
                _units(members[one.pk], day),
                beside(active, one.pk),
            ),
        )
        for one in partnerships
    )


def facts_here(user: User, partnership: Partnership) -> Facts:
    """The facts of one partnership for a person today."""
    (found,) = facts_of(user, [partnership])
    return found


def _units(memberships: Iterable[Membership], day: date) -> tuple[str, ...]:
    return tuple(sorted(one.unit for one in memberships if one.since <= day))


def _roles(
    user: User,
    people: Iterable[Assignment],
    programme: Iterable[ProgrammeAssignment],
    units: Iterable[str],
) -> frozenset[AnyRole]:
    """The same roles as ``rules.roles_of`` finds for one partnership."""
    if not user.is_active:
        return frozenset()
    found: set[AnyRole] = {Role(one.role) for one in people if one.user_id == user.pk}
    for each in programme:
        role = ProgrammeRole(each.role)
        there = any(unit.startswith(each.voivodeship) for unit in units)
        if role is not ProgrammeRole.REGIONAL_OFFICER or there:
            found.add(role)
    return frozenset(found)


def _grouped(found: Iterable[_T]) -> defaultdict[int, tuple[_T, ...]]:
    grouped: defaultdict[int, tuple[_T, ...]] = defaultdict(tuple)
    for one in found:
        grouped[one.partnership_id] += (one,)
    return grouped
