"""A partnership of three gminas, its people, and workshops brought to the state a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.workshops.domain.joining import put_dot, write_note
from terytoria.portal.workshops.domain.planning import Plan, close_workshop, open_workshop, plan
from terytoria.portal.workshops.domain.sorting import Change, add_note, change
from terytoria.portal.workshops.models import Note, Workshop
from terytoria.territory import Kind, Level, Neighbours, Register, Unit

SINCE = date(2024, 1, 1)
NAMES = {"3217011": "Borowa", "3217023": "Leśniów", "3217033": "Stare Kąty"}
UNITS = tuple(NAMES)
Person = Callable[..., User]
Make = Callable[..., Workshop]
PLAN = Plan(
    "Jak się żyje",
    "Co najbardziej utrudnia życie?",
    "Świetlica",
    datetime(2026, 12, 3, 16, 0, tzinfo=UTC),
    ((15, "Powitanie"), (45, "Karteczki")),
    3,
)


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
def _plain(settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The second factor has tests of its own; here a person is simply signed in.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "second_factor" not in one]
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": "workshops"}}
    cache.clear()
    yield
    cache.clear()


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


def somebody(role: Role | ProgrammeRole | None, partnership: Partnership) -> User:
    """A person with one role towards a partnership, or none."""
    count = User.objects.count()
    user = User.objects.create_user(f"osoba{count}@example.org", name=f"Osoba {count}")
    if isinstance(role, ProgrammeRole):
        regional = role is ProgrammeRole.REGIONAL_OFFICER
        ProgrammeAssignment.objects.create(
            user=user, role=role, since=SINCE, voivodeship="32" if regional else ""
        )
    elif role is not None:
        unit = UNITS[0] if role is Role.REPRESENTATIVE else ""
        Assignment.objects.create(
            partnership=partnership, user=user, role=role, unit=unit, since=SINCE
        )
    return user


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership of three gminas."""
    return found("dolina")


@pytest.fixture
def gora(db: None) -> Partnership:
    """Another partnership."""
    return found("gora", UNITS[2:])


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person: ``person(Role.CHAIR)``."""
    return lambda role, partnership=dolina: somebody(role, partnership)


@pytest.fixture
def ola(person: Person) -> User:
    """The facilitator."""
    return person(Role.COORDINATOR)


@pytest.fixture
def asked() -> Callable[..., Plan]:
    """A plan, with changes."""
    return lambda **changes: replace(PLAN, **changes)


@pytest.fixture
def make(dolina: Partnership, ola: User) -> Make:
    """A workshop in a state: ``make("open", dots=2)``."""

    def made(state: str = "planned", **changes: Any) -> Workshop:
        workshop = plan(ola, dolina, replace(PLAN, **changes))
        if state != "planned":
            open_workshop(ola, workshop)
        if state == "closed":
            close_workshop(ola, workshop)
        return Workshop.objects.get(pk=workshop.pk)

    return made


class Room:
    """A workshop with a tree of four notes, a loose one, and votes."""

    def __init__(self, ola: User, workshop: Workshop) -> None:
        self.ola, self.workshop = ola, workshop
        texts = {
            "trunk": "Młodzi wyjeżdżają",
            "cause": "Nie ma autobusu do liceum",
            "effect": "Zamyka się szkoła",
            "loose": "Ciemno na drodze",
        }
        self.notes = {name: add_note(ola, workshop, text) for name, text in texts.items()}
        trunk = self["trunk"]
        self.move("trunk", "loose", "challenge")
        self.move("cause", "loose", f"cause:{trunk.pk}")
        self.move("effect", "loose", f"effect:{trunk.pk}")
        for at, name in enumerate(("trunk", "trunk", "cause", "loose")):
            put_dot(workshop, f"telefon {at}", self[name].pk)
        write_note(workshop, "telefon 0", "Brak autobusów")

    def __getitem__(self, name: str) -> Note:
        return Note.objects.get(pk=self.notes[name].pk)

    def move(self, name: str, was: str, new: str) -> int:
        """Move a note."""
        return change(self.ola, self.workshop, [Change(self.notes[name].pk, "spot", was, new)])

    def goal(self, name: str, text: str) -> int:
        """Reword a note as a goal."""
        return change(self.ola, self.workshop, [Change(self.notes[name].pk, "goal", "", text)])

    def close(self) -> Workshop:
        """Close the workshop."""
        close_workshop(self.ola, self.workshop)
        self.workshop.refresh_from_db()
        return self.workshop


@pytest.fixture
def room(make: Make, ola: User) -> Room:
    """An open workshop with a tree."""
    return Room(ola, make("open"))


@pytest.fixture
def signed() -> Callable[[User], Client]:
    """The browser of a person."""

    def made(user: User) -> Client:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user)
        return client

    return made


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
