"""Sessions of the demonstration: opened by a button, over as soon as the demonstration is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.db.models import QuerySet

from terytoria.portal.accounts.models import User


class Entrance(BaseBackend):
    """Knows the owner of a session that was opened in the demonstration; lets nobody in itself."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, while the demonstration lasts."""
        return open_accounts().filter(pk=user_id).first()


def open_accounts() -> QuerySet[User]:
    """The accounts that may be entered now, in the order they were made; else none."""
    if not settings.DEMONSTRATION or settings.PRODUCTION:
        return User.objects.none()
    return User.objects.filter(demonstration=True, is_active=True).order_by("pk")
