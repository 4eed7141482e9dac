"""Every verb for every role; and nothing for those whose role is elsewhere, past or closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import phrasebook
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.domain.agenda import (
    add_item,
    add_paper,
    edit_item,
    move_item,
    note_item,
    remove_item,
    remove_paper,
)
from terytoria.portal.meetings.domain.minutes import Files, keep_minutes
from terytoria.portal.meetings.domain.planning import (
    Plan,
    cancel,
    close_meeting,
    convene,
    edit,
    open_meeting,
    plan,
)
from terytoria.portal.meetings.domain.quorum import set_procedure
from terytoria.portal.meetings.domain.tally import Quorum
from terytoria.portal.meetings.domain.voting import (
    cast_vote,
    close_vote,
    enter_votes,
    mark_attendance,
    open_vote,
)
from terytoria.portal.meetings.enums import Body, MeetingState, Presence, Share, Value
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting, Vote
from terytoria.portal.meetings.rules import ACTIONS, VIEW
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.enums import DocumentKind, Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may

pytestmark = pytest.mark.django_db
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")
EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
LEAD = frozenset({Role.COORDINATOR, Role.CHAIR})
WORDS = {"meeting", "agenda", "paper", "attendance", "vote", "decision"}
"""What the verbs of meetings begin with."""
VOTERS = frozenset({Role.REPRESENTATIVE, Role.WORKING_GROUP})


def same(meeting: Meeting) -> Plan:
    return Plan(
        Body(meeting.body), "Inny", meeting.starts_at, meeting.ends_at, meeting.place, "", "Wójt"
    )


def paper_key(meeting: Meeting) -> str:
    document = meeting.partnership.documents.create(
        title="Umowa", kind=DocumentKind.OTHER, author="A", publisher="P", created_on=today()
    )
    version = document.versions.create(
        number=1, file="a.pdf", media_type="application/pdf", size=1, sha256="0", note="1"
    )
    return f"document:{version.pk}"


def takes_paper(actor: User, item: AgendaItem) -> None:
    paper = item.papers.create(document_id=int(paper_key(item.meeting).split(":")[1]))
    remove_paper(actor, item, paper.pk)


PDF, DOCX = b"%PDF-1.7", b"%PDF-1.7 stands for the other"
RULE = Quorum(Share.HALF, "§ 5", date(2026, 1, 1))
Deed = Callable[[User, Any, Any, Any], object]
VERBS: dict[str, tuple[str, frozenset[Any], Deed]] = {
    "plan": ("planned", LEAD, lambda a, m, i, p: plan(a, m.partnership, same(m))),
    "procedure": (
        "planned", LEAD, lambda a, m, i, p: set_procedure(a, m.partnership, Body.COUNCIL, RULE)
    ),
    "edit": ("planned", LEAD, lambda a, m, i, p: edit(a, m, same(m), m.version)),
    "convene": ("planned", LEAD, lambda a, m, i, p: convene(a, m, "http://a/")),
    "cancel": ("planned", LEAD, lambda a, m, i, p: cancel(a, m, "Brak sali", "http://a/")),
    "add": ("planned", LEAD, lambda a, m, i, p: add_item(a, m, p(title="B"))),
    "change": ("planned", LEAD, lambda a, m, i, p: edit_item(a, i, p(title="B"), i.version)),
    "move": ("planned", LEAD, lambda a, m, i, p: move_item(a, i, "up")),
    "remove": ("planned", LEAD, lambda a, m, i, p: remove_item(a, i)),
    "paper": ("planned", LEAD, lambda a, m, i, p: add_paper(a, i, paper_key(m), subject=True)),
    "take paper": ("planned", LEAD, lambda a, m, i, p: takes_paper(a, i)),
    "open": ("convened", LEAD, lambda a, m, i, p: open_meeting(a, m)),
    "note": ("open", LEAD, lambda a, m, i, p: note_item(a, i, "Dyskusja", i.version)),
    "mark": (
        "open", LEAD, lambda a, m, i, p: mark_attendance(a, m, {UNITS[4]: Presence.REMOTE})
    ),
    "open vote": ("open", LEAD, lambda a, m, i, p: open_vote(a, i)),
    "close": ("open", LEAD, lambda a, m, i, p: close_meeting(a, m)),
    "vote": ("voting", frozenset({Role.REPRESENTATIVE}),
             lambda a, m, i, p: cast_vote(a, i, Value.FOR)),
    "enter": ("voting", frozenset({Role.COORDINATOR}),
              lambda a, m, i, p: enter_votes(a, i, {UNITS[0]: Value.FOR})),
    "close vote": ("voting", LEAD, lambda a, m, i, p: close_vote(a, i)),
    "minutes": ("closed", frozenset({Role.COORDINATOR}),
                lambda a, m, i, p: keep_minutes(a, m, Files(PDF, DOCX, m.version))),
}  # fmt: skip
"""The state of the meeting, who may, and the verb."""


@pytest.fixture
def stage(meet: Any, ola: User) -> Callable[[str], Meeting]:
    """A meeting in a state: also ``voting`` and ``closed``."""

    def make(state: str) -> Meeting:
        meeting: Meeting = meet(state="open" if state in {"voting", "closed"} else state)
        if meeting.running:
            mark_attendance(ola, meeting, dict.fromkeys(UNITS[:3], Presence.PRESENT))
        if state == "voting":
            open_vote(ola, meeting.items.get())
        if state == "closed":
            close_meeting(ola, meeting)
        meeting.refresh_from_db()
        return meeting

    return make


def written() -> tuple[int, ...]:
    models = (Entry, Job, Meeting, AgendaItem, Vote, Decision)
    return tuple(model._default_manager.count() for model in models)


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    name: str, role: AnyRole | None, stage: Any, person: Any, point: Any
) -> None:
    state, allowed, verb = VERBS[name]
    meeting, actor = stage(state), person(role)
    item = meeting.items.get()
    before = written()
    if role in allowed:
        verb(actor, meeting, item, point)
        assert name == "move" or written() != before
        return
    refusal = RefusedError if name == "vote" and role in VOTERS else ForbiddenError
    with pytest.raises(refusal):  # a person of the working group has no vote in the council
        verb(actor, meeting, item, point)
    assert name == "take paper" or written() == before


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("case", ["closed", "elsewhere", "ended", "inactive"])
def test_a_role_elsewhere_or_past_or_in_a_closed_partnership_gives_nothing(
    name: str, case: str, stage: Any, person: Any, point: Any
) -> None:
    state, allowed, verb = VERBS[name]
    meeting, actor = stage(state), person(min(allowed))
    own = Assignment.objects.filter(user=actor)
    if case == "closed":
        Partnership.objects.update(stage=Stage.CLOSED)
    if case == "elsewhere":
        other = Partnership.objects.create(slug="x", name="X", short_name="X", leader="3217011")
        own.update(partnership=other)
    if case == "ended":
        own.update(until=today() - timedelta(days=1))
    if case == "inactive":
        User.objects.filter(pk=actor.pk).update(is_active=False)
        actor.refresh_from_db()
    with pytest.raises(ForbiddenError, match="Nie możesz"):
        verb(actor, meeting, meeting.items.get(), point)


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_the_team_and_the_programme_see_meetings(
    role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    assert may(person(role), VIEW, dolina, today()) == (role is not None)


def test_actions_have_names_of_their_own() -> None:
    assert len({one.name for one in ACTIONS}) == len(ACTIONS) == 6
    assert all(one.name.startswith("meetings.") for one in ACTIONS)


@pytest.mark.parametrize(
    ("state", "name"),
    [("cancelled", name) for name in ("edit", "convene", "cancel", "add", "open", "note", "mark")]
    + [("closed", name) for name in ("edit", "convene", "cancel", "add", "mark", "open vote")]
    + [("planned", name) for name in ("open", "close", "mark", "note", "open vote", "minutes")]
    + [("open", name) for name in ("edit", "convene", "cancel", "open", "enter", "close vote")],
)
def test_a_verb_out_of_its_time_is_refused_and_changes_nothing(
    state: str, name: str, stage: Any, point: Any, ola: User
) -> None:
    meeting = stage("planned" if state == "cancelled" else state)
    if state == "cancelled":
        cancel(ola, meeting, "Brak sali", "http://a/")
        meeting.refresh_from_db()
    before = written()
    with pytest.raises(RefusedError) as refusal:
        VERBS[name][2](ola, meeting, meeting.items.get(), point)
    assert len(refusal.value.message) > 20
    assert written() == before


def test_the_log_tells_every_verb_in_polish(stage: Any, ola: User, point: Any) -> None:
    for name, (state, allowed, verb) in VERBS.items():
        if Role.COORDINATOR in allowed and name != "vote":
            meeting = stage(state)
            Meeting.objects.exclude(pk=meeting.pk).update(state=MeetingState.CLOSED)
            verb(ola, meeting, meeting.items.get(), point)
    logged = set(Entry.objects.values_list("verb", flat=True))
    told = set(phrasebook().verbs)
    of_meetings = {one for one in told if one.partition(".")[0] in WORDS}
    assert of_meetings - logged == {"vote.cast", "agenda.move"}  # one point only
    assert logged <= told
