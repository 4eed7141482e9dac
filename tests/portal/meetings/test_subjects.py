"""What a decision is about: a kept version of a diagnosis, chain, text or document, or none."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.models import DraftVersion, Text
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.domain.agenda import add_paper, remove_paper
from terytoria.portal.meetings.domain.materials import find_material, materials_of
from terytoria.portal.meetings.domain.planning import convene, open_meeting
from terytoria.portal.meetings.domain.voting import (
    cast_vote,
    close_vote,
    mark_attendance,
    open_vote,
)
from terytoria.portal.meetings.enums import Presence, Value
from terytoria.portal.meetings.interfaces.minutes import build_minutes
from terytoria.portal.meetings.models import Decision, Paper
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.strategies.models import StrategyVersion

pytestmark = pytest.mark.django_db
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")
CONTENT = b"{}"
STORED = {"content": zlib.compress(CONTENT), "sha256": hashlib.sha256(CONTENT).hexdigest()}


def a_diagnosis(partnership: Partnership) -> DiagnosisVersion:
    return DiagnosisVersion.objects.create(
        partnership=partnership,
        number=1,
        snapshot="zmyslony",
        vintage="2026-01-01",
        synthetic=True,
        options={},
        units=[],
        gminas=[],
        job=Job.objects.create(kind="evidence.diagnose", key=f"test:{partnership.pk}"),
        **STORED,
    )


def a_strategy(partnership: Partnership) -> StrategyVersion:
    return StrategyVersion.objects.create(partnership=partnership, number=1, **STORED)


def a_draft(partnership: Partnership) -> DraftVersion:
    text, _made = Text.objects.get_or_create(
        partnership=partnership, defaults={"title": "Razem", "horizon": 2030}
    )
    chain, _made = StrategyVersion.objects.get_or_create(
        partnership=partnership, number=1, defaults=STORED
    )
    return DraftVersion.objects.create(text=text, number=1, strategy=chain, **STORED)


def a_document(partnership: Partnership) -> DocumentVersion:
    document = partnership.documents.create(
        title="Umowa", kind=DocumentKind.AGREEMENT, author="A", publisher="P", created_on=today()
    )
    return document.versions.create(  # type: ignore[no-any-return]
        number=1, file="a.pdf", media_type="application/pdf", size=1, sha256="0", note="1"
    )


KINDS: dict[str, tuple[Callable[[Partnership], Any], str, str]] = {
    "diagnosis": (a_diagnosis, "Diagnoza, wersja 1", "/praca/dolina/diagnoza/wersja/1/"),
    "strategy": (a_strategy, "Strategia, wersja 1", "/praca/dolina/strategia/wersje/1/"),
    "draft": (a_draft, "Tekst strategii: Razem, wersja 1", "/praca/dolina/tekst/wersja/"),
    "document": (a_document, "Umowa (wersja 1)", "/praca/dolina/dokumenty/"),
}


def decided(ola: User, speakers: dict[str, User], meeting: Any, *papers: tuple[str, bool]) -> None:
    """Bring a meeting of one point from planned to decided, with papers laid before it."""
    item = meeting.items.get()
    for key, subject in papers:
        add_paper(ola, item, key, subject=subject)
    convene(ola, meeting, "http://127.0.0.1/")
    open_meeting(ola, meeting)
    mark_attendance(ola, meeting, dict.fromkeys(UNITS, Presence.PRESENT))
    open_vote(ola, item)
    for voter in speakers.values():
        cast_vote(voter, item, Value.FOR)
    close_vote(ola, item)


@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_keeps_the_version_it_is_about(
    kind: str, meet: Any, ola: User, speakers: dict[str, User], client: Client
) -> None:
    make, name, address = KINDS[kind]
    meeting = meet()
    version = make(meeting.partnership)
    decided(ola, speakers, meeting, (f"{kind}:{version.pk}", True))
    decision = Decision.objects.get()
    assert {one: getattr(decision, one) for one in KINDS} == {
        one: version if one == kind else None for one in KINDS
    }
    assert (decision.about, decision.about_name) == (version, name)
    Paper.objects.all().delete()
    with pytest.raises(ProtectedError):
        version.delete()
    client.force_login(ola)
    shown = client.get(f"/praca/dolina/decyzje/{today().year}/1/").content.decode()
    assert f'href="{address}' in shown
    assert version.sha256 in shown
    said = repr(build_minutes(meeting).blocks)
    assert name in said


def test_a_paper_that_is_only_read_is_no_subject(
    meet: Any, ola: User, speakers: dict[str, User], client: Client
) -> None:
    meeting = meet()
    papers = tuple(
        (f"{kind}:{make(meeting.partnership).pk}", False) for kind, (make, *_) in KINDS.items()
    )
    decided(ola, speakers, meeting, *papers)
    assert Decision.objects.get().about is None
    client.force_login(ola)
    shown = client.get(f"/praca/dolina/spotkania/{meeting.pk}/").content.decode()
    for _, name, address in KINDS.values():
        assert name in shown
        assert f'href="{address}' in shown
    assert build_minutes(meeting).synthetic  # the diagnosis laid before it is of invented data


def test_another_subject_takes_the_place_of_the_first(meet: Any, ola: User) -> None:
    meeting = meet()
    item = meeting.items.get()
    first, second = a_diagnosis(meeting.partnership), a_strategy(meeting.partnership)
    add_paper(ola, item, f"diagnosis:{first.pk}", subject=True)
    add_paper(ola, item, f"strategy:{second.pk}", subject=True)
    assert [one.version for one in item.papers.filter(subject=True)] == [second]
    remove_paper(ola, item, item.papers.get(subject=True).pk)
    assert [one.subject for one in item.papers.all()] == [False]


def test_papers_are_fixed_once_the_vote_began(
    meet: Any, ola: User, speakers: dict[str, User]
) -> None:
    meeting = meet()
    kept = a_strategy(meeting.partnership)
    decided(ola, speakers, meeting, (f"strategy:{kept.pk}", True))
    item = meeting.items.get()
    with pytest.raises(RefusedError, match="nie można już zmienić"):
        remove_paper(ola, item, item.papers.get().pk)
    with pytest.raises(RefusedError, match="nie można już zmienić"):
        add_paper(ola, item, f"strategy:{kept.pk}", subject=True)


def test_materials_are_those_of_the_partnership(dolina: Partnership, gora: Partnership) -> None:
    own = [make(dolina) for make, *_ in KINDS.values()]
    foreign = a_strategy(gora)
    assert [one.version for one in materials_of(dolina)] == own
    assert find_material(dolina, f"strategy:{foreign.pk}") is None
    for wrong in ("", "strategy", "strategy:", "strategy:x", "nic:1"):
        assert find_material(dolina, wrong) is None


def test_a_decision_on_a_text_is_one_on_its_chain(meet: Any) -> None:
    partnership = meet().partnership
    draft, chain = a_draft(partnership), StrategyVersion.objects.get()
    assert Decision(draft=draft).chain == Decision(strategy=chain).chain == chain
    assert Decision(document=a_document(partnership)).chain is None


@pytest.mark.parametrize(
    "kinds", [(), ("diagnosis", "strategy"), ("draft", "document"), tuple(KINDS)]
)
def test_the_database_keeps_a_paper_to_one_version(kinds: tuple[str, ...], meet: Any) -> None:
    meeting = meet()
    fields = {kind: KINDS[kind][0](meeting.partnership) for kind in kinds}
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.create(item=meeting.items.get(), **fields)
