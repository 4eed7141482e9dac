"""Reading meetings and decisions."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.timezone import now

from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.meetings.models import Decision, Meeting
from terytoria.portal.partnerships.models import Partnership

_OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


def upcoming(partnership: Partnership) -> QuerySet[Meeting]:
    """Meetings that go on or are to come, the nearest first; cancelled ones are not."""
    running = Meeting.objects.filter(partnership=partnership, state=MeetingState.OPEN)
    ahead = Meeting.objects.filter(partnership=partnership, ends_at__gte=now())
    return (running | ahead.exclude(state__in=_OVER)).order_by("starts_at", "pk")


def past(partnership: Partnership) -> QuerySet[Meeting]:
    """Every other meeting, the latest first."""
    ahead = upcoming(partnership).values("pk")
    return Meeting.objects.filter(partnership=partnership).exclude(pk__in=ahead)


def decisions_of(partnership: Partnership) -> QuerySet[Decision]:
    """Decisions, adopted and rejected, the latest first."""
    found = Decision.objects.filter(partnership=partnership)
    about = ("diagnosis", "strategy", "document__document", "draft__text__partnership")
    return found.select_related("item__meeting", *about).defer(
        "diagnosis__content", "strategy__content", "draft__content"
    )
