"""The calendar that telephones read: its address, its format, and who is told what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.meetings.interfaces.calendar import event_of
from terytoria.portal.meetings.rules import PLAN
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.partnerships.rules import may
from terytoria.portal.planner.domain import tasks as verbs
from terytoria.portal.planner.domain.calendar_address import (
    make_calendar_address,
    owner_of,
    revoke_calendar_address,
)
from terytoria.portal.planner.domain.events import Event, events_of
from terytoria.portal.planner.domain.meetings import known_meetings
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.interfaces.ical import calendar_file
from terytoria.portal.planner.models import CalendarAddress

WARSAW = ZoneInfo("Europe/Warsaw")


@dataclass
class Read:
    """One component as a small parser of our own reads it (RFC 5545, 3.1 and 3.3.11)."""

    values: dict[str, str] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)


def parse(content: bytes) -> Iterator[Read]:
    """Events of a file: lines unfolded by the bytes, names, parameters, values unescaped."""
    assert content.endswith(b"\r\n")
    for raw in content.split(b"\r\n"):
        assert len(raw) <= 75, raw
        assert b"\n" not in raw
    current: Read | None = None
    for line in content.replace(b"\r\n ", b"").decode("utf-8").removesuffix("\r\n").split("\r\n"):
        head, _, value = line.partition(":")
        name, _, params = head.partition(";")
        if (name, value) == ("BEGIN", "VEVENT"):
            current = Read()
        elif (name, value) == ("END", "VEVENT") and current is not None:
            yield current
            current = None
        elif current is not None:
            current.values[name] = re.sub(
                r"\\(.)",
                lambda found: "\n" if found[1] in "nN" else found[1],
                value,
                flags=re.DOTALL,
            )
            current.params[name] = params


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=300) | st.text(
    "ąćęłńóśźżĄ;,\\:\"' \n🌲", max_size=200
)
MOMENTS = st.integers(1_577_836_800, 2_524_608_000).map(lambda s: datetime.fromtimestamp(s, UTC))
TIMES = st.tuples(MOMENTS, st.integers(60, 86_400)).map(
    lambda pair: (pair[0], pair[0] + timedelta(seconds=pair[1]))
)
DAYS = st.dates(date(2020, 1, 1), date(2049, 1, 1)).map(lambda day: (day, day + timedelta(days=1)))
EVENTS = st.builds(
    lambda span, **told: Event(start=span[0], end=span[1], **told),
    span=TIMES | DAYS,
    uid=st.uuids().map(str),
    summary=TEXT,
    sequence=st.integers(0, 10**6),
    changed=MOMENTS,
    text=TEXT,
    place=TEXT,
    url=st.just("https://terytoria.example.org/praca/dolina/zadania/1/"),
    cancelled=st.booleans(),
)


@settings(max_examples=200)
@given(st.lists(EVENTS, max_size=4))
def test_what_is_written_is_read_back_by_two_parsers(events: list[Event]) -> None:
    content = calendar_file("Terytoria – ąćę", events)
    assert content == calendar_file("Terytoria – ąćę", events)
    small = list(parse(content))
    library = list(Calendar.from_ical(content).walk("VEVENT"))
    assert len(small) == len(library) == len(events)
    for event, ours, theirs in zip(events, small, library, strict=True):
        assert ours.values["UID"] == str(theirs["UID"]) == event.uid
        assert ours.values["SUMMARY"] == str(theirs["SUMMARY"]) == event.summary
        assert (
            ours.values.get("DESCRIPTION", "") == str(theirs.get("DESCRIPTION", "")) == event.text
        )
        assert ours.values.get("LOCATION", "") == event.place
        assert int(ours.values["SEQUENCE"]) == theirs["SEQUENCE"] == event.sequence
        assert moment(ours.values["LAST-MODIFIED"]) == event.changed
        assert moment(ours.values["DTSTAMP"]) == event.changed
        assert ours.values["STATUS"] == ("CANCELLED" if event.cancelled else "CONFIRMED")
        assert theirs["DTSTART"].dt == event.start
        assert theirs["DTEND"].dt == event.end
        if isinstance(event.start, datetime):
            assert moment(ours.values["DTSTART"]) == event.start
            assert ours.params["DTSTART"] == ""
        else:
            assert ours.values["DTSTART"] == f"{event.start:%Y%m%d}"
            assert ours.params["DTSTART"] == "VALUE=DATE"
            assert ours.values["TRANSP"] == "TRANSPARENT"


@given(st.text(max_size=60))
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    spoken = f"A\r\nEND:VEVENT\r\nBEGIN:VEVENT\rUID:x\n{text}"
    day = date(2026, 1, 1)
    event = Event("u", spoken, day, day + timedelta(days=1), 0, datetime(2026, 1, 1, tzinfo=UTC))
    content = calendar_file("n", [event])
    (only,) = parse(content)
    assert only.values["UID"] == "u"
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1


def feed(user: User) -> dict[str, Read]:
    """A person's calendar by the summaries of its events."""
    return {one.values["SUMMARY"]: one for one in parse(calendar_file("T", events_of(user)))}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2030-03-30T10:00", "20300330T090000Z"),
        ("2030-03-31T01:30", "20300331T003000Z"),
        ("2030-03-31T03:00", "20300331T010000Z"),
        ("2030-10-27T01:59", "20301026T235900Z"),
        ("2030-10-27T10:00", "20301027T090000Z"),
    ],
)
def test_hours_are_right_on_both_sides_of_the_change_of_time(
    local: str, utc: str, worker: User, meeting: Any
) -> None:
    meeting("Rada", starts_at=datetime.fromisoformat(local).replace(tzinfo=WARSAW))
    assert feed(worker)["Rada (Dolina)"].values["DTSTART"] == utc


@pytest.mark.django_db
def test_a_meeting_is_told_in_full_and_as_in_its_letter(worker: User, meeting: Any) -> None:
    held = meeting("Rada", link="https://example.org/rada", sequence=3)
    told = feed(worker)["Rada (Dolina)"].values
    letter = event_of(held, "")
    assert (told["UID"], int(told["SEQUENCE"])) == (str(letter["UID"]), letter["SEQUENCE"])
    assert told["LOCATION"] == "Urząd, sala 2"
    assert "https://example.org/rada" in told["DESCRIPTION"]
    assert "Partnerstwo Dolina" in told["DESCRIPTION"]
    assert told["URL"].endswith(f"/praca/dolina/spotkania/{held.pk}/")
    Entry.objects.create(verb="meeting.edit", subject="meetings.meeting", subject_id=str(held.pk))
    later = feed(worker)["Rada (Dolina)"].values["LAST-MODIFIED"]
    assert moment(later) >= moment(told["LAST-MODIFIED"])


@pytest.mark.django_db
def test_a_cancelled_meeting_stays_as_cancelled_and_one_never_convened_is_not_known(
    worker: User, coordinator: User, meeting: Any, told: Any
) -> None:
    told(meeting("Odwołana", state=MeetingState.CANCELLED, cancelled_because="Choroba."))
    meeting("Zamiar", state=MeetingState.PLANNED)
    meeting("Porzucony zamiar", state=MeetingState.CANCELLED)
    seen = feed(worker)
    assert list(seen) == ["Odwołana (Dolina)"]
    assert seen["Odwołana (Dolina)"].values["STATUS"] == "CANCELLED"
    assert "Choroba." in seen["Odwołana (Dolina)"].values["DESCRIPTION"]
    assert sorted(feed(coordinator)) == [
        *("Odwołana (Dolina)", "Plan: Zamiar (Dolina)", "Porzucony zamiar (Dolina)")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", [*Role, *ProgrammeRole, None], ids=str)
def test_plans_are_known_to_those_who_may_plan(
    role: Any, stage: Stage, dolina: Partnership, person: Any, meeting: Any
) -> None:
    dolina.stage = stage
    dolina.save()
    actor = person("kto", *([role] if role else []))
    meeting("Zwołane")
    meeting("Zamiar", state=MeetingState.PLANNED)
    seen = set(known_meetings(actor).values_list("title", flat=True))
    plans = may(actor, PLAN, dolina, localdate())
    assert ("Zwołane" in seen) == (role is not None)
    assert ("Zamiar" in seen) == plans


@pytest.mark.django_db
def test_own_tasks_are_days_and_those_of_others_are_not_told(
    worker: User, coordinator: User, task: Any
) -> None:
    one = task("Zebrać dane; szkoły, przedszkola", in_days=3)
    task("Cudze", owner=coordinator)
    task("Zrobione", state=TaskState.DONE, done_at=now())
    task("Odwołane", state=TaskState.CANCELLED)
    task("Dawne", in_days=-800)
    seen = feed(worker)
    told = seen["Zadanie: Zebrać dane; szkoły, przedszkola (Dolina)"]
    assert (told.values["DTSTART"], told.params["DTSTART"]) == (f"{one.due:%Y%m%d}", "VALUE=DATE")
    assert told.values["DTEND"] == f"{one.due + timedelta(days=1):%Y%m%d}"
    assert {name: read.values["STATUS"] for name, read in seen.items()} == {
        "Zadanie: Zebrać dane; szkoły, przedszkola (Dolina)": "CONFIRMED",
        "Zrobione: Zrobione (Dolina)": "CONFIRMED",
        "Zadanie: Odwołane (Dolina)": "CANCELLED",
    }


@pytest.mark.django_db
def test_a_change_keeps_the_name_of_the_event_and_moves_its_sequence(
    worker: User, coordinator: User, task: Any
) -> None:
    one = task()
    before = feed(worker)["Zadanie: Zebrać dane (Dolina)"].values
    verbs.redate_task(coordinator, one, one.due + timedelta(days=1), "Urlop.")
    after = feed(worker)["Zadanie: Zebrać dane (Dolina)"].values
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["DTSTART"] > before["DTSTART"]
    assert moment(after["LAST-MODIFIED"]) >= moment(before["LAST-MODIFIED"])


@pytest.mark.django_db
def test_whose_role_ended_is_told_nothing_more(
    worker: User, task: Any, meeting: Any, other: Partnership, person: Any
) -> None:
    task()
    meeting("Rada")
    meeting("Rada Góry", partnership=other)
    person("grupa", Role.EXPERT, at=other)
    assert len(feed(worker)) == 3
    ended = Assignment.objects.filter(user=worker, partnership__slug="dolina")
    ended.update(until=localdate() - timedelta(days=1))
    assert list(feed(worker)) == ["Rada Góry (Gora)"]


@pytest.fixture
def phone() -> Client:
    """A program that reads calendars: it has no cookies."""
    return Client(HTTP_HOST="127.0.0.1")


def where(token: str) -> str:
    return reverse("planner:feed", args=[token])


@pytest.mark.django_db
def test_the_address_opens_without_a_cookie_and_sets_none(
    worker: User, task: Any, phone: Client
) -> None:
    task()
    token = make_calendar_address(worker)
    answer = phone.get(where(token))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    assert answer["Cache-Control"] == "private, no-cache"
    assert len(list(parse(answer.content))) == 1
    assert phone.head(where(token)).status_code == 200
    assert phone.post(where(token)).status_code == 405


@pytest.mark.django_db
def test_an_unchanged_calendar_is_not_sent_again(
    worker: User, coordinator: User, task: Any, phone: Client
) -> None:
    one, address = task(), where(make_calendar_address(worker))
    tag = phone.get(address)["ETag"]
    again = phone.get(address, HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.content) == (304, b"")
    verbs.redate_task(coordinator, one, one.due + timedelta(days=1), "Urlop.")
    changed = phone.get(address, HTTP_IF_NONE_MATCH=tag)
    assert changed.status_code == 200
    assert changed["ETag"] != tag


@pytest.mark.django_db
def test_a_token_that_is_unknown_replaced_revoked_or_of_a_closed_account_opens_nothing(
    worker: User, phone: Client
) -> None:
    first = make_calendar_address(worker)
    assert phone.get(where(first)).status_code == 200
    second = make_calendar_address(worker)
    absent = phone.get(where("x" * 43))
    assert (phone.get(where(first)).status_code, absent.status_code) == (404, 404)
    assert phone.get(where(second)).status_code == 200
    User.objects.filter(pk=worker.pk).update(is_active=False)
    assert phone.get(where(second)).status_code == 404
    User.objects.filter(pk=worker.pk).update(is_active=True)
    assert revoke_calendar_address(worker)
    assert not revoke_calendar_address(worker)
    gone = phone.get(where(second))
    assert gone.status_code == 404
    assert gone.content.replace(second.encode(), b"x" * 43) == absent.content


@pytest.mark.django_db
def test_only_a_print_of_the_token_is_kept_and_the_log_tells_no_secret(worker: User) -> None:
    token = make_calendar_address(worker)
    kept = CalendarAddress.objects.get()
    assert token not in kept.token_hash
    assert owner_of(token) == worker
    assert owner_of(kept.token_hash) is None
    make_calendar_address(worker)
    revoke_calendar_address(worker)
    entries = list(Entry.objects.order_by("pk"))
    assert [one.verb for one in entries] == ["calendar.make", "calendar.replace", "calendar.revoke"]
    assert all(one.actor == worker.pk for one in entries)
    assert not any(token in str(vars(one)) for one in entries)


@pytest.mark.django_db
def test_the_address_is_shown_once_on_its_page(
    sign_in: Any, worker: User, phone: Client, task: Any
) -> None:
    task()
    client, page_of = sign_in(worker), reverse("planner:calendar_address")
    assert "Nie masz jeszcze takiego adresu" in client.get(page_of).content.decode()
    answer = client.post(reverse("planner:make_address"))
    page = answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    found = re.search(r'value="http://127\.0\.0\.1(/praca/~kalendarz/[^"]+\.ics)"', page)
    assert found
    assert phone.get(found[1]).status_code == 200
    page = client.get(page_of).content.decode()
    assert "~kalendarz" not in page
    assert "Wymień adres na nowy" in page
    page = client.post(reverse("planner:revoke_address"), follow=True).content.decode()
    assert "Adres jest cofnięty" in page
    assert phone.get(found[1]).status_code == 404
    page = client.post(reverse("planner:revoke_address"), follow=True).content.decode()
    assert "Nie było czego cofać" in page


@pytest.mark.django_db
def test_a_full_calendar_asks_the_database_little(
    worker: User, task: Any, meeting: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        task(f"Zadanie {number}")
        meeting(f"Rada {number}")
    with django_assert_max_num_queries(8):
        assert len(events_of(worker)) == 60
