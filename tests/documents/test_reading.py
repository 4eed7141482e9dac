"""What a reader, a screen reader and a search find in the written files, in the same order."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Callout,
    Column,
    Contents,
    CoverInfo,
    CoverPicture,
    Document,
    Figure,
    FigurePair,
    Finding,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Run,
    Table,
)
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.documents.writers.pdf_data import document_data

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><defs><clipPath id="c"/></defs>'
    '<path clip-path="url(#c)" d="M0 0H9"/></svg>'
)
NASTY = "#let x = 1 $a$ @kto *gwiazda* _pod_ `kod` <b>&amp;</b> \\n {%x%} [a](b) // ’ „”"


def page_of(document: Document) -> Any:
    return lxml_html.document_fromstring(write_html(document))


def office_of(document: Document) -> Any:
    return docx.Document(io.BytesIO(write_docx(document)))


def paper_of(document: Document) -> str:
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(document)))
    return " ".join(sheet.extract_text() for sheet in reader.pages)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\u00ad", ""))


def figure(name: str, **more: Any) -> Figure:
    return Figure(name, SVG, f"Opis {name}", f"Podpis {name}", **more)


class TestLiteral:
    """Signs that mean something to a format are only signs to its reader."""

    document = Document(
        title=NASTY,
        language="en",
        subtitle=NASTY,
        blocks=(
            Heading(1, NASTY),
            Paragraph(inline(escape(NASTY))),
            Table("tab", NASTY, (Column(NASTY), Column("b")), ((NASTY, NASTY),), NASTY, NASTY),
            Finding("gap", NASTY, (Run(NASTY),), NASTY, (NASTY,)),
            Callout("info", NASTY, (Run(NASTY),)),
            KeyFigures((KeyFigure(NASTY, NASTY, NASTY), KeyFigure("1", "a"))),
        ),
        notes=(NASTY,),
    )

    def test_on_a_page(self) -> None:
        page = page_of(self.document)
        assert page.findtext(".//title") == NASTY
        for path in (".//h1", ".//main/p", ".//tbody/tr/th", ".//tbody/tr/td", ".//footer/p"):
            assert page.find(path).text_content() == NASTY, path
        assert not page.xpath("//main//b[not(ancestor::p[@class='kind'])]")

    def test_in_an_office(self) -> None:
        office = office_of(self.document)
        texts = [part.text for part in office.paragraphs]
        assert texts.count(NASTY) >= 6
        assert office.tables[0].rows[1].cells[1].text == NASTY
        assert office.core_properties.title == NASTY

    def test_on_paper(self) -> None:
        assert plain(paper_of(self.document)).count(plain(NASTY)) >= 12


class TestOrder:
    document = Document(
        title="Tytuł raportu",
        language="en",
        blocks=(
            Contents(),
            Heading(1, "Rozdział pierwszy"),
            Paragraph(inline("Akapit drugi.")),
            figure("trzeci"),
            Table("tab", "Tabela czwarta", (Column("a"),), (("komórka piąta",),)),
            FigurePair(figure("szosty"), figure("siodmy")),
            Finding("gap", "Ustalenie ósme", inline("Treść dziewiąta."), evidence=("Dziesiąta",)),
        ),
        notes=("Nota końcowa",),
    )
    words = (
        "Akapit drugi.", "Podpis trzeci", "Tabela czwarta", "komórka piąta", "Podpis szosty",
        "Podpis siodmy", "Ustalenie ósme", "Treść dziewiąta.", "Dziesiąta", "Nota końcowa",
    )  # fmt: skip

    def in_order(self, text: str) -> bool:
        places = [plain(text).find(plain(word)) for word in self.words]
        return -1 not in places and places == sorted(places)

    def test_of_a_page(self) -> None:
        assert self.in_order(page_of(self.document).find("body").text_content())

    def test_of_an_office_file(self) -> None:
        body = office_of(self.document).element.body
        assert self.in_order("".join(node.text or "" for node in body.iter(qn("w:t"))))

    def test_of_paper(self) -> None:
        assert self.in_order(paper_of(self.document))


class TestNames:
    def test_ids_that_look_like_the_writers_own_do_not_clash(self) -> None:
        blocks = (
            Heading(1, "Treść", "tresc"),
            figure("rys"),
            Heading(2, "Tytuł", "rys-tytul"),
            Heading(2, "Opis", "rys-opis"),
        )
        page = page_of(Document(title="R", blocks=blocks))
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        skip = page.find(".//a[@class='skip']").get("href")
        assert page.get_element_by_id(skip[1:]).tag == "main"
        svg = page.get_element_by_id("rys").find(".//svg")
        names = [page.get_element_by_id(name).text for name in svg.get("aria-labelledby").split()]
        assert names == ["Rysunek 1. Podpis rys", "Opis rys"]

    def test_a_figure_called_cover_is_not_the_cover(self) -> None:
        cover = CoverPicture(SVG.replace("H9", "H7"), "Okładka")
        document = Document(title="R", front=CoverInfo(figure=cover), blocks=(figure("cover"),))
        data = document_data(document)
        assert data["cover"]["file"] != data["blocks"][0]["file"]
        assert write_pdf(document).startswith(b"%PDF")

    def test_two_equal_pictures_share_no_id(self) -> None:
        page = page_of(Document(title="R", blocks=(figure("a"), figure("b"))))
        assert len(page.xpath("//*[local-name()='clippath' or local-name()='clipPath']/@id")) == 2
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))

    def test_long_ids_that_differ_late_keep_their_own_bookmarks(self) -> None:
        stem = "rysunek-o-bardzo-dlugiej-nazwie-wskaznika-"
        names = [f"{stem}{tail}" for tail in ("12", "21", "30", "03")]
        paragraph = Paragraph(inline(" ".join(f"[@{name}]" for name in names)))
        office = office_of(Document(title="R", blocks=(*map(figure, names), paragraph)))
        marks = [node.get(qn("w:name")) for node in office.element.body.iter(qn("w:bookmarkStart"))]
        links = [node.get(qn("w:anchor")) for node in office.element.body.iter(qn("w:hyperlink"))]
        assert len(set(marks)) == 4
        assert links == marks

    @pytest.mark.parametrize("place", ["title", "subtitle", "summary", "publisher"])
    def test_texts_longer_than_a_property_of_an_office_file(self, place: str) -> None:
        long = "Diagnoza partnerstwa gmin " * 30
        changed: dict[str, Any] = {"title": "R", place: long}
        about = office_of(Document(**changed)).core_properties
        found = [about.title, about.subject, about.comments, about.last_modified_by]
        (kept,) = (text for text in found if len(text) > 100)
        assert len(kept) <= 255
        assert kept.endswith("…")
        assert long.startswith(kept[:-1])


class TestSizes:
    def test_a_wide_and_long_table_in_every_format(self) -> None:
        columns = (Column("Gmina"), *(Column(f"K{at}", kind="number") for at in range(29)))
        rows = tuple((f"Gmina {at}", *(float(at + k) for k in range(29))) for at in range(500))
        document = Document(title="R", blocks=(Table("tab", "Duża", columns, rows),))
        page = page_of(document)
        assert len(page.findall(".//tbody/tr")) == 500
        assert len(page.findall(".//tbody/tr/td")) == 500 * 29
        (data,) = document_data(document)["blocks"]
        assert sum(column["weight"] for column in data["columns"]) == pytest.approx(1, abs=0.01)
        assert len(data["rows"]) == 500

    @pytest.mark.parametrize("columns", [1, 2, 30])
    def test_widths_of_an_office_table_are_whole_and_fit_the_page(self, columns: int) -> None:
        made = tuple(Column(f"Kolumna {at}") for at in range(columns))
        table = Table("tab", "T", made, (("a",) * columns,))
        (drawn,) = office_of(Document(title="R", blocks=(table,))).tables
        widths = [int(node.get(qn("w:w"))) for node in drawn._tbl.iter(qn("w:gridCol"))]
        assert len(widths) == columns
        assert min(widths) > 0
        assert sum(widths) <= 162 * 1440 / 25.4 + columns

    def test_twenty_eight_figures_are_numbered_in_every_format(self) -> None:
        document = Document(title="R", blocks=tuple(figure(f"f{at}") for at in range(28)))
        captions = page_of(document).xpath("//figcaption/span/text()")
        assert captions == [f"Rysunek {at} " for at in range(1, 29)]
        labels = [block["label"] for block in document_data(document)["blocks"]]
        assert labels == [f"Rysunek {at}" for at in range(1, 29)]

    def test_letters_of_other_languages_are_set_on_paper(self) -> None:
        words = "Žďár, Görlitz, Český Těšín, Київ, Ørsted, ñandú"
        text = paper_of(Document(title="R", language="en", blocks=(Paragraph((Run(words),)),)))
        assert plain(words) in plain(text)


class TestAccessibility:
    def test_every_scrolling_region_has_a_name_and_is_reached(self, sample: Document) -> None:
        page = page_of(sample)
        regions = page.xpath("//*[@tabindex='0']")
        assert regions
        assert all(node.get("role") and node.get("aria-label") for node in regions)

    def test_names_of_regions_are_unique(self, sample: Document) -> None:
        names = page_of(sample).xpath("//*[@role='region']/@aria-label")
        assert len(names) == len(set(names))

    def test_nothing_inside_a_picture_speaks_for_itself(self, sample: Document) -> None:
        for svg in page_of(sample).xpath("//figure//svg"):
            assert not svg.xpath(".//*[@role] | .//a | .//*[@tabindex]")
            assert len(svg.xpath(".//title")) == len(svg.xpath(".//desc")) == 1

    def test_every_cell_has_a_header_over_it(self, sample: Document) -> None:
        for table in page_of(sample).xpath("//table"):
            heads = len(table.xpath("thead/tr/th[@scope='col']"))
            assert {len(row) for row in table.xpath("tbody/tr")} == {heads}

    def test_the_language_is_that_of_the_document(self) -> None:
        assert page_of(Document(title="R", language="en-GB")).get("lang") == "en-GB"
        assert document_data(Document(title="R", language="en-GB"))["region"] == "GB"

    def test_a_reference_is_a_link_with_words(self, sample: Document) -> None:
        for link in page_of(sample).xpath("//main//a"):
            assert link.text_content().strip()


@settings(max_examples=10)
@given(st.lists(st.text("abcżółw ", min_size=1, max_size=400), min_size=1, max_size=5))
def test_no_word_of_a_table_is_lost_between_formats(cells: list[str]) -> None:
    rows = tuple((cell, at) for at, cell in enumerate(cells))
    columns = (Column("Gmina"), Column("Nr", kind="number"))
    document = Document(title="R", language="en", blocks=(Table("tab", "T", columns, rows),))
    page = [node.text_content() for node in page_of(document).xpath("//tbody/tr/th")]
    office = [row.cells[0].text for row in office_of(document).tables[0].rows[1:]]
    paper = [row[0] for row in document_data(document)["blocks"][0]["rows"]]
    assert page == office == paper == cells
