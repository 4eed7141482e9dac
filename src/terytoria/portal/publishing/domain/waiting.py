"""What the publication of a partnership waits for from a person."""

from __future__ import annotations

from django.urls import reverse

from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Waiting
from terytoria.portal.publishing.domain.queries import releasable
from terytoria.portal.publishing.rules import RELEASE


def waiting(_user: User, facts: Facts) -> tuple[Waiting, ...]:
    """Decisions that the council adopted and nobody made public yet."""
    if not facts.may(RELEASE):
        return ()
    count = releasable(facts.partnership).count()
    if not count:
        return ()
    what = counted(count, "uchwała", "uchwały", "uchwał")
    text = f"Przyjęte przez Radę i jeszcze nieopublikowane: {what}."
    return (Waiting(text, reverse("publishing:releases", args=[facts.partnership.slug])),)
