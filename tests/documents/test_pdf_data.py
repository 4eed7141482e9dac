"""The plain data the typesetter reads: every block, in order, with its words resolved."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from terytoria.documents import phrases
from terytoria.documents.inline import inline
from terytoria.documents.model import (
    CalloutKind,
    Column,
    Document,
    Figure,
    FigureData,
    FigurePair,
    Finding,
    FindingKind,
    Heading,
    Paragraph,
    Table,
)
from terytoria.documents.writers.pdf_data import document_data, pictures


def svg(width: float, height: float) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"></svg>'


def table(name: str, rows: int = 1) -> Table:
    return Table(name, f"Tytuł {name}", (Column("a"),), tuple((str(at),) for at in range(rows)))


def figure(name: str, **more: Any) -> Figure:
    return Figure(name, more.pop("svg", svg(40, 20)), "opis", f"Podpis {name}", **more)


def blocks(*parts: Any, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document_data(Document(title="R", blocks=parts, **more))["blocks"]
    return found


def test_the_data_are_json_and_nothing_is_dropped(sample: Document) -> None:
    data = document_data(sample)
    assert json.loads(json.dumps(data)) == data
    assert len(data["blocks"]) == len(sample.blocks)


def test_references_are_words_and_targets() -> None:
    paragraph = Paragraph(inline("Widać [na rysunku #](@b), **[@t]** i [tu](https://example.org)."))
    *_, data = blocks(figure("a"), figure("b"), table("t"), paragraph)
    assert [(run["text"], run["ref"], run["href"], run["bold"]) for run in data["runs"]] == [
        ("Widać ", None, None, False),
        ("na rysunku\u00a02", "b", None, False),
        (", ", None, None, False),
        ("Tabela\u00a01", "t", None, True),
        (" i ", None, None, False),
        ("tu", None, "https://example.org", False),
        (".", None, None, False),
    ]


@pytest.mark.parametrize(
    ("size", "width", "tall"),
    [((40, 20), "full", False), ((40, 47), "full", False), ((40, 49), "full", True),
     ((40, 90), "half", False)],
)  # fmt: skip
def test_a_tall_picture_is_fitted_by_height(size: Any, width: Any, tall: bool) -> None:
    (data,) = blocks(figure("a", svg=svg(*size), width=width))
    assert data["tall"] == tall
    assert data["width"] == (100 if width == "full" else 50)


def test_parts_of_a_pair_fill_their_own_half() -> None:
    (data,) = blocks(FigurePair(figure("a", width="half"), figure("b")))
    assert [part["width"] for part in data["figures"]] == [100, 100]
    assert [part["label"] for part in data["figures"]] == ["Rysunek 1", "Rysunek 2"]


def test_a_figure_points_at_its_table_only_where_the_table_is_printed() -> None:
    with_table, without = figure("a", table=table("dane-a")), figure("b")
    bare = blocks(with_table, without)
    assert [part["data"] for part in bare] == [None, None]
    first, second, printed = blocks(with_table, without, FigureData())
    assert (first["data"], second["data"]) == ("dane-a", None)
    assert [part["label"] for part in printed["tables"]] == ["Dane do rysunku 1"]


@pytest.mark.parametrize(("rows", "kept"), [(39, 39), (40, 40), (41, 0), (500, 0)])
def test_tables_up_to_the_limit_are_printed_whole(rows: int, kept: int) -> None:
    *_, data = blocks(figure("a", table=table("dane-a", rows)), FigureData())
    (printed,) = data["tables"]
    assert len(printed["rows"]) == kept
    assert (str(rows) in printed["note"]) == (kept == 0)


def test_the_running_head_takes_the_short_title() -> None:
    chapters = (Heading(1, "Bardzo długi tytuł", "a", short="Krótki"), Heading(1, "Drugi", "b"))
    document = Document(title="R", blocks=(*chapters, Heading(2, "Punkt", "c", short="x")))
    assert document_data(document)["shorts"] == {"a": "Krótki", "b": "2 Drugi"}


def test_every_kind_of_finding_and_callout_has_its_words() -> None:
    for kind in get_args(FindingKind):
        (data,) = blocks(Finding(kind, "Twierdzenie"))
        assert data["kind"] == phrases.FINDING_KINDS[kind]
        assert data["tone"] in {"good", "bad", "main", "plain"}
    assert set(phrases.CALLOUT_KINDS) == set(get_args(CalloutKind))
    assert len(set(phrases.FINDING_KINDS.values())) == len(get_args(FindingKind))


@pytest.mark.parametrize(
    ("code", "language", "region"),
    [("pl", "pl", "PL"), ("en-GB", "en", "GB"), ("szl", "szl", "PL")],
)
def test_language_and_region(code: str, language: str, region: str) -> None:
    data = document_data(Document(title="R", language=code))
    assert (data["language"], data["region"]) == (language, region)


def test_people_open_the_imprint() -> None:
    document = Document(title="R", authors=("A", "B"), publisher="C", notes=("Nota",))
    assert document_data(document)["notes"] == ["A, B, C", "Nota"]
    assert document_data(Document(title="R", notes=("Nota",)))["notes"] == ["Nota"]


def test_pictures_are_ready_for_the_page() -> None:
    drawn = svg(4, 2).replace("></svg>", '><title>x</title><g id="a" font-family="Arial"/></svg>')
    (content,) = pictures(Document(title="R", blocks=(figure("rys", svg=drawn),))).values()
    assert b"<title" not in content
    assert b'id="rys-a"' in content
    assert b"Arial" not in content


def test_something_that_is_no_block_is_named() -> None:
    with pytest.raises(TypeError, match="no block of a document: 'tekst'"):
        blocks("tekst")
