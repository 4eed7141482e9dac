"""What a person is reminded of, and how the letter says it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate, now
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.enums import Body, ItemState, Majority, MeetingState
from terytoria.portal.meetings.models import Meeting, Vote
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.planner.domain.digest import Digest, digest_of, perhaps_concerned
from terytoria.portal.planner.domain.wishes import person_of
from terytoria.portal.planner.enums import Frequency, TaskState
from terytoria.portal.planner.interfaces.letters import letter, summary
from terytoria.portal.planner.models import Task

WARSAW = ZoneInfo("Europe/Warsaw")


def vote_in(meeting: Meeting) -> Any:
    """A vote that goes on in a meeting."""
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.OPEN)
    return meeting.items.create(
        position=1,
        title="Przyjęcie diagnozy",
        proposal="Przyjmuje się.",
        majority=Majority.SIMPLE,
        state=ItemState.VOTING,
        round=2,
    )


@pytest.mark.django_db
def test_tasks_are_late_or_due_within_a_week(worker: User, task: Any) -> None:
    late, today, last = task("Z", -1), task("D", 0), task("T", 7)
    task("Ó", 8)
    task("Zrobione", 1, state=TaskState.DONE, done_at=now())
    found = digest_of(worker, now())
    assert (found.overdue, found.soon) == ((late,), (today, last))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("frequency", "days"), [(Frequency.DAILY, 3), (Frequency.WEEKLY, 7)], ids=str
)
def test_meetings_are_near_and_convened(
    frequency: Frequency, days: int, worker: User, meeting: Any
) -> None:
    moment = datetime(2030, 5, 10, 6, tzinfo=WARSAW)
    for at, title in ((0, "Dziś"), (days, "Ostatni"), (days + 1, "Za daleko"), (-1, "Wczoraj")):
        meeting(title, starts_at=datetime(2030, 5, 10, 22, tzinfo=WARSAW) + timedelta(days=at))
    meeting("Plan", starts_at=moment, state=MeetingState.PLANNED)
    meeting("Odwołane", starts_at=moment, state=MeetingState.CANCELLED)
    found = digest_of(worker, moment, frequency)
    assert [one.title for one in found.meetings] == ["Dziś", "Ostatni"]


@pytest.mark.django_db
@pytest.mark.parametrize("day", [28, 29, 30, 31])
def test_a_day_is_that_of_the_clock_when_it_is_moved(day: int, worker: User, meeting: Any) -> None:
    """Three days are three dates, however many hours they have."""
    morning = datetime(2030, 3, day, 6, tzinfo=WARSAW)
    last = datetime(2030, 3, day, tzinfo=WARSAW) + timedelta(days=3)
    meeting("Ostatnia minuta", starts_at=last.replace(hour=23, minute=59))
    meeting("Pierwsza minuta dnia potem", starts_at=last + timedelta(days=1))
    assert [str(one) for one in digest_of(worker, morning).meetings] == ["Ostatnia minuta"]


@pytest.mark.django_db
def test_votes_wait_for_those_who_have_not_spoken(
    person: Any, meeting: Any, worker: User, coordinator: User
) -> None:
    mayor = person("wójcina", Role.REPRESENTATIVE)
    council = vote_in(meeting("Rada"))
    group = vote_in(meeting("Grupa", body=Body.WORKING_GROUP))
    assert [one.item for one in digest_of(mayor, now()).ballots] == [council]
    assert [one.item for one in digest_of(worker, now()).ballots] == [group]
    assert not digest_of(coordinator, now()).ballots
    told = {"item": council, "voter": "0201011", "label": "G", "value": "for", "by": mayor}
    Vote.objects.create(round=1, **told)
    assert digest_of(mayor, now()).ballots
    Vote.objects.create(round=2, **told)
    assert not digest_of(mayor, now()).ballots


@pytest.mark.django_db
def test_a_role_in_the_programme_brings_no_meetings_of_everybody(
    person: Any, meeting: Any, task: Any
) -> None:
    officer = person("urzędniczka", ProgrammeRole.NATIONAL_OFFICER)
    meeting("Rada")
    task()
    assert digest_of(officer, now()).empty


@pytest.mark.django_db
def test_who_left_is_reminded_of_nothing_and_the_coordinator_of_what_they_left(
    worker: User, coordinator: User, task: Any, meeting: Any
) -> None:
    one = task(in_days=100)
    meeting("Rada", starts_at=now() + timedelta(days=30))
    assert digest_of(coordinator, now()).empty
    Assignment.objects.filter(user=worker).update(until=localdate() - timedelta(days=1))
    assert digest_of(worker, now()).empty
    assert digest_of(coordinator, now()).ownerless == (one,)


@pytest.mark.django_db
def test_whoever_has_something_is_looked_at(
    worker: User, coordinator: User, person: Any, task: Any, meeting: Any
) -> None:
    people = [worker, coordinator, person("daleka")]
    observer = person("obserwatorka", Role.OBSERVER)
    assert not perhaps_concerned(now())
    task(in_days=20)
    assert not perhaps_concerned(now())
    task(in_days=5)
    assert perhaps_concerned(now()) == {worker.pk}
    meeting("Grupa", starts_at=now() + timedelta(days=1))
    assert perhaps_concerned(now()) == {worker.pk, coordinator.pk, observer.pk}
    for one in (*people, observer):
        assert digest_of(one, now()).empty or one.pk in perhaps_concerned(now())


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 0, 0, 0, 0), "1 zadanie"),
        ((1, 1, 0, 0, 0), "2 zadania"),
        ((0, 5, 1, 0, 0), "5 zadań i 1 spotkanie"),
        ((2, 20, 2, 3, 0), "22 zadania, 2 spotkania i 3 głosowania"),
        ((0, 0, 5, 12, 0), "5 spotkań i 12 głosowań"),
        ((0, 0, 0, 1, 4), "1 głosowanie i 4 zadania bez wykonawcy"),
    ],
)
def test_counts_are_said_in_polish(counts: tuple[int, ...], said: str) -> None:
    parts: list[Any] = [(object(),) * count for count in counts]
    assert summary(Digest(localdate(), *parts)) == said


@pytest.mark.django_db
def test_the_letter_is_a_text_that_says_all(
    worker: User, coordinator: User, task: Any, meeting: Any, person: Any
) -> None:
    morning = datetime(2030, 5, 10, 6, tzinfo=WARSAW)
    late = task("Zebrać\ndane\n\nSpotkania (9 spotkań)", due=morning.date() - timedelta(days=1))
    task("Ankieta", due=morning.date())
    meeting("Rada", starts_at=datetime(2030, 5, 11, 8, tzinfo=UTC), link="https://example.org/r")
    vote_in(
        meeting("Grupa", body=Body.WORKING_GROUP, starts_at=datetime(2030, 5, 9, 8, tzinfo=UTC))
    )
    message = letter(
        worker, digest_of(worker, morning), Frequency.DAILY, "planner.letter:1:2030-05-10"
    )
    text = message.body.replace("\u00a0", " ")
    assert message.subject == "Terytoria: 2 zadania, 1 spotkanie i 1 głosowanie"
    assert "Stan na 10 maja 2030 r.\n" in text
    assert (
        "Po terminie (1 zadanie)\n- Zebrać dane Spotkania (9 spotkań) (Dolina), termin minął 9 maja"
        in text
    )
    assert f"\n  http://127.0.0.1/praca/dolina/zadania/{late.pk}/\n" in text
    assert (
        "Zadania na najbliższe 7 dni (1 zadanie)\n- Ankieta (Dolina), termin 10 maja 2030 r."
        in text
    )
    assert (
        "Spotkania (1 spotkanie)\n- Rada (Dolina), 11 maja 2030 r., godz. 10:00, Urząd, sala 2"
        in text
    )
    assert text.count("/praca/dolina/spotkania/") == 2
    assert "Trwa głosowanie (1 głosowanie)\n- Przyjęcie diagnozy (Grupa, Dolina)" in text
    assert "http://127.0.0.1/praca/~moje-sprawy/" in text
    assert "codziennie rano" in text
    assert "<" not in text
    assert "Bez wykonawcy" not in text
    assert message.to == [worker.email]
    sent = message.message()
    assert sent.get_content_type() == "text/plain"
    assert sent["Message-ID"] == "<planner.letter-1-2030-05-10@terytoria>"
    leave = sent["List-Unsubscribe"].strip("<>")
    assert leave in text
    assert person_of(leave.split("/")[-2]) == worker


@pytest.mark.django_db
def test_addresses_are_those_of_the_portal(
    worker: User, task: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    task()
    settings.PRODUCTION, settings.ALLOWED_HOSTS = True, ["terytoria.example.org"]

    def body() -> str:
        return letter(worker, digest_of(worker, now()), Frequency.DAILY, "k").body

    assert "https://terytoria.example.org/praca/dolina/zadania/" in body()
    monkeypatch.setenv("TERYTORIA_ADDRESS", "https://portal.example.org:8443/")
    assert "https://portal.example.org:8443/praca/dolina/zadania/" in body()


@given(st.text(max_size=80))
def test_what_was_typed_stays_on_its_line(text: str) -> None:
    day = localdate()
    partnership = Partnership(slug="dolina", short_name=text or "x")
    one = Task(pk=1, partnership=partnership, title=text, due=day)
    user = User(pk=1, email="osoba@example.org")
    found = Digest(day, (), (one,), (), (), ())
    lines = letter(user, found, Frequency.DAILY, "k").body.split("\n")
    plain = Digest(day, (), (Task(pk=1, partnership=partnership, title="z", due=day),), (), (), ())
    assert len(lines) == len(letter(user, plain, Frequency.DAILY, "k").body.split("\n"))
