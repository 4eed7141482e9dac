"""What the procedures of a partnership wait for from a person."""

from __future__ import annotations

from django.urls import reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting
from terytoria.portal.procedures.domain.alarms import pressing
from terytoria.portal.procedures.domain.queries import standing
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.rules import PLAN
from terytoria.strategy.procedure import Ruling, State


def waiting(_user: User, facts: Facts) -> tuple[Waiting, ...]:
    """Clocks that press, for those who lay plans, the nearest last day first."""
    if not facts.may(PLAN):
        return ()
    kept = facts.partnership.strategy_procedures.filter(current=True)
    found = [(one, procedure) for procedure in kept for one in pressing(standing(procedure))]
    found.sort(key=lambda pair: (pair[0].limit, pair[0].clock.id))
    return tuple(_told(*pair) for pair in found)


def _told(ruling: Ruling, procedure: Procedure) -> Waiting:
    urgency = Urgency.NOW if ruling.state == State.BROKEN else Urgency.DUE
    slug = procedure.partnership.slug
    url = reverse("procedures:procedure", args=[slug, procedure.pk])
    return Waiting(ruling.text, url, urgency)
