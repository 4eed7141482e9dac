"""Ordering the letters that remind: one for a person and a day, whoever asks and however often."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.jobs.domain.recurring import forget
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.planner.domain.digest import perhaps_concerned
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.planner.models import Reminders

LETTER = "planner.letter"
_MONDAY = 0


def key_of(user: int, day: date) -> str:
    """The key of the job, and of the letter, for a person on a day."""
    return f"{LETTER}:{user}:{day.isoformat()}"


def order_letters(moment: datetime) -> int:
    """Order the letters of a day; returns how many people may get one."""
    day = timezone.localdate(moment)
    concerned = User.objects.filter(pk__in=perhaps_concerned(moment), is_active=True)
    wishes = dict(Reminders.objects.values_list("user", "frequency"))
    count = 0
    for number in concerned.order_by("pk").values_list("pk", flat=True):
        frequency = Frequency(wishes.get(number, Frequency.DAILY))
        if _falls_on(frequency, day):
            until = day if frequency is Frequency.DAILY else day + timedelta(days=6)
            told = {"user": number, "day": day.isoformat(), "until": until.isoformat()}
            enqueue(LETTER, told, key=key_of(number, day))
            count += 1
    forget(LETTER, moment)
    return count


def order_again(moment: datetime) -> int:
    """Order anew the letters the mail server would not take, while they are still of use."""
    count = 0
    for job in _failed():
        if date.fromisoformat(job.arguments["until"]) >= timezone.localdate(moment):
            enqueue(LETTER, job.arguments, key=job.key)
            count += 1
    return count


def _falls_on(frequency: Frequency, day: date) -> bool:
    if frequency is Frequency.WEEKLY:
        return day.weekday() == _MONDAY
    return frequency is Frequency.DAILY


def _failed() -> Iterable[Job]:
    return Job.objects.filter(kind=LETTER, state=State.FAILED).order_by("pk")
