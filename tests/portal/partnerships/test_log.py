"""The log as a page: who reads it, what is chosen, and the same choice as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.record import record
from terytoria.portal.partnerships.domain.partnership import _RESERVED
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
HERE = "/praca/dolina/dziennik/"
ALL = "/praca/dziennik/"
READERS = {Role.COORDINATOR, Role.CHAIR, *ProgrammeRole}
EVERYONE: list[Role | ProgrammeRole | None] = [*Role, *ProgrammeRole, None]


def note(verb: str, actor: User | None, slug: str = "dolina", **after: Any) -> Entry:
    with transaction.atomic():
        return record(verb, actor, actor=actor, partnership=slug, after=after)


def text(response: Any) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return response.content.decode()


@pytest.fixture
def written(ola: User, person: Person) -> User:
    """Four entries of two people, one of another partnership."""
    jan = person("jan")
    note("role.assign", ola, role="expert")
    note("member.add", jan, unit="3217011")
    note("member.add", ola, unit="3217023")
    note("document.add", jan, slug="gora", title="Tajemnica sąsiadów")
    return jan


def role_of(person: Person, dolina: Partnership, role: Role | ProgrammeRole | None) -> User:
    region = "32" if role is ProgrammeRole.REGIONAL_OFFICER else ""
    return person("pytajaca", dolina, role, voivodeship=region)


class TestRights:
    @pytest.mark.parametrize("role", EVERYONE)
    @pytest.mark.parametrize("address", [HERE, f"{HERE}plik.csv", f"{HERE}plik.jsonl"])
    def test_of_a_partnership(
        self, client: Client, person: Person, dolina: Partnership, role: Any, address: str
    ) -> None:
        client.force_login(role_of(person, dolina, role))
        wanted = 404 if role is None else 200 if role in READERS else 403
        assert client.get(address).status_code == wanted

    @pytest.mark.parametrize("role", EVERYONE)
    @pytest.mark.parametrize("address", [ALL, f"{ALL}plik.csv", f"{ALL}plik.jsonl"])
    def test_of_the_programme(
        self, client: Client, person: Person, dolina: Partnership, role: Any, address: str
    ) -> None:
        client.force_login(role_of(person, dolina, role))
        national = role is ProgrammeRole.NATIONAL_OFFICER
        assert client.get(address).status_code == (200 if national else 403)
        home = text(client.get("/praca/"))
        assert ("Dziennik programu" in home) == national

    @pytest.mark.parametrize("address", [HERE, ALL, f"{HERE}plik.csv", f"{ALL}plik.csv"])
    def test_nobody_signed_in(self, client: Client, dolina: Partnership, address: str) -> None:
        assert client.get(address).status_code == 302

    def test_people_of_another_partnership(
        self, client: Client, person: Person, found: Callable[..., Partnership], written: User
    ) -> None:
        other = found("gora", ("3201011", "3201043"))
        client.force_login(person("ewa", other, Role.COORDINATOR))
        assert client.get(HERE).status_code == 404
        assert client.get(f"{HERE}plik.csv").status_code == 404
        page = text(client.get("/praca/gora/dziennik/"))
        assert "Tajemnica sąsiadów" in page
        assert "nadano rolę" not in page


class TestPage:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client: Client, ola: User, written: User) -> None:
        client.force_login(ola)

    def test_in_polish(self, client: Client) -> None:
        page = text(client.get(HERE))
        assert "nadano rolę" in page
        assert "rola: ekspert" in page
        assert "jednostka: 3217011" in page
        assert "role.assign" not in page.replace('value="role.assign"', "")
        assert "Tajemnica" not in page

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"czynnosc": "role.assign"}, ("rola: ekspert", "jednostka: 3217011")),
            ({"osoba": "jan"}, ("jednostka: 3217011", "jednostka: 3217023")),
            ({"osoba": "ola", "czynnosc": "member.add"}, ("jednostka: 3217023", "rola: ekspert")),
            ({"do": "1999-12-31"}, ("Nic takiego nie ma", "rola: ekspert")),
            ({"od": "31.12.2020"}, ("rola: ekspert", "Nic takiego nie ma")),
        ],
    )
    def test_chosen(
        self, client: Client, written: User, asked: dict[str, str], said: tuple[str, str]
    ) -> None:
        ola, (there, away) = User.objects.get(email="ola@example.org"), said
        numbers = {"jan": str(written.pk), "ola": str(ola.pk)}
        asked = {name: numbers.get(value, value) for name, value in asked.items()}
        page = text(client.get(HERE, asked))
        assert there in page
        assert away not in page

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"od": "wczoraj"}, "To nie jest data. Wpisz ją tak: 31.12.2026."),
            ({"osoba": "999999"}, "Tego nie ma w dzienniku. Wybierz z listy."),
            ({"czynnosc": "<b>"}, "Tego nie ma w dzienniku. Wybierz z listy."),
            ({"od": "2026-03-02", "do": "2026-03-01"}, "kończy się przed początkiem"),
        ],
    )
    def test_wrong_choices_say_why(self, client: Client, asked: dict[str, str], said: str) -> None:
        answer = client.get(HERE, asked)
        assert answer.status_code == 422
        assert said in text(answer)
        assert "rola: ekspert" not in text(answer)

    def test_pages_keep_the_choice(self, client: Client, ola: User) -> None:
        for number in range(60):
            note("member.add", ola, unit=f"{number:07}")
        page = text(client.get(HERE, {"czynnosc": "member.add"}))
        assert "czynnosc=member.add&amp;page=2" in page.replace("?page=2&amp;", "?") or (
            "page=2" in page
        )
        second = text(client.get(HERE, {"czynnosc": "member.add", "page": "2"}))
        assert "jednostka: 3217011" in second
        assert 'plik.csv?czynnosc=member.add"' in second

    def test_an_entry_of_a_hostile_name_is_text(self, client: Client, ola: User) -> None:
        note("member.add", ola, unit="<script>alert(1)</script>")
        page = text(client.get(HERE))
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


class TestFiles:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client: Client, ola: User, written: User) -> None:
        client.force_login(ola)

    def test_csv_of_the_choice(self, client: Client) -> None:
        answer = client.get(f"{HERE}plik.csv", {"czynnosc": "member.add"})
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        day = timezone.localdate().isoformat()
        assert answer["Content-Disposition"] == f'attachment; filename="dziennik-dolina-{day}.csv"'
        rows = list(csv.reader(io.StringIO(text(answer).removeprefix("\ufeff")), delimiter=";"))
        assert [row[3] for row in rows[1:]] == ["member.add", "member.add"]

    def test_json_lines_of_all(self, client: Client) -> None:
        lines = text(client.get(f"{HERE}plik.jsonl")).splitlines()
        assert [json.loads(line)["verb"] for line in lines] == [
            "role.assign",
            "member.add",
            "member.add",
        ]

    def test_a_wrong_choice_gives_no_entries(self, client: Client) -> None:
        assert text(client.get(f"{HERE}plik.jsonl", {"od": "x"})) == ""

    @pytest.mark.parametrize("ending", ["exe", "CSV", "csv.exe"])
    def test_no_other_files(self, client: Client, ending: str) -> None:
        assert client.get(f"{HERE}plik.{ending}").status_code == 404


def test_the_programme_reads_everything(client: Client, person: Person, written: User) -> None:
    client.force_login(person("kraj", role=ProgrammeRole.NATIONAL_OFFICER))
    page = text(client.get(ALL))
    assert "Tajemnica sąsiadów" in page
    assert "rola: ekspert" in page
    assert len(text(client.get(f"{ALL}plik.jsonl")).splitlines()) == Entry.objects.count()


def test_a_past_officer_does_not(client: Client, person: Person, written: User) -> None:
    past = person("kraj", role=ProgrammeRole.NATIONAL_OFFICER)
    past.programme_assignments.update(until=timezone.localdate() - timedelta(days=1))
    client.force_login(past)
    answer = client.get(ALL)
    assert answer.status_code == 403
    assert "Nie możesz czytać dziennika całego programu" in text(answer)


def test_no_partnership_takes_the_address_of_the_log() -> None:
    assert reverse("partnerships:programme_log") == ALL
    assert "dziennik" in _RESERVED
