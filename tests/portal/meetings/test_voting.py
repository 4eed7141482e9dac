"""A meeting that goes on: presence, votes, results, decisions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.meetings.domain.agenda import add_paper
from terytoria.portal.meetings.domain.planning import close_meeting, convene, open_meeting
from terytoria.portal.meetings.domain.queries import decisions_of
from terytoria.portal.meetings.domain.voting import (
    cast_vote,
    close_vote,
    enter_votes,
    mark_attendance,
    open_vote,
)
from terytoria.portal.meetings.enums import (
    Body,
    ItemState,
    Majority,
    Outcome,
    Presence,
    Value,
)
from terytoria.portal.meetings.models import AgendaItem, Decision, DecisionChangedError, Vote
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.enums import DocumentKind, Role
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.partnerships.rules import ForbiddenError

pytestmark = pytest.mark.django_db
Speakers = dict[str, User]
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")


def version_of(partnership: Partnership) -> DocumentVersion:
    document = partnership.documents.create(
        title="Umowa", kind=DocumentKind.AGREEMENT, author="A", publisher="P", created_on=today()
    )
    return document.versions.create(  # type: ignore[no-any-return]
        number=1, file="a.pdf", media_type="application/pdf", size=1, sha256="0", note="Pierwsza"
    )


def say(speakers: Speakers, item: AgendaItem, said: str) -> None:
    values = {"+": Value.FOR, "-": Value.AGAINST, "o": Value.ABSTAIN}
    for unit, sign in zip(UNITS, said, strict=False):
        if sign in values:
            cast_vote(speakers[unit], item, values[sign])


@pytest.mark.parametrize(
    ("majority", "said", "outcome"),
    [
        (Majority.SIMPLE, "++-oo", Outcome.ADOPTED),
        (Majority.SIMPLE, "++--o", Outcome.REJECTED),
        (Majority.ABSOLUTE, "++-oo", Outcome.REJECTED),
        (Majority.ABSOLUTE, "+++--", Outcome.ADOPTED),
        (Majority.UNANIMOUS, "++++o", Outcome.REJECTED),
        (Majority.UNANIMOUS, "+++++", Outcome.ADOPTED),
    ],
)
def test_a_closed_vote_makes_a_decision(
    majority: Majority, said: str, outcome: Outcome, under_vote: Any, speakers: Speakers
) -> None:
    item = under_vote(majority)
    ola = User.objects.get(assignments__role=Role.COORDINATOR)
    say(speakers, item, said)
    closed = close_vote(ola, item)
    decision = Decision.objects.get()
    assert (closed.state, decision.outcome) == (ItemState.DECIDED, outcome)
    assert (decision.text, decision.body, decision.item) == ("Przyjąć.", Body.COUNCIL, item)
    assert decision.number == f"1/{today().year}"
    assert decision.tally == closed.tally
    assert [one["value"] for one in decision.tally["voters"]] == [
        {"+": "for", "-": "against", "o": "abstain"}[sign] for sign in said
    ]


def test_decisions_are_numbered_in_their_year_and_partnership(
    meet: Any, ola: User, speakers: Speakers, point: Any, here: Any
) -> None:
    meeting = meet(point(title="A"), point(title="B"), state="open")
    here(ola, meeting, *UNITS)
    for item in meeting.items.all():
        say(speakers, open_vote(ola, item), "+++++")
        close_vote(ola, item)
    year = today().year
    assert [one.number for one in decisions_of(meeting.partnership)] == [f"2/{year}", f"1/{year}"]


def test_a_decision_is_about_the_subject_and_keeps_it(
    meet: Any, ola: User, speakers: Speakers, point: Any, here: Any
) -> None:
    meeting = meet(point())
    item, version = meeting.items.get(), version_of(meeting.partnership)
    other = version_of(meeting.partnership)
    add_paper(ola, item, f"document:{other.pk}", subject=False)
    add_paper(ola, item, f"document:{version.pk}", subject=True)

    convene(ola, meeting, "http://127.0.0.1/")
    open_meeting(ola, meeting)
    here(ola, meeting, *UNITS)
    say(speakers, open_vote(ola, item), "+++++")
    close_vote(ola, item)
    decision = Decision.objects.get()
    assert (decision.document, decision.diagnosis, decision.strategy) == (version, None, None)
    assert decision.about_name == "Umowa (wersja 1)"
    with pytest.raises(ProtectedError):
        version.delete()
    decision.title = "Inna"
    with pytest.raises(DecisionChangedError):
        decision.save()
    with pytest.raises(DecisionChangedError):
        decision.delete()


def test_a_vote_can_be_changed_until_the_voting_closes_and_the_log_keeps_it(
    under_vote: Any, ola: User, speakers: Speakers
) -> None:
    item, voter = under_vote(), speakers[UNITS[1]]
    cast_vote(voter, item, Value.AGAINST)
    cast_vote(voter, item, Value.FOR)
    assert [one.value for one in Vote.objects.all()] == [Value.FOR]
    told = Entry.objects.filter(verb="vote.cast").order_by("pk")
    assert [one.after["value"] for one in told] == ["against", "for"]
    assert told[1].before["value"] == "against"
    close_vote(ola, item)
    with pytest.raises(RefusedError, match=r"teraz nie trwa.*nie zapisaliśmy"):
        cast_vote(voter, item, Value.AGAINST)
    assert Vote.objects.get().value == Value.FOR


def test_without_a_quorum_no_vote_begins(meet: Any, ola: User, here: Any) -> None:
    meeting = meet(state="open")
    here(ola, meeting, *UNITS[:2])
    with pytest.raises(RefusedError, match=r"Nie ma kworum: obecnych jest 2 z 5.*potrzeba 3"):
        open_vote(ola, meeting.items.get())


def test_a_quorum_that_broke_leaves_the_point_undecided_and_a_new_round_may_follow(
    under_vote: Any, ola: User, speakers: Speakers, here: Any
) -> None:
    item = under_vote(present=UNITS[:3])
    cast_vote(speakers[UNITS[0]], item, Value.FOR)
    mark_attendance(ola, item.meeting, {UNITS[2]: Presence.ABSENT})
    closed = close_vote(ola, item)
    assert closed.state == ItemState.UNDECIDED
    assert not Decision.objects.exists()
    here(ola, item.meeting, UNITS[2])
    again = open_vote(ola, item)
    assert again.round == 2
    say(speakers, again, "++-")
    assert close_vote(ola, item).tally["votes_for"] == 2
    assert Vote.objects.filter(round=1).count() == 1  # the first round is not forgotten
    assert Decision.objects.get().adopted


def test_remote_voters_count(meet: Any, ola: User, speakers: Speakers) -> None:
    meeting = meet(state="open")
    mark_attendance(ola, meeting, dict.fromkeys(UNITS[:3], Presence.REMOTE))
    item = open_vote(ola, meeting.items.get())
    say(speakers, item, "+++")
    assert close_vote(ola, item).state == ItemState.DECIDED


def test_only_those_present_vote_and_a_voter_is_not_made_absent(
    under_vote: Any, ola: User, speakers: Speakers
) -> None:
    item = under_vote(present=UNITS[:4])
    with pytest.raises(RefusedError, match="Wola: brak na liście obecnych"):
        cast_vote(speakers[UNITS[4]], item, Value.FOR)
    cast_vote(speakers[UNITS[0]], item, Value.FOR)
    with pytest.raises(RefusedError, match="głos już mają: Borowa"):
        mark_attendance(ola, item.meeting, {UNITS[0]: Presence.ABSENT})
    with pytest.raises(RefusedError, match="Bez prawa głosu"):
        mark_attendance(ola, item.meeting, {"9999999": Presence.PRESENT})


def test_a_show_of_hands_is_recorded_as_entered_by_whom_for_whom(
    under_vote: Any, ola: User, speakers: Speakers
) -> None:
    item = under_vote()
    cast_vote(speakers[UNITS[0]], item, Value.AGAINST)
    with pytest.raises(RefusedError, match="Głos oddali już sami: Borowa"):
        enter_votes(ola, item, {UNITS[0]: Value.FOR, UNITS[1]: Value.FOR})
    assert Vote.objects.count() == 1
    enter_votes(ola, item, {UNITS[1]: Value.FOR, UNITS[2]: Value.FOR})
    entered = Vote.objects.get(voter=UNITS[1])
    assert (entered.by, entered.by_hand, entered.label) == (ola, True, "Leśniów")
    cast_vote(speakers[UNITS[1]], item, Value.AGAINST)  # the voter has the last word
    entered.refresh_from_db()
    assert (entered.by, entered.by_hand, entered.value) == (speakers[UNITS[1]], False, "against")
    assert Entry.objects.filter(verb="vote.enter").count() == 2


def test_one_who_speaks_for_two_members_says_for_which(
    under_vote: Any, speakers: Speakers, dolina: Partnership
) -> None:
    both = speakers[UNITS[0]]
    dolina.people.create(
        user=both, role=Role.REPRESENTATIVE, unit=UNITS[1], since=today() - timedelta(days=9)
    )
    item = under_vote()
    with pytest.raises(RefusedError, match="w czyim imieniu"):
        cast_vote(both, item, Value.FOR)
    cast_vote(both, item, Value.FOR, UNITS[1])
    cast_vote(both, item, Value.AGAINST, UNITS[0])
    with pytest.raises(RefusedError, match="nie masz głosu"):
        cast_vote(both, item, Value.FOR, UNITS[2])
    assert set(Vote.objects.values_list("voter", "value")) == {
        (UNITS[0], "against"),
        (UNITS[1], "for"),
    }


def test_entitlement_is_that_of_the_day_of_the_meeting(
    under_vote: Any, ola: User, speakers: Speakers, dolina: Partnership
) -> None:
    item = under_vote()
    say(speakers, item, "+++++")
    dolina.members.filter(unit=UNITS[4]).update(until=item.meeting.day - timedelta(days=1))
    dolina.members.filter(unit=UNITS[3]).update(until=item.meeting.day)  # its last day is today
    tally = close_vote(ola, item).tally
    assert (tally["entitled"], tally["present"], tally["votes_for"]) == (4, 4, 4)
    with pytest.raises(RefusedError, match="teraz nie trwa"):
        cast_vote(speakers[UNITS[4]], item, Value.FOR)


def test_a_member_that_left_before_the_day_has_no_vote(
    under_vote: Any, speakers: Speakers, dolina: Partnership
) -> None:
    item = under_vote()
    dolina.members.filter(unit=UNITS[4]).update(until=item.meeting.day - timedelta(days=1))
    with pytest.raises(RefusedError, match="nie masz głosu"):
        cast_vote(speakers[UNITS[4]], item, Value.FOR)


def test_the_working_group_votes_by_person(meet: Any, ola: User, person: Any, here: Any) -> None:
    group = [person(Role.WORKING_GROUP) for _ in range(3)]
    stranger = person(Role.REPRESENTATIVE)
    meeting = meet(state="open", body=Body.WORKING_GROUP)
    here(ola, meeting, *(f"osoba:{one.pk}" for one in group[:2]))
    item = open_vote(ola, meeting.items.get())
    for one in group[:2]:
        cast_vote(one, item, Value.FOR)
    with pytest.raises(RefusedError, match="nie masz głosu"):
        cast_vote(stranger, item, Value.FOR)
    close_vote(ola, item)
    decision = Decision.objects.get()
    assert (decision.body, decision.tally["entitled"]) == (Body.WORKING_GROUP, 3)
    assert [one["label"] for one in decision.tally["voters"]] == [str(one) for one in group]


def test_one_voting_at_a_time_and_a_meeting_closes_after_it(
    meet: Any, ola: User, speakers: Speakers, point: Any, here: Any
) -> None:
    meeting = meet(point(title="A"), point(title="B"), state="open")
    here(ola, meeting, *UNITS)
    first, second = meeting.items.all()
    open_vote(ola, first)
    with pytest.raises(RefusedError, match=r"Trwa głosowanie w punkcie 1\. A"):
        open_vote(ola, second)
    with pytest.raises(RefusedError, match="Najpierw je zamknij"):
        close_meeting(ola, meeting)
    close_vote(ola, first)
    close_meeting(ola, meeting)
    for verb in (open_vote, close_vote):
        with pytest.raises(RefusedError, match="zakończone"):
            verb(ola, second)


def test_a_point_without_a_vote_is_not_voted_on(
    meet: Any, ola: User, point: Any, here: Any
) -> None:
    meeting = meet(point(Majority.NONE, proposal=""), state="open")
    here(ola, meeting, *UNITS)
    with pytest.raises(RefusedError, match="nie można poddać"):
        open_vote(ola, meeting.items.get())


def test_who_has_no_role_in_voting_is_forbidden(under_vote: Any, ola: User, person: Any) -> None:
    item, chair = under_vote(), person(Role.CHAIR)
    for one in (ola, chair, person(Role.EXPERT)):
        with pytest.raises(ForbiddenError, match="Nie możesz głosować"):
            cast_vote(one, item, Value.FOR)
    with pytest.raises(ForbiddenError):
        enter_votes(chair, item, {UNITS[0]: Value.FOR})
