"""Minutes: what they say, how they are kept, and that anyone can read the files."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import Any

import docx
import page as pdf_check
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from terytoria.documents.model import Document as Text
from terytoria.documents.model import Heading, NumberedList, Table
from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.agenda import note_item
from terytoria.portal.meetings.domain.minutes import Files, keep_minutes
from terytoria.portal.meetings.domain.planning import close_meeting
from terytoria.portal.meetings.domain.voting import (
    cast_vote,
    close_vote,
    enter_votes,
    mark_attendance,
    open_vote,
)
from terytoria.portal.meetings.enums import Majority, Presence, Value
from terytoria.portal.meetings.interfaces.minutes import build_minutes, write_minutes
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models import Document

pytestmark = pytest.mark.django_db
UNITS = ("3217011", "3217023", "3217033", "3217043", "3217052")
KEPT = os.environ.get("TERYTORIA_PICTURES")


@pytest.fixture
def over(meet: Any, point: Any, ola: User, speakers: dict[str, User]) -> Meeting:
    """A closed meeting: four of five here, one point adopted, one rejected, one talked about."""
    meeting: Meeting = meet(
        point(Majority.NONE, title="Otwarcie obrad", text="", proposal=""),
        point(title="Przyjęcie diagnozy", proposal="Rada przyjmuje diagnozę.\nWchodzi w życie."),
        point(Majority.UNANIMOUS, title="Umowa & <b>warunki</b>"),
        state="open",
        led_by="Przewodnicząca Rady",
    )
    marks = dict.fromkeys(UNITS[:3], Presence.PRESENT) | {UNITS[3]: Presence.REMOTE}
    mark_attendance(ola, meeting, marks)
    first, second, third = meeting.items.all()
    note_item(ola, first, "Przewodnicząca przywitała zebranych.\n\nUwag nie było.", first.version)
    open_vote(ola, second)
    cast_vote(speakers[UNITS[0]], second, Value.FOR)
    cast_vote(speakers[UNITS[1]], second, Value.AGAINST)
    enter_votes(ola, second, {UNITS[2]: Value.FOR})
    close_vote(ola, second)
    open_vote(ola, third)
    cast_vote(speakers[UNITS[0]], third, Value.ABSTAIN)
    close_vote(ola, third)
    close_meeting(ola, meeting)
    meeting.refresh_from_db()
    return meeting


def words_of(made: Text) -> str:
    """Everything a document says, as one text."""
    return " ".join(repr(block) for block in made.blocks).replace("\xa0", " ")


def test_they_tell_presence_quorum_course_votes_and_decisions(over: Meeting) -> None:
    made = build_minutes(over)
    said = words_of(made)
    assert [one.text for one in made.blocks if isinstance(one, Heading) and one.level < 3] == [
        "Protokół spotkania", "Obecność i kworum", "Porządek obrad", "Przebieg", "Decyzje",
        "Podpisy",
    ]  # fmt: skip
    assert "Obecnych: 4 z 5 uprawnionych" in said
    assert "Kworum było." in said
    assert "Zasada domyślna portalu" in said
    assert "Przewodnicząca przywitała zebranych." in said
    agenda = next(one for one in made.blocks if isinstance(one, NumberedList))
    assert [item[0].text for item in agenda.items][1] == "Przyjęcie diagnozy"
    tables = {one.id: one for one in made.blocks if isinstance(one, Table)}
    assert tables["obecni"].rows[3] == ("Jezierzyn", "zdalnie")
    assert tables["obecni"].rows[4] == ("Wola", "nieobecny")
    second = over.items.all()[1]
    assert tables[f"glosy-{second.pk}"].rows[:3] == (
        ("Borowa", "za", "Osoba 1"),
        ("Leśniów", "przeciw", "Osoba 2"),
        ("Stare Kąty", "za", "Osoba 0 (wpisał głos)"),
    )
    year = today().year
    assert [row[:3] for row in tables["decyzje-tabela"].rows] == [
        (f"1/{year}", "Przyjęcie diagnozy", "przyjęto"),
        (f"2/{year}", "Umowa & <b>warunki</b>", "odrzucono"),
    ]


def test_the_pdf_can_be_read_by_everybody(over: Meeting) -> None:
    files = write_minutes(over)
    for profile in ("ua1", "3a"):
        report = pdf_check.validate_pdf_bytes(files.pdf, profile=profile)
        assert report.is_compliant, [(one.rule_id, one.message) for one in report.failures]
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(files.pdf)).pages)
    assert "Umowa & <b>warunki</b>" in text
    assert "Głosowanie imienne" in text
    if KEPT:
        (Path(KEPT) / "protokol.pdf").write_bytes(files.pdf)
        (Path(KEPT) / "protokol.docx").write_bytes(files.docx)


def test_the_docx_says_the_same(over: Meeting) -> None:
    opened = docx.Document(io.BytesIO(write_minutes(over).docx))
    text = "\n".join(one.text for one in opened.paragraphs)
    for said in ("Przewodnicząca przywitała zebranych.", "Kworum było.", "Porządek obrad"):
        assert said in text
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert {"Jezierzyn", "zdalnie", "odrzucono"} <= set(cells)


def test_the_same_meeting_gives_the_same_files(over: Meeting) -> None:
    assert write_minutes(over) == write_minutes(Meeting.objects.get(pk=over.pk))


def test_they_are_documents_of_the_partnership_and_a_correction_is_a_version(
    over: Meeting, ola: User
) -> None:
    files = write_minutes(over)
    kept = keep_minutes(ola, over, files)
    assert kept.minutes_pdf is not None
    assert kept.minutes_docx is not None
    for ending, document in (("pdf", kept.minutes_pdf), ("docx", kept.minutes_docx)):
        content = getattr(files, ending)
        version = document.versions.get()
        assert document.kind == DocumentKind.MINUTES
        assert document.partnership == over.partnership
        assert version.sha256 == hashlib.sha256(content).hexdigest()
        assert version.file.name.endswith(f".{ending}")
        with version.file.open() as stored:
            assert stored.read() == content
    item = over.items.first()
    assert item is not None
    note_item(ola, item, "Poprawiony przebieg.", item.version)
    over.refresh_from_db()
    with pytest.raises(RefusedError, match="co poprawiono"):
        keep_minutes(ola, over, write_minutes(over))
    keep_minutes(ola, over, write_minutes(over), "Przebieg punktu 1")
    assert Document.objects.count() == 2
    assert [(one.number, one.note) for one in kept.minutes_pdf.versions.all()] == [
        (2, "Przebieg punktu 1"),
        (1, "Pierwsza wersja"),
    ]


def test_files_of_an_older_state_are_refused(over: Meeting, ola: User) -> None:
    files = write_minutes(over)
    item = over.items.first()
    assert item is not None
    note_item(ola, item, "Ktoś poprawił w międzyczasie.", item.version)
    with pytest.raises(RefusedError, match="w międzyczasie"):
        keep_minutes(ola, over, files)
    assert not Document.objects.exists()


def test_minutes_of_a_meeting_that_goes_on_are_refused(meet: Any, ola: User) -> None:
    meeting = meet(state="open")
    with pytest.raises(RefusedError, match="po zamknięciu spotkania"):
        keep_minutes(ola, meeting, Files(b"%PDF-1.7", b"%PDF-1.7", meeting.version))


def test_a_letter_the_typeface_lacks_is_named(over: Meeting, ola: User) -> None:
    item = over.items.first()
    assert item is not None
    note_item(ola, item, "Brawo \U0001f389 wszyscy", item.version)
    with pytest.raises(RefusedError, match="\U0001f389"):
        write_minutes(Meeting.objects.get(pk=over.pk))


def test_control_characters_and_empty_meetings_do_not_stop_them(
    meet: Any, ola: User, dolina: Any, point: Any
) -> None:
    meeting = meet(point(title="Punkt\x0bz\tznakami", text="a\x07b"), state="open")
    close_meeting(ola, meeting)
    dolina.members.all().delete()
    meeting.refresh_from_db()
    said = words_of(build_minutes(meeting))
    assert "Punkt z znakami" in said
    assert "nie podjęto decyzji" in said
    assert "Kworum nie było." in said
    assert write_minutes(meeting).pdf.startswith(b"%PDF")


def test_they_are_ordered_from_the_page(over: Meeting, ola: User, client: Client) -> None:
    client.force_login(ola)
    address = reverse("meetings:minutes", args=["dolina", over.pk])
    assert "jako PDF i DOCX" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    page = client.get(reverse("meetings:meeting", args=["dolina", over.pk])).content.decode()
    assert "Sporządź nową wersję protokołu" in page
    pdf = Document.objects.get(title__endswith="(PDF)")
    assert reverse("partnerships:document", args=["dolina", pdf.pk]) in page
    again = client.post(address, {"note": "Literówka"})
    assert again.status_code == 422  # nothing was corrected: the file is the same
    assert "taki sam jak ostatnia wersja" in again.content.decode()
