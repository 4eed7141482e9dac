"""Accounts of the demonstration: made, opened with it, closed without it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from terytoria.portal.accounts.domain import assign_programme_role, create_user
from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.demonstration.people import Figure
from terytoria.portal.partnerships.domain.acting import acting
from terytoria.portal.partnerships.domain.people import grant
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import PEOPLE

People = dict[str, User]
"""Accounts by the key of their figure."""


def make_accounts(figures: Iterable[Figure]) -> People:
    """The accounts of figures, each made once, with their roles in the programme."""
    return {figure.key: _account(figure) for figure in figures}


def _account(figure: Figure) -> User:
    known = User.objects.filter(email__iexact=figure.email, demonstration=True).first()
    user = known or create_user(figure.email, figure.name, demonstration=True)
    if isinstance(figure.role, ProgrammeRole):
        held = user.programme_assignments.filter(
            role=figure.role, voivodeship=figure.voivodeship, until=None
        )
        if not held.exists():
            assign_programme_role(user, figure.role, voivodeship=figure.voivodeship, actor=None)
    return user


def give_roles(partnership: Partnership, people: People, figures: Iterable[Figure]) -> None:
    """The roles of figures in the partnership, each given once, by its coordinator."""
    coordinator = people["koordynator"]
    for figure in figures:
        if not isinstance(figure.role, Role):
            continue
        held = partnership.people.filter(
            user=people[figure.key], role=figure.role, unit=figure.unit, until=None
        )
        if not held.exists():
            with acting(coordinator, PEOPLE, partnership) as deed:
                grant(deed, people[figure.key], figure.role, figure.unit)


def set_open(*, wanted: bool) -> int:
    """Open the accounts of the demonstration, or close them; how many changed.

    Without the demonstration nobody enters them and nothing that was left in their name (a token,
    an address of a calendar) opens anything.
    """
    with transaction.atomic():
        changing = User.objects.select_for_update().filter(demonstration=True)
        found = list(changing.exclude(is_active=wanted))
        for user in found:
            user.is_active = wanted
            user.save(update_fields=["is_active"])
            verb = "user.activate" if wanted else "user.deactivate"
            before, after = {"is_active": not wanted}, {"is_active": wanted}
            record(verb, user, actor=None, before=before, after=after)
    return len(found)
