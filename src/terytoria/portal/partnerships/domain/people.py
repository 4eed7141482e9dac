"""Verbs about the people of a partnership and their roles."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today, told
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.partnerships.rules import PEOPLE


def assign_role(
    actor: User, partnership: Partnership, user: User, role: Role, unit: str = ""
) -> Assignment:
    """Give a further role, from today, to a person who has one in the partnership.

    Others are invited: nobody learns here who has an account.
    """
    with acting(actor, PEOPLE, partnership) as deed:
        known = deed.partnership.people.filter(still_held(today()), user=user)
        if not user.is_active or not known.exists():
            text = "Tej osoby nie ma w partnerstwie. Wyślij jej zaproszenie."
            raise RefusedError("user", text)
        require_unit_of_role(deed.partnership, role, unit)
        return grant(deed, user, role, unit)


def end_role(
    actor: User, partnership: Partnership, assignment: int, last_day: date
) -> Assignment | None:
    """End a role on its last day (inclusive); one that had not begun by then is withdrawn.

    Returns ``None`` for a role withdrawn. The last coordinator does not leave.
    """
    with acting(actor, PEOPLE, partnership) as deed:
        found = deed.partnership.people.filter(pk=assignment).first()
        if found is None or (found.until is not None and found.until < today()):
            text = "Ta rola już się skończyła. Odśwież stronę, żeby zobaczyć obecne role."
            raise RefusedError("last_day", text)
        coordinators = deed.partnership.people.filter(
            role=Role.COORDINATOR, until=None, since__lte=today(), user__is_active=True
        )
        if found.role == Role.COORDINATOR and not coordinators.exclude(pk=found.pk).exists():
            text = "To ostatni koordynator. Najpierw nadaj tę rolę innej osobie."
            raise RefusedError("last_day", text)
        return _ended(deed, found, last_day)


def still_held(day: date) -> Q:
    """Roles that hold on a day or will."""
    return Q(until__isnull=True) | Q(until__gte=day)


def require_unit_of_role(partnership: Partnership, role: Role, unit: str) -> None:
    """Raise :class:`RefusedError` unless a representative has a member's unit, and others none."""
    if role is not Role.REPRESENTATIVE:
        if unit:
            text = "Tylko przedstawiciel reprezentuje jednostkę. Zostaw to pole puste."
            raise RefusedError("unit", text)
    elif not partnership.members.filter(unit=unit, until=None).exists():
        text = "Przedstawiciel reprezentuje członka. Wybierz jednostkę z listy członków."
        raise RefusedError("unit", text)


def grant(deed: Deed, user: User, role: Role, unit: str) -> Assignment:
    """Give a role from today; :class:`RefusedError` when the person has it."""
    same = deed.partnership.people.filter(user=user, role=role, unit=unit)
    if same.filter(still_held(today())).exists():
        raise RefusedError("role", "Ta osoba ma już tę rolę. Wybierz inną rolę.")
    made = deed.partnership.people.create(user=user, role=role, unit=unit, since=today())
    deed.log("role.assign", made, after={"user": str(user), "role": role, "unit": unit})
    return made


def _ended(deed: Deed, found: Assignment, last_day: date) -> Assignment | None:
    before = {"user": str(found.user), "role": found.role, "until": told(found.until)}
    if last_day < found.since:
        deed.log("role.withdraw", found, before)
        found.delete()
        return None
    found.until = last_day
    found.save(update_fields=["until"])
    deed.log("role.end", found, before, {**before, "until": told(last_day)})
    return found
