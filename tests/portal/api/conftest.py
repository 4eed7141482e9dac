"""Two partnerships full of marked secrets, their people, and programs with tokens."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
import shapely
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import timezone
from tests.portal.people import SINCE, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.api.domain.tokens import make_token
from terytoria.portal.api.enums import Scope
from terytoria.portal.api.interfaces import bearer
from terytoria.portal.api.views import gate
from terytoria.portal.evidence.domain import versions
from terytoria.portal.evidence.models import DiagnosisVersion, Finding, OwnEvidence
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import DocumentKind, Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.partnerships.rules import AnyRole
from terytoria.portal.planner.models import Task
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.models import (
    Challenge,
    Citation,
    Direction,
    Frame,
    Goal,
    Project,
    StrategyVersion,
    Target,
)
from terytoria.portal.strategies.serialise import to_bytes
from terytoria.territory import Boundaries, Kind, Level, Neighbours, Register, Unit

UNITS = (
    ("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, ""),
    ("32", "zachodniopomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL"),
    ("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32"),
    ("3217011", "Wałcz", Level.GMINA, Kind.URBAN, "3217"),
    ("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217"),
    ("3217033", "Mirosławiec", Level.GMINA, Kind.URBAN_RURAL, "3217"),
    ("3217052", "Wałcz", Level.GMINA, Kind.RURAL, "3217"),
)
HERE, THERE = ("3217011", "3217023"), ("3217033", "3217052")


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """A country of four gminas, in use."""
    shapes = {
        code: shapely.to_wkb(shapely.box(16 + at, 53, 17 + at, 54))
        for at, code in enumerate((*HERE, *THERE))
    }
    frame = pl.DataFrame({"code": list(shapes), "wkb": list(shapes.values())})
    made = Country(
        Register(Unit(code, name, level, kind, up, 10.0) for code, name, level, kind, up in UNITS),
        Neighbours((HERE, THERE)),
        boundaries=Boundaries(frame),
        name="kraj",
    )
    monkeypatch.setattr(land, "current", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _apart(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files and counters of this test alone; people here need no second factor unless asked."""
    settings.MEDIA_ROOT = tmp_path
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": str(tmp_path),
        },
    }
    monkeypatch.setattr(bearer, "needs", lambda user: False)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _one_connection(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request does not close the connection in whose transaction the test stands."""
    if "browser" not in request.keywords:
        kept = "close_if_unusable_or_obsolete"
        monkeypatch.setattr(BaseDatabaseWrapper, kept, lambda connection: None)


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many requests as a fuzzer wants."""
    monkeypatch.setattr(bearer, "wait_for", lambda limit, whose: 0)
    monkeypatch.setattr(gate, "wait_for", lambda limit, whose: 0)


@dataclass
class Program:
    """A program that speaks by a token, or by none."""

    user: User | None = None
    secret: str = ""

    @classmethod
    def of(cls, user: User, *scopes: str) -> Program:
        """A program of a person, with all scopes unless told."""
        made = make_token(user, "program", scopes or Scope.values, 30)
        return cls(user, made.secret)

    def ask(
        self, method: str, path: str, body: Any = None, *, content: bytes | None = None, **more: Any
    ) -> Any:
        """The answer of the portal to a request below ``/api/v1``."""
        headers = {"authorization": f"Bearer {self.secret}"} if self.secret else {}
        headers |= more.pop("headers", {})
        data = b"" if body is None else json.dumps(body).encode()
        client = Client(raise_request_exception=False, HTTP_HOST="127.0.0.1")
        kind = more.pop("content_type", "application/json")
        sent = data if content is None else content
        return client.generic(method, f"/api/v1{path}", sent, kind, headers=headers, **more)

    def get(self, path: str, **more: Any) -> Any:
        """The answer to a question."""
        return self.ask("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        """The answer to a deed."""
        return self.ask("POST", path, body, **more)


@dataclass(frozen=True)
class Full:
    """A partnership with a record of every kind, each telling the same secret."""

    partnership: Partnership
    secret: str
    records: dict[str, int]

    @property
    def slug(self) -> str:
        """Its address."""
        return self.partnership.slug

    def address(self, path: str) -> str:
        """An address of the description with the numbers of this partnership's records."""
        return path.format(slug=self.slug, **self.records)


def diagnosis(secret: str) -> bytes:
    """The part of a ``diagnosis.json`` that versions are made from, with one finding."""
    said = {"pl": secret, "en": secret}
    finding = {
        "id": "regula",
        "kind": "weakness",
        "severity": 2,
        "topic": "ludnosc",
        "unit": "area",
        "heading": said,
        "text": said,
        "consequence": said,
        "challenge": "",
        "evidence": [
            {
                "indicator": "L-01",
                "units": ["3217011"],
                "years": [2024],
                "value": -3.5,
                "interval": [-4.0, -3.0],
                "source": secret,
                "vintage": "2026-01-01",
                "formula": "pop_total",
            }
        ],
    }
    content = {
        "snapshot": {"name": secret, "vintage": "2026-01-01", "synthetic": True},
        "area": {"name": secret, "gminas": [{"code": "3217011", "name": "Wałcz"}]},
        "findings": [finding],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def keep(partnership: Partnership, secret: str) -> DiagnosisVersion:
    """Keep a version of the diagnosis."""
    job = Job.objects.create(kind="evidence.diagnose", key=f"test:{Job.objects.count()}")
    asked = {"units": ["3217011"], "options": {"peers": "kind"}}
    number = versions.keep(diagnosis(secret), partnership.pk, job.pk, asked)
    return DiagnosisVersion.objects.get(partnership=partnership, number=number)


def fill(slug: str, units: tuple[str, ...], secret: str) -> Full:
    """A living partnership with its records."""
    made = Partnership.objects.create(
        slug=slug,
        name=f"Partnerstwo {slug}",
        short_name=slug,
        purpose=secret,
        leader=units[0],
        stage=Stage.ACTIVE,
    )
    for unit in units:
        Membership.objects.create(partnership=made, unit=unit, since=SINCE, note=secret)
    version = keep(made, secret)
    own = OwnEvidence.objects.create(
        partnership=made, title=secret, kind="survey", source=secret, vintage=SINCE, note=secret
    )
    document = made.documents.create(
        title=secret, kind=DocumentKind.OTHER, author=secret, publisher="P", created_on=SINCE
    )
    kept = document.versions.create(
        number=1,
        media_type="application/pdf",
        size=9,
        sha256="ab" * 32,
        note=secret,
        added_by=secret,
        file=ContentFile(b"%PDF-1.7 " + secret.encode(), name=f"{slug}.pdf"),
    )
    records = {
        "finding": version.findings.get().pk,
        "record": own.pk,
        "document": document.pk,
        "number": kept.number,
        **fill_chain(made, version.findings.get(), secret),
        **fill_meetings(made, version, secret),
    }
    return Full(made, secret, records)


def fill_chain(made: Partnership, finding: Finding, secret: str) -> dict[str, int]:
    """One item of the chain of each kind, and a frozen version of it."""
    mine = {"partnership": made}
    Frame.objects.create(vision=secret, horizon=2035, **mine)
    challenge = Challenge.objects.create(title=secret, text=secret, **mine)
    Citation.objects.create(challenge=challenge, finding=finding)
    goal = Goal.objects.create(title=secret, **mine)
    goal.answers.add(challenge)
    direction = Direction.objects.create(title=secret, goal=goal, **mine)
    project = Project.objects.create(
        title=secret, lead=made.leader, cost=Decimal("1500.50"), scope=secret, **mine
    )
    project.serves.add(direction)
    target = Target.objects.create(
        goal=goal,
        own_name=secret,
        unit="osoby",
        wanted="down",
        base_year=2024,
        base_value=400.0,
        target_year=2030,
        target_value=250.0,
        **mine,
    )
    content = to_bytes(chain_of(made))
    StrategyVersion.objects.create(
        number=1,
        content=zlib.compress(content),
        sha256=hashlib.sha256(content).hexdigest(),
        note=secret,
        **mine,
    )
    return {"project": project.pk, "target": target.pk, "goal": goal.pk, "direction": direction.pk}


def fill_meetings(made: Partnership, version: DiagnosisVersion, secret: str) -> dict[str, int]:
    """A meeting that was, a decision on a diagnosis, and a task."""
    start = timezone.now() - timedelta(days=2)
    meeting = Meeting.objects.create(
        partnership=made,
        body="council",
        title=secret,
        place=secret,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        state="closed",
    )
    item = AgendaItem.objects.create(
        meeting=meeting, position=1, title=secret, text=secret, majority="simple", proposal=secret
    )
    decision = Decision.objects.create(
        partnership=made,
        item=item,
        body="council",
        year=2026,
        ordinal=1,
        title=secret,
        text=secret,
        outcome="adopted",
        tally={"note": secret},
        adopted_at=start,
        diagnosis=version,
    )
    doer = User.objects.create_user(f"{made.slug}@example.org", name=f"Wykonawczyni {made.slug}")
    Assignment.objects.create(partnership=made, user=doer, role=Role.WORKING_GROUP, since=SINCE)
    task = Task.objects.create(
        partnership=made,
        title=secret,
        text=secret,
        due=timezone.localdate(),
        decision=decision,
        owner=doer,
    )
    return {"meeting": meeting.pk, "decision": decision.pk, "task": task.pk}


@pytest.fixture
def dolina(db: None) -> Full:
    """A partnership of two gminas, full of secrets."""
    return fill("dolina", HERE, "TAJNE-DOLINY")


@pytest.fixture
def gora(db: None) -> Full:
    """Another, whose records have other numbers."""
    return fill("gora", THERE, "TAJNE-GORY")


Speak = Callable[..., Program]


@pytest.fixture
def program(dolina: Full) -> Speak:
    """Makes a program of a person with a role: ``program(Role.EXPERT, "read")``."""

    def made(role: AnyRole | None, *scopes: str, full: Full = dolina) -> Program:
        return Program.of(somebody(role, full.partnership), *scopes)

    return made


@pytest.fixture
def anybody() -> Program:
    """A program without a token."""
    return Program()


@pytest.fixture
def coordinator(program: Speak) -> Program:
    """A program of the coordinator of the partnership."""
    return program(Role.COORDINATOR)


@pytest.fixture
def expert(program: Speak) -> Program:
    """A program of the expert of the partnership."""
    return program(Role.EXPERT)


@pytest.fixture
def today() -> date:
    """The day in Poland."""
    return timezone.localdate()
