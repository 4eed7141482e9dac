"""Reading partnerships: what a person may see, and what waits for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
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


def active_ones() -> dict[int, Other]:
    """Active partnerships with their members today, by number."""
    records = Membership.objects.filter(held(today()), partnership__stage=Stage.ACTIVE)
    names: dict[int, str] = {}
    units: defaultdict[int, set[str]] = defaultdict(set)
    for pk, name, unit in records.values_list("partnership", "partnership__short_name", "unit"):
        names[pk] = name
        units[pk].add(unit)
    return {pk: Other(name, frozenset(units[pk])) for pk, name in names.items()}


def others(partnership: Partnership | None = None) -> tuple[Other, ...]:
    """Other active partnerships with their members today, by name."""
    return beside(active_ones(), partnership.pk if partnership else None)


def beside(active: Mapping[int, Other], pk: int | None) -> tuple[Other, ...]:
    """Active partnerships but one, by name."""
    found = (other for number, other in active.items() if number != pk)
    return tuple(sorted(found, key=lambda other: (other.name, sorted(other.units))))


def checks_of(partnership: Partnership) -> tuple[Check, ...]:
    """The checks of a partnership's members of today."""
    members = members_on(partnership, today())
    return check_composition(land.current(), members, others(partnership))
