"""The yearly report and the chapters of gminas."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.model import Document, Figure, Heading, Table
from terytoria.documents.validation import validate
from terytoria.documents.writers.html import write_html
from terytoria.reports.monitoring import (
    Monitored,
    OccupiedError,
    build_chapter,
    build_monitoring,
    documents_of,
    write_monitoring,
)
from terytoria.reports.monitoring.basis import basis
from terytoria.reports.monitoring.course import Course, draw_course
from terytoria.strategy.monitoring import Light, Milestone, Reading, Spending

from .conftest import ONE, TWO, monitored, project, target


def text_of(document: Document) -> str:
    """The words of a document, spaces made plain."""
    html = re.sub(r"<style.*?</style>", " ", write_html(document), flags=re.DOTALL)
    words = re.sub(r"<[^>]+>", " ", html)
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ").replace("&nbsp;", " "))


def table(document: Document, name: str) -> Table:
    return next(one for one in document.blocks if isinstance(one, Table) and one.id == name)


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def test_the_report_says_every_light_in_words(year: Monitored) -> None:
    document = build_monitoring(year)
    validate(document)
    lights = [row[1] for row in table(document, "mierniki-oceny").rows]
    assert lights == [one.light.name_pl for one in year.targets]
    text = text_of(document)
    assert "Miernik jeszcze nieprzyjęty" in text
    assert "GUS BDL (dane pokazowe)" in text


def test_every_target_has_its_picture_and_the_same_in_a_table(year: Monitored) -> None:
    pictures = [one for one in build_monitoring(year).blocks if isinstance(one, Figure)]
    drawn = [one for one in year.targets if one.base is not None or one.readings]
    assert len(pictures) == len(drawn) == 2
    first = pictures[0]
    assert first.alt == year.targets[0].text
    assert first.table is not None
    assert [row[:3] for row in first.table.rows] == [
        ("2023", "baza", 400.0),
        ("2024", "odczyt", 390.0),
        ("2025", "odczyt", 350.0),
        ("2030", "cel", 260.0),
    ]
    assert first.table.rows[2][3:] == (330.0, 372.0, 360.0)


def test_a_sum_says_how_many_amounts_it_misses(year: Monitored) -> None:
    document = build_monitoring(year)
    rows = {
        row[0]: [plain(cell) for cell in row[1:]] for row in table(document, "wydatki-lata").rows
    }
    assert rows["2025"] == ["100 000 zł", "90 000 zł"]
    assert rows["2026"] == ["1 000 000 zł", "150 000,50 zł bez 1 nieznanej kwoty"]
    assert "2027" not in rows
    assert "1 projekt nie ma żadnego wpisu o wydatkach" in text_of(document)


def test_money_stands_by_year_and_by_unit() -> None:
    second = project("Drugi", lead=TWO, spendings=(Spending(2026, "g", None, Decimal(5)),))
    document = build_monitoring(monitored(projects=(project(), second)))
    rows = {row[0]: plain(row[2]) for row in table(document, "wydatki-liderzy").rows}
    assert rows == {
        "Jaworzowice": "240 000,50 zł bez 1 nieznanej kwoty",
        "Borowa Góra": "5 zł",
    }


def test_delays_are_listed_the_longest_first(year: Monitored) -> None:
    later = project("Nowy", milestones=(Milestone("Wniosek", date(2026, 1, 31)),))
    document = build_monitoring(replace(year, projects=(*year.projects, later)))
    rows = table(document, "opoznienia").rows
    assert [row[0] for row in rows] == ["Wniosek", "Wybór wykonawcy"]
    assert plain(rows[1][4]) == "92 dni"


def test_a_year_without_anything_says_so() -> None:
    empty = monitored(targets=(), projects=(), decisions=(), reasons=())
    for _unit, _stem, document in documents_of(empty):
        validate(document)
    text = text_of(build_monitoring(empty))
    for sentence in ("Strategia nie ma jeszcze mierników", "nie ma jeszcze projektów",
                     "W tym roku nie zapadły", "Nic z tego, co śledzimy"):  # fmt: skip
        assert sentence in text


def test_a_chapter_shows_the_gmina_its_own_part(year: Monitored) -> None:
    document = build_chapter(year, ONE)
    validate(document)
    rows = table(document, "czesc-gminy").rows
    assert [plain(cell) for cell in rows[0][4:]] == ["210 osób (2023)", "190 osób (2025)"]
    assert rows[1][5] == "liczony tylko dla całości"
    roles = [row[:2] for row in table(document, "projekty-stan").rows]
    assert roles == [("Centrum nauki zawodu", "lider")]
    text = text_of(document)
    assert "art. 28aa" in text
    assert "31 maja 2027 r." in text
    assert "4/2026" in text


def test_a_partner_s_chapter_says_partner(year: Monitored) -> None:
    roles = [row[:2] for row in table(build_chapter(year, TWO), "projekty-stan").rows]
    assert roles == [("Centrum nauki zawodu", "partner"), ("Autobus do szkoły", "lider")]


def test_a_gmina_without_projects_reads_that(year: Monitored) -> None:
    alone = replace(year, projects=(project(lead=TWO, partners=()),))
    assert "Gmina Jaworzowice nie prowadzi projektu" in text_of(build_chapter(alone, ONE))


def test_only_a_member_gmina_has_a_chapter(year: Monitored) -> None:
    assert [unit for unit, *_ in documents_of(year)] == ["", ONE, TWO]
    with pytest.raises(ValueError, match="no member gmina"):
        build_chapter(year, "9901")


def test_a_chapter_is_due_by_the_end_of_may_of_the_next_year() -> None:
    assert basis().day(2026) == date(2027, 5, 31)
    assert basis().confirmed


def test_texts_of_people_cannot_break_a_document(year: Monitored) -> None:
    nasty = "A *b* [c](d) <script>x</script> \x07 & \\"
    worse = replace(
        year,
        partnership=nasty,
        targets=(target(nasty, goal=nasty, unit=nasty),),
        projects=(project(nasty, milestones=(Milestone(nasty, date(2026, 1, 1)),)),),
    )
    for _unit, _stem, document in documents_of(worse):
        validate(document)
        assert "<script>x" not in write_html(document)


VALUES = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2))


@given(
    base=st.none() | VALUES,
    goal=VALUES,
    seen=st.lists(VALUES, max_size=5),
    half=st.none() | st.floats(0, 1000),
)
def test_any_course_is_drawn(
    base: float | None, goal: float, seen: list[float], half: float | None
) -> None:
    readings = tuple(
        Reading(2025 + at, value, *((None, None) if half is None else (value - half, value + half)))
        for at, value in enumerate(seen)
    )
    course = Course("Miernik", "szt.", 1, 2024, base, 2030, goal, readings, width=360)
    svg = draw_course(course).svg
    assert "nan" not in svg
    assert "style=" not in svg
    assert ("prosta droga" in svg) == (base is not None)
    assert ("przedział" in svg) == bool(half is not None and seen)


def test_a_course_without_a_base_year_is_drawn_up_to_its_goal() -> None:
    svg = draw_course(Course("Miernik", "", 0, None, None, 2030, 5.0)).svg
    assert "2030" in svg


def test_all_files_are_written_and_replaced(year: Monitored, tmp_path: Path) -> None:
    out = tmp_path / "rok"
    short = replace(year, targets=year.targets[:1], members=(ONE,))
    said: list[str] = []
    files = write_monitoring(short, out, said.append)
    assert sorted(one.name for one in files) == sorted(one.name for one in out.iterdir())
    assert {one.suffix for one in files} == {".html", ".pdf", ".docx"}
    assert f"rozdzial-2026-jaworzowice-{ONE}.docx" in {one.name for one in files}
    assert len(said) == 2
    report = next(one for one in files if one.name == "monitorowanie-2026.docx")
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(report.read_bytes())).paragraphs)
    assert "Raport z\u00a0monitorowania" in words
    pdf = next(one for one in files if one.name == "monitorowanie-2026.pdf").read_bytes()
    assert b"pdfuaid" in pdf or b"StructTreeRoot" in pdf
    again = write_monitoring(short, out)
    assert [one.read_bytes() for one in again if one.suffix == ".html"]
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_of_something_else_is_left_alone(year: Monitored, tmp_path: Path) -> None:
    (tmp_path / "zdjęcie.png").write_bytes(b"x")
    with pytest.raises(OccupiedError, match="choose another folder"):
        write_monitoring(year, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["zdjęcie.png"]


def test_a_failure_leaves_nothing_behind(
    year: Monitored, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from terytoria.reports.monitoring import writing

    def broken(document: Document) -> bytes:
        raise OSError("no room")

    monkeypatch.setitem(writing.WRITERS, "docx", broken)
    with pytest.raises(OSError, match="no room"):
        write_monitoring(replace(year, targets=()), tmp_path / "rok")
    assert list(tmp_path.iterdir()) == []


def test_chapters_and_sections_are_in_order(year: Monitored) -> None:
    chapters = [
        one.text for one in build_monitoring(year).blocks
        if isinstance(one, Heading) and one.level == 1
    ]  # fmt: skip
    assert chapters == ["W skrócie", "Mierniki", "Projekty", "Dane do rysunków"]


def test_the_tiles_count_what_the_chapters_tell(year: Monitored) -> None:
    states = (target(light=Light.REACHED), target(light=Light.ON_COURSE), *year.targets)
    text = text_of(build_monitoring(replace(year, targets=states)))
    assert re.search(r"2\s+mierniki osiągnięte albo na dobrej drodze\s+z 5", text)
