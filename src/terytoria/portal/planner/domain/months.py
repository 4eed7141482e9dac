"""Months of a calendar."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.domain.meetings import known_meetings
from terytoria.portal.planner.domain.queries import tasks_of
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task

_FIRST, _LAST = 2000, 2100


@dataclass(frozen=True)
class Month:
    """A month of a year.

    >>> Month(2026, 12).next, Month(2026, 1).previous
    (Month(year=2027, month=1), Month(year=2025, month=12))
    """

    year: int
    month: int

    @classmethod
    def of(cls, text: str, day: date) -> Month:
        """The month told as ``2026-11``; that of ``day`` for anything else."""
        year, _, month = text.partition("-")
        told = (year, month)
        if all(part.isascii() and part.isdigit() and len(part) <= 4 for part in told):
            found = cls(int(year), int(month))
            if _FIRST <= found.year <= _LAST and 1 <= found.month <= 12:
                return found
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def next(self) -> Month:
        """The month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> Month:
        """The month before."""
        day = self.first - timedelta(days=1)
        return Month(day.year, day.month)


@dataclass
class Day:
    """A day on which something falls."""

    day: date
    meetings: list[Meeting]
    tasks: list[Task]


def month_of(user: User, partnership: Partnership, month: Month) -> list[Day]:
    """Days of a month on which a partnership meets or a task is due, as a person may know them."""
    here = timezone.get_default_timezone()
    first, after = (datetime.combine(one.first, time(), tzinfo=here) for one in (month, month.next))
    days: defaultdict[date, Day] = defaultdict(lambda: Day(date.min, [], []))
    meetings = known_meetings(user).filter(partnership=partnership)
    for meeting in meetings.filter(starts_at__gte=first, starts_at__lt=after):
        days[meeting.day].meetings.append(meeting)
    tasks = tasks_of(partnership).exclude(state=TaskState.CANCELLED)
    for task in tasks.filter(due__gte=month.first, due__lt=month.next.first):
        days[task.due].tasks.append(task)
    return [Day(day, days[day].meetings, days[day].tasks) for day in sorted(days)]
