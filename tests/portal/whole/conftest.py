"""A partnership with people of every role, and its diagnoses, across all rooms."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.portal.people import browser_of, country_of, partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain import versions
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.surveys.domain import counting

from .filling import MARK, MEMBERS, Arguments, fill
from .upper import fill_upper

OUTSIDE = "0201042"
NAMES = ("Jaworzowice", "Leśniów", "Borowa Góra", "Stare Kąty")
Person = Callable[..., User]
Signed = Callable[[User], Client]


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """Four gminas of one powiat; the last is no member."""
    made = country_of(dict(zip((*MEMBERS, OUTSIDE), NAMES, strict=True)), "jaworzowicki")
    monkeypatch.setattr(land, "current", lambda: made)
    monkeypatch.setattr(counting, "_strata", lambda _: ("", None))  # nothing to weigh by
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any, tmp_path: Any) -> None:
    plain(settings)
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def dolina(db: None) -> Partnership:
    """An active partnership of three gminas."""
    return partnership_of("dolina", *MEMBERS)


@pytest.fixture
def other(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", OUTSIDE)


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person with a role: ``person(Role.EXPERT)``, elsewhere: ``person(role, other)``."""
    return lambda role, partnership=dolina: somebody(role, partnership)


@pytest.fixture
def signed() -> Signed:
    """Opens the browser of a person."""
    return browser_of


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
