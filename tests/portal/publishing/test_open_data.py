"""Tables, catalogue, feed, sitemap: what programs read."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.publishing.cells import csv_bytes
from terytoria.portal.publishing.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def parsed(content: bytes) -> ET.Element:
    """An answer of ours as XML."""
    return ET.fromstring(content)  # noqa: S314 - written by the portal itself


def rows(client: Client, name: str) -> list[dict[str, str]]:
    response: Any = client.get(f"/dane/{name}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode(), newline="")))


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12), max_size=4
    )
)
def test_no_text_becomes_a_formula_and_all_comes_back(texts: list[str]) -> None:
    content = csv_bytes(["a"], [{"a": text} for text in texts]).decode()
    found = [row["a"] for row in csv.DictReader(io.StringIO(content, newline=""))]
    kept = [text for text in texts if text]
    assert [one.removeprefix("'") for one in found if one] == [t.removeprefix("'") for t in kept]
    assert not [one for one in found if one.lstrip()[:1] in {"=", "+", "-", "@"}]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_stays_the_same_number(value: float) -> None:
    line = csv_bytes(["a"], [{"a": value}]).decode().splitlines()[1]
    assert float(line) == value


@pytest.mark.usefixtures("public")
class TestTables:
    def test_members_with_their_dates(self, client: Client, public: Site) -> None:
        found = rows(client, "partnerstwa.csv")
        assert len(found) == sum(len(entry.members) for entry in public.entries)
        assert {one["od"] for one in found} == {"2020-01-01"}
        assert {one["partnerstwo"] for one in found} == {"Dolina", "Gora", "Cicha"}
        assert found[0]["uwaga"] == "przykład syntetyczny"

    def test_released_decisions_also_the_withdrawn(self, client: Client) -> None:
        found = rows(client, "uchwaly.csv")
        titles = [one["tytul"] for one in found]
        assert "'=Przyjęcie porozumienia" in titles
        assert [one["powod"] for one in found if one["wycofano"]] == ["Błąd w załączniku."]

    def test_goals_and_targets(self, client: Client) -> None:
        (goal,) = rows(client, "cele.csv")
        assert (goal["cel"], goal["wyzwania"]) == ("Młodzi zostają", "Ubywa młodych")
        (target,) = rows(client, "mierniki.csv")
        assert (target["wartosc_bazowa"], target["wartosc_docelowa"]) == ("-4.5", "0")


@pytest.mark.usefixtures("public")
class TestCatalogue:
    def test_every_address_in_it_answers_with_the_bytes_it_promises(self, client: Client) -> None:
        body = json.loads(client.get("/dane/katalog.jsonld").content)
        assert body["@type"] == "dcat:Catalog"
        parts = [part for one in body["dcat:dataset"] for part in one["dcat:distribution"]]
        assert len(parts) >= 10
        for part in parts:
            address = urlsplit(part["dcat:downloadURL"]["@id"])
            response: Any = client.get(address.path)
            content = (
                b"".join(response.streaming_content) if response.streaming else response.content
            )
            assert (response.status_code, str(len(content))) == (
                200,
                part["dcat:byteSize"]["@value"],
            )

    def test_it_names_documents_in_force_and_marks_invented_ones(self, client: Client) -> None:
        body = json.loads(client.get("/dane/katalog.jsonld").content)
        titles = [one["dct:title"][0]["@value"] for one in body["dcat:dataset"]]
        assert "Cele i projekty: Dolina (przykład syntetyczny)" in titles
        assert "Porozumienie" in titles
        assert "Regulamin Rady" not in titles

    def test_before_anything_was_written(
        self, client: Client, tmp_path: Any, settings: Any
    ) -> None:
        settings.PUBLICATIONS = tmp_path / "nothing"
        body = json.loads(client.get("/dane/katalog.jsonld").content)
        assert len(body["dcat:dataset"]) == 4


@pytest.mark.usefixtures("public")
class TestFeed:
    def test_newest_first_withdrawals_too(self, client: Client) -> None:
        response: Any = client.get("/nowosci.atom")
        assert response["Content-Type"].startswith("application/atom+xml")
        feed = parsed(response.content)
        entries = feed.findall(f"{ATOM}entry")
        updated = [one.findtext(f"{ATOM}updated") for one in entries]
        assert updated == sorted(updated, reverse=True)
        assert len(entries) == 7
        assert entries[0].findtext(f"{ATOM}title") == "Dolina: 6/2026 Regulamin"
        assert "Wycofano. Powód: Błąd" in str(entries[0].findtext(f"{ATOM}summary"))
        names = [one.findtext(f"{ATOM}id") for one in entries]
        assert len(set(names)) == len(names)
        assert str(feed.findtext(f"{ATOM}title")).endswith("(przykład syntetyczny)")

    def test_ids_are_the_same_in_english(self, client: Client) -> None:
        here, there = (
            [one.text for one in parsed(client.get(at).content).iter(f"{ATOM}id")]
            for at in ("/nowosci.atom", "/en/nowosci.atom")
        )
        assert here[1:] == there[1:]


@pytest.mark.usefixtures("public")
class TestRobots:
    def test_every_page_of_the_sitemap_answers(self, client: Client) -> None:
        root = parsed(client.get("/sitemap.xml").content)
        found = [urlsplit(str(one.text)).path for one in root.iter(f"{MAP}loc")]
        assert "/partnerstwo/dolina/dokument/strategia/" in found
        assert "/partnerstwo/dolina/uchwala/6-2026/" not in found
        diagnosed = [one for one in found if "dolina/gmina" not in one]
        assert {client.get(one).status_code for one in diagnosed} == {200}

    def test_working_pages_are_nobodys_business(self, client: Client) -> None:
        text = client.get("/robots.txt").content.decode()
        assert "Disallow: /praca/" in text
        assert "Sitemap: http://127.0.0.1/sitemap.xml" in text
