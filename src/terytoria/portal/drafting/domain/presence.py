"""Who else has a block open."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.models import Presence

RECENT = timedelta(minutes=2)


def arrive(user: User, place: str) -> tuple[str, ...]:
    """Note that a person opened a block; names of others who did in the last two minutes."""
    now = timezone.now()
    Presence.objects.update_or_create(place=place, user=user, defaults={"at": now})
    Presence.objects.filter(at__lt=now - RECENT).delete()
    others = Presence.objects.filter(place=place).exclude(user=user).select_related("user")
    return tuple(str(one.user) for one in others.order_by("user__name", "pk"))


def leave(user: User, place: str) -> None:
    """Forget that a person has a block open."""
    Presence.objects.filter(place=place, user=user).delete()
