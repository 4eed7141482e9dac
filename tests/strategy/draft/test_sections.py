"""A draft as the element matrix sees it."""

from __future__ import annotations

from terytoria.strategy.draft import (
    Chapter,
    Draft,
    Figure,
    Inserted,
    Paragraph,
    Table,
    sections_of,
)
from terytoria.strategy.draft.model import Live
from terytoria.strategy.elements import Standing, check_elements

TEXT = "Ubyło **[4,8%](dowod:finding:12)** osób."


def test_what_stands_below_a_chapter_counts_for_it() -> None:
    chapters = (
        Chapter("a", "Diagnoza", 1, frozenset({"C1"}), (Paragraph("p1", TEXT),)),
        Chapter("b", "Ludność", 2, blocks=(Paragraph("p2", TEXT), Figure("f", "map", ""))),
        Chapter("c", "Cele", 1, frozenset({"C2"}), (Inserted("i", Live.GOALS),)),
    )
    found = {one.id: one for one in sections_of(Draft("S", 2030, chapters))}
    assert (found["a"].words, found["a"].evidence, found["a"].graphics) == (6, 2, 1)
    assert (found["b"].words, found["b"].evidence) == (3, 1)
    assert (found["c"].indicators, found["c"].graphics) == (1, 0)


def test_words_of_what_is_inserted_are_read_too() -> None:
    goals = Chapter("c", "Cele", 1, frozenset({"C2"}), (Inserted("i", Live.GOALS),))
    draft = Draft("S", 2030, (goals,))
    assert [one.words for one in sections_of(draft)] == [0]
    assert [one.words for one in sections_of(draft, {Live.GOALS: "Młodzi zostają"})] == [2]
    assert [one.words for one in sections_of(draft, {Live.PROJECTS: "Most"})] == [0]


def test_marks_are_no_words_and_cells_are() -> None:
    table = Table("t", "Tabela", ("a", "b"), (("dwa słowa", TEXT),))
    [found] = sections_of(Draft("S", 2030, (Chapter("a", "A", blocks=(table,)),)))
    assert (found.words, found.evidence) == (5, 1)


def test_a_draft_fulfils_a_profile_as_it_grows() -> None:
    long = " ".join(["słowo"] * 150)
    thin = Chapter("a", "Wnioski", 1, frozenset({"C1"}), (Paragraph("p", TEXT),))
    full = Chapter("a", "Wnioski", 1, frozenset({"C1"}), (Paragraph("p", f"{TEXT} {long}"),))
    found = [
        check_elements(["cwd"], sections_of(Draft("S", 2030, (one,)))).cells[0].standing
        for one in (thin, full)
    ]
    assert found == [Standing.WEAK, Standing.FULFILLED]
