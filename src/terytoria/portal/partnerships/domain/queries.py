"""Reading partnerships: what a person may see, and what waits for them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q, QuerySet

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.composition import Check, Other, check_composition
from terytoria.portal.partnerships.enums import Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.partnerships.rules import VIEW, may


def held(day: date) -> Q:
    """Records that hold on a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def visible(user: User) -> QuerySet[Partnership]:
    """The partnerships a person may see today."""
    now = held(today())
    seen = Q(pk__in=Assignment.objects.filter(now, user=user).values("partnership"))
    for each in ProgrammeAssignment.objects.filter(now, user=user):
        if each.role == ProgrammeRole.REGIONAL_OFFICER:
            there = Membership.objects.filter(now, unit__startswith=each.voivodeship)
            seen |= Q(pk__in=there.values("partnership"))
        else:
            seen |= Q(pk__isnull=False)
    return Partnership.objects.filter(seen) if user.is_active else Partnership.objects.none()


def find_visible(user: User, slug: str) -> Partnership:
    """A partnership by its address; ``Partnership.DoesNotExist`` also when it is a foreign one."""
    found = Partnership.objects.get(slug=slug)
    if not may(user, VIEW, found, today()):
        raise Partnership.DoesNotExist(slug)
    return found


def members_on(partnership: Partnership, day: date) -> tuple[str, ...]:
    """Codes of the members on a day, sorted."""
    return tuple(partnership.members.filter(held(day)).values_list("unit", flat=True))


def members_to_be(partnership: Partnership) -> tuple[str, ...]:
    """Codes of the members whose leaving is not told, also those that are still to join."""
    return tuple(partnership.members.filter(until=None).values_list("unit", flat=True))


def others(partnership: Partnership | None = None) -> tuple[Other, ...]:
    """Other active partnerships with their members today."""
    records = Membership.objects.filter(held(today()), partnership__stage=Stage.ACTIVE)
    if partnership is not None:
        records = records.exclude(partnership=partnership)
    units: defaultdict[str, set[str]] = defaultdict(set)
    for name, unit in records.values_list("partnership__short_name", "unit"):
        units[name].add(unit)
    return tuple(Other(name, frozenset(units[name])) for name in sorted(units))


def checks_of(partnership: Partnership) -> tuple[Check, ...]:
    """The checks of a partnership's members of today."""
    members = members_on(partnership, today())
    return check_composition(land.current(), members, others(partnership))
