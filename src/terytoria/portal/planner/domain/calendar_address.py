"""Verbs about the secret address of a person's calendar."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.planner.models import CalendarAddress


def make_calendar_address(user: User) -> str:
    """A new secret token, known only now; the one before stops working."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        made, fresh = CalendarAddress.objects.update_or_create(
            user=user, defaults={"token_hash": _hashed(token)}
        )
        record("calendar.make" if fresh else "calendar.replace", made, actor=user)
    return token


def revoke_calendar_address(user: User) -> bool:
    """Close the address; whether there was one."""
    with transaction.atomic():
        found = CalendarAddress.objects.select_for_update().filter(user=user).first()
        if found is not None:
            record("calendar.revoke", found, actor=user)
            found.delete()
    return found is not None


def owner_of(token: str) -> User | None:
    """Whose calendar a token opens; nobody's when it is unknown or the account is not active."""
    found = CalendarAddress.objects.select_related("user").filter(token_hash=_hashed(token))
    address = found.first()
    return address.user if address is not None and address.user.is_active else None


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
