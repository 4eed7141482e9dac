"""What procedures need done in the background."""

from __future__ import annotations

import logging
from datetime import time

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.periodic import Daily, periodic
from terytoria.portal.jobs.tasks import Context, Write, task
from terytoria.portal.planner.domain.posting import RefusedForGoodError, post
from terytoria.portal.planner.domain.wishes import frequency_of
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.procedures.domain.alarms import (
    ALARM,
    coordinators,
    key_of,
    order_alarms,
    ruling_to_tell,
)
from terytoria.portal.procedures.interfaces.letters import alarm_letter
from terytoria.portal.procedures.models import Procedure

MORNING = time(6, 30)
"""When clocks are looked at, by the clock in Poland."""

_LOG = logging.getLogger(__name__)


@periodic("procedures.watch", Daily(MORNING))
def watch(context: Context) -> Write:
    """Order the letters about clocks that press."""
    return lambda: {"letters": order_alarms()}


@task(ALARM)
def send_alarm(context: Context, *, procedure: int, clock: str, state: str, user: int) -> Write:
    """Tell one coordinator of a clock; nothing once somebody acted or they want no letters."""
    found = Procedure.objects.select_related("partnership").filter(pk=procedure, current=True)
    kept, person = found.first(), User.objects.filter(pk=user).first()
    if kept is None or person is None or person not in coordinators(kept.partnership):
        return lambda: {"sent": False}
    ruling = ruling_to_tell(kept, clock, state)
    if ruling is None or frequency_of(person) is Frequency.NEVER:
        return lambda: {"sent": False}
    message = alarm_letter(person, kept, ruling, key_of(kept, ruling, person))
    context.progress("wysyłam")
    try:
        post(message)
    except RefusedForGoodError as refusal:
        _LOG.warning("alarm %s: %s", message.extra_headers["Message-ID"], refusal)
        return lambda: {"sent": False, "refused": True}
    return lambda: {"sent": True}
