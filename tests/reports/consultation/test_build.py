"""The report of a consultation."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.documents.cells import column_shares
from terytoria.documents.model import Document, Heading, Table
from terytoria.documents.validation import validate
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.consultation import (
    Change,
    Consultation,
    Event,
    OpenRemarksError,
    Position,
    Remark,
    build_consultation,
)
from terytoria.reports.consultation.build import IN_TABLE

CHAPTERS = ("Cele", "Kierunki", "Finanse")
CHANGE = Change("Remont dróg.", "Remont dróg i chodników.")


def remark(number: int, **more: object) -> Remark:
    """A remark that was accepted."""
    told: dict[str, object] = {
        "number": number,
        "received_on": date(2026, 9, 4),
        "author": "mieszkaniec",
        "channel": "formularz",
        "place": "Cele",
        "text": f"Treść uwagi {number} z *gwiazdką* i [nawiasem].",
        "position": Position.ACCEPTED,
        "reasons": "Uwaga trafna.",
    }
    return Remark(**{**told, **more})  # type: ignore[arg-type]


def consultation(*remarks: Remark, **more: object) -> Consultation:
    """A consultation of 41 days."""
    told = Consultation(
        partnership="Partnerstwo pokazowe",
        document="Strategia terytorialna",
        notice_on=date(2026, 9, 1),
        ended_on=date(2026, 10, 12),
        reported_on=date(2026, 11, 2),
        ways=("formularzem na stronie", "na spotkaniu"),
        chapters=CHAPTERS,
        remarks=remarks,
        basis="art. 6 ust. 6 ustawy o zasadach prowadzenia polityki rozwoju",
    )
    return replace(told, **more)  # type: ignore[arg-type]


MIXED = consultation(
    remark(1),
    remark(2, position=Position.REJECTED, author="organizacja", place="Finanse"),
    remark(3, position=Position.PARTLY, place="", channel="list", change=CHANGE),
    remark(4, place="Kierunki", change=CHANGE, same_as=3),
    remark(5, position=Position.OUTSIDE, place="Aneks"),
    events=(Event(date(2026, 9, 15), "Spotkanie otwarte", "Wałcz", None),),
    notice_address="https://example.org/ogloszenie",
)


def tables(document: Document) -> dict[str, Table]:
    """Tables by id."""
    return {block.id: block for block in document.blocks if isinstance(block, Table)}


def test_every_remark_stands_once_with_its_position_and_reasons() -> None:
    rows = [row for name, table in tables(build_consultation(MIXED)).items()
            if name.startswith("rejestr-") for row in table.rows]  # fmt: skip
    assert sorted(int(str(row[0])) for row in rows) == [1, 2, 3, 4, 5]
    told = {row[0]: row[3] for row in rows}
    assert told["2"] == "Nieuwzględniona. Uwaga trafna."
    assert told["4"] == "Uwzględniona. Uwaga trafna. (jak uwaga 3)"


def test_a_long_chapter_is_told_in_tables_that_say_which_numbers_they_hold() -> None:
    given_ones = [remark(number) for number in range(2 * IN_TABLE + 1, 0, -1)]
    document = build_consultation(consultation(*given_ones))
    validate(document)
    told = [one for one in document.blocks if isinstance(one, Table) and "rejestr" in one.id]
    assert [one.caption for one in told] == [
        "Uwagi: Cele, nr 1–500",
        "Uwagi: Cele, nr 501–1000",
        "Uwagi: Cele, nr 1001",
    ]
    numbers = [row[0] for one in told for row in one.rows]
    assert numbers == [str(number) for number in range(1, 2 * IN_TABLE + 2)]


def test_what_is_longer_gets_more_of_the_page() -> None:
    def shares(text: int, reasons: int) -> tuple[float, ...]:
        one = remark(1, text="słowo " * text, reasons="słowo " * reasons)
        return column_shares(tables(build_consultation(consultation(one)))["rejestr-1-1"])

    asked, answered = shares(100, 20), shares(20, 100)
    assert asked[2] > 1.5 * asked[3]
    assert answered[3] > 1.5 * answered[2]
    assert min(*asked[1:], *answered[1:]) > 0.12


def test_places_stand_in_the_order_of_the_document() -> None:
    blocks = build_consultation(MIXED).blocks
    register = [b.text for b in blocks if isinstance(b, Heading) and b.id.startswith("uwagi-")]
    assert register == ["Cały dokument", "Cele", "Kierunki", "Finanse", "Aneks"]


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(Position)), max_size=30)
)
@settings(max_examples=30)
def test_counts_add_up(told: list[tuple[str, Position]]) -> None:
    remarks = [remark(n, author=a, position=p) for n, (a, p) in enumerate(told, 1)]
    found = tables(build_consultation(consultation(*remarks)))
    if not told:
        assert "autorzy" not in found
        return
    for row in found["autorzy"].rows:
        own = Counter(position for author, position in told if author == row[0])
        assert row[1] == own.total()
        assert list(row[2:]) == [own[position] for position in Position]
    assert sum(int(row[1] or 0) for row in found["autorzy"].rows) == len(told)


def test_one_change_after_two_remarks_is_told_once() -> None:
    blocks = build_consultation(MIXED).blocks
    changes = [b.text for b in blocks if isinstance(b, Heading) and b.id.startswith("zmiana-")]
    assert changes == ["Zmiana 1: Cały dokument"]
    assert "Po uwagach: 3, 4." in write_html(build_consultation(MIXED))


def test_the_course_is_told_with_its_days() -> None:
    html = write_html(build_consultation(MIXED)).replace("\u00a0", " ").replace("&nbsp;", " ")
    assert "Konsultacje trwały 41 dni: od ogłoszenia 1 września 2026 r." in html
    assert MIXED.days == 41
    assert "art. 6 ust. 6" in html


def test_a_meeting_nobody_counted_has_no_number() -> None:
    assert tables(build_consultation(MIXED))["spotkania"].rows[0][3] is None


def test_nobody_said_anything() -> None:
    document = build_consultation(consultation())
    html = write_html(document)
    assert "nikt nie zgłosił uwag" in html
    assert "tekst dokumentu się nie zmienił" in html
    validate(document)


@pytest.mark.parametrize("loose", [{"position": None}, {"reasons": ""}])
def test_no_report_while_a_remark_waits(loose: dict[str, object]) -> None:
    with pytest.raises(OpenRemarksError, match="remarks without a position: 2") as refused:
        consultation(remark(1), remark(2, **loose))
    assert refused.value.numbers == (2,)


def test_texts_of_people_are_texts_and_not_marks() -> None:
    html = write_html(
        build_consultation(consultation(remark(1, text="<b>x</b> **y** [z](https://a.b)")))
    )
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "https://a.b" in html
    assert 'href="https://a.b"' not in html


def test_three_formats_say_the_same_and_twice_the_same() -> None:
    document = build_consultation(MIXED)
    assert write_pdf(document) == write_pdf(build_consultation(MIXED))
    office = docx.Document(io.BytesIO(write_docx(document)))
    words = " ".join(
        cell.text for table in office.tables for row in table.rows for cell in row.cells
    )
    html = re.sub(r"<[^>]+>", " ", write_html(document))
    for one in MIXED.remarks:
        assert one.text in words
        assert one.text in html
