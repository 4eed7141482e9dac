"""Clocks that press, and ordering the letters that tell of them."""

from __future__ import annotations

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import held
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import LIVING
from terytoria.portal.procedures.domain.queries import Standing, standing
from terytoria.portal.procedures.models import Procedure
from terytoria.strategy.procedure import Ruling, State

ALARM = "procedures.alarm"


def pressing(found: Standing) -> tuple[Ruling, ...]:
    """Clocks somebody must act on: urgent ones, and broken ones whose step is still awaited."""
    return tuple(
        one
        for one in found.rulings
        if one.limit is not None
        and (
            one.state == State.URGENT
            or (one.state == State.BROKEN and found.fact(one.clock.until[0]).end is None)
        )
    )


def coordinators(partnership: Partnership) -> list[User]:
    """Those who are told."""
    now = partnership.people.filter(held(today()), role=Role.COORDINATOR, user__is_active=True)
    return [one.user for one in now.select_related("user").order_by("user")]


def order_alarms() -> int:
    """Order a letter for each coordinator and pressing clock; returns how many were.

    Its key holds the clock, its state and its last day: however often this runs, a person gets
    one letter when the clock becomes urgent and one when it breaks, and again only when the
    last day moves. A letter that did not leave is ordered anew.
    """
    count = 0
    kept = Procedure.objects.filter(current=True, partnership__stage__in=LIVING)
    for procedure in kept.select_related("partnership").order_by("pk"):
        for ruling in pressing(standing(procedure)):
            for user in coordinators(procedure.partnership):
                told = {
                    "procedure": procedure.pk,
                    "clock": ruling.clock.id,
                    "state": ruling.state.value,
                    "user": user.pk,
                }
                enqueue(
                    ALARM,
                    told,
                    key=key_of(procedure, ruling, user),
                    partnership=procedure.partnership.slug,
                )
                count += 1
    return count


def key_of(procedure: Procedure, ruling: Ruling, user: User) -> str:
    """The key of a letter: a clock in a state with a last day, for a person."""
    day = ruling.limit.isoformat() if ruling.limit else ""
    return f"{ALARM}:{procedure.pk}:{ruling.clock.id}:{ruling.state.value}:{day}:{user.pk}"


def ruling_to_tell(procedure: Procedure, clock: str, state: str) -> Ruling | None:
    """The clock, when it still presses in this state; nothing once somebody acted."""
    found = pressing(standing(procedure))
    return next((one for one in found if (one.clock.id, one.state) == (clock, state)), None)
