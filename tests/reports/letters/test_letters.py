"""Letters of the procedure: filled, with visible gaps, to whom, in both formats."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.inline import plain_text
from terytoria.documents.model import Document, Table
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.letters import (
    Per,
    UnknownLetterError,
    asked,
    build_letter,
    fill,
    letters_of,
    recipients,
    template,
)
from terytoria.reports.letters.addressees import area_named, executive
from terytoria.strategy.procedure import plan
from terytoria.territory import Kind, Level, Neighbours, Register
from terytoria.territory.unit import Unit

DAY = date(2026, 11, 22)
ALL = letters_of("supralocal_10g")
UNITS = (
    Unit("32", "zachodniopomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "", 1.0),
    Unit("30", "wielkopolskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "", 1.0),
    Unit("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32", 1.0),
    Unit("3002", "czarnkowsko-trzcianecki", Level.POWIAT, Kind.POWIAT, "30", 1.0),
    Unit("3217011", "Wałcz", Level.GMINA, Kind.URBAN, "3217", 1.0),
    Unit("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 1.0),
    Unit("3217052", "Wałcz", Level.GMINA, Kind.RURAL, "3217", 1.0),
    Unit("3002043", "Krzyż Wielkopolski", Level.GMINA, Kind.URBAN_RURAL, "3002", 1.0),
)
PAIRS = [("3217011", "3217052"), ("3217023", "3217052"), ("3217023", "3002043")]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(UNITS)


def texts(document: Document) -> str:
    """Words of the PDF on one line."""
    pages = pypdf.PdfReader(io.BytesIO(write_pdf(document))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("letter", [one.id for one in ALL])
def test_an_unfilled_letter_prints_every_gap_in_both_formats(letter: str) -> None:
    filled = fill(template(letter), {})
    document = build_letter(filled, DAY)
    office = docx.Document(io.BytesIO(write_docx(document)))
    words = "\n".join(one.text for one in office.paragraphs)
    printed = texts(document)
    assert filled.gaps
    assert "[uzupełnij: nazwa strategii]" in words.replace("\u00a0", " ")
    assert "[uzupełnij:" in printed
    assert "Wzór do sprawdzenia przez radcę prawnego." in printed.replace("\u00a0", " ")
    assert "Stan prawny: 31 grudnia 2025" in printed.replace("\u00a0", " ")
    headings = [one for one in office.paragraphs if one.style.name == "Heading 1"]
    assert len(headings) == 1


@pytest.mark.parametrize("letter", [one.id for one in ALL])
def test_a_filled_letter_has_no_gaps_and_invents_none(letter: str) -> None:
    facts = {name: f"fakt {at}" for at, name in enumerate(asked())}
    filled = fill(template(letter), facts)
    assert filled.gaps == ()
    document = build_letter(filled, DAY, plan=plan("supralocal_10g", DAY))
    assert "uzupełnij" not in texts(document)
    assert write_docx(document) == write_docx(document)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60))
def test_what_is_typed_is_never_read_as_marks(text: str) -> None:
    filled = fill(template("rzgw"), {"contact": text})
    paragraph = plain_text(filled.blocks[-1].items[0])
    said = " ".join(text.split()) or "[uzupełnij: osoba do kontaktu, telefon i e-mail]"
    assert paragraph in (f"Kontakt: {said}.", f"Kontakt: {said}")


def test_a_full_stop_is_not_doubled() -> None:
    filled = fill(template("notice"), {"consultation_end": "3 listopada 2026 r."})
    assert not any(".." in plain_text(item) for one in filled.blocks for item in one.items)


def test_the_resolution_holds_the_schedule_of_the_plan() -> None:
    found = plan("supralocal_10g", date(2026, 12, 1))
    filled = fill(template("procedure_resolution"), {})
    document = build_letter(filled, DAY, plan=found)
    (table,) = (one for one in document.blocks if isinstance(one, Table))
    named = {row[0]: row[2:] for row in table.rows}
    assert named["Przyjęcie strategii"][1] == f"{found.adoption:%d.%m.%Y}"
    assert "Wybór formy prawnej współpracy" not in named


def test_every_neighbour_is_named_in_its_case(register: Register) -> None:
    members = ["3217023", "3217011"]
    found = recipients(Per.NEIGHBOUR, members, register, Neighbours(PAIRS))
    assert [one.code for one in found] == ["3002043", "3217052"]
    assert found[0].facts == {
        "addressee_organ": "Burmistrz Krzyża Wielkopolskiego",
        "unit_genitive": "gminy Krzyż Wielkopolski",
        "unit_instrumental": "gminą Krzyż Wielkopolski",
    }
    assert found[1].facts["unit_genitive"] == "gminy wiejskiej Wałcz"
    assert found[1].facts["addressee_organ"] == "Wójt Gminy Wałcz"


def test_an_area_across_a_border_writes_to_both_boards(register: Register) -> None:
    found = recipients(Per.VOIVODESHIP, ["3002043", "3217023"], register, Neighbours(PAIRS))
    assert [one.facts["board"] for one in found] == [
        "Zarząd Województwa Wielkopolskiego",
        "Zarząd Województwa Zachodniopomorskiego",
    ]
    assert [one.facts["seat_in"] for one in found] == ["w Poznaniu", "w Szczecinie"]
    assert found[1].facts["voivode"] == "Wojewoda Zachodniopomorski"


def test_every_council_adopts_by_its_name(register: Register) -> None:
    members = ["3217", "3217023", "3217052"]
    found = recipients(Per.COUNCIL, members, register, Neighbours(PAIRS))
    assert [one.facts["council_genitive"] for one in found] == [
        "Rady Powiatu Wałeckiego",
        "Rady Miejskiej w Człopie",
        "Rady Gminy Wałcz",
    ]


def test_a_mayor_whose_name_history_decides_stays_a_gap(register: Register) -> None:
    assert executive(register, "3217011") == ""
    assert area_named(["3217011", "3217052", "0000000"], register) == (
        "miasto Wałcz, gmina wiejska Wałcz"
    )


def test_letters_follow_the_steps_of_the_profile() -> None:
    assert [one.id for one in letters_of("cwd")] == ["adoption_resolution"]
    assert "opinion" not in {one.id for one in letters_of("zit_iit")}
    with pytest.raises(UnknownLetterError, match="rzgw"):
        template("dance")
