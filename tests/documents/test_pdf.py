"""PDF: conformance, tags, metadata, outline; and what must fail."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

import page as pdf_check
import pypdf
import pytest

from terytoria.documents.model import (
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Table,
    figures_of,
)
from terytoria.documents.numbering import number
from terytoria.documents.typography import print_ready
from terytoria.documents.writers.pdf import PdfError, typeset, write_pdf
from terytoria.documents.writers.pdf_data import document_data, pictures


@pytest.fixture(scope="module")
def pdf(sample: Document) -> bytes:
    return write_pdf(sample)


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def tags(node: Any, found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Structure elements of a tagged PDF, depth first."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            tags(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], node))
        if "/K" in node:
            tags(node["/K"], found)
    return found


@pytest.fixture(scope="module")
def structure(reader: pypdf.PdfReader) -> list[tuple[str, Any]]:
    return tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])


class TestConformance:
    @pytest.mark.parametrize("profile", ["ua1", "3a"])
    def test_no_rule_fails(self, pdf: bytes, profile: str) -> None:
        report = pdf_check.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [(fault.rule_id, fault.message) for fault in report.failures]
        assert report.rules.total > 100

    def test_checker_can_say_no(self, pdf: bytes) -> None:
        """A document without its alternative texts does not pass."""
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
        for kind, node in tags(writer.root_object["/StructTreeRoot"]["/K"], []):
            if kind == "/Figure":
                del node["/Alt"]
        stream = io.BytesIO()
        writer.write(stream)
        report = pdf_check.validate_pdf_bytes(stream.getvalue(), profile="ua1")
        assert any("FIGURE-ALT" in fault.rule_id for fault in report.failures)


class TestContent:
    def test_metadata(self, reader: pypdf.PdfReader) -> None:
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "pl-PL"
        assert bool(root["/MarkInfo"]["/Marked"])
        assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
        assert reader.metadata is not None
        assert reader.metadata.title == "Diagnoza partnerstwa Lipowej"
        assert reader.metadata.author == "Zespół przykładowy"
        assert reader.metadata.creation_date == dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

    def test_bookmarks_are_the_outline(self, reader: pypdf.PdfReader, sample: Document) -> None:
        def titles(items: Any, level: int = 1) -> list[tuple[int, str]]:
            found: list[tuple[int, str]] = []
            for item in items:
                if isinstance(item, list):
                    found += titles(item, level + 1)
                else:
                    found.append((level, item.title))
            return found

        wanted = [(entry.level, entry.text) for entry in number(print_ready(sample)).outline]
        assert titles(reader.outline) == wanted

    def test_headings_tables_and_figures_are_tagged(
        self, structure: list[tuple[str, Any]], sample: Document
    ) -> None:
        kinds = [kind for kind, _ in structure]
        assert kinds.count("/H1") == 5
        assert kinds.count("/Table") == 7
        heads = sum(1 for kind in kinds if kind == "/TH")
        assert heads == 5 + 5 + 5 * 2
        spoken = {str(node["/Alt"]) for kind, node in structure if kind == "/Figure"}
        assert {figure.alt for figure in figures_of(sample)} <= spoken
        assert sample.front.figure is not None
        assert sample.front.figure.alt in spoken

    def test_pages_are_a4_and_say_they_are_synthetic(self, reader: pypdf.PdfReader) -> None:
        for sheet in reader.pages:
            assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
            assert "są zmyślone" in sheet.extract_text().replace("\n", " ")

    def test_long_table_repeats_its_header(self, reader: pypdf.PdfReader) -> None:
        texts = [sheet.extract_text() for sheet in reader.pages]
        pages = [text for text in texts if "Gmina przykładowa" in text]
        assert len(pages) == 2
        assert all("Powiat" in text for text in pages)

    def test_running_head_names_the_chapter(self, reader: pypdf.PdfReader) -> None:
        texts = [sheet.extract_text() for sheet in reader.pages]
        assert any(
            "Diagnoza partnerstwa Lipowej" in text and "Mieszkańcy" in text for text in texts
        )

    def test_only_the_typeface_of_the_documents(self, reader: pypdf.PdfReader) -> None:
        names = set()
        for sheet in reader.pages:
            for font in sheet["/Resources"].get("/Font", {}).values():
                names.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
        assert names
        assert all(name.startswith("SourceSansPro") for name in names)


class TestRefusals:
    def test_a_letter_the_typeface_lacks(self) -> None:
        blocks = (Heading(1, "A"), Paragraph((Run("漢字"),)))
        with pytest.raises(PdfError, match=r"stands in document\.json"):
            write_pdf(Document(title="R", blocks=blocks))

    def test_a_letter_a_picture_lacks_names_the_picture(self) -> None:
        svg = '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><text>○</text></svg>'
        blocks = (Figure("mapa-szkol", svg, "Mapa", "Szkoły"),)
        with pytest.raises(PdfError, match=r"stands in mapa-szkol\.svg"):
            write_pdf(Document(title="R", blocks=blocks))

    def test_a_missing_font(self) -> None:
        source = b'#set document(title: "R")\n#set text(lang: "pl", font: "Brak Takiego")\n= A\nb'
        with pytest.raises(PdfError, match=r"(?i)font"):
            typeset({"main.typ": source}, dt.date(2026, 1, 1))

    def test_a_missing_alternative_text(self) -> None:
        source = b'#set document(title: "R")\n= A\n#image("a.svg")'
        svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>'
        with pytest.raises(PdfError, match="alt"):
            typeset({"main.typ": source, "a.svg": svg}, dt.date(2026, 1, 1))


class TestData:
    def test_date_is_part_of_the_bytes(self, sample: Document, pdf: bytes) -> None:
        assert write_pdf(replace(sample, date=dt.date(2026, 11, 23))) != pdf

    def test_every_picture_has_its_file(self, sample: Document) -> None:
        names = {f"{figure.id}.svg" for figure in figures_of(sample)} | {"_cover.svg"}
        assert set(pictures(sample)) == names

    def test_blocks_keep_their_order(self, sample: Document) -> None:
        data = document_data(sample)
        levels = [block["level"] for block in data["blocks"] if block["type"] == "heading"]
        assert levels == [entry.level for entry in number(print_ready(sample)).outline]
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_a_table_too_long_for_paper_is_left_to_csv(self, sample: Document) -> None:
        blocks = tuple(
            replace(block, max_rows=3) if type(block).__name__ == "FigureData" else block
            for block in sample.blocks
        )
        (data,) = (
            block
            for block in document_data(replace(sample, blocks=blocks))["blocks"]
            if block["type"] == "data"
        )
        assert all(table["rows"] == [] for table in data["tables"])
        assert "5 wierszy" in data["tables"][0]["note"]
        assert write_pdf(replace(sample, blocks=blocks)).startswith(b"%PDF")


def test_long_names_of_series_stay_in_their_column() -> None:
    """A name without spaces breaks after an underscore; it must not run into the next column."""
    name = "children_3_5_in_kindergartens"
    row = ("Dzieci w przedszkolach", "na 1000 dzieci", f"1000 * ({name} * pop_3_5)", "GUS BDL")
    columns = tuple(Column(title) for title in ("Wskaźnik", "Jednostka", "Obliczenie", "Źródło"))
    table = Table("t", "Wskaźniki", columns, (row,) * 2)
    long_columns = replace(table, columns=(*columns, *(Column(f"Gmina {n}") for n in range(5))))
    wide = replace(long_columns, rows=((*row, *("Mirosławiec",) * 5),) * 2)
    pages = pypdf.PdfReader(io.BytesIO(write_pdf(Document(title="R", blocks=(wide,))))).pages
    lines = [line.strip(" ()*") for line in pages[-1].extract_text().splitlines()]
    assert name not in {line.replace("\u200b", "") for line in lines}, "broken over lines"
    assert any(line.startswith("children_") for line in lines)
    assert max(len(line) for line in lines if "_" in line) < 24
