"""A calendar in the format of RFC 5545."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from icalendar import Calendar
from icalendar import Event as Entry

from terytoria.portal.planner.domain.events import Event

_PRODUCT = "-//Terytoria//Kalendarz partnerstw//PL"
_REFRESH = "PT2H"


def calendar_file(name: str, events: Iterable[Event]) -> bytes:
    """The events as a file that calendars subscribe to; the same events give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _clean(name))
    calendar.add("x-published-ttl", _REFRESH)
    for event in events:
        calendar.add_component(_entry(event))
    return bytes(calendar.to_ical())


def _entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.changed)
    entry.add("last-modified", event.changed)
    entry.add("sequence", event.sequence)
    entry.add("summary", _clean(event.summary))
    entry.add("dtstart", event.start)
    entry.add("dtend", event.end)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    for name, value in (("description", event.text), ("location", event.place)):
        if value:
            entry.add(name, _clean(value))
    if event.url:
        entry.add("url", event.url)
    if not hasattr(event.start, "hour"):
        entry.add("transp", "TRANSPARENT")  # a day with a task is not a busy day
    return entry


def _clean(text: str) -> str:
    """A text without control characters, which the format cannot carry; lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
