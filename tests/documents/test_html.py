"""HTML: structure, self-sufficiency, accessibility in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as lxml_html

from terytoria.documents.inline import inline
from terytoria.documents.model import Document, Heading, Paragraph, figures_of, tables_of
from terytoria.documents.numbering import number
from terytoria.documents.typography import print_ready
from terytoria.documents.writers.html import write_html


@pytest.fixture(scope="module")
def text(sample: Document) -> str:
    return write_html(sample)


@pytest.fixture(scope="module")
def page(text: str) -> Any:
    return lxml_html.document_fromstring(text)


class TestStructure:
    def test_language_title_and_landmarks(self, page: Any) -> None:
        assert page.get("lang") == "pl"
        assert page.findtext(".//title") == "Diagnoza partnerstwa Lipowej"
        assert [len(page.findall(f".//{tag}")) for tag in ("h1", "main", "nav", "footer")] == [
            1,
            1,
            1,
            1,
        ]

    def test_ids_are_unique_and_links_lead_to_them(self, page: Any) -> None:
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        targets = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
        assert targets
        assert set(targets) <= set(ids)

    def test_picture_parts_point_inside_their_picture(self, text: str, page: Any) -> None:
        ids = set(page.xpath("//@id"))
        used = set(re.findall(r"url\(#([^)]+)\)", text))
        assert "rys-szereg-clip" in used
        assert used <= ids

    def test_nothing_is_fetched(self, text: str, page: Any) -> None:
        assert not page.xpath("//script | //link | //img[@src] | //iframe | //object")
        addresses = re.findall(r"url\(([^)]{0,40})", text)
        assert all(part.startswith(("#", "data:font/woff2;base64,")) for part in addresses)
        assert "default-src 'none'" in text

    def test_headings_are_the_outline(self, page: Any, sample: Document) -> None:
        found = [
            (int(part.tag[1]) - 1, part.text_content())
            for part in page.xpath("//main//*[self::h2 or self::h3 or self::h4][@id]")
        ]
        assert found == [(entry.level, entry.full) for entry in number(print_ready(sample)).outline]

    def test_figures_speak(self, page: Any, sample: Document) -> None:
        for figure in figures_of(print_ready(sample)):
            node = page.get_element_by_id(figure.id)
            svg = node.find(".//svg")
            assert svg.get("role") == "img"
            described = [
                page.get_element_by_id(name) for name in svg.get("aria-labelledby").split()
            ]
            assert described[1].text == figure.alt
            assert node.find("figcaption").text_content().endswith(figure.caption)
            assert node.find("details/summary").text.startswith("Dane do rysunku")
            assert len(node.findall(".//tbody/tr")) == 5

    def test_tables_have_captions_and_scopes(self, page: Any, sample: Document) -> None:
        for table in tables_of(print_ready(sample)):
            node = page.get_element_by_id(table.id)
            assert table.caption in node.find("caption").text_content()
            assert len(node.xpath("thead//th[@scope='col']")) == len(table.columns)
            assert len(node.xpath("tbody//th[@scope='row']")) == len(table.rows)
            assert len(node.xpath("tbody/tr[@class='mark']")) == len(table.highlight)
            region = node.getparent()
            assert (region.get("role"), region.get("tabindex")) == ("region", "0")

    def test_references_read_as_labels(self, page: Any) -> None:
        links = {link.text_content(): link.get("href") for link in page.xpath("//main//p/a")}
        assert links["na rysunku\u00a01"] == "#rys-zmiana"
        assert links["Tabela\u00a01"] == "#tab-ludnosc"
        assert links["rozdział\u00a03"] == "#metoda"

    def test_synthetic_is_said_and_only_then(self, text: str, sample: Document) -> None:
        assert text.count("są zmyślone") == 2
        assert "zmyślone" not in write_html(replace(sample, synthetic=False, summary=""))

    def test_words_of_authors_cannot_become_markup(self) -> None:
        nasty = "<script>alert(1)</script>"
        blocks = (Heading(1, nasty), Paragraph(inline(nasty)))
        page = lxml_html.document_fromstring(write_html(Document(title=nasty, blocks=blocks)))
        assert not page.xpath("//script")
        assert page.find(".//h1").text == nasty

    def test_contents_survive_documents_without_chapters(self) -> None:
        assert "<nav" not in write_html(Document(title="R"))


@pytest.fixture(scope="module", params=[(1280, 900), (360, 740)], ids=["desktop", "phone"])
def sheet(browser: Any, text: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The sample in a window, every fold open; ``asked`` collects what it requests."""
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    asked: list[str] = []
    page.on("request", lambda event: asked.append(event.url))
    page.set_content(text)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate("document.fonts.ready")
    page.asked = asked
    yield page
    page.close()


@pytest.mark.browser
class TestBrowser:
    def test_axe_finds_nothing(self, sheet: Any) -> None:
        from axe_playwright_python.sync_playwright import Axe

        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        results = Axe().run(sheet, options={"runOnly": {"type": "tag", "values": tags}})
        assert results.violations_count == 0, results.generate_report()

    def test_body_does_not_scroll_sideways(self, sheet: Any) -> None:
        wide = "document.documentElement.scrollWidth"
        assert sheet.evaluate(f"{wide} <= window.innerWidth")

    def test_nothing_is_requested_and_the_typeface_is_inside(self, sheet: Any) -> None:
        assert [url for url in sheet.asked if not url.startswith(("data:", "about:"))] == []
        loaded = "[...document.fonts].filter(face => face.status == 'loaded').length"
        assert sheet.evaluate(loaded) == 3

    def test_keyboard_reaches_the_skip_link_first(self, sheet: Any) -> None:
        sheet.keyboard.press("Tab")
        assert sheet.evaluate("document.activeElement.className") == "skip"
