"""A partnership of five gminas with its people, and meetings brought to the state a test needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.portal.people import country_of, partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.agenda import Point, add_item
from terytoria.portal.meetings.domain.planning import Plan, convene, open_meeting, plan
from terytoria.portal.meetings.domain.voting import mark_attendance, open_vote
from terytoria.portal.meetings.enums import Body, Majority, Presence
from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership

ADDRESS = "http://127.0.0.1/praca/dolina/spotkania/1/"
NAMES = {
    "3217011": "Borowa",
    "3217023": "Leśniów",
    "3217033": "Stare Kąty",
    "3217043": "Jezierzyn",
    "3217052": "Wola",
}
UNITS = tuple(NAMES)
Person = Callable[..., User]
Meet = Callable[..., Meeting]
Vote = Callable[..., AgendaItem]


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """A country of one powiat."""
    made = country_of(NAMES)
    monkeypatch.setattr(land, "current", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any, tmp_path: Path) -> None:
    plain(settings)
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership of five gminas."""
    return partnership_of("dolina", *UNITS)


@pytest.fixture
def gora(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", *UNITS[3:])


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person: ``person(Role.CHAIR)``, ``person(Role.REPRESENTATIVE, unit="3217023")``."""
    return lambda role, partnership=dolina, unit="": somebody(role, partnership, unit)


@pytest.fixture
def ola(person: Person) -> User:
    """The coordinator."""
    return person(Role.COORDINATOR)


@pytest.fixture
def speakers(person: Person) -> dict[str, User]:
    """The representative of each member."""
    return {unit: person(Role.REPRESENTATIVE, unit=unit) for unit in UNITS}


def asked(**changes: Any) -> Plan:
    """A plan of a meeting that began a moment ago."""
    start = timezone.now()
    usual = {
        "body": Body.COUNCIL,
        "title": "Posiedzenie Rady",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "place": "Urząd Gminy",
    }
    return Plan(**{**usual, **changes})


def point(majority: Majority = Majority.SIMPLE, **changes: Any) -> Point:
    """A point to vote on."""
    usual = {"title": "Diagnoza", "text": "Opis.", "majority": majority, "proposal": "Przyjąć."}
    return Point(**{**usual, **changes})


@pytest.fixture
def meet(dolina: Partnership, ola: User) -> Meet:
    """A meeting with points: ``meet(point(), state="open")``; states up to ``open``."""

    def make(*points: Point, state: str = "planned", by: User = ola, **changes: Any) -> Meeting:
        partnership = changes.pop("partnership", dolina)
        meeting = plan(by, partnership, asked(**changes))
        for one in points or (point(),):
            add_item(by, meeting, one)
        if state != "planned":
            convene(by, meeting, ADDRESS)
        if state == "open":
            open_meeting(by, meeting)
        meeting.refresh_from_db()
        return meeting

    return make


@pytest.fixture(name="point")
def _point() -> Callable[..., Point]:
    """A point to vote on: ``point(Majority.ABSOLUTE, title="A")``."""
    return point


@pytest.fixture(name="asked")
def _asked() -> Callable[..., Plan]:
    """A plan of a meeting that began a moment ago, with changes."""
    return asked


@pytest.fixture(name="here")
def _here() -> Callable[..., None]:
    """Notes that voters are on the spot: ``here(ola, meeting, "3217011")``."""
    return here


def here(actor: User, meeting: Meeting, *voters: str) -> None:
    """Note that voters are on the spot."""
    mark_attendance(actor, meeting, dict.fromkeys(voters, Presence.PRESENT))


@pytest.fixture
def under_vote(meet: Meet, ola: User) -> Vote:
    """A point under vote with voters present: ``under_vote(Majority.ABSOLUTE, here=UNITS)``."""

    def make(majority: Majority = Majority.SIMPLE, present: tuple[str, ...] = UNITS) -> AgendaItem:
        meeting = meet(point(majority), state="open")
        here(ola, meeting, *present)
        return open_vote(ola, meeting.items.get())

    return make
