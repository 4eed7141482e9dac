"""Partnerships, people with roles in them and their browsers: what tests of many rooms begin with.

Each room says in its ``conftest.py`` which partnerships and people it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.partnerships.rules import AnyRole
from terytoria.territory import Kind, Level, Neighbours, Register, Unit

SINCE = date(2020, 1, 1)
"""Since when partnerships have their members and people their roles."""


def plain(settings: Any) -> None:
    """Passwords cost nothing, and signing in asks for no second factor: it has tests of its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "second_factor" not in one]


def country_of(names: Mapping[str, str], powiat: str = "przykładowy", **more: Any) -> Country:
    """A country of rural gminas of one powiat: names by codes; ``more``: what else it has."""
    code = next(iter(names))[:4]
    units = [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 10.0),
        Unit(code[:2], "dolnośląskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 10.0),
        Unit(code, powiat, Level.POWIAT, Kind.POWIAT, code[:2], 10.0),
        *(Unit(one, name, Level.GMINA, Kind.RURAL, code, 10.0) for one, name in names.items()),
    ]
    return Country(Register(units), Neighbours(()), name="kraj", **more)


def partnership_of(slug: str, *units: str, stage: Stage = Stage.ACTIVE) -> Partnership:
    """A partnership of units, of which the first one leads."""
    made = Partnership.objects.create(
        slug=slug,
        name=f"Partnerstwo {slug.title()}",
        short_name=slug.title(),
        leader=units[0],
        stage=stage,
    )
    for unit in units:
        Membership.objects.create(partnership=made, unit=unit, since=SINCE)
    return made


def give(user: User, role: AnyRole, partnership: Partnership, unit: str = "") -> None:
    """Give a role in a partnership, or in the programme where the partnership lies.

    A representative speaks for the unit that leads, unless another is named.
    """
    if isinstance(role, ProgrammeRole):
        region = partnership.leader[:2] if role is ProgrammeRole.REGIONAL_OFFICER else ""
        ProgrammeAssignment.objects.create(user=user, role=role, since=SINCE, voivodeship=region)
        return
    spoken_for = (unit or partnership.leader) if role is Role.REPRESENTATIVE else ""
    Assignment.objects.create(
        partnership=partnership, user=user, role=role, unit=spoken_for, since=SINCE
    )


def somebody(role: AnyRole | None, partnership: Partnership, unit: str = "") -> User:
    """A new person with one role towards a partnership, or none."""
    count = User.objects.count()
    user = User.objects.create_user(f"osoba{count}@example.org", name=f"Osoba {count}")
    if role is not None:
        give(user, role, partnership, unit)
    return user


def named(name: str, *roles: AnyRole, at: Partnership) -> User:
    """The person of a name, with these roles towards a partnership besides those they have."""
    email = f"{name}@example.org"
    user = User.objects.filter(email=email).first()
    user = user or User.objects.create_user(email, name=f"Osoba {name}")
    for role in roles:
        give(user, role, at)
    return user


def browser_of(user: User, *, factor: bool = False) -> Client:
    """The browser of a person who is signed in; ``factor``: with a second one, as some must."""
    kind = Authenticator.Type.TOTP
    if factor and not Authenticator.objects.filter(user=user, type=kind).exists():
        Authenticator.objects.create(user=user, type=kind, data={"secret": "JBSWY3DP"})
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    return client
