"""A partnership of an invented country, its council's decisions, and what they are about."""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from tests.portal.people import partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain.computing import computed
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.enums import Body, Majority, MeetingState, Outcome
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import (
    Document,
    DocumentVersion,
    Partnership,
)
from terytoria.portal.publishing.domain.contents import copy_of
from terytoria.portal.publishing.domain.ground import draw
from terytoria.portal.publishing.domain.releasing import release
from terytoria.portal.publishing.domain.strategy import (
    STRATEGY_FILES,
    goal_rows,
    target_rows,
    write_strategy,
)
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.shelf import put_site
from terytoria.portal.publishing.site import Entry, Member, Site, read_site
from terytoria.portal.publishing.site import Release as Card
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.reports.goals.build import Adoption
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

UNITS = ("0201011", "0201023", "0201032", "0201043")
CHAIN: dict[str, Any] = {
    "format": "terytoria-strategy/1",
    "partnership": "dolina",
    "frame": {"vision": "Dolina, w której się zostaje.", "horizon": 2035},
    "challenges": [
        {
            "id": 4,
            "title": "Ubywa młodych",
            "text": "Wyjeżdżają do miast.",
            "cites": [
                {
                    "key": "finding:1",
                    "title": "Spadek liczby ludności",
                    "text": "Ubyło **9%** mieszkańców.",
                    "finding_kind": "weakness",
                    "diagnosis": 1,
                    "snapshot": "przyklad",
                    "values": [
                        {
                            "indicator": "L-01",
                            "units": ["0201011"],
                            "years": [2020, 2024],
                            "value": -9.1,
                            "interval": None,
                            "source": "GUS BDL",
                            "vintage": "2026-01-01",
                            "formula": "pop_total",
                        }
                    ],
                    "state": "current",
                    "newest": None,
                }
            ],
        },
        {"id": 5, "title": "Brak pracy", "text": "", "cites": []},
    ],
    "goals": [{"id": 7, "title": "Młodzi zostają", "text": "Bo mają gdzie.", "answers": [4]}],
    "directions": [{"id": 8, "title": "Mieszkania", "text": "", "goal": 7}],
    "projects": [
        {
            "id": 9,
            "title": "=Domy nad rzeką",
            "lead": "0201011",
            "partners": ["0201023"],
            "scope": "Dwadzieścia mieszkań.",
            "cost": "1200000.00",
            "readiness": "concept",
            "links": ["https://example.org/domy"],
            "serves": [8],
            "answers": [4],
        }
    ],
    "targets": [
        {
            "id": 3,
            "goal": 7,
            "indicator": "L-01",
            "name": "Zmiana liczby ludności",
            "unit": "%",
            "wanted": "up",
            "base_year": 2024,
            "base_value": -4.5,
            "target_year": 2030,
            "target_value": 0.0,
            "source": "GUS BDL",
            "justification": "Jak w podobnych gminach.",
            "realism": None,
        }
    ],
    "members": list(UNITS),
    "units": {"0201011": "Jaworzowice", "0201023": "Leśniów"},
}
Decide = Callable[..., Decision]
Person = Callable[..., User]


@pytest.fixture(scope="session")
def country_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a synthetic country of thirty gminas."""
    folder = tmp_path_factory.mktemp("publishing") / "country"
    write_synthetic(folder, units=30)
    return folder


@pytest.fixture(scope="session")
def stored(country_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The country imported into a home the tests share."""
    return import_folder(country_folder, Store(tmp_path_factory.mktemp("home") / "snapshots"))


@pytest.fixture(scope="session")
def loaded(stored: Snapshot) -> Country:
    """The country as the portal knows it."""
    return Country.of(stored)


@pytest.fixture
def country(
    stored: Snapshot, loaded: Country, country_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Country:
    """The country in use."""
    monkeypatch.setenv("TERYTORIA_HOME", str(stored.folder.parents[1]))
    monkeypatch.setenv("TERYTORIA_SNAPSHOT", str(country_folder))
    monkeypatch.setattr(land, "current", lambda: loaded)
    return loaded


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> None:
    plain(settings)


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    """Where uploaded files lie."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def dolina_made(db: None, country: Country) -> Partnership:
    """A partnership of four gminas of the invented country."""
    return partnership_of("dolina", *UNITS)


@pytest.fixture
def person(dolina_made: Partnership) -> Person:
    """Makes a person with a role: ``person(Role.CHAIR)``."""
    return lambda role, partnership=dolina_made: somebody(role, partnership)


@pytest.fixture
def chair(person: Person) -> User:
    """The chair of the council."""
    return person(Role.CHAIR)


@pytest.fixture
def decide(dolina_made: Partnership) -> Decide:
    """Makes a decision of the council: ``decide("Przyjęcie", document=version)``."""
    return lambda title="Przyjęcie dokumentu", partnership=dolina_made, **fields: decided(
        partnership, title, **fields
    )


def decided(partnership: Partnership, title: str, **fields: Any) -> Decision:
    """A decision of a closed meeting, adopted unless told."""
    day = datetime(2026, 5, 1 + Decision.objects.count(), 10, tzinfo=UTC)
    meeting = Meeting.objects.create(
        partnership=partnership,
        body=fields.get("body", Body.COUNCIL),
        title="Posiedzenie",
        place="Ratusz",
        starts_at=day,
        ends_at=day.replace(hour=12),
        state=MeetingState.CLOSED,
    )
    item = AgendaItem.objects.create(
        meeting=meeting, position=1, title=title, proposal=title, majority=Majority.SIMPLE
    )
    given = {
        "body": Body.COUNCIL,
        "text": f"Rada przyjmuje: {title}.",
        "outcome": Outcome.ADOPTED,
        "tally": {},
        "adopted_at": day,
        **fields,
    }
    return Decision.objects.create(
        partnership=partnership,
        item=item,
        title=title,
        year=2026,
        ordinal=partnership.decisions.count() + 1,
        **given,
    )


def paper(
    partnership: Partnership, title: str, content: bytes, note: str = "Pierwsza wersja"
) -> DocumentVersion:
    """A version of the document of a title."""
    document, _ = Document.objects.get_or_create(
        partnership=partnership,
        title=title,
        defaults={
            "kind": "agreement",
            "author": "Sekretariat",
            "publisher": "Biuro",
            "created_on": date(2026, 4, 1),
        },
    )
    made = DocumentVersion(
        document=document,
        number=document.versions.count() + 1,
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        note=note,
        added_by="Osoba",
    )
    made.file.save(f"{made.sha256[:16]}.pdf", ContentFile(content), save=False)
    made.save()
    return made


@pytest.fixture
def agreement(dolina_made: Partnership, files: Path) -> DocumentVersion:
    """The agreement of the partnership."""
    return paper(dolina_made, "Porozumienie", b"%PDF-1.7 porozumienie")


def strategy_of(partnership: Partnership, chain: dict[str, Any] | None = None) -> StrategyVersion:
    """A frozen chain."""
    told = json.dumps(chain or CHAIN, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    content = told.encode()
    return StrategyVersion.objects.create(
        partnership=partnership,
        number=partnership.strategies.count() + 1,
        content=zlib.compress(content),
        sha256=hashlib.sha256(content).hexdigest(),
        note="Po konsultacjach",
    )


@pytest.fixture(scope="session")
def diagnosis_bytes(stored: Snapshot, country_folder: Path) -> bytes:
    """A real diagnosis of the partnership's members."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERYTORIA_HOME", str(stored.folder.parents[1]))
        patch.setenv("TERYTORIA_SNAPSHOT", str(country_folder))
        return computed("Dolina", UNITS, stored.name, {"peers": "kind"}, lambda _: None)


def diagnosis_of(partnership: Partnership, content: bytes) -> DiagnosisVersion:
    """A kept version of a diagnosis."""
    found = json.loads(content)
    number = partnership.diagnoses.count() + 1
    return DiagnosisVersion.objects.create(
        partnership=partnership,
        number=number,
        snapshot=found["snapshot"]["name"],
        vintage=found["snapshot"]["vintage"],
        synthetic=found["snapshot"]["synthetic"],
        options={"peers": "kind"},
        units=list(UNITS),
        gminas=[one["code"] for one in found["area"]["gminas"]],
        job=Job.objects.create(kind="evidence.diagnose", key=f"test:{partnership.slug}:{number}"),
        content=zlib.compress(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


Publish = Callable[[Decision], Release]


@pytest.fixture
def publish(root: Path, chair: User) -> Publish:
    """Releases a decision and does the jobs."""

    def made(decision: Decision) -> Release:
        found = release(chair, decision)
        work(once=True)
        return found

    return made


@pytest.fixture
def site(root: Path) -> Callable[[], Site]:
    """What the public sees now."""

    def read() -> Site:
        found = read_site(root)
        assert found is not None
        return found

    return read


def card(number: int, decision: str, title: str, **fields: Any) -> Card:
    """A release as its card tells it."""
    given = {
        "id": number,
        "decision": decision,
        "number": decision.replace("-", "/"),
        "title": title,
        "outcome": "przyjęto",
        "adopted_on": f"2026-05-{number:02}",
        "released_on": f"2026-06-{number:02}",
        "text": f"Rada przyjmuje: {title}.",
        "publisher": "Osoba pokazowa",
        **fields,
    }
    return Card(**given)


@pytest.fixture(scope="session")
def strategy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a released strategy, written once."""
    folder = tmp_path_factory.mktemp("strategy")
    adoption = Adoption("Partnerstwo Dolina", 1, "3/2026", date(2026, 5, 3), synthetic=True)
    write_strategy(json.dumps(CHAIN).encode(), adoption, folder)
    return folder


@pytest.fixture
def public(
    root: Path, written: Callable[..., Path], loaded: Country, strategy_folder: Path
) -> Site:
    """What is public of an invented country, written without any database.

    ``dolina`` released a diagnosis (twice), a strategy, a document and a bare decision, and
    withdrew a document; ``gora`` released a decision; ``cicha`` nothing.
    """
    releases = tuple(_dolina(root, written, strategy_folder))
    entries = (
        _known("cicha", loaded.register.gminas[-2:], loaded),
        _known("dolina", UNITS, loaded, releases),
        _known("gora", ("0201052", "0201062"), loaded, (card(9, "1-2026", "Wybór lidera"),)),
    )
    areas = {one.slug: [m.code for m in one.members] for one in entries}
    ground, paths = draw(loaded, areas)
    units = tuple(
        (u.code, u.name, u.level.value, u.kind.value, u.parent) for u in loaded.register.units
    )
    said = {"partnerstwo": "Dolina", "uchwala": "3/2026", "wersja": 1}
    made = Site(
        state="stan",
        made_at="2026-06-30T10:00:00+00:00",
        snapshot=loaded.name,
        synthetic=True,
        entries=tuple(replace(one, shape=paths[one.slug]) for one in entries),
        ground=ground,
        units=units,
        goals=tuple({**said, **row} for row in goal_rows(CHAIN)),
        targets=tuple({**said, **row} for row in target_rows(CHAIN)),
    )
    put_site(root, made)
    return made


def _known(
    slug: str, units: tuple[str, ...], country: Country, releases: tuple[Card, ...] = ()
) -> Entry:
    members = tuple(
        Member(
            code,
            country.label(code),
            country.register.unit(code).kind.name_pl,
            country.register.powiat_of(code).name,
            country.register.voivodeship_of(code).name,
            "2020-01-01",
        )
        for code in units
    )
    name = slug.title()
    leader = members[0].label if releases else ""
    return Entry(slug, f"Partnerstwo {name}", name, members, releases, leader)


def _dolina(root: Path, written: Callable[..., Path], strategy: Path) -> Iterator[Card]:
    for number in (1, 2):
        folder = written(f".released/{number}/diagnoza", narrow=True)
        yield card(
            number,
            f"{number}-2026",
            "Przyjęcie diagnozy",
            paper="diagnoza",
            paper_title="Diagnoza: Dolina",
            kind="diagnoza",
            version=number,
            note=f"Stan danych: 202{number + 3}",
            author="Osoba pokazowa",
            created_on="2026-04-01",
            facts={"Odcisk diagnozy (SHA-256)": "a1" * 32},
            files=(
                copy_of(folder / "report.pdf", "Do druku (PDF)"),
                copy_of(folder / "report.html", "Do czytania w przeglądarce (HTML)"),
            ),
        )
    folder = root / ".released" / "3"
    shutil.copytree(strategy, folder)
    yield card(
        3,
        "3-2026",
        "Przyjęcie strategii",
        paper="strategia",
        paper_title="Cele i projekty: Dolina",
        kind="strategia",
        version=1,
        note="Po konsultacjach",
        author="Osoba pokazowa",
        created_on="2026-04-20",
        files=tuple(copy_of(folder / name, label) for name, label in STRATEGY_FILES.items()),
        synthetic=True,
    )
    folder = root / ".released" / "4"
    folder.mkdir()
    (folder / "dokument.pdf").write_bytes(b"%PDF-1.7 porozumienie")
    yield card(
        4,
        "4-2026",
        "=Przyjęcie porozumienia",
        paper="17",
        paper_title="Porozumienie",
        kind="porozumienie",
        version=2,
        note="Dopisano gminę",
        author="Sekretariat",
        created_on="2026-04-01",
        files=(copy_of(folder / "dokument.pdf", "Dokument (PDF)"),),
    )
    yield card(5, "5-2026", "Wybór lidera projektu")
    yield card(
        6,
        "6-2026",
        "Regulamin",
        paper="18",
        paper_title="Regulamin Rady",
        kind="inny dokument",
        version=1,
        text="",
        withdrawn_on="2026-06-20",
        reason="Błąd w załączniku.",
    )
