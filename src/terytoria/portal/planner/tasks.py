"""What reminders need done in the background."""

from __future__ import annotations

import logging
from datetime import date, time, timedelta

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.periodic import Daily, Every, periodic
from terytoria.portal.jobs.tasks import Context, Write, task
from terytoria.portal.planner.domain.digest import digest_of
from terytoria.portal.planner.domain.posting import RefusedForGoodError, post
from terytoria.portal.planner.domain.reminding import LETTER, key_of, order_again, order_letters
from terytoria.portal.planner.domain.wishes import frequency_of
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.planner.interfaces.letters import letter

MORNING = time(6)
"""When letters leave, by the clock in Poland."""

_LOG = logging.getLogger(__name__)


@periodic("planner.reminders", Daily(MORNING))
def remind(context: Context) -> Write:
    """Order the letters of the day."""
    return lambda: {"letters": order_letters(timezone.now())}


@periodic("planner.reminders.again", Every(timedelta(hours=1)))
def remind_again(context: Context) -> Write:
    """Order anew the letters that did not leave."""
    return lambda: {"letters": order_again(timezone.now())}


@task(LETTER)
def send_letter(context: Context, *, user: int, day: str, until: str) -> Write:
    """Send one person what waits for them now; nothing when nothing does or they want none.

    The letter leaves just before the job ends. A worker killed between the two sends it again
    with the same ``Message-ID``; killed at any other moment, it sends it once.
    """
    moment = timezone.now()
    found = User.objects.filter(pk=user, is_active=True).first()
    if found is None or timezone.localdate(moment) > date.fromisoformat(until):
        return lambda: {"sent": False}
    frequency = frequency_of(found)
    digest = digest_of(found, moment, frequency)
    if frequency is Frequency.NEVER or digest.empty:
        return lambda: {"sent": False}
    message = letter(found, digest, frequency, key_of(user, date.fromisoformat(day)))
    context.progress("wysyłam")
    try:
        post(message)
    except RefusedForGoodError as refusal:
        _LOG.warning("reminder %s: %s", message.extra_headers["Message-ID"], refusal)
        return lambda: {"sent": False, "refused": True}
    return lambda: {"sent": True}
