"""A fault is named before any writer starts, wherever in the document it hides."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.inline import inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Conclusions,
    Contents,
    CoverInfo,
    Document,
    Figure,
    FigurePair,
    Finding,
    Heading,
    KeyFigure,
    KeyFigures,
    NumberedList,
    Paragraph,
    Run,
    Runs,
    Source,
    Table,
)
from terytoria.documents.validation import DocumentError, runs_of, validate
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html

SVG = '<svg viewBox="0 0 4 2"></svg>'
BELL = "a\x07b"


def faults(*blocks: Block, **more: object) -> tuple[str, ...]:
    try:
        validate(replace(Document(title="R", blocks=blocks), **more))  # type: ignore[arg-type]
    except DocumentError as error:
        return error.problems
    return ()


def table(*rows: tuple[Cell, ...], **more: object) -> Table:
    columns = (Column("Gmina"), Column("Zmiana", kind="number"))
    return replace(Table("tab", "Tytuł", columns, rows or (("A", 1.0),)), **more)  # type: ignore[arg-type]


def figure(name: str = "rys", **more: object) -> Figure:
    return replace(Figure(name, SVG, "opis", "Podpis"), **more)  # type: ignore[arg-type]


WHERE: list[tuple[str, Callable[[str], Block]]] = [
    ('Heading "a"', lambda bad: Heading(1, bad, "a")),
    ('Heading "a"', lambda bad: Heading(1, "A", "a", short=bad)),
    ("Paragraph", lambda bad: Paragraph((Run(bad),))),
    ("BulletList", lambda bad: BulletList(((Run("a"),), (Run(bad),)))),
    ("NumberedList", lambda bad: NumberedList(((Run(bad),),))),
    ("Conclusions", lambda bad: Conclusions(((Run(bad),),))),
    ("Conclusions", lambda bad: Conclusions(((Run("a"),),), title=bad)),
    ("Source", Source),
    ("Callout", lambda bad: Callout("info", "A", (Run(bad),))),
    ("Callout", lambda bad: Callout("info", bad, ())),
    ("Finding", lambda bad: Finding("gap", "A", evidence=(bad,))),
    ("Finding", lambda bad: Finding("gap", "A", severity=bad)),
    ("KeyFigures", lambda bad: KeyFigures((KeyFigure("1", "a"), KeyFigure("2", "b", bad)))),
    ('Table "tab"', lambda bad: table((bad, 1.0))),
    ('Table "tab"', lambda bad: table(note=bad)),
    ('Table "tab"', lambda bad: table(columns=(Column("a"), Column("b", unit=bad)))),
    ('Figure "rys"', lambda bad: figure(alt=bad)),
    ('Figure "rys"', lambda bad: figure(svg=SVG.replace("></", f"><text>{bad}</text></"))),
    ('Figure "rys"', lambda bad: figure(table=replace(table((bad, 2.0)), id="tab-rys"))),
    ("FigurePair", lambda bad: FigurePair(figure("a"), figure("b", source=bad))),
    ("Contents", lambda bad: Contents(title=bad)),
]


@pytest.mark.parametrize(("name", "make"), WHERE)
def test_characters_no_file_can_hold_are_found_everywhere(
    name: str, make: Callable[[str], Block]
) -> None:
    assert faults(make("czysty tekst")) == ()
    (found,) = faults(make(BELL))
    assert found == f"{name}: control characters in the text; leave them out"


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe"])
def test_every_such_character_is_known(bad: str) -> None:
    assert len(faults(Source(f"a{bad}b"))) == 1


@pytest.mark.parametrize("good", ["\t", "\n", "\r", "\u00ad", "\u200b", "\u202f", "\U0001f3eb"])
def test_white_space_and_rare_letters_are_no_fault(good: str) -> None:
    document = Document(title="R", blocks=(Source(f"a{good}b"), table((f"c{good}d", 1.0))))
    validate(document)
    assert write_html(document)
    assert write_docx(document)


@pytest.mark.parametrize(
    "change",
    [
        {"title": BELL},
        {"subtitle": BELL},
        {"authors": ("A", BELL)},
        {"keywords": (BELL,)},
        {"summary": BELL},
        {"notes": ("a", BELL)},
        {"front": CoverInfo(kicker=BELL)},
        {"front": CoverInfo(facts=(("Obszar", BELL),))},
    ],
)
def test_the_front_is_searched_too(change: dict[str, object]) -> None:
    (found,) = faults(**change)
    assert found.startswith("document: control characters in title, cover")


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_an_infinite_cell_is_named_with_its_row(value: float) -> None:
    (found,) = faults(table(("A", 1.0), ("B", value)))
    assert found == 'table "tab": row 2 holds an infinite number; leave the cell empty (None)'
    assert faults(table(("A", math.nan), ("B", None))) == ()


def test_a_number_asked_of_what_has_none_is_a_fault() -> None:
    plain = Heading(1, "Słownik", "slownik", numbered=False)
    (found,) = faults(plain, Paragraph(inline("w [rozdziale #](@slownik)")))
    assert found == ('reference "rozdziale #" to "slownik": it has no number; name it in words')
    assert faults(plain, Paragraph(inline("w [słowniku](@slownik) i [@slownik]"))) == ()
    counted = replace(plain, numbered=True)
    assert faults(counted, Paragraph(inline("w [rozdziale #](@slownik)"))) == ()


@pytest.mark.parametrize(
    "make",
    [
        Paragraph,
        lambda runs: BulletList((inline("a"), runs)),
        lambda runs: NumberedList((runs,)),
        lambda runs: Conclusions((runs,)),
        lambda runs: Finding("gap", "A", runs),
        lambda runs: Callout("info", "A", runs),
    ],
)
def test_references_and_links_are_followed_in_every_block(make: Callable[[Runs], Block]) -> None:
    runs = inline("[@nigdzie] [x](javascript:alert) [y](https://example.org) [z](tel:+48123)")
    block = make(runs)
    assert runs in tuple(runs_of(block))
    assert faults(block) == (
        'reference to "nigdzie": nothing has this id',
        'link "javascript:alert": use https:, mailto: or tel:',
    )


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("rys-1", True), ("a", True), ("Rys", False), ("1rys", False), ("rys_1", False),
        ("rys 1", False), ("łąka", False), ("-a", False), ("a\n", False),
    ],
)  # fmt: skip
def test_ids_are_safe_in_every_format(name: str, sound: bool) -> None:
    assert (faults(figure(name)) == ()) == sound


@pytest.mark.parametrize(
    ("levels", "count"),
    [((1, 2, 3, 1, 2), 0), ((2,), 1), ((1, 3), 1), ((1, 2, 3, 2, 3, 1, 3), 1), ((0,), 1), ((), 0)],
)
def test_levels_go_down_one_at_a_time(levels: tuple[int, ...], count: int) -> None:
    assert len(faults(*(Heading(level, f"T{level}") for level in levels))) == count


@pytest.mark.parametrize("count", range(9))
def test_tiles_are_two_to_six(count: int) -> None:
    found = faults(KeyFigures((KeyFigure("1", "a"),) * count))
    assert bool(found) == (count not in range(2, 7))
    assert all(f"{count} tiles" in fault for fault in found)


@pytest.mark.parametrize("code", ["pl", "en-GB", "szl", "pl-PL"])
def test_language_codes(code: str) -> None:
    assert faults(language=code) == ()


@pytest.mark.parametrize("code", ["", "PL", "pl_PL", "polski", "pl-pl", "pl\n"])
def test_no_language_codes(code: str) -> None:
    assert len(faults(language=code)) == 1


def test_a_clash_between_a_figure_and_the_table_behind_another_is_found() -> None:
    behind = replace(table(), id="rys-b")
    assert faults(figure("rys-a", table=behind), figure("rys-b")) == (
        'id "rys-b" is used 2 times; every id stands for one thing',
    )


def test_parts_of_a_pair_are_checked_like_any_other() -> None:
    found = faults(FigurePair(figure("a", alt=""), figure("a", caption="")))
    assert len(found) == 3
    assert 'figure "a": no caption' in found


@given(st.integers(0, 5), st.integers(0, 5))
def test_each_row_of_a_wrong_length_is_counted_once(short: int, long: int) -> None:
    rows: list[tuple[Cell, ...]] = [("A", 1.0), *[("B",)] * short, *[("C", 1, 2)] * long]
    found = faults(table(*rows))
    assert len(found) == short + long
    assert all("for 2 columns" in fault for fault in found)


def test_the_error_lists_every_fault_on_a_line_of_its_own() -> None:
    with pytest.raises(DocumentError) as caught:
        validate(Document(title=" ", blocks=(figure(alt=""), Heading(5, "A"))))
    lines = str(caught.value).splitlines()
    assert lines[0] == "document is not valid:"
    assert lines[1:] == [f"- {fault}" for fault in caught.value.problems]
    assert len(lines) == 4
