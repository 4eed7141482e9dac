"""The demonstration loaded for an invented country."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from terytoria.documents.model import Document
from terytoria.documents.writers.docx import write_docx
from terytoria.portal.accounts.models import User
from terytoria.portal.consultations import tasks as consultation_tasks
from terytoria.portal.consultations.domain import places
from terytoria.portal.consultations.domain.reporting import Files
from terytoria.portal.demonstration.content import CONTENTS
from terytoria.portal.demonstration.domain.partnership import Scene, Subject, load
from terytoria.portal.partnerships.domain.partnership import Texts
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

ENTRANCE = "terytoria.portal.demonstration.entrance.Entrance"
Load = Callable[[], Scene]


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a synthetic country of thirty gminas."""
    folder = tmp_path_factory.mktemp("demonstration") / "country"
    write_synthetic(folder, units=30)
    return folder


@pytest.fixture(scope="session")
def stored(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The country imported into a home the tests share."""
    return import_folder(country, Store(tmp_path_factory.mktemp("home") / "snapshots"))


def finding(name: str) -> dict[str, Any]:
    """A made-up finding."""
    return {
        "id": name,
        "kind": "weakness",
        "severity": 2,
        "topic": "ludnosc",
        "unit": "area",
        "heading": {"pl": f"Ustalenie {name}", "en": name},
        "text": {"pl": f"Mówi {name}.", "en": name},
        "consequence": {"pl": "Trzeba działać.", "en": "act"},
        "challenge": "",
        "evidence": [],
    }


def publish(folder: Path, count: int, day: str = "2026-01-01") -> None:
    """Write the part of a publication from which a version is made."""
    content = {
        "snapshot": {"name": f"zmyslony-{day}", "vintage": day, "synthetic": True},
        "area": {
            "name": "Przykład",
            "unit": "area",
            "gminas": [{"code": "0201011", "name": "Jaworzowice"}],
        },
        "standings": [
            {"unit": "area", "indicator": name, "year": 2024, "value": value}
            for name, value in (("K-04", 71.5), ("R-01", 28.9), ("L-01", -3.4))
        ],
        "findings": [finding(f"F-{number:02}") for number in range(count)],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "diagnosis.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A publication with twenty findings."""
    publish(tmp_path / "publications" / "przyklad", 20)
    return tmp_path / "publications" / "przyklad"


@pytest.fixture
def real_report() -> None:
    """Asks for the report of the consultation as it is written, pages and files."""


@pytest.fixture(autouse=True)
def _quick(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of drafts come again in each test; the report takes longer than all the rest."""
    places._draft.cache_clear()
    if "real_report" not in request.fixturenames:
        short = lambda found: Files("<p>przykład</p>", b"%PDF-1.7", docx(), found.version)  # noqa: E731
        monkeypatch.setattr(consultation_tasks, "write_report", short)


def docx() -> bytes:
    """A short document."""
    return write_docx(Document(title="Przykład", blocks=()))


@pytest.fixture
def show(settings: Any, tmp_path: Path) -> None:
    """This is the demonstration."""
    settings.DEMONSTRATION = True
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, ENTRANCE]
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def powiat(stored: Snapshot, country: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The first powiat of the country in effect."""
    monkeypatch.setenv("TERYTORIA_HOME", str(stored.folder.parents[1]))
    monkeypatch.setenv("TERYTORIA_SNAPSHOT", str(country))
    register = stored.register
    return next(code for code in register.powiats if len(register.gminas_of(code)) > 4)


TEXTS = Texts("Przykładowe partnerstwo gmin", "Przykładowe partnerstwo", "Cel.")


@pytest.fixture
def subject(db: None, show: None, powiat: str, publication: Path) -> Subject:
    """What is loaded."""
    return Subject(TEXTS, "przykladowe-partnerstwo", powiat, publication)


@pytest.fixture
def loaded(subject: Subject) -> Load:
    """Loads the demonstration."""
    return lambda: load(subject, CONTENTS)


@pytest.fixture
def bare(subject: Subject) -> Scene:
    """The partnership and its people alone."""
    return load(subject, ())


@pytest.fixture
def scene(loaded: Load) -> Scene:
    """The loaded demonstration."""
    return loaded()


@pytest.fixture
def enter() -> Callable[[User], Client]:
    """A browser in which the button of an account was pressed."""

    def entered(user: User) -> Client:
        client = Client(HTTP_HOST="localhost")
        assert client.post("/konto/pokaz/", {"konto": user.pk}).status_code == 302
        return client

    return entered
