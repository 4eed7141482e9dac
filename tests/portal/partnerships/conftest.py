"""A country of two powiats, people with roles, and partnerships of its gminas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import ModuleType
from typing import Any

import polars as pl
import pytest
import shapely
from django.urls import include, path
from django.utils import timezone
from tests.portal.people import plain

from terytoria.portal import urls
from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import AreaList, Country
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.territory import Boundaries, Kind, Level, Neighbours, Register, Unit
from terytoria.territory.changes import Change, Correspondence, Link, What

SINCE = date(2024, 1, 1)
PASSWORD = "sosna-nad-jeziorem-7"  # noqa: S105 - of invented people

UNITS = (
    ("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, ""),
    ("30", "wielkopolskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL"),
    ("32", "zachodniopomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL"),
    ("3019", "pilski", Level.POWIAT, Kind.POWIAT, "30"),
    ("3201", "białogardzki", Level.POWIAT, Kind.POWIAT, "32"),
    ("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32"),
    ("3262", "Szczecin", Level.POWIAT, Kind.CITY_WITH_POWIAT_RIGHTS, "32"),
    ("3019011", "Piła", Level.GMINA, Kind.URBAN, "3019"),
    ("3201011", "Białogard", Level.GMINA, Kind.URBAN, "3201"),
    ("3201043", "Karlino", Level.GMINA, Kind.URBAN_RURAL, "3201"),
    ("3217011", "Wałcz", Level.GMINA, Kind.URBAN, "3217"),
    ("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217"),
    ("3217052", "Wałcz", Level.GMINA, Kind.RURAL, "3217"),
    ("3262011", "Szczecin", Level.GMINA, Kind.CITY_WITH_POWIAT_RIGHTS, "3262"),
)
PAIRS = (
    ("3201011", "3201043"),
    ("3217011", "3217052"),
    ("3217023", "3217052"),
    ("3019011", "3217052"),
    ("3019011", "3201043"),
    ("3262011", "3201011"),
)
MERGED = Change(
    date(2023, 1, 1),
    What.MERGE,
    (Link("3217032", "3217023"), Link("3217023", "3217023")),
    "Tuczno weszło do Człopy.",
    "przykład",
)


def the_country() -> Country:
    """The country with one list and one merger."""
    gminas = [code for code, *_ in UNITS if len(code) == 7]
    squares = {
        code: shapely.to_wkb(shapely.box(16 + at, 53, 17 + at, 54))
        for at, code in enumerate(gminas)
    }
    frame = pl.DataFrame({"code": list(squares), "wkb": list(squares.values())})
    return Country(
        Register(Unit(code, name, level, kind, up, 10.0) for code, name, level, kind, up in UNITS),
        Neighbours(PAIRS),
        (AreaList("OZTM", "2019", frozenset({"3217023", "3217052"}), "https://example.org/"),),
        Correspondence((MERGED,)),
        Boundaries(frame),
        "kraj",
    )


@pytest.fixture
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """The country in use."""
    made = the_country()
    monkeypatch.setattr(land, "current", lambda: made)
    return made


def _addresses() -> ModuleType:
    """The portal's addresses with those of partnerships below ``/praca/``."""
    module = ModuleType("addresses_of_the_test")
    names = ("handler400", "handler403", "handler404", "handler500")
    vars(module).update({name: getattr(urls, name) for name in names})
    own = path("praca/", include("terytoria.portal.partnerships.urls"))
    there = any(getattr(one, "app_name", "") == "partnerships" for one in urls.urlpatterns)
    module.urlpatterns = urls.urlpatterns if there else [own, *urls.urlpatterns]  # type: ignore[attr-defined]
    return module


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> None:
    plain(settings)
    settings.ROOT_URLCONF = _addresses()


Person = Callable[..., User]
Found = Callable[..., Partnership]


@pytest.fixture
def person(db: None) -> Person:
    """Makes a user: ``person("ola")``, with a role in a partnership or in the programme."""

    def make(
        name: str,
        partnership: Partnership | None = None,
        role: Role | ProgrammeRole | None = None,
        *,
        unit: str = "",
        voivodeship: str = "",
        **fields: Any,
    ) -> User:
        email = f"{name}@example.org"
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, PASSWORD, name=f"Osoba {name}", **fields
        )
        if isinstance(role, ProgrammeRole):
            ProgrammeAssignment.objects.create(
                user=user, role=role, voivodeship=voivodeship, since=SINCE
            )
        elif role is not None and partnership is not None:
            if role is Role.REPRESENTATIVE:
                unit = unit or "3217011"
            Assignment.objects.create(
                user=user, partnership=partnership, role=role, unit=unit, since=SINCE
            )
        return user

    return make


@pytest.fixture
def found(db: None, country: Country) -> Found:
    """Makes a partnership with members: ``found("dolina", units=(...), stage=...)``."""

    def make(
        slug: str = "dolina",
        units: tuple[str, ...] = ("3217011", "3217023", "3217052"),
        stage: Stage = Stage.FORMING,
    ) -> Partnership:
        made = Partnership.objects.create(
            slug=slug, name=f"Partnerstwo {slug}", short_name=slug, leader=units[0], stage=stage
        )
        for unit in units:
            Membership.objects.create(partnership=made, unit=unit, since=SINCE)
        return made

    return make


@pytest.fixture
def dolina(found: Found) -> Partnership:
    """A forming partnership of three gminas, led by the town of Wałcz."""
    return found()


@pytest.fixture
def ola(person: Person, dolina: Partnership) -> User:
    """Its coordinator."""
    return person("ola", dolina, Role.COORDINATOR)


@pytest.fixture
def yesterday() -> date:
    """The day before today in Poland."""
    return timezone.localdate() - timedelta(days=1)
