"""DOCX: real styles, headings, fields, alternative texts, embedded typeface, stable bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from terytoria.documents.inline import inline
from terytoria.documents.model import Document, Heading, NumberedList, figures_of, tables_of
from terytoria.documents.numbering import number
from terytoria.documents.typography import print_ready
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.docx_xml import bookmark_name


@pytest.fixture(scope="module")
def content(sample: Document) -> bytes:
    return write_docx(sample)


@pytest.fixture(scope="module")
def office(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def report_tables(office: Any) -> list[Any]:
    return [table for table in office.tables if table.style.name == "Tabela raportu"]


class TestStyles:
    def test_heading_tree_is_the_outline(self, office: Any, sample: Document) -> None:
        found = [
            (int(part.style.name[-1]), part.text)
            for part in office.paragraphs
            if part.style.name.startswith("Heading ")
        ]
        assert found == [(entry.level, entry.text) for entry in number(print_ready(sample)).outline]

    def test_every_used_style_exists_and_the_named_ones_are_used(self, office: Any) -> None:
        known = {style.style_id for style in office.styles}
        used = {node.get(qn("w:val")) for node in office.element.body.iter(qn("w:pStyle"))}
        assert used <= known
        names = {part.style.name for part in office.paragraphs}
        assert {
            "Title",
            "Subtitle",
            "Caption",
            "List Bullet",
            "List Number",
            "Źródło",
            "Ustalenie",
            "Wniosek",
            "toc 1",
        } <= names

    def test_language_is_polish(self, office: Any) -> None:
        languages = office.styles.element.iter(qn("w:lang"))
        assert {node.get(qn("w:val")) for node in languages} == {"pl-PL"}

    def test_unnumbered_chapters_switch_numbering_off(self, office: Any) -> None:
        (summary,) = (
            part
            for part in office.paragraphs
            if part.text == "Streszczenie" and part.style.name == "Heading 1"
        )
        assert summary._p.pPr.numPr.numId.val == 0

    def test_each_numbered_list_starts_from_one(self) -> None:
        lists = tuple(NumberedList((inline(word), inline(word))) for word in ("a", "b"))
        blocks = (Heading(1, "A"), *lists)
        office = docx.Document(io.BytesIO(write_docx(Document(title="R", blocks=blocks))))
        ids = [
            part._p.pPr.numPr.numId.val
            for part in office.paragraphs
            if part.style.name == "List Number"
        ]
        assert ids == [10, 10, 11, 11]
        starts = office.part.numbering_part.element.iter(qn("w:startOverride"))
        assert [node.get(qn("w:val")) for node in starts] == ["1", "1"]


class TestContent:
    def test_every_picture_has_an_alternative_text(self, office: Any, sample: Document) -> None:
        pictures = list(office.element.body.iter(qn("wp:docPr")))
        assert sample.front.figure is not None
        wanted = [sample.front.figure.alt, *(figure.alt for figure in figures_of(sample))]
        assert [node.get("descr") for node in pictures] == wanted
        assert len({node.get("id") for node in pictures}) == len(wanted)

    def test_pictures_fit_the_page(self, office: Any) -> None:
        section = office.sections[0]
        across = section.page_width - section.left_margin - section.right_margin
        for shape in office.inline_shapes:
            assert 0 < shape.width.mm <= across / Mm(1) + 0.01

    def test_tables_mark_their_header_rows(self, office: Any, sample: Document) -> None:
        tables = report_tables(office)
        assert len(tables) == len(tables_of(sample)) + len(figures_of(sample))
        for table in tables:
            marks = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
            assert marks == [True] + [False] * (len(marks) - 1)

    def test_cells_are_those_of_the_model(self, office: Any) -> None:
        rows = [[cell.text for cell in row.cells] for row in report_tables(office)[0].rows]
        assert rows[0][2] == "Ludność (osoby)"
        assert rows[4] == ["Żabia Góra", "2023", "7200", "\u22121,8", "b.d."]

    def test_captions_count_by_field_with_their_number_cached(self, office: Any) -> None:
        captions = [part.text for part in office.paragraphs if part.style.name == "Caption"]
        assert "Rysunek 1. Wszystkie gminy tracą mieszkańców, 2020–2024" in captions
        assert "Tabela 2. Czterdzieści pięć gmin grupy porównawczej" in captions
        codes = [node.text.strip() for node in office.element.body.iter(qn("w:instrText"))]
        assert sum(code.startswith("SEQ Rysunek") for code in codes) == 5
        assert sum(code.startswith("SEQ Tabela") for code in codes) == 2
        assert sum(code.startswith("TOC ") for code in codes) == 1

    def test_contents_stand_even_before_the_field_is_updated(
        self, office: Any, sample: Document
    ) -> None:
        lines = [part.text for part in office.paragraphs if part.style.name.startswith("toc ")]
        wanted = [entry for entry in number(print_ready(sample)).outline if entry.level <= 2]
        assert [line.split("\t")[:2] for line in lines] == [
            [entry.number, entry.text] for entry in wanted
        ]

    def test_fields_are_balanced(self, office: Any) -> None:
        kinds = [
            node.get(qn("w:fldCharType")) for node in office.element.body.iter(qn("w:fldChar"))
        ]
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")
        depth = 0
        for kind in kinds:
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            assert depth >= 0

    def test_links_lead_to_bookmarks(self, office: Any) -> None:
        names = {node.get(qn("w:name")) for node in office.element.body.iter(qn("w:bookmarkStart"))}
        links = [node.get(qn("w:anchor")) for node in office.element.body.iter(qn("w:hyperlink"))]
        assert {link for link in links if link} <= names
        assert "rys_zmiana" in links

    def test_synthetic_stands_on_every_page(self, office: Any, sample: Document) -> None:
        section = office.sections[0]
        for head in (section.header, section.first_page_header):
            assert "zmyślone" in head.paragraphs[0].text
        plain = docx.Document(io.BytesIO(write_docx(replace(sample, synthetic=False))))
        assert "zmyślone" not in plain.sections[0].header.paragraphs[0].text

    def test_running_head_finds_the_chapter_in_any_language_of_word(self, office: Any) -> None:
        codes = [node.text for node in office.sections[0].header._element.iter(qn("w:instrText"))]
        assert [code.strip() for code in codes] == ["STYLEREF 1"]

    def test_properties(self, office: Any) -> None:
        about = office.core_properties
        assert about.title == "Diagnoza partnerstwa Lipowej"
        assert (about.language, about.created.date().isoformat()) == ("pl", "2026-11-22")


class TestFile:
    def test_paper_is_a4(self, office: Any) -> None:
        section = office.sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)

    def test_archive_is_still_and_sound(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.namelist()[0] == "[Content_Types].xml"
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))

    def test_typeface_is_inside_and_opens_with_its_key(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            table = etree.fromstring(archive.read("word/fontTable.xml"))
            key = table.find(f".//{qn('w:embedRegular')}").get(qn("w:fontKey"))
            font = archive.read("word/fonts/Regular.odttf")
        mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
        head = bytes(byte ^ mask[place % 16] for place, byte in enumerate(font[:32]))
        assert head[:4] == b"\x00\x01\x00\x00"

    def test_elements_of_paragraphs_stand_in_schema_order(self, office: Any) -> None:
        order = ("pStyle", "keepNext", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc")
        for node in office.element.body.iter(qn("w:pPr")):
            places = [
                order.index(etree.QName(child).localname)
                for child in node
                if etree.QName(child).localname in order
            ]
            assert places == sorted(places)

    def test_bookmarks_obey_words_limit(self) -> None:
        long = bookmark_name("a-" * 40)
        assert len(long) <= 40
        assert long != bookmark_name("a-" * 39 + "b")
