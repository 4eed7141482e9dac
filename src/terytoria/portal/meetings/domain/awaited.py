"""Votes that go on and lack the voice of a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, QuerySet

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.entitlement import voices_of
from terytoria.portal.meetings.enums import ItemState, MeetingState
from terytoria.portal.meetings.models import AgendaItem, Meeting, Vote


@dataclass(frozen=True)
class Awaited:
    """A vote that goes on, and for how many voters a person still has to speak in it."""

    item: AgendaItem
    voices: int


def under_vote() -> QuerySet[Meeting]:
    """Open meetings in which something is voted on now."""
    voting = AgendaItem.objects.filter(state=ItemState.VOTING).values("meeting")
    found = Meeting.objects.filter(state=MeetingState.OPEN, pk__in=voting)
    return found.select_related("partnership")


def awaited_of(user: User, meeting: Meeting) -> list[Awaited]:
    """Votes of a meeting in which a person has not said everything they may, in its order."""
    voices = voices_of(user, meeting)
    if not voices:
        return []
    items = meeting.items.filter(state=ItemState.VOTING)
    spoken = Vote.objects.filter(item__meeting=meeting, round=F("item__round"), voter__in=voices)
    given = Counter(spoken.order_by().values_list("item", flat=True))
    return [Awaited(one, left) for one in items if (left := len(voices) - given[one.pk])]
