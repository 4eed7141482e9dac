"""No page of a partnership opens for those who are not of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import DocumentKind, Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.urls import urlpatterns

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
OF_A_PARTNERSHIP = [one for one in urlpatterns if "slug:" in str(one.pattern)]
SECRET = "Tajne zdanie partnerstwa"  # noqa: S105 - a text


@pytest.fixture(autouse=True)
def _stored(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def full(dolina: Partnership, ola: User) -> dict[str, int]:
    """Ids of one record of every kind of the partnership."""
    day = timezone.localdate()
    dolina.purpose = SECRET
    dolina.save()
    document = dolina.documents.create(
        title=SECRET, kind=DocumentKind.OTHER, author="A", publisher="P", created_on=day
    )
    document.versions.create(
        number=1, file="brak.pdf", media_type="application/pdf", size=1, sha256="0", note=SECRET
    )
    invitation = dolina.invitations.create(
        email="a@example.org", role=Role.EXPERT, token_hash="0" * 64, expires_at=timezone.now()
    )
    external = dolina.externals.create(name=SECRET, role="doradztwo", since=day)
    ending = dolina.members.all()[2]
    ending.until = day
    ending.save()
    return {
        "ending": ending.pk,
        "czlonkowie": dolina.members.all()[1].pk,
        "osoby": dolina.people.all()[0].pk,
        "zaproszenia": invitation.pk,
        "partnerzy": external.pk,
        "dokumenty": document.pk,
    }


@pytest.fixture
def foreigner(client: Client, person: Person, found: Callable[..., Partnership]) -> Client:
    """The browser of the coordinator of another partnership."""
    client.force_login(person("obcy", found("obca"), Role.COORDINATOR))
    return client


def address_of(pattern: URLPattern, slug: str, records: dict[str, int]) -> str:
    """The address of a page for a partnership and its records."""
    route = str(pattern.pattern)
    given: dict[str, Any] = {"slug": slug} if "slug" in route else {}
    if "record" in route:
        given["record"] = records["ending" if "poprawka" in route else route.split("/")[1]]
    if "number" in route:
        given["number"] = 1
    if "ending" in route:
        given["ending"] = "csv"
    return reverse(f"partnerships:{pattern.name}", kwargs=given)


def test_the_table_of_addresses_is_not_empty() -> None:
    assert len(OF_A_PARTNERSHIP) >= 20


@pytest.mark.parametrize("pattern", OF_A_PARTNERSHIP, ids=lambda one: one.name)
def test_a_foreign_partnership_is_not_there(
    foreigner: Client, full: dict[str, int], pattern: URLPattern
) -> None:
    address = address_of(pattern, "dolina", full)
    for ask in (foreigner.get, foreigner.post):
        foreign, absent = ask(address), ask(address.replace("dolina", "nie-ma-takiej"))
        assert (foreign.status_code, absent.status_code) == (404, 404)
        assert foreign.content == absent.content.replace(b"nie-ma-takiej", b"dolina")


@pytest.mark.parametrize(
    "pattern",
    [one for one in OF_A_PARTNERSHIP if "record" in str(one.pattern)],
    ids=lambda one: one.name,
)
def test_records_of_another_partnership_are_not_there_either(
    foreigner: Client, full: dict[str, int], pattern: URLPattern
) -> None:
    assert foreigner.get(address_of(pattern, "obca", full)).status_code == 404


@pytest.mark.parametrize(
    "pattern", [one for one in urlpatterns if one.name != "accept"], ids=lambda one: one.name
)
def test_nobody_sees_anything_without_signing_in(
    client: Client, full: dict[str, int], pattern: URLPattern
) -> None:
    answer = client.get(address_of(pattern, "dolina", full))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


@pytest.mark.parametrize("pattern", OF_A_PARTNERSHIP, ids=lambda one: one.name)
def test_a_coordinator_opens_every_page_but_the_stage(
    client: Client, ola: User, full: dict[str, int], pattern: URLPattern
) -> None:
    client.force_login(ola)
    answer = client.get(address_of(pattern, "dolina", full))
    expected = {"stage": 403, "download": 404}.get(pattern.name or "", 200)  # the file is gone
    assert answer.status_code == expected
    if expected != 404:
        assert answer["Cache-Control"] == "private, no-store"
    if pattern.name == "log_file":
        return  # a file, sent in pieces
    assert b"<script" not in answer.content
    assert b"style=" not in answer.content


@pytest.mark.parametrize("pattern", OF_A_PARTNERSHIP, ids=lambda one: one.name)
def test_an_observer_reads_and_changes_nothing(
    client: Client, person: Person, full: dict[str, int], pattern: URLPattern
) -> None:
    client.force_login(person("jan", Partnership.objects.get(), Role.OBSERVER))
    answer = client.post(address_of(pattern, "dolina", full), {})
    reads = {"dashboard", "members", "people", "externals", "documents", "document"}
    expected = 200 if pattern.name in reads else 404 if pattern.name == "download" else 403
    assert answer.status_code == expected
    if pattern.name == "people":
        assert b"a@example.org" not in answer.content
