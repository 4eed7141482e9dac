"""Votes given at once, and at the very moment when the voting closes: counted or refused."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.meetings.domain.agenda import add_item
from terytoria.portal.meetings.domain.planning import convene, open_meeting, plan
from terytoria.portal.meetings.domain.voting import (
    cast_vote,
    close_vote,
    mark_attendance,
    open_vote,
)
from terytoria.portal.meetings.enums import ItemState, Presence, Value
from terytoria.portal.meetings.models import AgendaItem, Decision, Vote
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership

pytestmark = pytest.mark.django_db(transaction=True)
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")
ROUNDS = int(os.environ.get("MEETINGS_ROUNDS", "8"))


@pytest.fixture
def council(shared_database: None, asked: Any, point: Any) -> tuple[User, dict[str, User], Any]:
    """A coordinator, the representatives, and a function that brings a point under vote."""
    made = Partnership.objects.create(
        slug="wyscig", name="Wyścig", short_name="Wyścig", leader=UNITS[0], stage=Stage.ACTIVE
    )
    lead = User.objects.create_user("lead@example.org", name="Koordynator pokazowy")
    day = asked().starts_at.date().replace(year=2024)
    Assignment.objects.create(partnership=made, user=lead, role=Role.COORDINATOR, since=day)
    speakers = {}
    for unit in UNITS:
        Membership.objects.create(partnership=made, unit=unit, since=day)
        speakers[unit] = User.objects.create_user(f"p{unit}@example.org", name=unit)
        Assignment.objects.create(
            partnership=made, user=speakers[unit], role=Role.REPRESENTATIVE, unit=unit, since=day
        )

    def under_vote() -> AgendaItem:
        meeting = plan(lead, made, asked())
        item = add_item(lead, meeting, point())
        convene(lead, meeting, "http://127.0.0.1/")
        open_meeting(lead, meeting)
        mark_attendance(lead, meeting, dict.fromkeys(UNITS, Presence.PRESENT))
        return open_vote(lead, item)

    return lead, speakers, under_vote


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all in threads of their own that begin together; what became of each."""
    gate, ends = Barrier(len(deeds)), ["nothing"] * len(deeds)

    def do(place: int, deed: Callable[[], object]) -> None:
        gate.wait()
        try:
            deed()
            ends[place] = "done"
        except RefusedError:
            ends[place] = "refused"
        except Exception as problem:
            ends[place] = repr(problem)
        finally:
            connection.close()

    threads = [Thread(target=do, args=one) for one in enumerate(deeds)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return ends


def test_votes_given_at_once_are_all_counted(council: Any) -> None:
    lead, speakers, under_vote = council
    for _ in range(ROUNDS):
        item = under_vote()
        deeds = [partial(cast_vote, speakers[unit], item, Value.FOR) for unit in UNITS]
        assert at_once(*deeds) == ["done"] * 5
        assert close_vote(lead, item).tally["votes_for"] == 5


def test_one_voter_pressing_twice_at_once_has_one_vote(council: Any) -> None:
    _, speakers, under_vote = council
    for _ in range(ROUNDS):
        item, who = under_vote(), speakers[UNITS[0]]
        values = (Value.FOR, Value.AGAINST, Value.ABSTAIN, Value.FOR)
        ends = at_once(*(partial(cast_vote, who, item, value) for value in values))
        assert ends == ["done"] * 4
        kept = Vote.objects.get(item=item)
        told = Entry.objects.filter(verb="vote.cast", subject_id=str(kept.pk))
        assert told.count() == 4  # the history of changes is whole
        assert told.order_by("pk")[3].after["value"] == kept.value


def test_a_vote_at_the_moment_of_closing_is_counted_or_refused(council: Any) -> None:
    lead, speakers, under_vote = council
    seen = set()
    for _ in range(ROUNDS):
        item = under_vote()
        deeds: list[Callable[[], object]] = [
            partial(cast_vote, speakers[unit], item, Value.FOR) for unit in UNITS
        ]
        deeds.insert(2, partial(close_vote, lead, item))
        ends = at_once(*deeds)
        assert ends.pop(2) == "done"
        assert set(ends) <= {"done", "refused"}, ends
        item.refresh_from_db()
        counted = {one["voter"] for one in item.tally["voters"] if one["value"]}
        confirmed = {unit for unit, end in zip(UNITS, ends, strict=True) if end == "done"}
        assert item.state == ItemState.DECIDED
        assert counted == confirmed  # nothing confirmed is lost, nothing refused is counted
        assert item.tally["votes_for"] == len(confirmed)
        assert set(Vote.objects.filter(item=item).values_list("voter", flat=True)) == confirmed
        seen.add(len(confirmed))
    assert seen


def test_two_who_close_at_once_make_one_decision(council: Any) -> None:
    lead, speakers, under_vote = council
    for at in range(1, ROUNDS + 1):
        item = under_vote()
        cast_vote(speakers[UNITS[0]], item, Value.FOR)
        ends = at_once(*(partial(close_vote, lead, item),) * 3)
        assert sorted(ends) == ["done", "refused", "refused"]
        assert Decision.objects.count() == at
    ordinals = sorted(Decision.objects.values_list("ordinal", flat=True))
    assert ordinals == list(range(1, ROUNDS + 1))


def test_two_votings_opened_at_once_are_one(council: Any, asked: Any, point: Any) -> None:
    lead, _, under_vote = council
    meeting = under_vote().meeting
    close_vote(lead, meeting.items.get())
    items = [add_item(lead, meeting, point(title=title)) for title in "AB"]
    ends = at_once(*(partial(open_vote, lead, item) for item in items))
    assert sorted(ends) == ["done", "refused"]
