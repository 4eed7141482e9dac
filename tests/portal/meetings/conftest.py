"""A partnership of five gminas with its people, and meetings brought to the state a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.meetings.domain.agenda import Point, add_item
from terytoria.portal.meetings.domain.planning import Plan, convene, open_meeting, plan
from terytoria.portal.meetings.domain.voting import mark_attendance, open_vote
from terytoria.portal.meetings.enums import Body, Majority, Presence
from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.territory import Kind, Level, Neighbours, Register, Unit

SINCE = date(2024, 1, 1)
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
    powiat = Unit("3217", "przykładowy", Level.POWIAT, Kind.POWIAT, "", 10.0)
    gminas = [
        Unit(code, name, Level.GMINA, Kind.RURAL, "3217", 10.0) for code, name in NAMES.items()
    ]
    made = Country(Register([powiat, *gminas]), Neighbours(()))
    monkeypatch.setattr(land, "current", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The second factor has tests of its own; here a person is simply signed in.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "second_factor" not in one]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MEDIA_ROOT = tmp_path / "files"


def found(slug: str, units: tuple[str, ...] = UNITS) -> Partnership:
    """A living partnership of units."""
    made = Partnership.objects.create(
        slug=slug,
        name=f"Partnerstwo {slug.title()}",
        short_name=slug.title(),
        leader=units[0],
        stage=Stage.ACTIVE,
    )
    for unit in units:
        Membership.objects.create(partnership=made, unit=unit, since=SINCE)
    return made


def somebody(role: Role | ProgrammeRole | None, partnership: Partnership, unit: str = "") -> User:
    """A person with one role towards a partnership, or none."""
    count = User.objects.count()
    user = User.objects.create_user(f"osoba{count}@example.org", name=f"Osoba {count}")
    if isinstance(role, ProgrammeRole):
        regional = role is ProgrammeRole.REGIONAL_OFFICER
        ProgrammeAssignment.objects.create(
            user=user, role=role, since=SINCE, voivodeship="32" if regional else ""
        )
    elif role is not None:
        unit = unit or (UNITS[0] if role is Role.REPRESENTATIVE else "")
        Assignment.objects.create(
            partnership=partnership, user=user, role=role, unit=unit, since=SINCE
        )
    return user


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership of five gminas."""
    return found("dolina")


@pytest.fixture
def gora(db: None) -> Partnership:
    """Another partnership."""
    return found("gora", UNITS[3:])


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


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads write to: the server's, else a SQLite file as in use."""
    if connection.vendor == "postgresql":
        yield
        return
    usual = connections["default"]
    name = usual.settings_dict["NAME"]
    del connections["default"]
    usual.settings_dict["NAME"] = str(tmp_path / "portal.sqlite3")
    try:
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        yield
        connections["default"].close()
    finally:
        usual.settings_dict["NAME"] = name
        connections["default"] = usual
