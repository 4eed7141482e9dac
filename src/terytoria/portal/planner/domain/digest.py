"""What a person is reminded of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.awaited import Awaited
from terytoria.portal.meetings.enums import ItemState
from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.partnerships.domain.queries import held
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.planner.domain.meetings import (
    COMING,
    awaited_ballots,
    coming_meetings,
)
from terytoria.portal.planner.domain.queries import (
    ownerless,
    ownerless_for,
    tasks,
    to_do,
    with_owner,
)
from terytoria.portal.planner.enums import Frequency, TaskState
from terytoria.portal.planner.models import Task

TASKS_AHEAD = timedelta(days=7)
MEETINGS_AHEAD = {Frequency.DAILY: timedelta(days=3), Frequency.WEEKLY: timedelta(days=7)}
_FARTHEST = max(MEETINGS_AHEAD.values())


@dataclass(frozen=True)
class Digest:
    """What waits for a person on a day: their tasks, meetings, votes; tasks nobody does."""

    day: date
    overdue: tuple[Task, ...]
    soon: tuple[Task, ...]
    meetings: tuple[Meeting, ...]
    ballots: tuple[Awaited, ...]
    ownerless: tuple[Task, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to remind of."""
        return not any((self.overdue, self.soon, self.meetings, self.ballots, self.ownerless))


def digest_of(user: User, now: datetime, frequency: Frequency = Frequency.DAILY) -> Digest:
    """What waits for a person: tasks within a week or late, meetings within days, open votes."""
    day = timezone.localdate(now)
    ahead = to_do(user).filter(due__lte=day + TASKS_AHEAD)
    until = _end_of(day + MEETINGS_AHEAD.get(frequency, MEETINGS_AHEAD[Frequency.DAILY]))
    return Digest(
        day,
        overdue=tuple(ahead.filter(due__lt=day)),
        soon=tuple(ahead.filter(due__gte=day)),
        meetings=tuple(coming_meetings(user, now, until)),
        ballots=tuple(awaited_ballots(user)),
        ownerless=tuple(ownerless_for(user)),
    )


def perhaps_concerned(now: datetime) -> set[int]:
    """Numbers of people for whom there may be something; the rest need not be looked at."""
    day = timezone.localdate(now)
    pressing = Task.objects.filter(state=TaskState.OPEN, due__lte=day + TASKS_AHEAD)
    owners = pressing.filter(with_owner()).values_list("owner", flat=True)
    near = Meeting.objects.filter(
        state__in=COMING, ends_at__gt=now, starts_at__lt=_end_of(day + _FARTHEST)
    )
    votes = AgendaItem.objects.filter(state=ItemState.VOTING)
    busy = Partnership.objects.filter(
        Q(pk__in=near.values("partnership"))
        | Q(pk__in=votes.values("meeting__partnership"))
        | Q(pk__in=ownerless(tasks()).values("partnership"))
    )
    people = Assignment.objects.filter(held(day), partnership__in=busy, user__is_active=True)
    return {*owners, *people.values_list("user", flat=True)}


def _end_of(day: date) -> datetime:
    here = timezone.get_default_timezone()
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=here)
