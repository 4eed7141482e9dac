"""Two partnerships, people with roles in them, a procedure of a supra-local strategy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships.domain import acting as ground
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.procedures.models import Procedure

LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 6, 15)
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The second factor has tests of its own; here a person is simply signed in.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "second_factor" not in one]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test happens on one day, so that clocks stand the same every year."""
    monkeypatch.setattr(ground.timezone, "localdate", lambda *_: TODAY)


def partnership_of(slug: str, *units: str) -> Partnership:
    """A living partnership of units."""
    made = Partnership.objects.create(
        slug=slug,
        name=f"Partnerstwo {slug.title()}",
        short_name=slug.title(),
        leader=units[0],
        stage=Stage.ACTIVE,
    )
    for unit in units:
        Membership.objects.create(partnership=made, unit=unit, since=LONG_AGO)
    return made


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership."""
    return partnership_of("dolina", "0201011", "0201023")


@pytest.fixture
def other(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", "0401052", "0401062")


def give(user: User, role: Role | ProgrammeRole, partnership: Partnership) -> None:
    """Give a person a role in a partnership or in the programme."""
    if isinstance(role, ProgrammeRole):
        region = "02" if role is ProgrammeRole.REGIONAL_OFFICER else ""
        ProgrammeAssignment.objects.create(user=user, role=role, since=LONG_AGO, voivodeship=region)
    else:
        unit = partnership.leader if role is Role.REPRESENTATIVE else ""
        Assignment.objects.create(
            partnership=partnership, user=user, role=role, unit=unit, since=LONG_AGO
        )


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person with roles: ``person("ewa", Role.EXPERT)``, elsewhere: ``…, at=other``."""

    def make(name: str, *roles: Role | ProgrammeRole, at: Partnership = dolina) -> User:
        user = User.objects.filter(email=f"{name}@example.org").first()
        user = user or User.objects.create_user(f"{name}@example.org", name=f"Osoba {name}")
        for role in roles:
            give(user, role, at)
        return user

    return make


@pytest.fixture
def coordinator(person: Person) -> User:
    """The coordinator of the partnership."""
    return person("koordynatorka", Role.COORDINATOR)


@pytest.fixture
def expert(person: Person) -> User:
    """An expert of the partnership, who tells facts and overrides nothing."""
    return person("ekspertka", Role.EXPERT)


@pytest.fixture
def procedure(dolina: Partnership) -> Procedure:
    """The procedure of a supra-local strategy since a year ago, without the full assessment."""
    return Procedure.objects.create(
        partnership=dolina,
        profile="supralocal_10g",
        name="Strategia rozwoju ponadlokalnego do 2035 roku",
        start=date(2025, 6, 2),
        without=["assessment"],
    )


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which a person is signed in."""

    def signed(user: User) -> Client:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user)
        return client

    return signed
