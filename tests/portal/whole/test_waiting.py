"""What waits for a person, gathered from every room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.html import escape

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.models import Finding, Verdict
from terytoria.portal.meetings.enums import Body, ItemState, Majority, MeetingState, Outcome
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting
from terytoria.portal.partnerships.domain import waiting as module
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.facts import Facts, facts_here
from terytoria.portal.partnerships.domain.waiting import Urgency, Waiting, register, waiting_in
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.models import Task

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
Keep = Callable[..., Any]
ABOVE = {"evidence", "strategies", "meetings", "planner", "publishing"}


def whole(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits in all rooms."""
    return waiting_in(user, facts_here(user, partnership))


def told(user: User, partnership: Partnership) -> dict[str, str]:
    """What waits in the rooms above: sentences with the pages they lead to."""
    found = {}
    for one in whole(user, partnership):
        at = resolve(one.url.partition("?")[0])
        if at.app_name in ABOVE:
            found[one.text.replace("\xa0", " ")] = at.view_name
    return found


def task(partnership: Partnership, owner: User | None, days: int, title: str = "Dane") -> Task:
    due = today() + timedelta(days=days)
    return Task.objects.create(partnership=partnership, owner=owner, due=due, title=title)


def meeting(partnership: Partnership, state: MeetingState, hours: float = 48) -> Meeting:
    start = timezone.now() + timedelta(hours=hours)
    return Meeting.objects.create(
        partnership=partnership,
        body=Body.COUNCIL,
        title="Posiedzenie",
        place="Urząd",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        state=state,
    )


def under_vote(held: Meeting) -> AgendaItem:
    return AgendaItem.objects.create(
        meeting=held,
        position=1,
        title="Cele",
        proposal="Przyjąć.",
        majority=Majority.SIMPLE,
        state=ItemState.VOTING,
        round=1,
    )


def test_every_room_above_says_what_waits_in_it() -> None:
    rooms = {one.__module__.split(".")[2] for one in module._SOURCES}
    assert rooms >= {*ABOVE, "drafting", "procedures", "consultations"}


def test_a_source_told_twice_is_asked_once(
    monkeypatch: pytest.MonkeyPatch, person: Person, dolina: Partnership
) -> None:
    monkeypatch.setattr(module, "_SOURCES", [])

    def source(user: User, facts: Facts) -> tuple[Waiting, ...]:
        late = Waiting("Później.", "/b/", Urgency.LATER)
        return late, Waiting(f"{user}: {facts.partnership}.", "/a/", Urgency.NOW)

    register(source)
    register(source)
    user = person(Role.OBSERVER)
    found = whole(user, dolina)
    assert [one.text for one in found] == [f"{user}: Dolina.", "Później."]


def test_own_tasks_wait_the_nearest_named(person: Person, dolina: Partnership) -> None:
    worker = person(Role.WORKING_GROUP)
    for days in (30, -1, 0, 7, 60):
        task(dolina, worker, days, f"Za {days}")
    kinds = [text.partition(":")[0] for text in told(worker, dolina)]
    assert kinds == [
        "Zadanie po terminie",
        "Zadanie na dziś",
        "Twoje zadanie",
        "Masz jeszcze 2 zadania z późniejszym terminem.",
    ]
    assert told(person(Role.OBSERVER), dolina) == {}


@pytest.mark.parametrize(
    ("role", "waits"), [(Role.COORDINATOR, True), (Role.CHAIR, False), (Role.EXPERT, False)]
)
def test_tasks_of_nobody_wait_for_the_coordinator(
    role: Role, waits: bool, person: Person, dolina: Partnership
) -> None:
    task(dolina, None, 3)
    found = told(person(role), dolina)
    assert ("planner:tasks" in found.values()) is waits


def test_a_vote_waits_for_who_has_not_voted_and_first_of_all(
    person: Person, dolina: Partnership
) -> None:
    speaker = person(Role.REPRESENTATIVE)
    task(dolina, speaker, -5)
    item = under_vote(meeting(dolina, MeetingState.OPEN, -1))
    first, second = whole(speaker, dolina)
    assert "brakuje Twojego głosu: „Cele”" in first.text
    assert first.url == reverse("meetings:meeting", args=["dolina", item.meeting.pk])
    assert (first.urgency, second.urgency) == (Urgency.NOW, Urgency.DUE)
    item.votes.create(round=1, voter=dolina.leader, value="for", label="L", by=speaker)
    assert [one.urgency for one in whole(speaker, dolina)] == [Urgency.DUE]
    item.round = 2
    item.save()
    assert len(whole(speaker, dolina)) == 2  # a vote of an earlier round is not enough
    assert told(person(Role.OBSERVER), dolina) == {}


@pytest.mark.parametrize(
    ("state", "hours", "expected"),
    [
        (MeetingState.PLANNED, 48, ("Do zwołania", {Role.COORDINATOR, Role.CHAIR})),
        (MeetingState.CONVENED, 48, ("", set())),
        (MeetingState.CONVENED, -1, ("Do otwarcia", {Role.COORDINATOR, Role.CHAIR})),
        (MeetingState.OPEN, -1, ("Trwa spotkanie", {Role.COORDINATOR, Role.CHAIR})),
        (MeetingState.CLOSED, -3, ("Nie ma jeszcze protokołu", {Role.COORDINATOR})),
        (MeetingState.CANCELLED, 48, ("", set())),
    ],
)
def test_the_next_step_of_a_meeting_waits_for_those_who_may_take_it(
    state: MeetingState,
    hours: float,
    expected: tuple[str, set[Role]],
    person: Person,
    dolina: Partnership,
) -> None:
    words, roles = expected
    held = meeting(dolina, state, hours)
    for role in Role:
        found = [one for one in whole(person(role), dolina) if "Posiedzenie" in one.text]
        assert len(found) == (role in roles), role
        for one in found:
            assert one.text.startswith(words)
            assert one.url == reverse("meetings:meeting", args=["dolina", held.pk])


def test_findings_wait_for_those_who_judge(person: Person, dolina: Partnership, keep: Keep) -> None:
    judges = {Role.EXPERT, ProgrammeRole.LEAD_ADVISER}
    first = keep(a=1.0, b=2.0)
    Verdict.objects.create(finding=Finding.objects.get(version=first, key="a"), choice="accepted")
    keep(a=5.0, b=2.0)
    for role in (*Role, *ProgrammeRole):
        found = [
            text for text, page in told(person(role), dolina).items() if page == "evidence:latest"
        ]
        expected = [
            "Po nowej diagnozie trzeba ocenić jeszcze raz: 1 ustalenie.",
            "Na pierwszą ocenę czeka: 1 ustalenie.",
        ]
        assert found == (expected if role in judges else []), role


def test_the_first_diagnosis_waits_for_those_who_order_it(
    person: Person, dolina: Partnership
) -> None:
    orders = {Role.COORDINATOR, Role.EXPERT, ProgrammeRole.LEAD_ADVISER}
    for role in (*Role, *ProgrammeRole):
        found = "Nie ma jeszcze diagnozy. Zleć ją." in told(person(role), dolina)
        assert found is (role in orders), role


def test_an_adopted_decision_waits_to_be_made_public(person: Person, dolina: Partnership) -> None:
    item = under_vote(meeting(dolina, MeetingState.CANCELLED))
    made = Decision.objects.create(
        partnership=dolina,
        item=item,
        body=Body.COUNCIL,
        year=2026,
        ordinal=1,
        title="Cele",
        text="Przyjąć.",
        outcome=Outcome.ADOPTED,
        tally={},
        adopted_at=timezone.now(),
    )
    text = "Przyjęte przez Radę i jeszcze nieopublikowane: 1 uchwała."
    for role in (*Role, *ProgrammeRole):
        found = told(person(role), dolina)
        assert (text in found) is (role in {Role.COORDINATOR, Role.CHAIR}), role
    from terytoria.portal.publishing.domain.releasing import release

    chair = person(Role.CHAIR)
    release(chair, made)
    assert text not in told(chair, dolina)


def test_in_a_closed_partnership_no_work_waits(
    person: Person, dolina: Partnership, keep: Keep
) -> None:
    keep(a=1.0)
    people = [person(role) for role in (*Role, *ProgrammeRole)]
    task(dolina, people[0], -3)
    task(dolina, None, -3)
    meeting(dolina, MeetingState.PLANNED)
    under_vote(meeting(dolina, MeetingState.OPEN, -1))
    dolina.stage = Stage.CLOSED
    dolina.save()
    assert [told(one, dolina) for one in people] == [{}] * len(people)


def test_another_partnership_has_its_own(
    person: Person, dolina: Partnership, other: Partnership
) -> None:
    user = person(Role.COORDINATOR)
    task(other, user, -3, "Cudze")
    task(other, None, -3)
    meeting(other, MeetingState.PLANNED)
    assert not any("Cudze" in one.text or "gora" in one.url for one in whole(user, dolina))


def test_the_dashboard_and_the_list_show_it(
    person: Person, dolina: Partnership, signed: Callable[[User], Any]
) -> None:
    user = person(Role.COORDINATOR)
    made = task(dolina, user, 30, "Uzgodnij <termin>")
    browser = signed(user)
    page = browser.get(reverse("partnerships:dashboard", args=["dolina"])).content.decode()
    assert escape("Uzgodnij <termin>") in page
    assert reverse("planner:task", args=["dolina", made.pk]) in page
    home = browser.get(reverse("partnerships:home")).content.decode()
    count = len(whole(user, dolina))
    assert f"Czeka na Ciebie: {count}." in home
    assert home.count(reverse("planner:mine")) >= 2  # in the header and on the page


def test_many_votes_are_asked_for_together(
    person: Person, dolina: Partnership, django_assert_max_num_queries: Any
) -> None:
    speaker = person(Role.REPRESENTATIVE)
    first = under_vote(meeting(dolina, MeetingState.OPEN, -1))
    with django_assert_max_num_queries(1000) as alone:
        whole(speaker, dolina)
    for _ in range(6):
        under_vote(first.meeting)
    with django_assert_max_num_queries(len(alone)):
        found = whole(speaker, dolina)
    assert [one.text.partition(",")[0] for one in found] == [
        *["Trwa głosowanie"] * 3,
        "Twojego głosu brakuje jeszcze w 4\xa0głosowaniach.",
    ]
