"""Letters about meetings, against a real mail server, and what a killed worker does to them."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage
from django.utils import timezone
from icalendar import Calendar

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.domain.run import take
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import task_of
from terytoria.portal.meetings.domain.agenda import add_item
from terytoria.portal.meetings.domain.moments import moment
from terytoria.portal.meetings.domain.planning import KIND, cancel, convene, edit
from terytoria.portal.meetings.enums import Body
from terytoria.portal.meetings.models import Meeting, Notice
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role

pytestmark = pytest.mark.django_db
ADDRESS = "http://127.0.0.1/praca/dolina/spotkania/1/"
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")
HURRIED = Rhythm(delay=0.0)


class Box:
    """What a mail server took, and whom it refuses."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, Message]] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802 - named and called by the server
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Take an address, or not."""
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a letter."""
        self.letters.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content)))
        return "250 OK"

    @property
    def people(self) -> list[str]:
        """Who got a letter, in the order of the alphabet, as often as they got one."""
        return sorted(to for to, _ in self.letters)


@pytest.fixture
def box(settings: Any, a_free_port: int) -> Iterator[Box]:
    """A real mail server on the loopback."""
    made = Box()
    server = Controller(made, hostname="127.0.0.1", port=a_free_port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.DEFAULT_FROM_EMAIL = "Portal pokazowy <portal@example.org>"
    settings.EMAIL_PORT = a_free_port
    settings.EMAIL_USE_TLS = False
    yield made
    server.stop()


def text_of(letter: Message) -> str:
    for part in letter.walk():
        if part.get_content_type() == "text/plain":
            return part.get_payload(decode=True).decode()  # type: ignore[union-attr]
    raise AssertionError("no text")


def event_of(letter: Message) -> Any:
    for part in letter.walk():
        if part.get_content_type() == "text/calendar":
            assert part.get_filename() == "spotkanie.ics"
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            assert list(calendar.walk("VTIMEZONE"))
            return calendar.walk("VEVENT")[0]
    raise AssertionError("no calendar")


def test_those_who_vote_and_lead_get_one_letter_each(
    box: Box, meet: Any, ola: User, person: Any, speakers: dict[str, User]
) -> None:
    chair = person(Role.CHAIR)
    for role in (Role.OBSERVER, Role.EXPERT, Role.WORKING_GROUP):
        person(role)
    meeting = meet(state="convened", led_by="Przewodnicząca")
    assert work(once=True, rhythm=HURRIED) == 7
    assert box.people == sorted(one.email for one in (ola, chair, *speakers.values()))
    text = text_of(box.letters[0][1])
    assert "1. Diagnoza" in text
    assert ADDRESS in text
    assert "Rada Partnerstwa, Partnerstwo Dolina" in text
    event = event_of(box.letters[0][1])
    assert event["SUMMARY"] == meeting.title
    assert event["ORGANIZER"] == "mailto:portal@example.org"
    assert event.decoded("DTSTART") == meeting.starts_at.replace(microsecond=0)
    assert Notice.objects.filter(sent_at=None).count() == 0
    assert Job.objects.filter(kind=KIND, state=State.DONE).count() == 7


def test_the_working_group_is_told_of_its_own(box: Box, meet: Any, ola: User, person: Any) -> None:
    group = [person(Role.WORKING_GROUP) for _ in range(2)]
    person(Role.REPRESENTATIVE)
    meet(state="convened", body=Body.WORKING_GROUP)
    work(once=True, rhythm=HURRIED)
    assert box.people == sorted(one.email for one in (ola, *group))


def test_a_representative_of_a_member_that_left_is_not_called(
    box: Box, meet: Any, ola: User, speakers: dict[str, User]
) -> None:
    meeting = meet()
    members = meeting.partnership.members.filter(unit=UNITS[0])
    members.update(until=meeting.day - timedelta(days=1))
    assert convene(ola, meeting, ADDRESS) == 5
    work(once=True, rhythm=HURRIED)
    assert speakers[UNITS[0]].email not in box.people


def test_asked_again_nobody_gets_a_second_letter_until_something_changed(
    box: Box, meet: Any, ola: User, speakers: dict[str, User], point: Any
) -> None:
    meeting = meet(state="convened")
    work(once=True, rhythm=HURRIED)
    convene(ola, meeting, ADDRESS)
    assert work(once=True, rhythm=HURRIED) == 0
    assert len(box.letters) == 6
    add_item(ola, meeting, point(title="Nowa sprawa"))
    convene(ola, meeting, ADDRESS)
    work(once=True, rhythm=HURRIED)
    assert len(box.letters) == 12
    sequences = [int(event_of(letter)["SEQUENCE"]) for _, letter in box.letters]
    assert sequences == [0] * 6 + [1] * 6
    assert len({str(event_of(letter)["UID"]) for _, letter in box.letters}) == 1
    assert "2. Nowa sprawa" in text_of(box.letters[-1][1])


def test_a_notice_overtaken_by_a_newer_one_is_not_sent(box: Box, meet: Any, ola: User) -> None:
    meeting = meet(state="convened")
    cancel(ola, meeting, "Brak sali", ADDRESS)
    work(once=True, rhythm=HURRIED)
    assert len(box.letters) == 1
    assert "zostało odwołane" in text_of(box.letters[0][1])
    assert "Powód: Brak sali" in text_of(box.letters[0][1])
    event = event_of(box.letters[0][1])
    assert (event["STATUS"], int(event["SEQUENCE"])) == ("CANCELLED", 1)


def test_a_planned_meeting_called_off_bothers_nobody(box: Box, meet: Any, ola: User) -> None:
    cancel(ola, meet(), "Pomyłka", ADDRESS)
    assert work(once=True, rhythm=HURRIED) == 0
    assert not box.letters


def test_a_refused_address_does_not_stop_the_others_and_can_be_tried_again(
    box: Box, meet: Any, ola: User, speakers: dict[str, User]
) -> None:
    box.refused = {speakers[UNITS[1]].email}
    meeting = meet(state="convened")
    work(once=True, rhythm=HURRIED)
    assert len(box.letters) == 5
    failed = Job.objects.get(state=State.FAILED)
    assert "nie przyjął adresu" in failed.error
    box.refused = set()
    convene(ola, meeting, ADDRESS)
    work(once=True, rhythm=HURRIED)
    assert box.people == sorted(one.email for one in (ola, *speakers.values()))


def test_a_server_that_is_away_is_asked_again(
    box: Box, meet: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    usual = EmailMessage.send

    def once_away(letter: EmailMessage, fail_silently: bool = False) -> int:
        tries.append(letter)
        if len(tries) == 1:
            raise smtplib.SMTPServerDisconnected("away")
        return usual(letter, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", once_away)
    meet(state="convened")
    work(once=True, rhythm=HURRIED)
    assert len(box.letters) == 1


class TestKilled:
    """A worker that ends without a word at each moment of its work."""

    def test_before_the_letter_left_it_is_sent_by_the_next_one(self, box: Box, meet: Any) -> None:
        meet(state="convened")
        assert take(HURRIED) is not None  # taken, then silence
        Job.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
        work(once=True, rhythm=HURRIED)
        assert len(box.letters) == 1

    def test_after_it_was_noted_it_is_never_sent_again(self, box: Box, meet: Any) -> None:
        meet(state="convened")
        work(once=True, rhythm=HURRIED)
        Job.objects.update(state=State.WAITING)
        work(once=True, rhythm=HURRIED)
        assert len(box.letters) == 1

    def test_between_the_two_it_is_the_same_letter_once_more(self, box: Box, meet: Any) -> None:
        meet(state="convened")
        run = take(HURRIED)
        assert run is not None
        job = Job.objects.get(pk=run.job)
        task_of(KIND)(run, **job.arguments)  # the server has it; nothing was noted
        Job.objects.update(heartbeat_at=timezone.now() - timedelta(hours=1))
        work(once=True, rhythm=HURRIED)
        first, second = (letter["Message-ID"] for _, letter in box.letters)
        assert first == second
        assert Notice.objects.get().sent_at is not None


def test_a_title_does_not_write_headers(box: Box, meet: Any) -> None:
    meet(state="convened", title="Temat\r\nBcc: obcy@example.org")
    work(once=True, rhythm=HURRIED)
    assert box.people == ["osoba0@example.org"]
    assert box.letters[0][1]["Bcc"] is None


class TestPolishClock:
    @pytest.mark.parametrize(
        ("day", "hour", "utc"),
        [
            ((2026, 3, 28), 10, 9),
            ((2026, 3, 29), 10, 8),
            ((2026, 10, 24), 10, 8),
            ((2026, 10, 25), 10, 9),
        ],
    )
    def test_ten_stays_ten_when_the_clocks_change(
        self, day: tuple[int, int, int], hour: int, utc: int
    ) -> None:
        found = moment(datetime(*day, tzinfo=UTC).date(), time(hour))
        assert (found.hour, found.astimezone(UTC).hour) == (hour, utc)

    @pytest.mark.parametrize(
        ("day", "said"), [((2026, 3, 29), "nie ma"), ((2026, 10, 25), "dwa razy")]
    )
    def test_hours_that_are_not_or_are_twice_are_refused(
        self, day: tuple[int, int, int], said: str
    ) -> None:
        with pytest.raises(RefusedError, match=said) as refusal:
            moment(datetime(*day, tzinfo=UTC).date(), time(2, 30), "begins")
        assert refusal.value.field == "begins"

    def test_a_meeting_late_at_night_is_of_its_polish_day(
        self, meet: Any, asked: Any, ola: User
    ) -> None:
        meeting: Meeting = meet()
        start = datetime(2099, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in Poland
        edit(ola, meeting, asked(starts_at=start, ends_at=start + timedelta(hours=1)), 2)
        meeting.refresh_from_db()
        assert meeting.day.isoformat() == "2099-07-01"
