"""What a person's calendar holds: meetings they know of, and their own tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.planner.domain.addresses import page_address
from terytoria.portal.planner.domain.meetings import known_meetings
from terytoria.portal.planner.domain.queries import own_tasks
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task

KEPT = timedelta(days=366)
"""How long what has passed stays in the calendar."""


@dataclass(frozen=True)
class Event:
    """One event of a calendar.

    From ``start`` to ``end`` (exclusive): moments in UTC, or days for what lasts whole days.
    """

    uid: str
    summary: str
    start: datetime | date
    end: datetime | date
    sequence: int
    changed: datetime
    text: str = ""
    place: str = ""
    url: str = ""
    cancelled: bool = False


def events_of(user: User) -> list[Event]:
    """Everything in a person's calendar, by their roles of today."""
    since = timezone.now() - KEPT
    meetings = list(known_meetings(user).filter(ends_at__gte=since))
    moments = _changes(meetings)
    held = [_of_meeting(one, moments.get(str(one.pk), one.created_at)) for one in meetings]
    tasks = own_tasks(user).filter(due__gte=timezone.localdate(since))
    return [*held, *(_of_task(one) for one in tasks)]


def _of_meeting(one: Meeting, changed: datetime) -> Event:
    planned = one.state == MeetingState.PLANNED
    said = [f"Partnerstwo: {one.partnership.name}.", f"{one.get_body_display()}."]
    said += [f"Adres spotkania zdalnego: {one.link}"] if one.link else []
    said += [f"Odwołano: {one.cancelled_because}"] if one.cancelled_because else []
    title = f"{one.title} ({one.partnership})"
    return Event(
        uid=f"spotkanie-{one.pk}.{one.partnership.slug}@terytoria",  # as in the letter of notice
        summary=f"Plan: {title}" if planned else title,
        start=one.starts_at.astimezone(UTC),
        end=one.ends_at.astimezone(UTC),
        sequence=one.sequence,
        changed=changed,
        text="\n".join(said),
        place=one.place or one.link,
        url=page_address("meetings:meeting", one.partnership.slug, one.pk),
        cancelled=one.state == MeetingState.CANCELLED,
    )


def _of_task(one: Task) -> Event:
    kind = "Zrobione" if one.state == TaskState.DONE else "Zadanie"
    return Event(
        uid=f"zadanie-{one.pk}.{one.partnership.slug}@terytoria",
        summary=f"{kind}: {one.title} ({one.partnership})",
        start=one.due,
        end=one.due + timedelta(days=1),
        sequence=one.sequence,
        changed=one.changed_at,
        text=one.text,
        url=page_address("planner:task", one.partnership.slug, one.pk),
        cancelled=one.state == TaskState.CANCELLED,
    )


def _changes(meetings: list[Meeting]) -> dict[str, datetime]:
    """When each meeting was last changed, from the log."""
    label = Meeting._meta.label_lower  # noqa: SLF001 - Django documents it
    ids = [str(one.pk) for one in meetings]
    entries = Entry.objects.filter(subject=label, subject_id__in=ids).order_by()
    return dict(entries.values_list("subject_id").annotate(Max("at")))
