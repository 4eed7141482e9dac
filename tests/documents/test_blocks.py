"""Each block in HTML and in Word's markup, and any document whatever in all formats alike."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html

from terytoria.documents import phrases
from terytoria.documents.inline import inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Conclusions,
    Contents,
    Document,
    Figure,
    FigureData,
    Finding,
    Heading,
    KeyFigure,
    KeyFigures,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Source,
    Table,
)
from terytoria.documents.numbering import Numbering, number
from terytoria.documents.typography import print_ready
from terytoria.documents.writers import docx_xml as xml
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.html_blocks import block_html, runs_html
from terytoria.documents.writers.pdf_data import document_data

NO_NUMBERS = Numbering((), {})
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0H9"/></svg>'
TABLE = Table("tab", "Tabela", (Column("Gmina"), Column("Rok", kind="year")), (("Łęgi", 2024),))


def shown(block: Block) -> Any:
    return lxml_html.fragment_fromstring(block_html(block, 0, NO_NUMBERS), create_parent="div")


class TestHtmlBlocks:
    @pytest.mark.parametrize(
        ("kind", "tone"),
        [
            ("strength", "good"),
            ("opportunity", "good"),
            ("weakness", "bad"),
            ("threat", "bad"),
            ("challenge", "main"),
            ("gap", "plain"),
            ("neutral", "plain"),
        ],
    )
    def test_finding_says_its_kind_in_words_not_only_in_colour(self, kind: Any, tone: str) -> None:
        node = shown(Finding(kind, "Twierdzenie", severity="wysoka", evidence=("L-01",)))
        (box,) = node.xpath("div")
        assert box.get("class") == f"finding {tone}"
        assert box.findtext(".//b") == phrases.FINDING_KINDS[kind]
        assert "Waga: wysoka" in box.text_content()
        assert box.findtext(".//li") == "L-01"

    def test_finding_without_extras_has_no_empty_parts(self) -> None:
        node = shown(Finding("gap", "Brak danych"))
        assert not node.xpath("//ul | //span")
        assert len(node.xpath("//p")) == 2

    @pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
    def test_tiles_know_their_number(self, count: int) -> None:
        node = shown(KeyFigures((KeyFigure("1", "a", "b"),) * count))
        assert node.find("ul").get("class") == f"tiles tiles-{count}"
        assert node.text_content().strip().startswith("1 a b")

    def test_lists_and_conclusions(self) -> None:
        items = (inline("a"), inline("**b**"))
        assert len(shown(BulletList(items)).xpath("ul/li")) == 2
        assert len(shown(NumberedList(items)).xpath("ol/li")) == 2
        box = shown(Conclusions(items)).find("section")
        assert box.findtext("h3") == "Wnioski"
        assert box.findtext("ol/li/strong") == "b"

    def test_callouts_and_lead(self) -> None:
        assert shown(Callout("warning", "T", inline("x"))).xpath("div[@class='callout warning']")
        assert shown(Paragraph(inline("x"), lead=True)).xpath("p[@class='lead']")

    def test_blocks_of_paper_leave_no_trace(self) -> None:
        assert block_html(PageBreak(), 0, NO_NUMBERS) == ""
        assert block_html(Contents(), 0, NO_NUMBERS) == ""
        assert "otwierają się pod nim" in block_html(FigureData(), 0, NO_NUMBERS)

    def test_looks_nest(self) -> None:
        run = Run("x", bold=True, italic=True, small=True, href="https://example.org/?a=1&b=2")
        assert runs_html((run,), NO_NUMBERS) == (
            '<a href="https://example.org/?a=1&amp;b=2">'
            "<small><em><strong>x</strong></em></small></a>"
        )

    def test_units_and_missing_values(self) -> None:
        columns = (Column("Gmina"), Column("Zmiana", unit="%", decimals=1, kind="number"))
        table = Table("t", "T", columns, (("A", -1.25), ("B", None)), header_column=False)
        numbering = number(Document(title="R", blocks=(table,)))
        node = lxml_html.fragment_fromstring(block_html(table, 0, numbering))
        assert node.findtext(".//span[@class='unit']") == "%"
        assert [cell.text for cell in node.xpath(".//td[@class='right']")] == ["\u22121,3", "b.d."]
        assert not node.xpath(".//tbody//th")


class TestWordMarkup:
    @pytest.mark.parametrize("text", ["a & b", "<w:t>", "  dwie  spacje ", '"cudzysłów"'])
    def test_text_survives(self, text: str) -> None:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        node = etree.fromstring(f'<root xmlns:w="{space}">{xml.run(text)}</root>')
        assert "".join(node.itertext()) == text

    def test_field_is_complete(self) -> None:
        text = xml.field("SEQ Tabela", xml.run("3"), dirty=True)
        order = [text.index(f'"{part}"') for part in ("begin", "separate", "end")]
        assert order == sorted(order)
        assert 'w:dirty="true"' in text
        assert "dirty" not in xml.field("PAGE", "")

    def test_picture_escapes_its_words(self) -> None:
        text = xml.picture("rId1", 7, "a", 'mapa "A" <B> & C', (10, 20))
        assert text.count("&lt;B&gt; &amp; C") == 2
        assert text.count('cx="10" cy="20"') == 2

    def test_table_width_is_the_sum_of_its_columns(self) -> None:
        text = xml.table("S", (100, 250), [xml.row([xml.cell(100, "<w:p/>")], header=True)])
        assert 'w:tblW w:w="350"' in text
        assert text.count("w:tblHeader") == 1

    @given(st.from_regex(r"[a-z][a-z0-9-]{0,80}", fullmatch=True))
    def test_bookmarks_are_words_names(self, name: str) -> None:
        made = xml.bookmark_name(name)
        assert len(made) <= 40
        assert "-" not in made
        assert made == xml.bookmark_name(name)


PROSE = st.text("abcżółw &<>\"'.,0123456789", min_size=1, max_size=40).map(str.strip).filter(bool)
SENTENCES = PROSE.map(lambda text: (Run(text),))
LEAVES = st.one_of(
    st.builds(Paragraph, SENTENCES, st.booleans()),
    st.builds(BulletList, st.lists(SENTENCES, min_size=1, max_size=3).map(tuple)),
    st.builds(NumberedList, st.lists(SENTENCES, min_size=1, max_size=3).map(tuple)),
    st.builds(Conclusions, st.lists(SENTENCES, min_size=1, max_size=3).map(tuple)),
    st.builds(Finding, st.sampled_from(list(phrases.FINDING_KINDS)), PROSE, SENTENCES, PROSE),
    st.builds(Callout, st.sampled_from(["info", "warning"]), PROSE, SENTENCES),
    st.builds(Source, PROSE),
    st.just(PageBreak()),
    st.just(Contents()),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Sound documents of any shape: levels never skip, ids are unique."""
    blocks: list[Block] = []
    level = 0
    for place in range(draw(st.integers(0, 8))):
        what = draw(st.sampled_from(["heading", "leaf", "table", "figure"]))
        if what == "heading":
            level = draw(st.integers(1, min(3, level + 1)))
            blocks.append(Heading(level, draw(PROSE), numbered=draw(st.booleans())))
        elif what == "table":
            rows = draw(st.lists(st.tuples(PROSE, st.integers(1900, 2100)), min_size=1, max_size=3))
            blocks.append(Table(f"t-{place}", draw(PROSE), TABLE.columns, tuple(rows)))
        elif what == "figure":
            blocks.append(Figure(f"f-{place}", SVG, draw(PROSE), draw(PROSE)))
        else:
            blocks.append(draw(LEAVES))
    return Document(title=draw(PROSE), blocks=tuple(blocks))


class TestAnyDocument:
    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(documents())
    def test_formats_agree(self, document: Document) -> None:
        """The same headings and the same numbers of pictures and tables everywhere."""
        outline = number(print_ready(document)).outline
        titles = [entry.text for entry in outline]
        page = lxml_html.document_fromstring(write_html(document))
        heads = page.xpath("//main//*[self::h2 or self::h3 or self::h4][@id]")
        office = docx.Document(io.BytesIO(write_docx(document)))
        words = [part for part in office.paragraphs if part.style.name.startswith("Heading ")]
        paper = document_data(print_ready(document))["blocks"]
        assert [part.text_content() for part in heads] == [entry.full for entry in outline]
        assert [part.text for part in words] == titles
        assert [part["text"] for part in paper if part["type"] == "heading"] == titles
        figures = sum(isinstance(block, Figure) for block in document.blocks)
        assert len(page.xpath("//figure")) == figures
        assert len(list(office.element.body.iter(qn("wp:docPr")))) == figures
        tables = sum(isinstance(block, Table) for block in document.blocks)
        assert len(page.xpath("//main//table")) == tables == len(office.tables)

    @settings(max_examples=15, deadline=None)
    @given(documents())
    def test_ids_on_a_page_are_unique(self, document: Document) -> None:
        ids = lxml_html.document_fromstring(write_html(document)).xpath("//@id")
        assert len(ids) == len(set(ids))
