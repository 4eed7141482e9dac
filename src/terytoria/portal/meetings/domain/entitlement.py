"""Who has a vote in a meeting: told by its day, whatever happened later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.enums import TAKES_PART, Body
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.queries import held, members_on
from terytoria.portal.partnerships.enums import Role

_PERSON = "osoba:"


@dataclass(frozen=True)
class Voter:
    """Who has one vote: a unit (``key`` is its TERYT code) or a person (``osoba:<number>``)."""

    key: str
    label: str


def voters_of(meeting: Meeting) -> tuple[Voter, ...]:
    """Everyone with a vote: the members on its day, or the working group's people."""
    if meeting.body == Body.COUNCIL:
        country = land.current()
        units = members_on(meeting.partnership, meeting.day)
        return tuple(Voter(unit, country.label(unit)) for unit in units)
    people = meeting.partnership.people.filter(held(meeting.day), role=Role.WORKING_GROUP)
    found = {one.user_id: str(one.user) for one in people.select_related("user")}
    return tuple(Voter(f"{_PERSON}{pk}", found[pk]) for pk in sorted(found))


def voices_of(user: User, meeting: Meeting) -> tuple[str, ...]:
    """Keys of the voters for whom a person may vote; usually one or none."""
    roles = meeting.partnership.people.filter(held(meeting.day), user=user)
    if meeting.body == Body.WORKING_GROUP:
        in_group = roles.filter(role=Role.WORKING_GROUP).exists()
        return (f"{_PERSON}{user.pk}",) if in_group else ()
    spoken = set(roles.filter(role=Role.REPRESENTATIVE).values_list("unit", flat=True))
    return tuple(unit for unit in members_on(meeting.partnership, meeting.day) if unit in spoken)


def present_at(meeting: Meeting) -> tuple[str, ...]:
    """Keys of the voters who take part, on the spot or remotely."""
    noted = meeting.attendance.filter(presence__in=TAKES_PART)
    return tuple(noted.values_list("voter", flat=True))


def recipients_of(meeting: Meeting) -> tuple[User, ...]:
    """People to be told of a meeting: those who vote and those who lead, each once."""
    return tuple(dict.fromkeys(_told(meeting)))


def _told(meeting: Meeting) -> Iterator[User]:
    members = members_on(meeting.partnership, meeting.day)
    people = meeting.partnership.people.filter(held(meeting.day), user__is_active=True)
    for one in people.select_related("user").order_by("user_id"):
        council = one.role == Role.CHAIR or (
            one.role == Role.REPRESENTATIVE and one.unit in members
        )
        own = council if meeting.body == Body.COUNCIL else one.role == Role.WORKING_GROUP
        if own or one.role == Role.COORDINATOR:
            yield one.user
