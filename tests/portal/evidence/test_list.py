"""The list of findings: verdicts given in it, choosing by standing, values a person can read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.numbers import NBSP
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.domain.judging import judge
from terytoria.portal.evidence.domain.own import add_own_evidence
from terytoria.portal.evidence.interfaces.values import amount, indicator_name, plain, unit_names
from terytoria.portal.evidence.models import OwnEvidence, Verdict
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership

from .conftest import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("snapshot")]
PDF = b"%PDF-1.7\n%%EOF\n"
OWN = {"title": "Ankieta", "kind": "survey", "source": "Biuro", "vintage": "2026-03-01"}


def at(name: str, *more: object) -> str:
    return reverse(f"evidence:{name}", args=["dolina", *more])


def shown(client: Client, stan: str = "") -> list[str]:
    page = client.get(at("latest"), {"stan": stan}).content.decode()
    return re.findall(r"<h3>Ustalenie (\w+)</h3>", page)


def test_a_finding_is_accepted_in_the_list_with_one_press(expert: User, keep: Any) -> None:
    one, _ = keep(a=1.0, b=2.0).findings.all()
    client = client_of(expert)
    page = client.get(at("latest")).content.decode()
    assert page.count('value="accepted"') == 2
    answer = client.post(at("finding", one.pk), {"choice": "accepted", "lista": "open"})
    assert answer.url == f"{at('latest')}?stan=open#ustalenie-{one.pk}"
    assert Verdict.objects.get().choice == "accepted"
    assert client.get(at("latest")).content.decode().count('value="accepted"') == 1


def test_a_verdict_without_its_reason_is_asked_for_it_with_what_was_typed(
    expert: User, keep: Any
) -> None:
    one = keep(a=1.0).findings.get()
    sent = {"choice": "reworded", "wording": "Moje <brzmienie>.", "lista": ""}
    answer = client_of(expert).post(at("finding", one.pk), sent)
    assert answer.status_code == 422
    assert "Moje &lt;brzmienie&gt;." in answer.content.decode()
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("place", ["", "nonsense", "//zly.example/", "accepted"])
def test_a_verdict_never_leads_away(expert: User, keep: Any, place: str) -> None:
    one = keep(a=1.0).findings.get()
    answer = client_of(expert).post(at("finding", one.pk), {"choice": "accepted", "lista": place})
    assert answer.url.startswith(at("latest"))
    assert "zly" not in answer.url


def test_findings_are_chosen_by_where_they_stand(expert: User, keep: Any) -> None:
    first = {one.key: one for one in keep(a=1, b=2, c=3, d=4, e=5).findings.all()}
    judge(expert, first["a"], "accepted")
    judge(expert, first["b"], "rejected", "Powód.")
    judge(expert, first["c"], "reworded", "Powód.", "Inaczej.")
    judge(expert, first["e"], "accepted")
    keep(a=1, b=2, c=3, d=4, e=6, day="2026-06-01")
    client = client_of(expert)
    assert shown(client) == shown(client, "nonsense") == ["a", "b", "c", "d", "e"]
    found = {stan: shown(client, stan) for stan in ("open", "accepted", "rejected", "reworded")}
    assert found == {"open": ["d"], "accepted": ["a"], "rejected": ["b"], "reworded": ["c"]}
    assert shown(client, "again") == ["e"]
    page = client.get(at("latest")).content.decode()
    assert "do ponownej oceny (1)" in page
    assert "wszystkie (5)" in page


def test_an_empty_choice_leads_back(expert: User, keep: Any) -> None:
    keep(a=1.0)
    page = client_of(expert).get(at("latest"), {"stan": "rejected"}).content.decode()
    assert "Nie ma ustaleń o takiej ocenie." in page
    assert "odrzucone (0)" in page


def test_those_who_only_read_are_offered_no_verdict(person: Any, keep: Any) -> None:
    keep(a=1.0)
    page = client_of(person(Role.OBSERVER)).get(at("latest")).content.decode()
    assert "Przyjmij" not in page


def test_values_have_names_units_and_polish_numbers(expert: User, keep: Any) -> None:
    one = keep(a=1234.5).findings.get()
    page = client_of(expert).get(at("finding", one.pk)).content.decode()
    assert indicator_name("L-01") in page
    assert amount("L-01", 1234.5) in page
    assert unit_names(["0201011"]) in page
    assert indicator_name("L-01") != "L-01"
    assert indicator_name("nie-ma") == "nie-ma"
    assert amount("nie-ma", 0.25) == "0,25"
    assert amount("L-01", None) == "–"


@given(st.floats(-1e9, 1e9))
def test_a_plain_number_reads_back(value: float) -> None:
    text = plain(value).replace(NBSP, "").replace("\u2212", "-").replace(",", ".")
    assert float(text) == pytest.approx(value, abs=5e-5)


def test_many_gminas_are_counted(snapshot: Any) -> None:
    codes = snapshot.register.gminas[:9]
    assert unit_names(codes).endswith("i 3 innych")
    assert " i " in unit_names(codes[:2])


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


def test_a_file_is_kept_with_evidence_and_handed_out(
    dolina: Partnership, other: Partnership, expert: User, person: Any, files: Path
) -> None:
    client = client_of(expert)
    sent = {**OWN, "file": SimpleUploadedFile("a.exe", PDF)}
    assert client.post(at("own_add"), sent).status_code == 302
    own = OwnEvidence.objects.get()
    assert own.media_type == "application/pdf"
    assert Entry.objects.get(verb="own_evidence.add").after["sha256"] == own.sha256
    assert "Pobierz plik" in client.get(at("own")).content.decode()
    answer = client.get(at("own_file", own.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer.headers["Content-Disposition"]
    foreign = client_of(person(Role.EXPERT, other))
    assert foreign.get(at("own_file", own.pk)).status_code == 404


@pytest.mark.parametrize("content", [b"MZ program", b"<script>alert(1)</script>", b"x"])
def test_a_file_of_another_kind_is_refused(
    dolina: Partnership, expert: User, files: Path, content: bytes
) -> None:
    sent = {**OWN, "file": SimpleUploadedFile("dane.pdf", content)}
    answer = client_of(expert).post(at("own_add"), sent)
    assert answer.status_code == 422
    assert "Zawartość pliku" in answer.content.decode()
    assert not files.exists()
    assert not OwnEvidence.objects.exists()


def test_a_save_that_fails_leaves_no_file(
    dolina: Partnership, expert: User, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise DatabaseError("full")

    monkeypatch.setattr(OwnEvidence, "save", fails)
    with pytest.raises(DatabaseError):
        add_own_evidence(expert, dolina, **{**OWN, "vintage": date(2026, 3, 1)}, file=PDF)
    assert [path for path in files.rglob("*") if path.is_file()] == []


ODD = ("a\0b", "9" * 5000, "1e999", "-1", "\ud800".encode("utf-8", "replace").decode(), "٣", "")


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_odd_values_in_any_form_break_nothing(
    dolina: Partnership, expert: User, coordinator: User, keep: Any, odd: str
) -> None:
    one = keep(a=1.0).findings.get()
    own = OwnEvidence.objects.create(partnership=dolina, **OWN)
    places = [at("finding", one.pk), at("own_add"), at("own_withdraw", own.pk)]
    names = {
        *("choice", "reason", "wording", "title", "kind", "source", "vintage", "value", "measure"),
        *("year", "low", "high", "units", "formula", "url", "note", "snapshot", "peers"),
    }
    client, orders = client_of(expert), client_of(coordinator)
    for place in places:
        assert client.post(place, dict.fromkeys(names, odd)).status_code in (302, 404, 422)
        if "\0" in odd:
            for name in names:
                sent = {**OWN, "choice": "rejected", "reason": "Powód.", name: odd}
                assert client.post(place, sent).status_code in (302, 404, 422)
    assert orders.post(at("order"), {"snapshot": odd, "peers": odd}).status_code == 422
    for query in ("stara", "nowa", "stan", "sort", "page"):
        for name in ("compare", "latest", "own"):
            assert client.get(at(name), {query: odd}).status_code == 200


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
def test_numbers_too_large_for_the_database_are_not_found(expert: User, number: int) -> None:
    client = client_of(expert)
    for name in ("version", "finding", "own_file", "own_withdraw"):
        assert client.get(at(name, number)).status_code == 404
