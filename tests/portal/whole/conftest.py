"""A partnership with people of every role, and its diagnoses, across all rooms."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.evidence.domain import versions
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.partnerships.rules import AnyRole
from terytoria.portal.surveys.domain import counting
from terytoria.territory import Kind, Level, Neighbours, Register, Unit

from .filling import MARK, MEMBERS, Arguments, fill
from .upper import fill_upper

SINCE = date(2024, 1, 1)

NAMES = ("Jaworzowice", "Leśniów", "Borowa Góra", "Stare Kąty")
Person = Callable[..., User]
Signed = Callable[[User], Client]


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """Four gminas of one powiat; the last is no member."""
    units = [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 10.0),
        Unit("02", "dolnośląskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 10.0),
        Unit("0201", "jaworzowicki", Level.POWIAT, Kind.POWIAT, "02", 10.0),
        *(
            Unit(code, name, Level.GMINA, Kind.RURAL, "0201", 10.0)
            for code, name in zip((*MEMBERS, "0201042"), NAMES, strict=True)
        ),
    ]
    made = Country(Register(units), Neighbours(()), name="kraj")
    monkeypatch.setattr(land, "current", lambda: made)
    monkeypatch.setattr(counting, "_strata", lambda _: ("", None))  # nothing to weigh by
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any, tmp_path: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The second factor has tests of its own; here a person is simply signed in.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "second_factor" not in one]
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def partnership_of(slug: str, units: tuple[str, ...] = MEMBERS) -> Partnership:
    """An active partnership of units."""
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


@pytest.fixture
def dolina(db: None) -> Partnership:
    """An active partnership of three gminas."""
    return partnership_of("dolina")


@pytest.fixture
def other(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", ("0201042",))


def somebody(role: AnyRole | None, partnership: Partnership) -> User:
    """A person with one role towards a partnership, or none."""
    count = User.objects.count()
    user = User.objects.create_user(f"osoba{count}@example.org", name=f"Osoba {count}")
    if isinstance(role, ProgrammeRole):
        region = "02" if role is ProgrammeRole.REGIONAL_OFFICER else ""
        ProgrammeAssignment.objects.create(user=user, role=role, since=SINCE, voivodeship=region)
    elif role is not None:
        unit = partnership.leader if role is Role.REPRESENTATIVE else ""
        Assignment.objects.create(
            partnership=partnership, user=user, role=role, unit=unit, since=SINCE
        )
    return user


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person with a role: ``person(Role.EXPERT)``, elsewhere: ``person(role, other)``."""
    return lambda role, partnership=dolina: somebody(role, partnership)


@pytest.fixture
def signed() -> Signed:
    """The browser of a person."""

    def browser(user: User) -> Client:
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user)
        return client

    return browser


def diagnosis(values: dict[str, float], mark: str = "") -> bytes:
    """The part of a ``diagnosis.json`` that versions are made from."""
    content = {
        "snapshot": {"name": "zmyslony", "vintage": "2026-01-01", "synthetic": True},
        "area": {"name": "Dolina", "gminas": [{"code": "0201011", "name": "Jaworzowice"}]},
        "findings": [
            {
                "id": name,
                "kind": "weakness",
                "severity": 2,
                "topic": "ludnosc",
                "unit": "area",
                "heading": {"pl": f"Ustalenie {name} {mark}", "en": name},
                "text": {"pl": f"Wartość to **{value}** {mark}.", "en": "en"},
                "consequence": {"pl": f"Trzeba działać. {mark}", "en": "en"},
                "challenge": "",
                "evidence": [
                    {
                        "indicator": "L-01",
                        "units": ["0201011"],
                        "years": [2024],
                        "value": value,
                        "interval": None,
                        "source": "przykład syntetyczny",
                        "vintage": "2026-01-01",
                        "formula": "pop_total",
                    }
                ],
            }
            for name, value in values.items()
        ],
        "challenges": [],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def kept(partnership: Partnership, mark: str = "", **values: float) -> DiagnosisVersion:
    """A kept version of a made-up diagnosis."""
    job = Job.objects.create(kind="evidence.diagnose", key=f"test:{Job.objects.count()}")
    asked = {"units": list(MEMBERS), "options": {"peers": "kind"}}
    number = versions.keep(diagnosis(values, mark), partnership.pk, job.pk, asked)
    return DiagnosisVersion.objects.get(partnership=partnership, number=number)


@pytest.fixture
def keep(dolina: Partnership) -> Callable[..., DiagnosisVersion]:
    """Keeps a made-up version of the partnership: ``keep(a=1.0, b=2.0)``."""
    return lambda **values: kept(dolina, **values)


@pytest.fixture
def coordinator(person: Person) -> User:
    """The coordinator of the partnership."""
    return person(Role.COORDINATOR)


@pytest.fixture
def full(dolina: Partnership, coordinator: User) -> Arguments:
    """The partnership filled with marked records, and the arguments that lead to them."""
    diagnosis = kept(dolina, MARK, a=1.0, b=2.0)
    return {
        **fill(dolina, coordinator, diagnosis),
        **fill_upper(dolina, coordinator, diagnosis),
    }
