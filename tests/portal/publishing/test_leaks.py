"""One version is released and drafts are made of everything else: no public byte holds a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.meetings.enums import Body, Outcome
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.partnerships.enums import Stage
from terytoria.portal.partnerships.models import DocumentVersion, ExternalPartner, Partnership
from terytoria.portal.publishing.domain.releasing import withdraw
from terytoria.portal.publishing.domain.site import renew_site
from terytoria.portal.strategies.models import Challenge, Goal, StrategyVersion

pytestmark = pytest.mark.django_db

DRAFT = "SZKICOWE"


def crawl(client: Client) -> Iterator[tuple[str, bytes]]:
    """Every public address that can be reached, with its bytes."""
    waiting, seen = ["/", "/en/", "/sitemap.xml", "/nowosci.atom", "/robots.txt", "/dane/"], set()
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/static/", "/czcionka/")):
            continue
        seen.add(address)
        response: Any = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        yield address, content
        if b"<" in content[:200]:
            found = re.findall(
                r'(?:href|src)="([^"#]+)|<loc>([^<]+)|<id>(http[^<]+)', content.decode()
            )
            paths = [urlsplit(unescape("".join(one))) for one in found]
            own = [one for one in paths if one.netloc in ("", "127.0.0.1")]
            waiting += [one.path for one in own if one.path.startswith("/")]


def drafts(partnership: Partnership, actor: User, decide: Any, version: DocumentVersion) -> None:
    """Something unreleased of every kind, each with a word of its own."""
    document = version.document
    newer = DocumentVersion(
        document=document,
        number=version.number + 1,
        media_type="application/pdf",
        size=9,
        sha256="0" * 64,
        note=f"{DRAFT}-nota",
        added_by="Osoba",
    )
    newer.file.save("nowa.pdf", ContentFile(f"%PDF {DRAFT}-plik".encode()), save=False)
    newer.save()
    document.title = f"{DRAFT}-tytul"
    document.author = f"{DRAFT}-autor"
    document.save()
    partnership.documents.create(
        title=f"{DRAFT}-dokument",
        kind="other",
        author="x",
        publisher="x",
        created_on=date(2026, 1, 1),
    )
    decide(f"{DRAFT}-czeka")
    decide(f"{DRAFT}-odrzucona", outcome=Outcome.REJECTED)
    decide(f"{DRAFT}-robocza", body=Body.WORKING_GROUP)
    Challenge.objects.create(partnership=partnership, title=f"{DRAFT}-wyzwanie")
    Goal.objects.create(partnership=partnership, title=f"{DRAFT}-cel")
    frozen = f'{{"tajne":"{DRAFT}-lancuch"}}'.encode()
    StrategyVersion.objects.create(
        partnership=partnership, number=99, content=frozen, sha256="0" * 64, note=f"{DRAFT}-wersja"
    )
    OwnEvidence.objects.create(
        partnership=partnership,
        title=f"{DRAFT}-ankieta",
        kind="survey",
        source="x",
        vintage=date(2026, 1, 1),
    )
    ExternalPartner.objects.create(
        partnership=partnership, name=f"{DRAFT}-partner", role="x", since=date(2026, 1, 1)
    )
    start = Meeting.objects.latest("pk").starts_at + timedelta(days=90)
    Meeting.objects.create(
        partnership=partnership,
        body=Body.COUNCIL,
        title=f"{DRAFT}-posiedzenie",
        place="Ratusz",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    Partnership.objects.update(purpose=f"{DRAFT}-zamiar")
    Partnership.objects.create(
        slug="nowe",
        name=f"{DRAFT}-nowe",
        short_name=f"{DRAFT}-n",
        leader="1",
        stage=Stage.FORMING,
    )
    User.objects.filter(pk=actor.pk).update(email=f"{DRAFT.lower()}@example.org")


def test_no_public_byte_holds_a_draft(
    client: Client,
    publish: Any,
    decide: Any,
    agreement: DocumentVersion,
    root: Path,
) -> None:
    made = publish(decide("Przyjęcie porozumienia", document=agreement))
    assert made.released_by is not None
    drafts(agreement.document.partnership, made.released_by, decide, agreement)
    renew_site()
    read = dict(crawl(client))
    assert {
        "/",
        "/dane/uchwaly.csv",
        "/dane/katalog.jsonld",
        "/nowosci.atom",
        "/partnerstwo/dolina/",
        "/partnerstwo/dolina/uchwala/1-2026/",
        f"/partnerstwo/dolina/dokument/{agreement.document.pk}/wersja/1/dokument.pdf",
        "/en/partnerstwo/dolina/uchwala/1-2026/",
    } <= set(read)
    for address, content in read.items():
        assert DRAFT.lower().encode() not in content.lower(), address
    for path in root.rglob("*"):
        if path.is_file():
            assert DRAFT.lower().encode() not in path.read_bytes().lower(), path
    assert b"%PDF-1.7 porozumienie" in read.values()


def test_what_was_withdrawn_is_in_no_list(
    client: Client, publish: Any, decide: Any, agreement: DocumentVersion
) -> None:
    made = publish(decide("Przyjęcie porozumienia", document=agreement))
    address = f"/partnerstwo/dolina/dokument/{agreement.document.pk}/"
    assert address in dict(crawl(client))
    withdraw(made.released_by, made, "Błąd w załączniku.")
    work(once=True)
    read = dict(crawl(client))
    assert address not in read
    assert b"Rada przyjmuje" not in b"".join(read.values())
    assert client.get(address).status_code == 410
    assert "Błąd w załączniku.".encode() in read["/nowosci.atom"]


def test_a_forming_partnership_is_not_public_before_its_council_releases(
    client: Client, dolina_made: Partnership, publish: Any, decide: Any
) -> None:
    Partnership.objects.update(stage=Stage.FORMING)
    renew_site()
    assert client.get("/partnerstwo/dolina/").status_code == 404
    Partnership.objects.update(stage=Stage.ACTIVE)
    renew_site()
    assert client.get("/partnerstwo/dolina/").status_code == 200
