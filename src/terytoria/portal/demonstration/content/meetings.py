"""A meeting of the council that adopted the diagnosis, and one that is to come."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import get_current_timezone, localtime

from terytoria.portal.demonstration.domain.clock import ago, has_a_past
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.evidence.domain.queries import latest_version
from terytoria.portal.meetings.domain.agenda import Point, add_item, add_paper
from terytoria.portal.meetings.domain.entitlement import voters_of
from terytoria.portal.meetings.domain.planning import (
    Plan,
    close_meeting,
    convene,
    open_meeting,
    plan,
)
from terytoria.portal.meetings.domain.voting import (
    cast_vote,
    close_vote,
    mark_attendance,
    open_vote,
)
from terytoria.portal.meetings.enums import Body, Majority, Presence, Value
from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.partnerships.domain.acting import today

PLACE = "Starostwo, sala posiedzeń (przykład)"
AHEAD = timedelta(days=21)
HELD = 197
"""Days ago of the meeting that adopted the diagnosis."""


def add_meetings(scene: Scene) -> None:
    """Hold one meeting and call another, unless there are meetings."""
    if Meeting.objects.filter(partnership=scene.partnership).exists():
        return
    with ago(HELD) if has_a_past(scene.partnership) else nullcontext():
        _hold(scene)
    _call(scene)


def _hold(scene: Scene) -> None:
    """A meeting of the portal's today, opened, voted and closed."""
    version = latest_version(scene.partnership)
    if version is None:
        return
    begins = localtime().replace(second=0, microsecond=0)
    title = "Przyjęcie diagnozy (przykład)"
    asked = Plan(Body.COUNCIL, title, begins, begins + timedelta(hours=2), PLACE)
    meeting = plan(scene.people["koordynator"], scene.partnership, asked)
    proposal = "Rada przyjmuje diagnozę jako podstawę strategii."
    point = Point("Diagnoza partnerstwa", "", Majority.SIMPLE, proposal)
    item = add_item(scene.people["koordynator"], meeting, point)
    key = f"diagnosis:{version.pk}"
    add_paper(scene.people["koordynator"], item, key, subject=True)
    convene(scene.people["koordynator"], meeting, _address(meeting))
    chair = scene.people["przewodniczacy"]
    open_meeting(chair, meeting)
    _vote(scene, meeting, item)
    close_meeting(chair, meeting)


def _vote(scene: Scene, meeting: Meeting, item: AgendaItem) -> None:
    """Everybody is present; all are for but the last, who abstains."""
    chair = scene.people["przewodniczacy"]
    voters = [one.key for one in voters_of(meeting)]
    mark_attendance(chair, meeting, dict.fromkeys(voters, Presence.PRESENT))
    open_vote(chair, item)
    for unit in voters:
        value = Value.ABSTAIN if unit == voters[-1] else Value.FOR
        cast_vote(scene.people[f"przedstawiciel-{unit}"], item, value)
    close_vote(chair, item)


def _call(scene: Scene) -> None:
    begins = datetime.combine(today() + AHEAD, time(10), get_current_timezone())
    title = "Cele strategii (przykład)"
    asked = Plan(Body.COUNCIL, title, begins, begins + timedelta(hours=2), PLACE)
    coordinator = scene.people["koordynator"]
    meeting = plan(coordinator, scene.partnership, asked)
    add_item(coordinator, meeting, Point("Omówienie wyzwań i celów"))
    proposal = "Rada kieruje projekt celów do konsultacji."
    add_item(coordinator, meeting, Point("Projekt celów", "", Majority.SIMPLE, proposal))
    convene(coordinator, meeting, _address(meeting))


def _address(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.partnership.slug, meeting.pk])
