"""Two partnerships, people with roles in them, tasks and meetings."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import Client
from django.utils.timezone import localdate
from tests.portal.people import browser_of, named, partnership_of, plain

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.enums import Body, MeetingState, NoticeKind
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.models import Task

UNIT = "0201011"
Person = Callable[..., User]
MakeTask = Callable[..., Task]
MakeMeeting = Callable[..., Meeting]


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> None:
    plain(settings)


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership."""
    return partnership_of("dolina", UNIT, "0201023")


@pytest.fixture
def other(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", "0401052", "0401062")


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person with roles: ``person("ewa", Role.EXPERT)``, elsewhere: ``…, at=other``."""
    return lambda name, *roles, at=dolina: named(name, *roles, at=at)


@pytest.fixture
def coordinator(person: Person) -> User:
    """The coordinator of the partnership."""
    return person("koordynatorka", Role.COORDINATOR)


@pytest.fixture
def worker(person: Person) -> User:
    """One of the working group."""
    return person("grupa", Role.WORKING_GROUP)


@pytest.fixture
def task(dolina: Partnership, worker: User) -> MakeTask:
    """Makes a task: ``task("Zebrać dane", in_days=3)``; other fields by name."""

    def make(title: str = "Zebrać dane", in_days: int = 3, **fields: Any) -> Task:
        told = {"partnership": dolina, "owner": worker, "due": localdate() + timedelta(in_days)}
        return Task.objects.create(title=title, **{**told, **fields})

    return make


@pytest.fixture
def meeting(dolina: Partnership) -> MakeMeeting:
    """Makes a convened meeting of an hour: ``meeting("Rada", starts_at=…)``."""

    def make(title: str = "Posiedzenie", **fields: Any) -> Meeting:
        starts = fields.pop("starts_at", datetime.now(UTC) + timedelta(days=2))
        told = {
            "partnership": dolina,
            "body": Body.COUNCIL,
            "title": title,
            "place": "Urząd, sala 2",
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=1),
            "state": MeetingState.CONVENED,
        }
        return Meeting.objects.create(**{**told, **fields})

    return make


@pytest.fixture
def told(person: Person) -> Callable[[Meeting], None]:
    """Notes that somebody was invited to a meeting."""

    def note(meeting: Meeting) -> None:
        guest = person("zaproszona", Role.EXPERT, at=meeting.partnership)
        meeting.notices.create(person=guest, kind=NoticeKind.CONVENED, sequence=0)

    return note


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Opens the browser of a person."""
    return browser_of


TAKEN = "250 OK"


class Mailroom:
    """A real mail server on the loopback that refuses as told.

    ``answer`` says what it says to a recipient asked about so many times, ``pause`` how many
    seconds it waits before, ``late`` before it takes a letter; ``asking`` and ``taking`` are set
    when it begins to wait.
    """

    def __init__(self, port: int) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.asked: list[str] = []
        self.answer: Callable[[str, int], str] = lambda address, times: TAKEN
        self.pause = self.late = 0.0
        self.asking, self.taking = threading.Event(), threading.Event()
        self.port = port
        self.controller = Controller(self, hostname="127.0.0.1", port=port)

    async def handle_RCPT(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Say whether a recipient is taken."""
        self.asked.append(address)
        said = self.answer(address, self.asked.count(address))
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        self.asking.set()
        await asyncio.sleep(self.pause)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        """Keep a letter."""
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters += [(address, message) for address in envelope.rcpt_tos]
        self.taking.set()
        await asyncio.sleep(self.late)
        return TAKEN

    def wait_for(self, count: int, seconds: float = 60) -> None:
        """Return once so many letters were taken."""
        until = time.monotonic() + seconds
        while len(self.letters) < count:
            assert time.monotonic() < until, f"{len(self.letters)} letters of {count}"
            time.sleep(0.05)


@pytest.fixture
def mailroom(a_free_port: int) -> Iterator[Mailroom]:
    """A real mail server."""
    made = Mailroom(a_free_port)
    made.controller.start()
    yield made
    made.controller.stop()


@pytest.fixture
def smtp(mailroom: Mailroom, settings: Any) -> Mailroom:
    """The same, to which this portal sends its letters."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailroom.port
    settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = False, 10
    return mailroom
