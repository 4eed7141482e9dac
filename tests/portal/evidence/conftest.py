"""A partnership of an invented country, its people, and diagnoses made up for tests."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.urls import include, path
from tests.portal.people import browser_of, partnership_of, somebody

from terytoria.portal import urls
from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain import versions
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

Person = Callable[..., User]
client_of = partial(browser_of, factor=True)
"""The browser of a person who has a second factor, as many roles here must."""


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a synthetic country of thirty gminas."""
    folder = tmp_path_factory.mktemp("evidence") / "country"
    write_synthetic(folder, units=30)
    return folder


@pytest.fixture(scope="session")
def stored(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The country imported into a home the tests share."""
    return import_folder(country, Store(tmp_path_factory.mktemp("home") / "snapshots"))


@pytest.fixture
def snapshot(stored: Snapshot, country: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """The snapshot in effect, as the default and by name."""
    monkeypatch.setenv("TERYTORIA_HOME", str(stored.folder.parents[1]))
    monkeypatch.setenv("TERYTORIA_SNAPSHOT", str(country))
    return stored


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership of four gminas of the invented country."""
    return partnership_of("dolina", "0201011", "0201023", "0201032", "0201043")


@pytest.fixture
def other(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", "0201052", "0201062")


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person with a role: ``person(Role.EXPERT)``, elsewhere: ``person(role, other)``."""
    return lambda role, partnership=dolina: somebody(role, partnership)


@pytest.fixture
def expert(person: Person) -> User:
    """The expert of the partnership."""
    return person(Role.EXPERT)


@pytest.fixture
def coordinator(person: Person) -> User:
    """The coordinator of the partnership."""
    return person(Role.COORDINATOR)


@dataclass(frozen=True)
class MadeUp:
    """What a made-up finding says: a value, a kind."""

    value: float
    kind: str = "weakness"


def diagnosis(findings: Mapping[str, MadeUp], day: str = "2026-01-01") -> bytes:
    """The part of a ``diagnosis.json`` that versions are made from."""
    content = {
        "snapshot": {"name": f"zmyslony-{day}", "vintage": day, "synthetic": True},
        "area": {"name": "Dolina", "gminas": [{"code": "0201011", "name": "Jaworzowice"}]},
        "findings": [
            {
                "id": name,
                "kind": said.kind,
                "severity": 2,
                "topic": "ludnosc",
                "unit": "0201011" if name.endswith("0201011") else "area",
                "heading": {"pl": f"Ustalenie {name}", "en": name},
                "text": {"pl": f"Wartość to **{said.value}** & więcej.", "en": "en"},
                "consequence": {"pl": "Trzeba działać.", "en": "en"},
                "challenge": "",
                "evidence": [
                    {
                        "indicator": "L-01",
                        "units": ["0201011"],
                        "years": [2024],
                        "value": said.value,
                        "interval": [said.value - 1, said.value + 1],
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


def keep(partnership: Partnership, day: str = "2026-01-01", **findings: Any) -> DiagnosisVersion:
    """Keep a made-up version: ``keep(dolina, a=MadeUp(1.0))``; numbers stand for values."""
    said = {
        name: one if isinstance(one, MadeUp) else MadeUp(float(one))
        for name, one in findings.items()
    }
    job = Job.objects.create(kind="evidence.diagnose", key=f"test:{Job.objects.count()}")
    asked = {"units": ["0201011"], "options": {"peers": "kind"}}
    number = versions.keep(diagnosis(said, day), partnership.pk, job.pk, asked)
    return DiagnosisVersion.objects.get(partnership=partnership, number=number)


@pytest.fixture(name="keep")
def _keep(dolina: Partnership) -> Keep:
    """Keeps a made-up version of the partnership: ``keep(a=1.0, b=2.0)``."""
    return lambda **findings: keep(findings.pop("partnership", dolina), **findings)


@pytest.fixture
def addresses(settings: Any) -> None:
    """The addresses of the portal with those of evidence below ``/praca/``."""
    module = ModuleType("addresses_of_evidence")
    here = path("praca/", include("terytoria.portal.evidence.urls"))
    module.urlpatterns = [here, *urls.urlpatterns]  # type: ignore[attr-defined]
    for code in (400, 403, 404, 500):
        setattr(module, f"handler{code}", getattr(urls, f"handler{code}"))
    settings.ROOT_URLCONF = module
