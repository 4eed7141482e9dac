"""A partnership of three gminas, its people, and workshops brought to the state a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.portal.people import browser_of, country_of, partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.workshops.domain.joining import put_dot, write_note
from terytoria.portal.workshops.domain.planning import Plan, close_workshop, open_workshop, plan
from terytoria.portal.workshops.domain.sorting import Change, add_note, change
from terytoria.portal.workshops.models import Note, Workshop

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
    made = country_of(NAMES)
    monkeypatch.setattr(land, "current", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> Iterator[None]:
    plain(settings)
    memory = "django.core.cache.backends.locmem.LocMemCache"
    counters = {"BACKEND": memory, "LOCATION": "workshops"}
    settings.CACHES = {**settings.CACHES, "default": counters}
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership of three gminas."""
    return partnership_of("dolina", *UNITS)


@pytest.fixture
def gora(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", *UNITS[2:])


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
    """Opens the browser of a person."""
    return browser_of
