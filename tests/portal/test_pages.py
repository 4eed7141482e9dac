"""Every page in both languages, as the server answers it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

CODE = "9917033"  # Leśniów in the example
LANGUAGES = ("", "/en")


def text(client: Client, address: str, status: int = 200) -> str:
    response: Any = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


@pytest.mark.usefixtures("dolina")
class TestPartnership:
    @pytest.fixture(params=LANGUAGES)
    def shown(self, client: Client, request: pytest.FixtureRequest) -> str:
        return text(client, f"{request.param}/partnerstwo/dolina/")

    def test_says_who_the_partnership_is(self, shown: str) -> None:
        for words in (
            "Partnerstwo Doliny Zielonej",
            "Sieć współpracy zarządzania strategicznego",
            "Powiat Zielonodolski",
            "Związek Miast Polskich",
            "Strategia Terytorialna 2021–2027",
        ):
            assert words in shown

    def test_map_divided_into_gminas_with_table_beside(self, shown: str) -> None:
        assert shown.count('class="region"') == 5
        assert 'href="gmina/9917033/"' in shown
        assert re.search(r'<th scope="row"><a href="[^"]*/gmina/9917033/"[^>]*>Leśniów</a>', shown)
        assert '<tr class="total"><th scope="row">' in shown

    def test_findings_three_at_once_then_unfolded(self, shown: str) -> None:
        assert shown.count('<li class="finding ') == 13
        before, _, after = shown.partition('<details class="more">')
        assert before.count('<li class="finding ') == 3
        assert after.partition("</details>")[0].count('<li class="finding ') == 5

    def test_report_is_a_picture_and_three_links(self, shown: str) -> None:
        assert 'src="' in shown
        assert "/pliki/cover.png" in shown
        downloads = shown.partition('<ul class="downloads">')[2].partition("</ul>")[0]
        assert re.findall(r"report\.\w+", downloads) == ["report.pdf", "report.docx", "report.html"]
        assert "tables.zip" not in downloads
        assert "/pliki/tables.zip" in shown

    def test_headings_never_skip_a_level(self, shown: str) -> None:
        levels = [int(level) for level in re.findall(r"<h([1-6])", shown)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_contents_lead_to_sections_that_exist(self, shown: str) -> None:
        targets = re.findall(r'href="#([^"]+)"', shown)
        assert {"tresc", "liczby", "mapa", "ustalenia", "wyzwania", "raport", "zrodla"} == set(
            targets
        )
        assert all(f'id="{target}"' in shown for target in targets)

    def test_nothing_inline_that_the_policy_forbids(self, shown: str) -> None:
        assert "<script" not in shown
        assert "style=" not in shown
        assert "<style" not in shown
        assert not re.search(r'(?:src|href)="(?:https?:)?//', shown)

    def test_links_to_itself_in_the_other_language(self, shown: str) -> None:
        other = "/partnerstwo/dolina/" if '<html lang="en">' in shown else "/en/partnerstwo/dolina/"
        assert shown.count(f'href="{other}"') == 2


@pytest.mark.usefixtures("dolina")
class TestLanguages:
    def test_polish_without_prefix_whatever_the_browser_prefers(self, client: Client) -> None:
        response = client.get("/partnerstwo/dolina/", headers={"accept-language": "en"})
        shown = response.content.decode()
        assert '<html lang="pl">' in shown
        assert "Partnerstwo w liczbach" in shown
        assert ' lang="pl"' not in shown.partition("<body>")[2]

    def test_english_marks_polish_names(self, client: Client) -> None:
        shown = text(client, "/en/partnerstwo/dolina/")
        assert "The partnership in figures" in shown
        assert '<h1 lang="pl">Partnerstwo Doliny Zielonej</h1>' in shown
        assert '<dd lang="pl">Powiat Zielonodolski</dd>' in shown
        assert 'lang="pl">Leśniów</a>' in shown
        assert '<li lang="pl">Związek Miast Polskich</li>' in shown
        assert "<dd>The county and 5 gminas" in shown

    def test_english_words_are_not_marked_as_polish(self, client: Client, written: Any) -> None:
        folder = written("nazwy")
        pages = json.loads((folder / "page.json").read_text(encoding="utf-8"))
        pages["en"]["members"][2]["label"] = "Gmina of Leśniów"
        pages["en"]["short_name"] = "Partnership of the Green Valley"
        (folder / "page.json").write_text(json.dumps(pages), encoding="utf-8")
        shown = text(client, f"/en/partnerstwo/nazwy/gmina/{CODE}/")
        assert "<h1>Gmina of Leśniów</h1>" in shown
        assert ">Partnership of the Green Valley</a>" in shown
        assert 'lang="pl">Partnership' not in shown

    @pytest.mark.parametrize("page", ["", f"gmina/{CODE}/", "dostepnosc/"])
    def test_english_pages_have_no_polish_interface(self, client: Client, page: str) -> None:
        shown = text(client, f"/en/partnerstwo/dolina/{page}")
        marked = r'<(\w+)[^>]* lang="pl"[^>]*>.*?</\1>'
        rest = re.sub(marked, "", shown.partition("<main")[2], flags=re.DOTALL)
        rest = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", rest, flags=re.DOTALL)
        for name in ("Jezierzyn", "Góra", "Leśniów", "Stare Kąty", "Rzeczycka", "Doliny Zielonej"):
            rest = rest.replace(name, "")
        assert not re.findall(r"\w*[ąęłńśźżĄĘŁŃŚŹŻ]\w*", rest)

    def test_dates_in_words(self, client: Client) -> None:
        assert "22 listopada 2026" in text(client, "/partnerstwo/dolina/")
        assert "22 November 2026" in text(client, "/en/partnerstwo/dolina/")


@pytest.mark.usefixtures("dolina")
class TestGmina:
    @pytest.mark.parametrize("prefix", LANGUAGES)
    def test_page_of_a_member(self, client: Client, prefix: str) -> None:
        shown = text(client, f"{prefix}/partnerstwo/dolina/gmina/{CODE}/")
        assert "Leśniów</h1>" in shown
        assert shown.count('class="tile"') == 3
        assert 'href="../9917011/"' in shown
        assert f'href="{prefix}/partnerstwo/dolina/"' in shown
        others = shown.partition('<ul class="others">')[2].partition("</ul>")[0]
        assert others.count("<a ") == 4
        assert "Leśniów" not in others

    def test_member_without_findings_says_so(self, client: Client) -> None:
        shown = text(client, "/partnerstwo/dolina/gmina/9917052/")
        assert "Żaden wskaźnik tej gminy nie odbiega" in shown

    def test_a_long_table_is_folded(self, client: Client, written: Any) -> None:
        folder = written("tabela")
        address = f"/partnerstwo/tabela/gmina/{CODE}/"
        assert "Pokaż wszystkie wskaźniki" not in text(client, address)
        pages = json.loads((folder / "page.json").read_text(encoding="utf-8"))
        pages["pl"]["members"][2]["table"]["rows"] *= 5
        (folder / "page.json").write_text(json.dumps(pages), encoding="utf-8")
        shown = text(client, address)
        assert "Pokaż wszystkie wskaźniki (30)" in shown
        assert shown.count('<td class="number">') == 90

    def test_unknown_member(self, client: Client) -> None:
        text(client, "/partnerstwo/dolina/gmina/3217011/", 404)


class TestDeclaration:
    IDS = (
        *("wstep", "podmiot", "url", "data-publikacja", "data-aktualizacja", "status", "ocena"),
        *("data-sporzadzenie", "kontakt", "osoba", "email", "telefon", "procedura"),
        *("aplikacje", "architektura"),
    )

    @pytest.mark.usefixtures("dolina")
    @pytest.mark.parametrize("prefix", LANGUAGES)
    def test_has_every_required_id_once(self, client: Client, prefix: str) -> None:
        shown = text(client, f"{prefix}/partnerstwo/dolina/dostepnosc/")
        for name in self.IDS:
            assert shown.count(f'id="a11y-{name}"') == 1, name
        assert shown.count('datetime="2026-11-22"') == 3

    @pytest.mark.usefixtures("dolina")
    def test_missing_contact_is_said_to_be_missing(self, client: Client) -> None:
        shown = text(client, "/partnerstwo/dolina/dostepnosc/")
        assert shown.count("do uzupełnienia przez podmiot publikujący stronę") == 3
        english = text(client, "/en/partnerstwo/dolina/dostepnosc/")
        assert english.count("to be filled in by the body that publishes the site") == 3

    def test_contact_given_becomes_links(self, client: Client, written: Any) -> None:
        contact = {"person": "Anna Nowak", "email": "a@example.pl", "phone": "67 000 00 00"}
        written("x", contact=contact)
        shown = text(client, "/partnerstwo/x/dostepnosc/")
        assert "Anna Nowak" in shown
        assert 'href="mailto:a@example.pl"' in shown
        assert 'href="tel:670000000"' in shown
        assert "do uzupełnienia" not in shown


class TestHome:
    @pytest.mark.usefixtures("root")
    def test_nothing_published(self, client: Client) -> None:
        assert "Nie opublikowano jeszcze żadnej diagnozy." in text(client, "/")
        assert "No diagnosis has been published yet." in text(client, "/en/")

    @pytest.mark.usefixtures("dolina")
    @pytest.mark.parametrize("prefix", LANGUAGES)
    def test_the_only_publication_is_the_home_page(self, client: Client, prefix: str) -> None:
        response = client.get(f"{prefix}/")
        assert (response.status_code, response["Location"]) == (
            302,
            f"{prefix}/partnerstwo/dolina/",
        )

    def test_several_publications_are_listed(self, client: Client, written: Any) -> None:
        written("b", short_name="Partnerstwo B")
        written("a", short_name="Partnerstwo A")
        shown = text(client, "/")
        assert shown.index("/partnerstwo/a/") < shown.index("/partnerstwo/b/")

    def test_a_damaged_one_does_not_take_the_others_down(
        self, client: Client, root: Path, written: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        written("a", short_name="Partnerstwo A")
        written("b", short_name="Partnerstwo B")
        (root / "broken").mkdir()
        (root / "broken" / "page.json").write_text('{"pl": {')
        shown = text(client, "/")
        assert "Partnerstwo A" in shown
        assert "Partnerstwo B" in shown
        assert "broken" not in shown
        assert "broken" in caplog.text


class TestSynthetic:
    @pytest.mark.usefixtures("dolina")
    @pytest.mark.parametrize("page", ["", f"gmina/{CODE}/", "dostepnosc/"])
    def test_marked_on_every_page(self, client: Client, page: str) -> None:
        assert "Przykład syntetyczny." in text(client, f"/partnerstwo/dolina/{page}")
        assert "Synthetic example." in text(client, f"/en/partnerstwo/dolina/{page}")

    def test_real_data_carry_no_mark(self, client: Client, written: Any) -> None:
        written("prawda", synthetic=False)
        assert "syntetyczny" not in text(client, "/partnerstwo/prawda/")


class TestLargeAndOdd:
    def test_twenty_eight_members(self, client: Client, written: Any) -> None:
        written("zwiazek", 28)
        shown = text(client, "/partnerstwo/zwiazek/")
        assert shown.count('class="region"') == 28
        assert "Konstantynów Górny nad Rzeczką Świętojańską i Osiedla" in shown

    def test_text_is_escaped(self, client: Client, written: Any) -> None:
        written("zly", purpose="<script>alert(1)</script>", leader='"><b>x')
        shown = text(client, "/partnerstwo/zly/")
        assert "<script" not in shown
        assert "<b>" not in shown

    def test_a_bare_card_leaves_no_empty_rows(self, client: Client, written: Any) -> None:
        bare = {"leader": "", "partners": [], "strategy": "", "purpose": "", "card_source": ""}
        written("goly", **bare, challenges=[], limits=[], finding_groups=[])
        shown = text(client, "/partnerstwo/goly/")
        for absent in ("Lider", "Partnerzy zewnętrzni", "Wyzwania", "Czego te dane nie mówią"):
            assert absent not in shown
        assert "Żaden wskaźnik partnerstwa nie odbiega" in shown

    def test_phone_map_beside_the_wide_one(self, client: Client, written: Any) -> None:
        written("dwie", narrow=True)
        assert text(client, "/partnerstwo/dwie/").count("<svg") == 2
        assert text(client, f"/partnerstwo/dwie/gmina/{CODE}/").count("<svg") == 2

    def test_a_page_diagnosed_again_is_read_again(self, client: Client, dolina: Path) -> None:
        assert "Powiat Zielonodolski" in text(client, "/partnerstwo/dolina/")
        path = dolina / "page.json"
        pages = json.loads(path.read_text(encoding="utf-8"))
        pages["pl"]["leader"] = "Gmina Leśniów"
        path.write_text(json.dumps(pages), encoding="utf-8")
        assert "Gmina Leśniów" in text(client, "/partnerstwo/dolina/")
