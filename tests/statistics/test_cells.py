"""Cells of files, as text, with their row numbers."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.cells import (
    OWN,
    CellsError,
    Limits,
    Row,
    cells_of,
    decoded,
    divider,
    read_cells,
)

WORDS = st.text("aąćżŻłó 0123456789.,", min_size=1, max_size=8).map(str.strip).filter(bool)
TABLES = st.lists(st.lists(WORDS, min_size=2, max_size=4), min_size=1, max_size=5)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def cells(path: Path, content: bytes) -> list[Row]:
    path.write_bytes(content)
    return read_cells(path)


@SHARED
@given(TABLES, st.sampled_from(";\t"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_a_program_writes_is_read_back(
    tmp_path: Path, table: list[list[str]], delimiter: str, encoding: str
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([["h1", "h2"], *table])
    found = cells(tmp_path / "a.csv", stream.getvalue().encode(encoding))
    assert [row.cells for row in found] == [("h1", "h2"), *map(tuple, table)]
    assert [row.number for row in found] == list(range(1, len(table) + 2))


@settings(SHARED, max_examples=25)
@given(TABLES)
def test_a_workbook_is_read_back(tmp_path: Path, table: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = [row.cells for row in read_cells(tmp_path / "a.xlsx")]
    assert found == [tuple(row) for row in table]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (5, "5"),
        (5.0, "5"),
        (5.25, "5.25"),
        (1e300, "1e+300"),
        (True, "prawda"),
        (dt.date(2025, 12, 31), "2025-12-31"),
        (dt.datetime(2025, 12, 31, 10, 0), "2025-12-31"),  # noqa: DTZ001 - sheets know no zones
        ("  Człopa\u200b ", "Człopa"),
        ("'3217023", "3217023"),
    ],
)
def test_cells_of_a_workbook_are_shown_as_typed(
    tmp_path: Path, written: object, shown: str
) -> None:
    book = openpyxl.Workbook()
    book.active.append([written])
    book.save(tmp_path / "a.xlsx")
    assert read_cells(tmp_path / "a.xlsx")[0].cells == (shown,)


def test_a_formula_never_computed_is_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["=1+1", "x"])
    book.save(tmp_path / "a.xlsx")
    assert read_cells(tmp_path / "a.xlsx")[0].cells == ("", "x")


def test_only_the_first_sheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["pierwszy"])
    book.create_sheet("drugi").append(["drugi"])
    book.save(tmp_path / "a.xlsx")
    assert [row.cells for row in read_cells(tmp_path / "a.xlsx")] == [("pierwszy",)]


def test_numbers_of_rows_count_lines_inside_quotes(tmp_path: Path) -> None:
    found = cells(tmp_path / "a.csv", b'a;b\n"x\ny";2\nz;3\n')
    assert [row.number for row in found] == [1, 3, 4]


def test_a_cell_without_end_is_told(tmp_path: Path) -> None:
    with pytest.raises(CellsError, match="cudzysłowy"):
        cells(tmp_path / "a.csv", b"a;b\n" + b'"' + b"x" * 200_000)


def test_empty_rows_say_so() -> None:
    assert Row(1, ("", "")).empty
    assert Row(1, ()).empty
    assert not Row(1, ("", "0")).empty


LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
# The last word is no UTF-8 in any one-byte encoding, as a whole file never is.
POLISH = st.text(LETTERS + "abcxyz ABC", min_size=1, max_size=30).map(lambda text: f"{text} źdźbło")


@given(POLISH, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1250"]))
def test_polish_texts_are_read_in_each_encoding(text: str, encoding: str) -> None:
    assert decoded("a.csv", text.encode(encoding)) == text


@given(POLISH)
def test_the_older_polish_encoding_is_told_by_its_letters(text: str) -> None:
    assert decoded("a.csv", text.encode("iso8859_2")) == text


@given(POLISH, st.integers(0, 255))
def test_a_broken_byte_in_utf_8_never_gives_other_letters(text: str, byte: int) -> None:
    content = text.encode() + bytes([byte])
    if byte < 128:
        assert decoded("a.csv", content) == text + chr(byte)
    else:
        with pytest.raises(CellsError, match="kodowani"):
            decoded("a.csv", content)


@pytest.mark.parametrize("twice", ["Å»abno Ĺ‚", "Ä…Ĺ›", "ma\ufffdy"])
def test_letters_lost_before_are_refused(twice: str) -> None:
    with pytest.raises(CellsError, match="złym kodowaniu"):
        decoded("a.csv", twice.encode())


@pytest.mark.parametrize(
    ("text", "head", "mark"),
    [
        ("a;b\n1,5;2,5\n", 20, ";"),
        ("Tytuł, z przecinkami, dwoma\na;b\n1;2\n", 20, ";"),
        ("a,b\n1;x,2\n3,4\n", 20, ","),
        ("a\tb\n1,5\t2\n", 20, "\t"),
        ("a,b\n1;2;3\n", 1, ","),
    ],
)
def test_the_mark_between_cells_is_the_one_most_lines_have(text: str, head: int, mark: str) -> None:
    assert divider(text, Limits(head=head)) == (mark, False)


def test_a_first_line_may_tell_the_mark() -> None:
    assert divider("sep=\t\na;b\tc\n", OWN) == ("\t", True)
    found = cells_of("a.csv", b"sep=\t\na;b\tc\n", OWN)
    assert found == [Row(2, ("a;b", "c"))]


def test_limits_are_the_readers_own() -> None:
    with pytest.raises(CellsError, match="ponad 1 wierszy"):
        cells_of("a.csv", b"a\nb\n", Limits(rows=1))
    assert cells_of("a.csv", b"a;b;c\n", Limits(columns=2)) == [Row(1, ("a", "b"))]
