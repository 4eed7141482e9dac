"""A meeting as an entry of a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.meetings.models import Meeting

PRODUCT = "-//Terytoria//portal//PL"


def event_of(meeting: Meeting, address: str) -> Event:
    """The entry of a meeting; ``address`` is that of its page.

    Its hours carry the Polish time zone. ``SEQUENCE`` grows with each change, so that a calendar
    keeps the newest.
    """
    event = Event()
    event.add("uid", f"spotkanie-{meeting.pk}.{meeting.partnership.slug}@terytoria")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    event.add("dtend", timezone.localtime(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("location", where(meeting))
    event.add("description", f"{agenda(meeting)}\n\n{address}")
    event.add("url", address)
    cancelled = meeting.state == MeetingState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    return event


def calendar_of(meeting: Meeting, address: str) -> str:
    """A calendar with the one meeting and its time zone, as text."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event_of(meeting, address))
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())


def where(meeting: Meeting) -> str:
    """The place, the address of the web, or both."""
    return ", ".join(one for one in (meeting.place, meeting.link) if one)


def agenda(meeting: Meeting) -> str:
    """The points of the agenda, one a line."""
    return "\n".join(str(item) for item in meeting.items.all())
