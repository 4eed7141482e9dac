"""Who may act on accounts and on roles in the programme."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User


class NotOfficerError(PermissionError):
    """Somebody who is not a national officer; the message is Polish and completes what they did."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Nie możesz {what}. Poproś urzędnika programu (kraj).")


def national_officers(day: date) -> QuerySet[User]:
    """People who are national officers on a day and whose accounts are active."""
    held = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    officers = ProgrammeAssignment.objects.filter(held, role=ProgrammeRole.NATIONAL_OFFICER)
    return User.objects.filter(is_active=True, pk__in=officers.values("user"))


def is_national_officer(user: User, day: date) -> bool:
    """Whether a person is a national officer on a day."""
    return national_officers(day).filter(pk=user.pk).exists()


def require_officer(actor: User | None, what: str, day: date) -> None:
    """Raise :class:`NotOfficerError` unless a national officer acts, or the program itself.

    ``actor`` is empty for what nobody signed in does: an accepted invitation, the command line.
    """
    if actor is not None and not is_national_officer(actor, day):
        raise NotOfficerError(what)
