"""Work that comes round by itself: a kind of job and when each of its occurrences falls.

An occurrence has a name (a day, a moment), and its job's key is made of the kind and that name:
however many workers look, and however often they are killed, an occurrence is one job.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

from terytoria.portal.jobs.tasks import Task, task

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Schedule(Protocol):
    """When work comes round."""

    def occurrence(self, moment: datetime) -> str | None:
        """The name of the occurrence that is due at a moment; ``None`` when none is."""


@dataclass(frozen=True)
class Every:
    """Again after each ``period``, counted from the beginning of 1970 (UTC).

    >>> Every(timedelta(hours=1)).occurrence(datetime(2026, 3, 29, 1, 59, tzinfo=UTC))
    '2026-03-29T01:00:00Z'
    """

    period: timedelta

    def __post_init__(self) -> None:
        if self.period < timedelta(seconds=1):
            raise ValueError(f"period is {self.period}; a worker looks no more than once a second")

    def occurrence(self, moment: datetime) -> str:
        """The last start of a period at or before the moment."""
        start = _BEGINNING + (moment - _BEGINNING) // self.period * self.period
        return f"{start:%Y-%m-%dT%H:%M:%SZ}"


@dataclass(frozen=True)
class Daily:
    """Once a day, from the hour ``at`` of this portal's time zone until midnight.

    A worker that was away at that hour does the work when it comes back on the same day; a day
    missed altogether is not made up for. A day of 23 or 25 hours has one occurrence like others:
    an hour the clocks skip comes as much later as they skip, one they repeat counts once.
    """

    at: time

    def occurrence(self, moment: datetime) -> str | None:
        """The day, once its hour has struck."""
        zone = timezone.get_default_timezone()
        day = moment.astimezone(zone).date()
        struck = datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)
        return day.isoformat() if moment >= struck else None


_PERIODIC: dict[str, Schedule] = {}


def periodic(kind: str, when: Schedule) -> Callable[[Task], Task]:
    """Register a function ``(context) -> write`` as work that comes round by itself.

    Raises :class:`ValueError` for a kind that has another task or another schedule.
    """

    def register(function: Task) -> Task:
        if _PERIODIC.get(kind, when) != when:
            raise ValueError(f"two schedules for jobs of kind {kind!r}")
        task(kind)(function)
        _PERIODIC[kind] = when
        return function

    return register


def due(moment: datetime) -> dict[str, str]:
    """Occurrences due at a moment: the name of each by its kind."""
    named = {kind: when.occurrence(moment) for kind, when in _PERIODIC.items()}
    return {kind: name for kind, name in named.items() if name is not None}
