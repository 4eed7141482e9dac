"""Inline markup, numbering and validation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.inline import InlineError, escape, inline, plain_text
from terytoria.documents.model import (
    BulletList,
    Callout,
    Column,
    Contents,
    CoverInfo,
    CoverPicture,
    Document,
    Figure,
    FigurePair,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Run,
    Table,
    figures_of,
    tables_of,
)
from terytoria.documents.numbering import number
from terytoria.documents.validation import DocumentError, validate

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"></svg>'


def table(name: str = "tab", **more: object) -> Table:
    given_: dict[str, object] = {
        "caption": "Tabela",
        "columns": (Column("Gmina"),),
        "rows": (("A",),),
    }
    return Table(name, **(given_ | more))  # type: ignore[arg-type]


def figure(name: str = "rys", **more: object) -> Figure:
    given_: dict[str, object] = {"svg": SVG, "alt": "opis", "caption": "Rysunek"}
    return Figure(name, **(given_ | more))  # type: ignore[arg-type]


def problems(*blocks: object, **more: object) -> str:
    document = Document(title="Raport", blocks=blocks, **more)  # type: ignore[arg-type]
    with pytest.raises(DocumentError) as caught:
        validate(document)
    return str(caught.value)


class TestInline:
    def test_marks_become_looks(self) -> None:
        runs = inline("a **b *c*** d")
        assert [(run.text, run.bold, run.italic) for run in runs] == [
            ("a ", False, False),
            ("b ", True, False),
            ("c", True, True),
            (" d", False, False),
        ]

    def test_links_and_references(self) -> None:
        web, inside, bare = inline("[GUS](https://stat.gov.pl)[tabeli #](@tab)[@rys]")
        assert web == Run("GUS", href="https://stat.gov.pl")
        assert inside == Run("tabeli #", ref="tab")
        assert bare == Run("", ref="rys")

    @pytest.mark.parametrize("text", ["**otwarte", "a *b", "**a* b"])
    def test_open_emphasis_is_refused(self, text: str) -> None:
        with pytest.raises(InlineError, match="unclosed"):
            inline(text)

    def test_lonely_bracket_is_text(self) -> None:
        assert plain_text(inline("przedział [2, 4)")) == "przedział [2, 4)"

    def test_small_runs(self) -> None:
        assert all(run.small for run in inline("a **b**", small=True))

    @given(st.text())
    def test_escaped_text_comes_back(self, text: str) -> None:
        runs = inline(escape(text))
        assert plain_text(runs) == text
        assert not any(run.bold or run.italic or run.href or run.ref for run in runs)

    @given(st.text(), st.text())
    def test_bold_holds_exactly_its_words(self, before: str, strong: str) -> None:
        runs = inline(f"{escape(before)}**{escape(strong)}**")
        assert "".join(run.text for run in runs if run.bold) == strong
        assert "".join(run.text for run in runs if not run.bold) == before


class TestNumbering:
    def test_chapters_sections_and_points(self) -> None:
        headings = (
            Heading(1, "Streszczenie", numbered=False),
            Heading(2, "Bez numeru"),
            Heading(1, "A"),
            Heading(2, "A1"),
            Heading(3, "punkt"),
            Heading(2, "A2"),
            Heading(2, "obok", numbered=False),
            Heading(1, "B"),
            Heading(2, "B1"),
        )
        outline = number(Document(title="R", blocks=headings)).outline
        assert [entry.number for entry in outline] == [
            "",
            "",
            "1",
            "1.1",
            "",
            "1.2",
            "",
            "2",
            "2.1",
        ]
        assert len({entry.id for entry in outline}) == len(headings)

    def test_figures_and_tables_count_through_the_document(self) -> None:
        blocks = (figure("a"), table("t"), FigurePair(figure("b"), figure("c")), table("u"))
        labels = number(Document(title="R", blocks=blocks)).labels
        assert {name: label.text for name, label in labels.items()} == {
            "a": "Rysunek 1",
            "b": "Rysunek 2",
            "c": "Rysunek 3",
            "t": "Tabela 1",
            "u": "Tabela 2",
        }

    def test_reference_text(self) -> None:
        numbering = number(Document(title="R", blocks=(figure("a"), figure("b"))))
        assert numbering.run_text(Run("", ref="b")) == "Rysunek\u00a02"
        assert numbering.run_text(Run("na rysunku #", ref="b")) == "na rysunku\u00a02"
        assert numbering.run_text(Run("zwykły #")) == "zwykły #"

    def test_reference_to_unnumbered_heading_is_its_text(self) -> None:
        heading = Heading(1, "Słownik", id="slownik", numbered=False)
        numbering = number(Document(title="R", blocks=(heading,)))
        assert numbering.run_text(Run("", ref="slownik")) == "Słownik"

    def test_no_heading_there(self) -> None:
        with pytest.raises(KeyError):
            number(Document(title="R")).entry(0)

    def test_walks_find_pairs(self, sample: Document) -> None:
        names = [part.id for part in figures_of(sample)]
        assert names == ["rys-zmiana", "rys-szereg", "rys-lewy", "rys-prawy", "rys-polowa"]
        assert [part.id for part in tables_of(sample)] == ["tab-ludnosc", "tab-dluga"]


class TestValidation:
    def test_sample_is_sound(self, sample: Document) -> None:
        validate(sample)

    @pytest.mark.parametrize(
        ("blocks", "message"),
        [
            ((figure(), figure()), 'id "rys" is used 2 times'),
            ((figure(table=table("rys")),), 'id "rys" is used 2 times'),
            ((figure("Rys 1"),), 'id "Rys 1": use small letters'),
            ((figure(alt=" "),), 'figure "rys": no alternative text'),
            ((figure(caption=""),), 'figure "rys": no caption'),
            ((figure(svg="obraz"),), 'figure "rys": no <svg> element'),
            ((figure(svg="<svg></svg>"),), 'figure "rys": no size'),
            (
                (figure(svg='<svg viewBox="0 0 1 1"><script/></svg>'),),
                'figure "rys": picture reaches outside',
            ),
            ((table(caption=""),), 'table "tab": no caption'),
            ((table(rows=()),), 'table "tab": no rows'),
            ((table(rows=(("A", "B"),)),), 'table "tab": row 1 has 2 cells for 1 columns'),
            ((table(columns=(Column(""),)),), 'table "tab": column 1 has no title'),
            ((table(columns=(), rows=((),)),), 'table "tab": no columns'),
            ((table(highlight=(7,)),), 'table "tab": highlighted row 7'),
            ((Heading(1, "A"), Heading(3, "B")), 'heading "B": level 3 follows level 1'),
            ((Heading(4, "A"),), 'heading "A": level 4'),
            ((Heading(1, " ", id="pusty"),), "heading pusty: no text"),
            ((Paragraph((Run("", ref="nic"),)),), 'reference to "nic"'),
            ((Paragraph((Run("x", href="javascript:x"),)),), 'link "javascript:x"'),
            ((Paragraph((Run("a\x00"),)),), "control characters"),
            ((BulletList(()),), "BulletList: no items"),
            ((KeyFigures((KeyFigure("1", "a"),)),), "key figures: 1 tiles"),
            ((Callout("info", "", ()),), "callout: no title"),
            ((Contents(depth=0),), "contents: depth 0"),
        ],
    )
    def test_every_fault_is_named(self, blocks: tuple[object, ...], message: str) -> None:
        assert message in problems(*blocks)

    def test_cover_needs_words_too(self) -> None:
        cover = CoverInfo(figure=CoverPicture(SVG, ""))
        assert "cover: no alternative text" in problems(front=cover)

    def test_title_and_language(self, sample: Document) -> None:
        with pytest.raises(DocumentError) as caught:
            validate(replace(sample, title="", language="polski"))
        assert len(caught.value.problems) == 2

    def test_all_faults_at_once(self) -> None:
        text = problems(figure(alt="", caption=""), table(rows=()))
        assert text.count("\n- ") == 3
