"""A partnership of an invented country, its people, its diagnoses, and items of its chain."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.portal.people import SINCE, browser_of, country_of, partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain import versions
from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models import DiagnosisVersion, Finding, OwnEvidence, Verdict
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.models import Challenge, Citation, Direction, Goal, Project, Target

MEMBERS = ("0201011", "0201023", "0201032")
OUTSIDE = "0201042"
NAMES = ("Jaworzowice", "Leśniów", "Borowa Góra", "Stare Kąty")
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """Four gminas of one powiat, in use; the last is no member."""
    made = country_of(dict(zip((*MEMBERS, OUTSIDE), NAMES, strict=True)), "jaworzowicki")
    monkeypatch.setattr(land, "current", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> None:
    plain(settings)


@pytest.fixture
def dolina(db: None) -> Partnership:
    """An active partnership of three gminas."""
    return partnership_of("dolina", *MEMBERS)


@pytest.fixture
def other(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", OUTSIDE)


@pytest.fixture(name="person")
def _person(dolina: Partnership) -> Person:
    """Makes a person with a role: ``person(Role.EXPERT)``, elsewhere: ``person(role, other)``."""
    return lambda role, partnership=dolina: somebody(role, partnership)


@pytest.fixture
def ola(person: Person) -> User:
    """The coordinator."""
    return person(Role.COORDINATOR)


@pytest.fixture
def jan(person: Person) -> User:
    """The expert."""
    return person(Role.EXPERT)


@pytest.fixture
def signed_in(ola: User) -> Client:
    """The coordinator's browser."""
    return browser_of(ola)


def diagnosis(findings: dict[str, dict[str, Any]], day: str) -> bytes:
    """The part of a ``diagnosis.json`` that versions are made from; see :func:`keep`."""
    content = {
        "snapshot": {"name": f"zmyslony-{day}", "vintage": day, "synthetic": True},
        "area": {"name": "Dolina", "gminas": [{"code": "0201011", "name": "Jaworzowice"}]},
        "challenges": [
            {
                "id": "people",
                "rank": 1,
                "weight": 3.0,
                "title": {"pl": "Jak zatrzymać młodych?", "en": "People"},
                "question": {"pl": "Co zrobić, żeby młodzi zostali?", "en": "What?"},
                "findings": [name for name in findings if name.startswith("p")],
                "members": [],
            }
        ],
        "findings": [
            {
                "id": name,
                "kind": said.get("kind", "weakness"),
                "severity": said.get("weight", 2),
                "topic": "ludnosc",
                "unit": "area",
                "heading": {"pl": f"Ustalenie {name}", "en": name},
                "text": {"pl": f"Wartość to **{said['value']}** & więcej.", "en": "en"},
                "consequence": {"pl": "Trzeba działać.", "en": "en"},
                "challenge": "people" if name.startswith("p") else "",
                "evidence": [
                    {
                        "indicator": "L-01",
                        "units": ["0201011"],
                        "years": [2024],
                        "value": said["value"],
                        "interval": None,
                        "source": "przykład syntetyczny",
                        "vintage": day,
                        "formula": "pop_total",
                    }
                ],
            }
            for name, said in findings.items()
        ],
    }
    return json.dumps(content, ensure_ascii=False).encode()


Keep = Callable[..., DiagnosisVersion]


@pytest.fixture
def keep(dolina: Partnership) -> Keep:
    """Keeps a version: ``keep(p1=1.0, b={"value": 2.0, "kind": "strength", "weight": 3})``."""

    def kept(
        day: str = "2026-01-01", partnership: Partnership = dolina, **found: Any
    ) -> DiagnosisVersion:
        said = {
            name: one if isinstance(one, dict) else {"value": one} for name, one in found.items()
        }
        job = Job.objects.create(kind="evidence.diagnose", key=f"test:{Job.objects.count()}")
        asked = {"units": ["0201011"], "options": {"peers": "kind"}}
        with transaction.atomic():
            number = versions.keep(diagnosis(said, day), partnership.pk, job.pk, asked)
        return DiagnosisVersion.objects.get(partnership=partnership, number=number)

    return kept


def judge(finding: Finding, choice: str = Choice.ACCEPTED, wording: str = "") -> Finding:
    """Put a verdict on a finding."""
    Verdict.objects.create(finding=finding, choice=choice, reason="Powód.", wording=wording)
    return finding


@pytest.fixture
def accepted(keep: Keep) -> Finding:
    """An accepted finding of the only version."""
    return judge(keep(p1=1.0).findings.get())


@pytest.fixture
def own(dolina: Partnership) -> OwnEvidence:
    """Own evidence of the partnership."""
    return OwnEvidence.objects.create(
        partnership=dolina, title="Ankieta pokazowa", kind="survey", source="LGD", vintage=SINCE
    )


class Made:
    """Items put into the tables past the verbs: a sound chain of one item of each kind."""

    def __init__(self, partnership: Partnership, finding: Finding) -> None:
        self.partnership = partnership
        mine = {"partnership": partnership}
        self.challenge = Challenge.objects.create(title="Młodzi wyjeżdżają", **mine)
        Citation.objects.create(challenge=self.challenge, finding=finding)
        self.goal = Goal.objects.create(title="Praca na miejscu", **mine)
        self.goal.answers.add(self.challenge)
        self.direction = Direction.objects.create(title="Szkolenia", goal=self.goal, **mine)
        self.project = Project.objects.create(title="Centrum nauki zawodu", lead="0201011", **mine)
        self.project.serves.add(self.direction)
        self.target = Target.objects.create(
            goal=self.goal,
            own_name="Bezrobotni do 30 lat",
            unit="osoby",
            wanted="down",
            base_year=2024,
            base_value=400.0,
            target_year=2030,
            target_value=250.0,
            source="PUP",
            **mine,
        )


@pytest.fixture
def made(dolina: Partnership, accepted: Finding) -> Made:
    """A sound chain."""
    return Made(dolina, accepted)
