"""A partnership that consults its text: people, a frozen draft, remarks of all kinds."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import shapely
from tests.portal.people import country_of, partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.deciding import Opinion, decide
from terytoria.portal.consultations.domain.places import Aim
from terytoria.portal.consultations.domain.planning import (
    Plan,
    close_register,
    open_consultation,
    plan,
)
from terytoria.portal.consultations.domain.receiving import Person, Said, receive
from terytoria.portal.consultations.enums import Author, Outcome, Spot
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.drafting.enums import Deed, Part
from terytoria.portal.drafting.models import BlockRevision, DraftVersion, Text
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.chain import Chain, Goal
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.portal.strategies.serialise import to_bytes
from terytoria.strategy.draft import Chapter, Draft, Inserted, Paragraph, Table
from terytoria.strategy.draft.model import Live
from terytoria.territory import Boundaries

NAMES = {"3217011": "Borowa", "3217023": "Leśniów", "3217033": "Stare Kąty"}
REASONS = "Strategia nie rozstrzyga o tej drodze, bo należy do powiatu."
DRAFT = Draft(
    "Strategia Doliny",
    2035,
    (
        Chapter(
            "r1",
            "Wnioski z diagnozy",
            blocks=(
                Paragraph("p1", "Ludności ubyło o **[4,8%](dowod:finding:12)** w dziesięć lat."),
                Paragraph("p2", "Autobus szkolny jeździ raz dziennie."),
                Table("t1", "Usługi", ("Usługa", "Gmina"), (("Basen", "Leśniów"),)),
            ),
        ),
        Chapter("r2", "Cele", blocks=(Inserted("i1", Live.GOALS),)),
        Chapter("r3", "Cele szczegółowe", level=2, blocks=(Paragraph("p3", "Ciepłe szkoły."),)),
    ),
)
Somebody = Callable[..., User]
Speak = Callable[..., Remark]


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Country:
    """A country of one powiat whose gminas are squares."""
    squares = {
        code: shapely.to_wkb(shapely.box(16 + at, 53, 17 + at, 54)) for at, code in enumerate(NAMES)
    }
    frame = pl.DataFrame({"code": list(squares), "wkb": list(squares.values())})
    made = country_of(NAMES, boundaries=Boundaries(frame))
    monkeypatch.setattr(land, "current", lambda: made)
    return made


@pytest.fixture(autouse=True)
def _plain(settings: Any, tmp_path: Path) -> None:
    plain(settings)
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership of three gminas."""
    return partnership_of("dolina", *NAMES)


@pytest.fixture
def gora(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", *NAMES)


@pytest.fixture
def person(dolina: Partnership) -> Somebody:
    """Makes a person: ``person(Role.EXPERT)``."""
    return lambda role, partnership=dolina: somebody(role, partnership)


@pytest.fixture
def ola(person: Somebody) -> User:
    """The coordinator."""
    return person(Role.COORDINATOR)


def version_of(partnership: Partnership, actor: User) -> DraftVersion:
    """A frozen version of the example text."""
    chain = to_bytes(Chain(partnership.name, goals=(Goal(1, "Bliżej do usług"),)))
    strategy = StrategyVersion.objects.create(
        partnership=partnership,
        number=1,
        content=zlib.compress(chain),
        sha256=hashlib.sha256(chain).hexdigest(),
        created_by=actor,
    )
    text = Text.objects.create(
        partnership=partnership, title=DRAFT.title, profiles=["supralocal_10g"], horizon=2035
    )
    content = json.dumps({"draft": DRAFT.to_json()}).encode()
    return DraftVersion.objects.create(
        text=text,
        number=1,
        strategy=strategy,
        content=zlib.compress(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def asked(draft: DraftVersion | None, **changes: Any) -> Plan:
    """A plan of a consultation that began ten days ago and keeps the law."""
    usual = {
        "title": "Projekt strategii",
        "profile": "supralocal_10g",
        "notice_on": today() - timedelta(days=10),
        "ends_on": today() + timedelta(days=30),
        "erase_on": today() + timedelta(days=400),
        "ways": "formularz\npismo",
        "meetings": "Spotkanie otwarte w Leśniowie",
        "draft": draft,
    }
    return Plan(**{**usual, **changes})


@pytest.fixture(name="asked")
def _asked(draft: DraftVersion) -> Callable[..., Plan]:
    """A plan of a consultation, with changes."""
    return lambda **changes: asked(**{"draft": draft, **changes})


@pytest.fixture
def draft(dolina: Partnership, ola: User) -> DraftVersion:
    """The frozen text."""
    return version_of(dolina, ola)


@pytest.fixture
def talk(dolina: Partnership, ola: User, draft: DraftVersion) -> Consultation:
    """An open consultation of the text."""
    made = plan(ola, dolina, asked(draft))
    return open_consultation(ola, made)


@pytest.fixture
def speak(talk: Consultation) -> Speak:
    """Leaves a remark by the form: ``speak("Więcej autobusów", email="a@example.org")``."""

    def say(text: str = "Prosimy o więcej autobusów.", email: str = "", **more: Any) -> Remark:
        where = more.pop("talk", talk)
        code = more.pop("code", f"kod-{Remark.objects.count()}")
        said = Said(text, more.pop("author", Author.RESIDENT), more.pop("aim", Aim()), **more)
        return receive(where, said, code, Person(email))

    return say


def over(consultation: Consultation) -> Consultation:
    """The consultation as if its last day was yesterday."""
    shift = timedelta(days=31)
    Consultation.objects.filter(pk=consultation.pk).update(
        notice_on=consultation.notice_on - shift, ends_on=consultation.ends_on - shift
    )
    consultation.refresh_from_db()
    return consultation


@pytest.fixture(name="over")
def _over() -> Callable[[Consultation], Consultation]:
    """Moves the days of a consultation so that it ended yesterday."""
    return over


@pytest.fixture
def revision(draft: DraftVersion) -> BlockRevision:
    """A change of the second paragraph since the text was frozen."""
    return BlockRevision.objects.create(
        text=draft.text,
        part=Part.BLOCK,
        key="p2",
        number=2,
        deed=Deed.EDIT,
        before={"text": "Autobus szkolny jeździ raz dziennie."},
        after={"text": "Autobus szkolny jeździ **trzy razy** dziennie."},
    )


@pytest.fixture
def closed(talk: Consultation, speak: Speak, ola: User, revision: BlockRevision) -> Consultation:
    """A consultation with three remarks decided and the register closed."""
    heard = speak("Więcej autobusów", email="jan@example.org", aim=Aim(Spot.BLOCK, "p2"))
    heard.contact.confirmed_at = heard.received_at
    heard.contact.save()
    Remark.objects.filter(pk=heard.pk).update(standing="confirmed")
    heard.refresh_from_db()
    decide(ola, heard, Opinion(Outcome.ACCEPTED, REASONS, revision.pk))
    for text, outcome in (("Obwodnica", Outcome.OUTSIDE), ("Lotnisko", Outcome.REJECTED)):
        decide(ola, speak(text), Opinion(outcome, REASONS))
    return close_register(ola, over(talk))
