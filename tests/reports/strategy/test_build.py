"""The printed strategy: sound whatever was written, every citation leads to its source."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.documents import model
from terytoria.documents.model import Callout, Document, FigureData, Heading
from terytoria.documents.validation import runs_of, validate
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.goals.outline import Outline, outline_of
from terytoria.reports.strategy import (
    Evaluated,
    Imprint,
    Materials,
    build_strategy,
    cited_source,
)
from terytoria.reports.strategy.marks import MarksError, parts_of
from terytoria.strategy.draft import Chapter, Draft, Figure, Inserted, Paragraph, Table
from terytoria.strategy.draft.model import Live

IMPRINT = Imprint("Partnerstwo pokazowe", "3", date(2026, 11, 2), ("Strategia gminy",), True)
CHAIN = {
    "units": {"0201011": "Jaworzowice"},
    "frame": {"vision": "Razem.", "horizon": 2030},
    "challenges": [{"id": 1, "title": "Młodzi", "text": "", "cites": []}],
    "goals": [{"id": 1, "title": "Praca", "text": "Opis celu.", "answers": [1]}],
    "directions": [{"id": 1, "goal": 1, "title": "Szkolenia", "text": ""}],
    "projects": [
        {
            "id": 7,
            "title": "Centrum",
            "scope": "Zakres.",
            "lead": "0201011",
            "partners": [],
            "cost": "1200000.00",
            "readiness": "idea",
            "links": [],
            "serves": [1],
        }
    ],
    "targets": [
        {
            "id": 1,
            "goal": 1,
            "name": "Bezrobotni",
            "unit": "osoby",
            "wanted": "down",
            "base_year": 2024,
            "base_value": 400.0,
            "target_year": 2030,
            "target_value": 250.0,
            "source": "PUP",
            "justification": "",
            "indicator": "",
        }
    ],
}
VALUE = {
    "indicator": "L-01",
    "value": -4.83,
    "interval": [-5.0, -4.6],
    "years": [2020, 2024],
    "source": "GUS BDL",
    "vintage": "2026-01-01",
    "units": [],
    "formula": "",
}
TOLD = {"title": "Ubywa", "text": "Ubyło **4,8%**.", "diagnosis": 2, "snapshot": "m"}
SOURCES = {
    "finding:12": cited_source("finding:12", {**TOLD, "values": [VALUE]}),
    "own:3": cited_source(
        "own:3", {"title": "Ankieta", "text": "", "values": [{**VALUE, "indicator": "own.3"}]}
    ),
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'
DATA = model.Table("x", "Dane", (model.Column("Gmina"),), (("Leśniów",),))
PICTURE = model.Figure("ludnosc", SVG, "Prostokąt.", "Ludność", "GUS", DATA)
CITED = "Ubyło [4,8%](dowod:finding:12) **osób**, jak mówi [ankieta](dowod:own:3)."


def printed(*blocks: object, level: int = 1, **more: object) -> Document:
    """A document of one chapter."""
    draft = Draft("Strategia", 2030, (Chapter("r1", "Wnioski", level, blocks=blocks),))  # type: ignore[arg-type]
    told = {"outline": outline_of(CHAIN), "sources": SOURCES, **more}
    document = build_strategy(draft, IMPRINT, Materials(**told))  # type: ignore[arg-type]
    validate(document)
    return document


def texts(document: Document) -> str:
    """Words of running text."""
    return " ".join(
        "".join(run.text for run in runs) for block in document.blocks for runs in runs_of(block)
    )


def titles(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_a_citation_bears_its_number_and_leads_to_the_annex() -> None:
    document = printed(Paragraph("p1", CITED), Paragraph("p2", CITED))
    refs = [run.ref for block in document.blocks for runs in runs_of(block) for run in runs]
    assert [one for one in refs if one] == ["dowod-1", "dowod-2"] * 2
    assert "Ubyło 4,8%\u00a0[1] osób" in texts(document)
    assert titles(document)[1:] == [
        *("Dowody", "Ustalenia diagnozy", "[1] Ubywa"),
        *("Dane własne partnerstwa", "[2] Ankieta"),
    ]
    annex = texts(document)
    for said in ("4,83", "przedział od", "2020–2024", "GUS BDL", "stan danych: 2026-01-01"):
        assert said in annex
    assert any(
        isinstance(one, model.Source) and "wersja 2; migawka danych m" in one.text
        for one in document.blocks
    )


def test_a_source_nobody_has_becomes_plain_words() -> None:
    document = printed(Paragraph("p1", "Jest [7](dowod:finding:99) i [tam](@nigdzie)."))
    assert "Jest 7 i tam." in texts(document)
    assert "Dowody" not in titles(document)


def test_tables_tell_their_sources_and_figures_take_the_caption_of_the_text() -> None:
    table = Table("t1", "Gminy", ("Gmina", "Osoby"), (("Leśniów", "[4,8%](dowod:finding:12)"),))
    document = printed(
        table, Figure("f1", "ludnosc", "Ubywa nas"), figures={"f1": PICTURE, "f2": PICTURE}
    )
    found = next(one for one in document.blocks if isinstance(one, model.Table))
    assert (found.rows, found.source) == ((("Leśniów", "4,8%"),), "dowody 1")
    figure = next(one for one in document.blocks if isinstance(one, model.Figure))
    assert (figure.id, figure.caption, figure.alt) == ("f1", "Ubywa nas", "Prostokąt.")
    assert figure.table is not None
    assert any(isinstance(one, FigureData) for one in document.blocks)


def test_a_missing_figure_and_an_empty_table_are_told() -> None:
    document = printed(Figure("f1", "brak", "Podpis"), Table("t1", "Gminy", ("a",), ()))
    assert any(isinstance(one, Callout) and one.title == "Podpis" for one in document.blocks)
    assert "tabela nie ma jeszcze wierszy" in texts(document)


def test_the_chain_is_set_out_as_it_is_however_often_it_is_inserted() -> None:
    live = [Inserted(f"i{at}{what}", what) for at in range(2) for what in Live]
    document = printed(*live)
    told = titles(document)
    assert told.count("Cel 1. Praca") == 2
    assert told.count("Centrum") == 2
    tables = [one for one in document.blocks if isinstance(one, model.Table)]
    assert len(tables) == 4
    assert len({one.id for one in tables}) == 4


def test_the_same_figure_may_stand_twice() -> None:
    printed(
        Figure("f1", "ludnosc", "Raz"),
        Figure("f2", "ludnosc", "Dwa"),
        figures={"f1": PICTURE, "f2": PICTURE},
    )


def test_a_project_is_a_link_only_where_projects_stand() -> None:
    alone = printed(Inserted("i1", Live.GOALS))
    both = printed(Inserted("i1", Live.GOALS), Inserted("i2", Live.PROJECTS))
    for document, linked in ((alone, False), (both, True)):
        runs = [run for block in document.blocks for runs in runs_of(block) for run in runs]
        assert any(run.ref == "projekt-7" for run in runs) == linked


def test_levels_that_skip_are_drawn_together() -> None:
    draft = Draft("S", 2030, tuple(Chapter(f"r{at}", f"R{at}", at) for at in (3, 1, 3, 2)))
    document = build_strategy(draft, IMPRINT, Materials(outline_of(CHAIN)))
    validate(document)
    assert [one.level for one in document.blocks if isinstance(one, Heading)] == [1, 1, 2, 2]


def test_the_signed_evaluation_is_an_annex() -> None:
    signed = Evaluated((("Trafność", ("Fakt.",), "Ocena.\nDruga."),), "Ekspert", date(2026, 10, 1))
    document = printed(evaluation=signed)
    assert "Uprzednia ewaluacja" in titles(document)
    signed_on = "1\xa0października\xa02026\xa0r."
    assert f"Fakt. Ocena. Druga. Podpisał(a): Ekspert, {signed_on}" in texts(document)


def test_cover_names_version_horizon_and_kind_and_marks_invented_data() -> None:
    document = printed()
    assert document.synthetic
    assert document.front.facts == (
        ("Wersja", "3"),
        ("Horyzont", "2030"),
        ("Rodzaj dokumentu", "Strategia gminy"),
    )


def test_a_list_is_a_list() -> None:
    kinds = [type(one).__name__ for one in parts_of("Wstęp:\n- jeden\n• dwa\n\nKoniec.")]
    assert kinds == ["Paragraph", "BulletList", "Paragraph"]


@pytest.mark.parametrize("text", ["**a", "*a", "[a](javascript:x)", "[a](/praca)"])
def test_marks_that_cannot_be_read_are_told(text: str) -> None:
    with pytest.raises(MarksError):
        list(parts_of(text))


anything = st.text(st.characters(exclude_categories=[]), max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, max_size=4), anything, st.integers(1, 3))
def test_whatever_was_written_makes_a_sound_document(
    lines: list[str], title: str, level: int
) -> None:
    """Titles and cells are free; paragraphs are what the editor lets through."""
    kept = []
    for at, line in enumerate(lines):
        try:
            list(parts_of(line))
        except MarksError:
            continue
        kept.append(Paragraph(f"p{at}", line))
    table = Table("t1", title or "T", (title, "b"), ((title, ""),))
    chapter = Chapter("r1", f"T {title}", level, blocks=(*kept, table))
    outline = Outline("", "", (), (), ())
    document = build_strategy(Draft("S", 2030, (chapter,)), IMPRINT, Materials(outline))
    validate(document)


def test_three_formats_say_the_same() -> None:
    document = printed(
        Paragraph("p1", CITED),
        Inserted("i1", Live.GOALS),
        Figure("f1", "ludnosc", "Ubywa nas"),
        figures={"f1": PICTURE},
    )
    page = write_html(document)
    assert 'href="#dowod-1"' in page
    assert "dane przykładowe" in page.lower()
    assert write_pdf(document).startswith(b"%PDF")
    paper = docx.Document(io.BytesIO(write_docx(document)))
    said = "\n".join(one.text for one in paper.paragraphs).replace("\u00ad", "")
    assert "Ubyło" in said
    assert "[1] Ubywa" in said
