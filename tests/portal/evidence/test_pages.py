"""Pages of evidence as a person reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain.judging import judge
from terytoria.portal.evidence.domain.own import add_own_evidence
from terytoria.portal.evidence.domain.queries import last_job
from terytoria.portal.evidence.interfaces.values import amount, indicator_name, unit_names
from terytoria.portal.evidence.models import Finding, OwnEvidence, Verdict
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.statistics.snapshot import Snapshot

from .conftest import client_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("addresses", "snapshot"),
]

OWN = {
    "title": "Ankieta <b>",
    "kind": "survey",
    "source": "Biuro partnerstwa",
    "vintage": date(2026, 3, 1),
}


def address(name: str, *arguments: object) -> str:
    return reverse(f"evidence:{name}", args=["dolina", *arguments])


def read(client: Client, where: str, status: int = 200) -> str:
    answer = client.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def everywhere(dolina: Partnership, keep: Any) -> list[str]:
    """Every page that can be opened, with something to see on each."""
    finding = keep(a=1.0).findings.get()
    own = OwnEvidence.objects.create(partnership=dolina, **OWN)
    return [
        *map(address, ("latest", "compare", "own", "own_add")),
        address("version", 1),
        address("finding", finding.pk),
        address("own_withdraw", own.pk),
    ]


def test_foreign_people_find_no_page_and_strangers_sign_in_first(
    dolina: Partnership, other: Partnership, person: Any, keep: Any
) -> None:
    foreign, stranger = client_of(person(Role.COORDINATOR, other)), Client(HTTP_HOST="127.0.0.1")
    for where in [*everywhere(dolina, keep), address("order"), address("cancel")]:
        for ask in ("get", "post"):
            answer = getattr(foreign, ask)(where)
            assert answer.status_code in (404, 405)
            assert b"Dolina" not in answer.content
            answer = getattr(stranger, ask)(where)
            assert answer.status_code in (302, 405)
    assert not Job.objects.filter(partnership="dolina").exists()


def test_no_cache_keeps_a_page(dolina: Partnership, person: Any, keep: Any) -> None:
    client = client_of(person(Role.COORDINATOR, dolina))
    for where in everywhere(dolina, keep):
        assert client.get(where).headers["Cache-Control"] == "private, no-store"


def test_things_of_another_partnership_are_not_reached_through_ours(
    dolina: Partnership, other: Partnership, expert: User, keep: Any
) -> None:
    theirs = keep(partnership=other, a=1.0).findings.get()
    own = OwnEvidence.objects.create(partnership=other, **OWN)
    client = client_of(expert)
    choice = {"choice": "accepted", "reason": "Powód."}
    for where in (address("finding", theirs.pk), address("own_withdraw", own.pk)):
        assert client.get(where).status_code == 404
        assert client.post(where, choice).status_code == 404
    assert client.get(address("version", 1)).status_code == 404
    assert not Verdict.objects.exists()


def test_those_who_only_read_are_offered_nothing_to_change(
    dolina: Partnership, person: Any, keep: Any
) -> None:
    client = client_of(person(ProgrammeRole.NATIONAL_OFFICER))
    for where in everywhere(dolina, keep):
        answer = client.get(where)
        forbidden = where.endswith(("/nowe/", "/wycofanie/"))
        assert answer.status_code == (403 if forbidden else 200)
        assert b'method="post"' not in answer.content
    finding = Finding.objects.get()
    assert client.post(address("order"), {"peers": "kind"}).status_code == 403
    assert client.post(address("cancel")).status_code == 403
    answer = client.post(address("finding", finding.pk), {"choice": "accepted"})
    assert answer.status_code == 403
    assert not Verdict.objects.exists()


def test_a_diagnosis_is_ordered_watched_and_read(
    dolina: Partnership, coordinator: User, snapshot: Snapshot
) -> None:
    client = client_of(coordinator)
    assert "Nie ma jeszcze diagnozy" in read(client, address("latest"))
    sent = {"snapshot": snapshot.name, "peers": "kind"}
    assert client.post(address("order"), sent).status_code == 302
    Job.objects.update(state=State.RUNNING, progress="zmiany w czasie")
    page = read(client, address("latest"))
    assert "Diagnoza w przygotowaniu" in page
    assert "zmiany w czasie" in page
    Job.objects.update(state=State.WAITING)
    work(once=True)
    page = read(client, address("latest"))
    assert "Wersja 1 (najnowsza)" in page
    assert "Słabe strony (" in page
    assert "Przykład syntetyczny" in page
    assert "Diagnoza w przygotowaniu" not in page
    assert "**" not in page
    assert "<script" not in page
    assert " style=" not in page


def test_a_diagnosis_is_cancelled_and_a_failure_is_told(
    dolina: Partnership, coordinator: User
) -> None:
    client = client_of(coordinator)
    client.post(address("order"), {"peers": "kind"})
    assert "Diagnoza jest przerwana" in client.post(address("cancel"), follow=True).content.decode()
    assert (
        "Nie było czego przerywać" in client.post(address("cancel"), follow=True).content.decode()
    )
    Job.objects.update(state=State.FAILED, error="Migawka nie zna jednostek: 9999011.")
    page = read(client, address("latest"))
    assert "Diagnozy nie udało się wykonać" in page
    assert "Migawka nie zna jednostek: 9999011." in page


def test_a_wrong_order_is_told_by_the_field(dolina: Partnership, coordinator: User) -> None:
    answer = client_of(coordinator).post(address("order"), {"peers": "friends"})
    assert answer.status_code == 422
    assert "Z kim porównać gminy" in answer.content.decode()
    assert last_job(dolina) is None


def test_a_finding_is_judged_on_its_page(expert: User, keep: Any) -> None:
    one = keep(a=1.0).findings.get()
    client, where = client_of(expert), address("finding", one.pk)
    page = read(client, where)
    assert "Wartość to <strong>1.0</strong> &amp; więcej." in page
    assert "przykład syntetyczny (stan: 2026-01-01)" in page
    assert "Nikt jeszcze nie ocenił" in page
    answer = client.post(where, {"choice": "rejected"})
    assert answer.status_code == 422
    assert "wymagają uzasadnienia" in answer.content.decode()
    sent = {"choice": "reworded", "reason": "Za <mocno>.", "wording": "Nieco <gorzej>."}
    page = client.post(where, sent, follow=True).content.decode()
    assert "Ocena jest zapisana" in page
    assert "Nieco &lt;gorzej&gt;." in page
    assert "Brzmienie pierwotne: Wartość to <strong>1.0</strong>" in page
    assert "przeformułowane" in read(client, address("latest"))


def test_a_changed_finding_waits_to_be_judged_again(expert: User, keep: Any) -> None:
    first = keep(a=1.0).findings.get()
    judge(expert, first, "accepted")
    keep(a=2.0, day="2026-06-01")
    client = client_of(expert)
    assert "do ponownej oceny" in read(client, address("latest"))
    old = read(client, address("finding", first.pk))
    assert "Oceń ustalenia w najnowszej wersji." in old
    assert "Zapisz ocenę" not in old
    assert client.post(address("finding", first.pk), {"choice": "accepted"}).status_code == 422


def test_two_versions_are_compared(expert: User, keep: Any) -> None:
    keep(a=1.0, gone=3.0)
    keep(a=2.5, day="2026-06-01")
    client = client_of(expert)
    assert "Porównaj dwie wersje" in read(client, address("latest"))
    page = read(client, address("compare") + "?stara=1&nowa=2")
    assert "Inne dane: stan 2026-01-01 → 2026-06-01." in page
    assert (
        f"{indicator_name('L-01')}, {unit_names(['0201011'])}: "
        f"{amount('L-01', 1)} → {amount('L-01', 2.5)}" in page
    )
    assert "Ustalenia, których już nie ma (1)" in page
    assert "Wybierz" in read(client, address("compare") + "?stara=1&nowa=99")


def test_own_evidence_is_added_shown_escaped_and_withdrawn(
    dolina: Partnership, expert: User
) -> None:
    client = client_of(expert)
    assert "Nie ma danych własnych" in read(client, address("own"))
    sent = {**OWN, "vintage": "2026-03-01", "value": "41,5", "units": "0201023, 0201011"}
    answer = client.post(address("own_add"), sent)
    assert answer.status_code == 422
    assert "Podaj rok" in answer.content.decode()
    sent |= {"year": "2025", "measure": "%"}
    assert client.post(address("own_add"), sent | {"units": "12"}).status_code == 422
    page = client.post(address("own_add"), sent, follow=True).content.decode()
    assert "Ankieta &lt;b&gt;" in page
    assert "<strong>41,5 %</strong> (2025)" in page
    own = OwnEvidence.objects.get()
    assert own.units == ["0201011", "0201023"]
    assert client.post(address("own_withdraw", own.pk), {}).status_code == 422
    page = client.post(
        address("own_withdraw", own.pk), {"reason": "Błąd."}, follow=True
    ).content.decode()
    assert "Nie ma danych własnych" in page
    assert client.get(address("own_withdraw", own.pk)).status_code == 404


def test_a_page_of_many_findings_asks_the_database_little(
    dolina: Partnership, expert: User, keep: Any, django_assert_max_num_queries: Any
) -> None:
    version = keep(**{f"f{number}": float(number) for number in range(40)})
    for one in version.findings.all()[:20]:
        judge(expert, one, "accepted")
    add_own_evidence(expert, dolina, **OWN)
    client = client_of(expert)
    with django_assert_max_num_queries(30):
        read(client, address("latest"))
