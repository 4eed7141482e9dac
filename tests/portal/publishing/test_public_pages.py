"""Public pages, read from files alone: no test here may touch a database."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from terytoria.language.places import from_place, in_place, to_place
from terytoria.portal.publishing.site import HIDDEN, SITE, Site

DOLINA = "/partnerstwo/dolina/"
PAGES = (
    "/",
    "/?gmina=jaworz",
    "/dane/",
    DOLINA,
    f"{DOLINA}gmina/9917033/",
    f"{DOLINA}dostepnosc/",
    f"{DOLINA}dokument/diagnoza/",
    f"{DOLINA}dokument/diagnoza/wersja/1/",
    f"{DOLINA}dokument/strategia/",
    f"{DOLINA}dokument/17/",
    f"{DOLINA}uchwala/3-2026/",
    f"{DOLINA}uchwala/5-2026/",
    "/partnerstwo/gora/",
    "/partnerstwo/gora/gmina/0201052/",
    "/partnerstwo/cicha/",
    "/partnerstwo/cicha/dostepnosc/",
)
GONE = (
    f"{DOLINA}dokument/18/",
    f"{DOLINA}dokument/18/wersja/1/",
    f"{DOLINA}dokument/18/wersja/1/dokument.pdf",
    f"{DOLINA}uchwala/6-2026/",
)
ABSENT = (
    f"{DOLINA}dokument/19/",
    f"{DOLINA}dokument/17/wersja/1/",
    f"{DOLINA}dokument/17/wersja/2/inny.pdf",
    f"{DOLINA}dokument/17/wersja/2/release.json",
    f"{DOLINA}dokument/17/wersja/2/..%2frelease.json",
    f"{DOLINA}uchwala/7-2026/",
    f"{DOLINA}uchwala/3-2025/",
    "/partnerstwo/nie-ma/",
    "/partnerstwo/nie-ma/dokument/diagnoza/",
    "/partnerstwo/.released/",
    "/partnerstwo/cicha/gmina/0201011/",
    "/partnerstwo/cicha/pliki/report.pdf",
    "/dane/inne.csv",
)

pytestmark = pytest.mark.usefixtures("public")


def text(client: Client, address: str, status: int = 200) -> str:
    response: Any = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_stands_without_database_cookie_or_script(
    client: Client, address: str, prefix: str
) -> None:
    response: Any = client.get(prefix + address)
    shown = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "<script" not in shown
    assert "style=" not in shown
    levels = [int(level) for level in re.findall(r"<h([1-6])", shown)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", [*PAGES, *GONE])
def test_english_pages_mark_what_stays_polish(client: Client, address: str) -> None:
    if "dokument.pdf" in address or "gmina/9917033" in address:
        pytest.skip("a file, or a page of a diagnosis that has tests of its own")
    status = 410 if address in GONE else 200
    shown = text(client, f"/en{address}", status).partition("<main")[2]
    for _ in range(6):
        shown = re.sub(
            r'<(\w+)[^>]* lang="pl"[^>]*>(?:(?!<\1[ >]).)*?</\1>', "", shown, flags=re.DOTALL
        )
    rest = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", shown, flags=re.DOTALL)
    for name in ("Jezierzyn", "Góra", "Leśniów", "Stare Kąty", "Rzeczycka", "Doliny Zielonej"):
        rest = rest.replace(name, "")
    assert not re.findall(r"\w*[ąęłńśźżĄĘŁŃŚŹŻ]\w*", rest)


@pytest.mark.parametrize("address", ABSENT)
def test_what_was_not_released_is_not_there(client: Client, address: str) -> None:
    text(client, address, 404)


class TestStart:
    def test_every_partnership_is_on_the_map_and_in_the_list(self, client: Client) -> None:
        shown = text(client, "/")
        svg, _, listed = shown.partition("</svg>")
        for slug, name in (("dolina", "Dolina"), ("gora", "Gora"), ("cicha", "Cicha")):
            assert f'<a href="/partnerstwo/{slug}/" aria-label="{name}">' in svg
            assert f'<a href="/partnerstwo/{slug}/">{name}</a>' in listed

    def test_invented_data_are_marked(self, client: Client) -> None:
        assert "Przykład syntetyczny." in text(client, "/")

    @pytest.mark.parametrize("asked", ["name", "folded", "upper"])
    def test_a_gmina_is_found_by_its_name(self, client: Client, public: Site, asked: str) -> None:
        unit = next(one for one in public.units if one[0] == "0201011")
        forms = {"name": unit[1], "folded": unit[1].lower(), "upper": unit[1].upper()}
        shown = text(client, f"/?gmina={forms[asked]}")
        answer = shown.partition('id="odpowiedz"')[2].partition("</figure>")[0]
        assert '<a href="/partnerstwo/dolina/">Dolina</a>' in answer
        assert f'value="{forms[asked]}"' in shown

    @pytest.mark.parametrize("said", [in_place, from_place, to_place])
    def test_in_any_inflection(self, client: Client, public: Site, said: Any) -> None:
        names = [one[1] for one in public.units if one[2] == "gmina"]
        entry = public.entry("dolina")
        assert entry is not None
        lone = [m.label for m in entry.members if names.count(m.label) == 1]
        for name in lone:
            answer = text(client, f"/?gmina={said(name)}").partition('id="odpowiedz"')[2]
            assert f"<h2><span>{name}</span></h2>" in answer, said(name)
            assert "Dolina</a>" in answer

    def test_a_gmina_of_no_partnership(self, client: Client, public: Site) -> None:
        members = {member.code for entry in public.entries for member in entry.members}
        names = [one[1] for one in public.units if one[2] == "gmina"]
        free = next(
            one
            for one in public.units
            if one[2] == "gmina" and one[0] not in members and names.count(one[1]) == 1
        )
        assert "Nie należy do żadnego partnerstwa." in text(client, f"/?gmina={free[1]}")

    @pytest.mark.parametrize("query", ["qqqqqqqq", "x" * 300, "<script>", "%00", "' OR 1=1"])
    def test_nonsense_is_answered_kindly(self, client: Client, query: str) -> None:
        shown = text(client, "/?gmina=" + query)
        assert "Nie znaleźliśmy takiej gminy." in shown
        assert "<script" not in shown

    def test_without_a_search_there_is_no_answer(self, client: Client) -> None:
        assert "odpowiedz" not in text(client, "/?gmina=%20")

    def test_a_damaged_site_is_logged_and_folders_are_listed(
        self, client: Client, root: Path, written: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        (root / HIDDEN / SITE).write_text("{")
        written("a", short_name="Partnerstwo A")
        written("b", short_name="Partnerstwo B")
        assert "Partnerstwo A" in text(client, "/")
        assert SITE in caplog.text


class TestPartnership:
    def test_one_without_a_release_shows_its_name_and_members_only(
        self, client: Client, public: Site
    ) -> None:
        shown = text(client, "/partnerstwo/cicha/")
        entry = public.entry("cicha")
        assert entry is not None
        assert all(member.label in shown for member in entry.members)
        assert "niczego jeszcze nie opublikowała" in shown
        assert "Uchwały" not in shown

    def test_one_without_a_diagnosis_shows_its_decisions(self, client: Client) -> None:
        shown = text(client, "/partnerstwo/gora/")
        assert '<a href="/partnerstwo/gora/uchwala/1-2026/">1/2026 Wybór lidera</a>' in shown
        assert "niczego" not in shown

    def test_the_released_diagnosis_is_the_page(self, client: Client) -> None:
        shown = text(client, DOLINA)
        assert "Partnerstwo w liczbach" in shown
        assert f'href="{DOLINA}gmina/9917033/"' in shown
        assert f'href="{DOLINA}dokument/strategia/"' in shown
        assert f'href="{DOLINA}uchwala/5-2026/"' in shown
        assert "6-2026" not in shown

    def test_a_folder_put_by_hand_gives_way_to_what_was_released(
        self, client: Client, written: Any
    ) -> None:
        written("dolina", short_name="Położona ręcznie")
        assert "Położona ręcznie" not in text(client, DOLINA)

    def test_a_folder_put_by_hand_is_shown_where_no_diagnosis_was_released(
        self, client: Client, written: Any
    ) -> None:
        written("gora", short_name="Położona ręcznie")
        shown = text(client, "/partnerstwo/gora/")
        assert "Położona ręcznie" in shown
        assert "uchwala/1-2026" in shown


class TestDocument:
    def test_the_metric_the_files_and_the_log(self, client: Client) -> None:
        shown = text(client, f"{DOLINA}dokument/17/")
        for words in ("Sekretariat", "1 kwietnia 2026", "Osoba pokazowa", "Dopisano gminę"):
            assert words in shown
        assert f'href="{DOLINA}dokument/17/wersja/2/dokument.pdf"' in shown
        assert f'href="{DOLINA}uchwala/4-2026/"' in shown

    def test_an_older_version_says_so_and_leads_to_the_one_in_force(self, client: Client) -> None:
        older = text(client, f"{DOLINA}dokument/diagnoza/wersja/1/")
        assert "To nie jest obowiązująca wersja." in older
        assert f'<a href="{DOLINA}dokument/diagnoza/">' in older
        current = text(client, f"{DOLINA}dokument/diagnoza/")
        assert "To nie jest" not in current
        assert f'href="{DOLINA}dokument/diagnoza/wersja/1/"' in current

    def test_goals_with_evidence_targets_and_sources(self, client: Client) -> None:
        shown = text(client, f"{DOLINA}dokument/strategia/")
        for words in (
            "Cel 1. Młodzi zostają",
            "Ubywa młodych",
            "Ubyło 9% mieszkańców.",
            "GUS BDL; wskaźnik L-01; lata 2020–2024",
            "z −4,5 w 2024 r. do 0 w 2030 r.",
            "=Domy nad rzeką",
            "Koncepcja".lower(),
        ):
            assert words in shown, words
        targets = re.findall(r'href="#([^"]+)"', shown)
        assert all(f'id="{target}"' in shown for target in targets)

    @pytest.mark.parametrize("name", ["strategia.pdf", "strategia.docx", "cele.csv"])
    def test_files_are_saved_under_a_telling_name(self, client: Client, name: str) -> None:
        response: Any = client.get(f"{DOLINA}dokument/strategia/wersja/1/{name}")
        assert response.status_code == 200
        assert f'filename="dolina-strategia-w1-{name}"' in response["Content-Disposition"]
        again = client.get(
            f"{DOLINA}dokument/strategia/wersja/1/{name}",
            headers={"if-none-match": response["ETag"]},
        )
        assert again.status_code == 304
        assert b"".join(response.streaming_content)

    def test_what_is_read_in_the_browser_carries_its_own_policy(self, client: Client) -> None:
        response: Any = client.get(f"{DOLINA}dokument/strategia/wersja/1/strategia.html")
        assert response["Content-Type"].startswith("text/html")
        assert "attachment" not in response.get("Content-Disposition", "")
        assert "script-src" not in response["Content-Security-Policy"]
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert b"".join(response.streaming_content)

    @pytest.mark.parametrize("address", GONE)
    def test_what_was_withdrawn_says_so_and_why(self, client: Client, address: str) -> None:
        shown = text(client, address, 410)
        assert "Ta publikacja została wycofana" in shown
        assert "Błąd w załączniku." in shown
        assert "20 czerwca 2026" in shown

    def test_a_withdrawn_version_stays_in_the_log_of_none(self, client: Client) -> None:
        assert "dokument/18" not in text(client, DOLINA)


def test_texts_are_escaped(client: Client, root: Path, public: Site) -> None:
    path = root / HIDDEN / SITE
    wild = path.read_text(encoding="utf-8").replace("Wybór lidera", "<script>alert(1)</script>")
    path.write_text(wild, encoding="utf-8")
    for address in ("/partnerstwo/gora/", "/partnerstwo/gora/uchwala/1-2026/", "/nowosci.atom"):
        assert "<script" not in text(client, address)
