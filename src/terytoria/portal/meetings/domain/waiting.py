"""What the meetings of a partnership wait for from a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.awaited import awaited_of, under_vote
from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.meetings.rules import MINUTES, PLAN, RUN, VOTE
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.facts import Facts
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action

NAMED = 3
"""How many votes of a meeting are named, the first; the rest is counted."""

_UNDONE = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.OPEN, MeetingState.CLOSED)


def waiting(user: User, facts: Facts) -> tuple[Waiting, ...]:
    """Votes that go on, meetings to open, to close or to convene, minutes to make."""
    actions = {one for one in (VOTE, PLAN, RUN, MINUTES) if facts.may(one)}
    found: list[Waiting] = []
    if VOTE in actions:
        found += _votes(user, facts.partnership)
    if actions - {VOTE}:
        kept = Meeting.objects.filter(partnership=facts.partnership, state__in=_UNDONE)
        for meeting in kept.order_by("starts_at", "pk"):
            found += _of_meeting(meeting, actions)
    return tuple(found)


def _votes(user: User, partnership: Partnership) -> Iterator[Waiting]:
    """Votes that lack a voice of the person, the first few by name, of each meeting."""
    for meeting in under_vote().filter(partnership=partnership):
        lacking = awaited_of(user, meeting)
        for one in lacking[:NAMED]:
            many = f" ({counted(one.voices, 'głos', 'głosy', 'głosów')})" if one.voices > 1 else ""
            text = f"Trwa głosowanie, w którym brakuje Twojego głosu: „{one.item.title}”{many}."
            yield Waiting(text, _address(meeting), Urgency.NOW)
        if rest := lacking[NAMED:]:
            what = counted(len(rest), "głosowaniu", "głosowaniach", "głosowaniach")
            text = f"Twojego głosu brakuje jeszcze w {what}."
            yield Waiting(text, _address(meeting), Urgency.NOW)


def _of_meeting(meeting: Meeting, actions: set[Action]) -> Iterator[Waiting]:
    """At most one thing: the next step of the meeting, for those who may take it."""
    name, day = f"„{meeting.title}”", date_pl(meeting.day)
    begun = meeting.starts_at <= timezone.now()
    at = _address(meeting)
    match meeting.state:
        case MeetingState.OPEN if RUN in actions:
            yield Waiting(f"Trwa spotkanie {name}.", at, Urgency.NOW)
        case MeetingState.CONVENED if RUN in actions and (begun or meeting.day == today()):
            yield Waiting(f"Do otwarcia: spotkanie {name}, zwołane na {day}", at, Urgency.DUE)
        case MeetingState.PLANNED if PLAN in actions:
            text = f"Do zwołania: spotkanie {name}, planowane na {day}"
            yield Waiting(text, at, Urgency.DUE if begun else Urgency.WORK)
        case MeetingState.CLOSED if MINUTES in actions and meeting.minutes_pdf_id is None:
            yield Waiting(f"Nie ma jeszcze protokołu spotkania {name} ({day}).", at)


def _address(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.partnership.slug, meeting.pk])
