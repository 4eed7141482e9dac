"""Verbs about a meeting as a whole: planned, changed, convened, opened, closed, called off."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.meetings.domain.entitlement import recipients_of
from terytoria.portal.meetings.domain.ground import (
    changed,
    meeting_now,
    require_ahead,
    require_running,
)
from terytoria.portal.meetings.enums import Body, ItemState, MeetingState, NoticeKind
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.meetings.rules import PLAN, RUN
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today
from terytoria.portal.partnerships.models import Partnership

KIND = "meetings.notice"
LONGEST = timedelta(hours=24)
_MOMENTS = ("starts_at", "ends_at")


@dataclass(frozen=True)
class Plan:
    """Who meets, about what, where and when; the moments carry their time zone."""

    body: Body
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    link: str = ""
    led_by: str = ""


def plan(actor: User, partnership: Partnership, asked: Plan) -> Meeting:
    """Plan a meeting; nobody is told yet."""
    _check(asked)
    with acting(actor, PLAN, partnership) as deed:
        made = deed.partnership.meetings.create(**asdict(asked))
        deed.log("meeting.plan", made, after=_told(asked))
    return made


def edit(actor: User, meeting: Meeting, asked: Plan, version: int) -> Meeting:
    """Change a meeting ahead, seen in ``version``; a convened one then waits for a new notice."""
    _check(asked)
    with acting(actor, PLAN, meeting.partnership) as deed:
        found = meeting_now(deed, meeting, version)
        require_ahead(found)
        fields = asdict(asked)
        before = _told(Plan(**{name: getattr(found, name) for name in fields}))
        after = _told(asked)
        names = [name for name in fields if before[name] != after[name]]
        if names:
            for name in names:
                setattr(found, name, fields[name])
            changed(found, *names)
            old, new = ({name: one[name] for name in names} for one in (before, after))
            deed.log("meeting.edit", found, old, new)
    return found


def convene(actor: User, meeting: Meeting, address: str) -> int:
    """Call a meeting: a letter to each who votes or leads goes out; how many there are.

    ``address`` is that of the meeting's page. Asked again without a change, nobody gets a second
    letter, but one that failed is tried again.
    """
    with acting(actor, PLAN, meeting.partnership) as deed:
        found = meeting_now(deed, meeting)
        require_ahead(found)
        if found.ends_at <= timezone.now():
            raise RefusedError("", "Ten termin już minął. Zmień termin, a potem zwołaj spotkanie.")
        if not found.items.exists():
            raise RefusedError("", "Porządek obrad jest pusty. Dodaj przynajmniej jeden punkt.")
        told = recipients_of(found)
        before = found.state
        if before == MeetingState.PLANNED:
            found.state = MeetingState.CONVENED
            found.version += 1
            found.save(update_fields=["state", "version"])
        _post(deed, found, NoticeKind.CONVENED, told, address)
        after = {"state": found.state, "sequence": found.sequence, "letters": len(told)}
        deed.log("meeting.convene", found, {"state": before}, after)
    return len(told)


def cancel(actor: User, meeting: Meeting, reason: str, address: str) -> Meeting:
    """Call a meeting off; those who were invited are told why."""
    if not reason.strip():
        raise RefusedError("reason", "Podaj powód. Przeczytają go zaproszeni.")
    with acting(actor, PLAN, meeting.partnership) as deed:
        found = meeting_now(deed, meeting)
        require_ahead(found)
        before = found.state
        invited = found.notices.filter(kind=NoticeKind.CONVENED).values("person")
        told = tuple(User.objects.filter(pk__in=invited, is_active=True))
        found.cancelled_because = reason.strip()
        changed(found, "cancelled_because")
        found.state = MeetingState.CANCELLED
        found.save(update_fields=["state"])
        _post(deed, found, NoticeKind.CANCELLED, told, address)
        after = {"state": found.state, "reason": found.cancelled_because, "letters": len(told)}
        deed.log("meeting.cancel", found, {"state": before}, after)
    return found


def open_meeting(actor: User, meeting: Meeting) -> Meeting:
    """Open a convened meeting, on its day or later."""
    with acting(actor, RUN, meeting.partnership) as deed:
        found = meeting_now(deed, meeting)
        if found.state != MeetingState.CONVENED:
            text = f"Otwiera się spotkanie zwołane, a to jest {found.get_state_display()}."
            raise RefusedError("", text + " Odśwież stronę albo najpierw je zwołaj.")
        if found.day > today():
            text = f"Spotkanie jest {found.day:%d.%m.%Y}. Otwórz je tego dnia albo zmień termin."
            raise RefusedError("", text)
        _pass_to(deed, found, MeetingState.OPEN, "opened_at", "meeting.open")
    return found


def close_meeting(actor: User, meeting: Meeting) -> Meeting:
    """Close a meeting in which no vote goes on."""
    with acting(actor, RUN, meeting.partnership) as deed:
        found = meeting_now(deed, meeting)
        require_running(found)
        voting = found.items.filter(state=ItemState.VOTING).first()
        if voting is not None:
            text = f"Trwa głosowanie w punkcie {voting}. Najpierw je zamknij."
            raise RefusedError("", text)
        _pass_to(deed, found, MeetingState.CLOSED, "closed_at", "meeting.close")
    return found


def _pass_to(deed: Deed, meeting: Meeting, state: MeetingState, moment: str, verb: str) -> None:
    before = meeting.state
    meeting.state = state
    meeting.version += 1
    setattr(meeting, moment, timezone.now())
    meeting.save(update_fields=["state", "version", moment])
    deed.log(verb, meeting, {"state": before}, {"state": state})


def _post(
    deed: Deed, meeting: Meeting, kind: NoticeKind, people: tuple[User, ...], address: str
) -> None:
    """Order one letter for each person; the same state of a meeting is told to nobody twice."""
    for person in people:
        notice, _made = meeting.notices.get_or_create(
            person=person, kind=kind, sequence=meeting.sequence
        )
        enqueue(
            KIND,
            {"notice": notice.pk, "address": address},
            key=f"{KIND}:{notice.pk}",
            by=deed.actor,
            partnership=deed.partnership.slug,
        )


def _check(asked: Plan) -> None:
    if asked.ends_at <= asked.starts_at:
        raise RefusedError("ends", "Koniec nie jest późniejszy niż początek. Popraw godzinę.")
    if asked.ends_at - asked.starts_at > LONGEST:
        raise RefusedError("ends", "Spotkanie trwa ponad dobę. Popraw koniec.")
    if asked.ends_at <= timezone.now():
        raise RefusedError("day", "Ten termin już minął. Podaj dzień i godziny, które przyjdą.")
    if not asked.place and not asked.link:
        text = "Podaj miejsce albo adres spotkania zdalnego, żeby było wiadomo, gdzie przyjść."
        raise RefusedError("place", text)


def _told(asked: Plan) -> dict[str, Any]:
    moments = {name: getattr(asked, name).astimezone(UTC).isoformat() for name in _MOMENTS}
    return asdict(asked) | {"body": str(asked.body)} | moments
