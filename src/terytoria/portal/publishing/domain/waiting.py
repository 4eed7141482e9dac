"""What the publication of a partnership waits for from a person."""

from __future__ import annotations

from django.urls import reverse

from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.waiting import Waiting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import may
from terytoria.portal.publishing.domain.queries import releasable
from terytoria.portal.publishing.rules import RELEASE


def waiting(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """Decisions that the council adopted and nobody made public yet."""
    if not may(user, RELEASE, partnership, today()):
        return ()
    count = releasable(partnership).count()
    if not count:
        return ()
    what = counted(count, "uchwała", "uchwały", "uchwał")
    text = f"Przyjęte przez Radę i jeszcze nieopublikowane: {what}."
    return (Waiting(text, reverse("publishing:releases", args=[partnership.slug])),)
