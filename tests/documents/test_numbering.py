"""Numbers run in reading order, and references say the number that stands there."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.inline import inline
from terytoria.documents.model import (
    Block,
    Column,
    Document,
    Figure,
    FigurePair,
    Heading,
    Paragraph,
    Run,
    Source,
    Table,
)
from terytoria.documents.numbering import Entry, Label, Numbering, number
from terytoria.documents.validation import validate

NBSP = "\u00a0"
SVG = '<svg viewBox="0 0 4 2"></svg>'


def figure(name: str) -> Figure:
    return Figure(name, SVG, "opis", f"Podpis {name}")


def table(name: str) -> Table:
    return Table(name, f"Tytuł {name}", (Column("Gmina"),), (("A",),))


@st.composite
def sound(draw: st.DrawFn) -> Document:
    """Documents whose levels never skip."""
    blocks: list[Block] = []
    level = 0
    for at in range(draw(st.integers(0, 25))):
        kind = draw(st.sampled_from(["heading", "heading", "figure", "pair", "table", "text"]))
        if kind == "heading":
            level = draw(st.integers(1, min(level + 1, 3)))
            blocks.append(Heading(level, f"Tytuł {at}", f"h{at}", draw(st.booleans())))
        elif kind == "figure":
            blocks.append(figure(f"f{at}"))
        elif kind == "pair":
            blocks.append(FigurePair(figure(f"l{at}"), figure(f"r{at}")))
        elif kind == "table":
            blocks.append(table(f"t{at}"))
        else:
            blocks.append(Source("GUS"))
    return Document(title="R", blocks=tuple(blocks))


def digits(entry: Entry) -> tuple[int, ...]:
    return tuple(int(part) for part in entry.number.split("."))


@given(sound())
def test_heading_numbers_ascend_and_never_repeat(document: Document) -> None:
    numbered = [digits(entry) for entry in number(document).outline if entry.number]
    assert numbered == sorted(set(numbered))
    chapters = [part[0] for part in numbered if len(part) == 1]
    assert chapters == list(range(1, len(chapters) + 1))
    for before, after in pairwise(numbered):
        if len(after) == 2:
            assert after[0] == before[0], "a section belongs to the chapter it stands in"
            assert after[1] == (before[1] + 1 if len(before) == 2 else 1)


@given(sound())
def test_only_numbered_chapters_and_their_sections_have_numbers(document: Document) -> None:
    inside = False
    for entry in number(document).outline:
        block = document.blocks[entry.index]
        assert isinstance(block, Heading)
        assert (entry.text, entry.level, entry.id) == (block.text, block.level, block.id)
        if block.level == 1:
            inside = block.numbered
        assert bool(entry.number) == (inside and block.numbered and block.level < 3)
        assert entry.full == f"{entry.number} {entry.text}".strip()


@given(sound())
def test_figures_and_tables_count_from_one_in_reading_order(document: Document) -> None:
    labels = number(document).labels
    for kind in ("Rysunek", "Tabela"):
        found = [int(label.number) for label in labels.values() if label.kind == kind]
        assert found == list(range(1, len(found) + 1))
    assert len(labels) == len({*labels})


@given(sound())
def test_every_sound_document_passes_validation(document: Document) -> None:
    validate(document)


@given(sound())
def test_headings_without_an_id_get_one_that_stays_unique(document: Document) -> None:
    bare = tuple(
        Heading(block.level, block.text, "", block.numbered)
        if isinstance(block, Heading)
        else block
        for block in document.blocks
    )
    ids = [entry.id for entry in number(Document(title="R", blocks=bare)).outline]
    assert len(ids) == len(set(ids))
    validate(Document(title="R", blocks=bare))


def test_a_blank_reference_is_the_label_on_one_line() -> None:
    numbering = number(Document(title="R", blocks=(table("a"), figure("b"))))
    assert numbering.run_text(Run("", ref="a")) == f"Tabela{NBSP}1"
    assert numbering.run_text(Run("", ref="b")) == f"Rysunek{NBSP}1"


def test_a_long_title_referred_to_may_still_break_between_words() -> None:
    title = "Słownik pojęć i skrótów używanych w diagnozie"
    heading = Heading(1, title, "slownik", numbered=False)
    numbering = number(Document(title="R", blocks=(heading,)))
    assert numbering.run_text(Run("", ref="slownik")) == title
    assert numbering.labels["slownik"].text == title


def test_the_number_sign_is_replaced_wherever_it_stands() -> None:
    blocks = (Heading(1, "A", "a"), Heading(2, "B", "b"), *(figure(f"f{at}") for at in range(12)))
    numbering = number(Document(title="R", blocks=blocks))
    assert numbering.run_text(Run("por. rozdz. #, s. 1", ref="b")) == f"por. rozdz.{NBSP}1.1, s. 1"
    assert numbering.run_text(Run("(#)", ref="f11")) == "(12)"
    assert numbering.run_text(Run("widać to na mapie", ref="f0")) == "widać to na mapie"


def test_references_look_both_back_and_ahead() -> None:
    paragraph = Paragraph(inline("[@przed] i [@po]"))
    document = Document(title="R", blocks=(figure("przed"), paragraph, figure("po")))
    numbering = number(document)
    words = [numbering.run_text(run) for run in paragraph.runs]
    assert words == [f"Rysunek{NBSP}1", " i ", f"Rysunek{NBSP}2"]


def test_a_chapter_without_a_number_stops_the_count_of_sections() -> None:
    blocks = (
        Heading(1, "A"), Heading(2, "A.1"), Heading(1, "Aneks", numbered=False),
        Heading(2, "Aneks a"), Heading(1, "B"), Heading(2, "B.1"),
    )  # fmt: skip
    outline = number(Document(title="R", blocks=blocks)).outline
    assert [entry.number for entry in outline] == ["1", "1.1", "", "", "2", "2.1"]


def test_labels_speak_for_themselves() -> None:
    assert Label("Rysunek", "3", "Mapa").text == "Rysunek 3"
    assert Label("rozdział", "", "Słownik").text == "Słownik"
    assert Numbering((), {}).outline == ()
