"""Verbs about how often a person is reminded."""

from __future__ import annotations

from django.core import signing
from django.db import transaction

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.planner.models import Reminders

_SALT = "planner.reminders"


def frequency_of(user: User) -> Frequency:
    """How often a person wants to be reminded; daily when they never said."""
    told = Reminders.objects.filter(user=user).values_list("frequency", flat=True).first()
    return Frequency(told) if told else Frequency.DAILY


def set_frequency(user: User, frequency: Frequency) -> None:
    """Change how often a person is reminded."""
    with transaction.atomic():
        before = frequency_of(User.objects.select_for_update().get(pk=user.pk))
        wish, _made = Reminders.objects.update_or_create(
            user=user, defaults={"frequency": frequency}
        )
        if before != frequency:
            told = {"frequency": frequency}
            record("reminders.set", wish, actor=user, before={"frequency": before}, after=told)


def opt_out_token(user: User) -> str:
    """A signed token that lets whoever reads a person's letters end them; it opens nothing else."""
    return signing.dumps(user.pk, salt=_SALT)


def person_of(token: str) -> User | None:
    """Whose reminders a token may end."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=number, is_active=True).first()
