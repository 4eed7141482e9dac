"""The tolerant reader of published tables: nasty files by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published import table as tables
from terytoria.statistics.sources.published.codes import read_day, whole_gmina
from terytoria.statistics.sources.published.notices import Notices, distinct, short
from terytoria.statistics.sources.published.table import Layout, open_content, read_table
from terytoria.territory import Register

LAYOUT = Layout("wykaz", {"kod": ("kod", "code"), "nazwa": ("nazwa",)})
DATED = Layout("wykaz", {"kod": ("kod",), "dzień": ("dzien",)}, closing=frozenset({"dzień"}))
Read = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Rows of a content: number, code, name."""

    def rows(content: str | bytes, layout: Layout = LAYOUT, name: str = "a.csv") -> object:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, layout).frame.rows()

    return rows  # type: ignore[return-value]


@pytest.fixture
def said(read: Read) -> Callable[..., str]:
    """What is said of a refused content."""

    def refuse(content: str | bytes, layout: Layout = LAYOUT, name: str = "a.csv") -> str:
        with pytest.raises(RefusedFileError) as caught:
            read(content, layout, name)
        return str(caught.value)

    return refuse


@pytest.mark.parametrize(
    "text",
    [
        "kod;nazwa\n1;Żabno\n",
        "kod;nazwa\r\n1;Żabno\r\n",
        "kod;nazwa\r1;Żabno\r",
        "sep=;\nkod;nazwa\n1;Żabno\n",
        "sep=\t\nkod\tnazwa\n1\tŻabno\n",
        "kod,nazwa\n1,Żabno\n",
        "Kod ; NAZWA \n 1 ; Żabno \n",
        '"kod";"nazwa"\n"1";"Żabno"\n',
        "kod;nazwa\n'1;\u00a0Żabno\u200b\n",
        "nazwa;kod\nŻabno;1\n",
        "nazwa;inne;code\nŻabno;x;1\n",
        "Tytuł wykazu, z przecinkami, trzema\n\nkod;nazwa\n1;Żabno\n",
        "kod;nazwa\n;\n1;Żabno\n\n;;\n",
        "\n\nkod;nazwa\n1;Żabno\n",
    ],
)
def test_writings_of_one_table(read: Read, text: str) -> None:
    rows = read(text)
    assert [row[1:] for row in rows] == [("1", "Żabno")]


def test_rows_are_numbered_as_in_the_file(read: Read) -> None:
    assert [row[0] for row in read("\nkod;nazwa\n\n1;a\n;\n2;b\n")] == [4, 6]
    assert [row[0] for row in read('\nkod;nazwa\n\n1;"a"\n;\n2;b\n')] == [4, 6]
    assert [row[0] for row in read("sep=;\nkod;nazwa\n1;a\n")] == [3]


def test_quotes_inside_a_line_keep_to_their_line(read: Read) -> None:
    rows = read('kod;nazwa\n1;"a;b"\n2;c\n3;"d ""e"""\n')
    assert rows == [(2, "1", "a;b"), (3, "2", "c"), (4, "3", 'd "e"')]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Plik a.csv jest pusty"),
        (" \n\t\n", "Plik a.csv jest pusty"),
        (";;\n;;\n", "Plik a.csv jest pusty"),
        ("kod;nazwa\n", "ma tylko nagłówek"),
        ("kod;nazwa;KOD\n1;a;2\n", "dwie kolumny o tym samym nagłówku: „kod”"),
        ("kod;nazwa;x;x\n1;a;2;3\n", "dwie kolumny o tym samym nagłówku: „x”"),
        ("kod;nazwa\n1;a;b\n", "Wiersz 2: Wiersz ma więcej komórek niż nagłówek (2)"),
        ("kod;nazwa\n1\n2;b\n", "Wiersz 2: Wiersz ma 1 z 2 komórek."),
        ("kod;nazwa\n1;a\n2\n", "Wiersz 3: Wiersz ma 1 z 2 komórek; plik jest urwany."),
        ("kod;nazwa\n1;a\n2;b", "nie kończy się znakiem końca wiersza; może być urwany"),
        ('kod;nazwa\n1;"a\nb"\n', "Wiersz 3, kolumna „nazwa”: Komórka „a b” ma kilka wierszy"),
        ('kod;nazwa\n1;"a\n2;b\n', "Komórka „a 2;b”"),
        ("kod;miano\n1;a\n", "brak kolumn nazwa. W nagłówku jest: kod, miano."),
        ("WOJ;POW;GMI;RODZ;NAZWA_DOD\n", "to wygląda na plik TERC, a nie wykaz"),
        ("TypKorekty;WojPrzed;WojPo;RodzPo\n", "to wygląda na plik lista zmian TERC"),
        ("WOJ;SYM;SYM_UL;CECHA;NAZWA_1\n", "to wygląda na plik ULIC, a nie wykaz"),
        ("{}", "to plik JSON, a nie wykaz. Pobierz go jako CSV albo XLSX."),
        ("<!DOCTYPE html><html>", "to strona internetowa, a nie wykaz"),
        ("<?xml version='1.0'?><a/>", "to plik XML, a nie wykaz"),
        ("%PDF-1.7", "to dokument PDF, a nie wykaz"),
        ("kod;nazwa\n1;a\0\n", "nie jest plikiem CSV ani XLSX"),
        ("kod;nazwa\n1;" + "a" * 200_000 + '"\n', "Sprawdź cudzysłowy"),
    ],
)
def test_nasty_texts_are_told_in_these_words(
    said: Callable[..., str], text: str, words: str
) -> None:
    assert words in said(text)


@pytest.mark.parametrize(
    "content",
    [
        "kod;nazwa\n1;Żółw Łąka\n".encode() + b"\xc5\n",
        b"kod;nazwa\n1;\xc5\xbbabno\xff\n",
        "kod;nazwa\n1;Ä…Ĺ‚\n".encode(),
        "kod;nazwa\n1;\ufffdabno\n".encode(),
        "kod;nazwa\n1;Żabno\n2;Łąka\n".encode("cp1250") + "3;ąśź\n".encode("iso8859_2"),
        b"\xff\xfek\0o\0d\0;",
    ],
)
def test_damaged_letters_are_refused(said: Callable[..., str], content: bytes) -> None:
    assert "kodowani" in said(content)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250", "iso8859_2"])
def test_every_polish_letter_is_read(read: Read, encoding: str) -> None:
    word = "Zażółć gęślą jaźń ĄĆĘŁŃÓŚŹŻ"
    assert read(f"kod;nazwa\n1;{word}\n".encode(encoding))[0][2] == word


def test_a_closing_day_shows_that_the_last_row_is_whole(
    read: Read, said: Callable[..., str]
) -> None:
    assert len(read("kod;dzień\n1;2025-01-01", DATED)) == 1
    assert "może być urwany" in said("dzień;kod\n2025-01-01;1", DATED)


def book(rows: list[list[object]]) -> bytes:
    """A workbook of one sheet."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_short_rows_of_a_workbook_are_whole(read: Read) -> None:
    assert read(book([["Tytuł"], ["kod", "nazwa", "x"], [1.0, "a"], [None], [2]])) == [
        (3, "1", "a"),
        (5, "2", ""),
    ]


def archive(**files: bytes) -> bytes:
    """An archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("_", "."), content)
    return stream.getvalue()


def test_the_only_file_of_an_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "TERC.zip"
    path.write_bytes(archive(a_csv=b"kod;nazwa\n1;a\n"))
    assert open_content(path).name == "TERC.zip (a.csv)"
    assert read_table(path, LAYOUT).frame.rows() == [(2, "1", "a")]


def test_bombs_and_crowds_are_refused(
    said: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "archiwum ma więcej niż jeden plik" in said(
        archive(a_csv=b"a", b_csv=b"b"), name="a.zip"
    )
    assert "archiwum jest uszkodzone albo urwane" in said(
        archive(a_csv=b"a" * 99)[:60], name="a.zip"
    )
    monkeypatch.setattr(
        tables.open_content, "__defaults__", (tables.Limits(unpacked=1000, head=20),)
    )
    bomb = archive(a_csv=b"kod;nazwa\n" + b"1;a\n" * 100_000)
    assert len(bomb) < 5000
    assert "po rozpakowaniu jest zbyt duże" in said(bomb, name="a.zip")


def test_missing_files_folders_and_old_sheets_are_refused(
    said: Callable[..., str], tmp_path: Path
) -> None:
    with pytest.raises(RefusedFileError, match=r"Nie ma pliku brak\.csv"):
        read_table(tmp_path / "brak.csv", LAYOUT)
    with pytest.raises(RefusedFileError, match="to folder, a nie plik"):
        read_table(tmp_path, LAYOUT)
    assert "stary format XLS" in said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_many_rows_are_too_many(said: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "PUBLISHED", tables.Limits(rows=3, head=20))
    assert "ma ponad 3 wierszy" in said("kod;nazwa\n1;a\n2;b\n3;c\n")


def test_repetitions_are_told_and_contradictions_refused() -> None:
    frame = pl.DataFrame({"row": [2, 3, 4], "kod": ["1", "1", "2"], "nazwa": ["a", "a", "b"]})
    found = Notices("a.csv")
    assert distinct(frame, ["kod"], found, "kodu").height == 2
    said = "Wiersz 3: Pominięto powtórzone wiersze: 1 (pierwszy tutaj)."
    assert [message.text for message in found.messages] == [said]
    distinct(frame.with_columns(nazwa=pl.Series(["a", "x", "b"])), ["kod"], found, "kodu")
    with pytest.raises(
        RefusedFileError, match="Wiersz 3, kolumna „kod”: Drugi, inny wiersz kodu 1"
    ):
        found.refuse()


def test_many_problems_are_shown_ten_and_counted() -> None:
    found = Notices("a.csv")
    frame = pl.DataFrame({"row": range(1, 2001), "kod": [str(at) for at in range(2000)]})
    found.rows(frame, "kod", "„{}” jest złe.", "Popraw.")
    with pytest.raises(RefusedFileError, match="… i 990 dalszych") as caught:
        found.refuse()
    assert len(caught.value.problems) == 1000


def test_long_cells_are_shown_short() -> None:
    assert short("a" * 100) == "a" * 39 + "…"
    assert short(" a\n b ") == "a b"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-31", "2025-01-31"),
        ("31.01.2025", "2025-01-31"),
        ("1.2.2025", "2025-02-01"),
        ("2025-01-31 00:00:00", "2025-01-31"),
        ("2025-01-31T00:00", "2025-01-31"),
        ("2025-02-29", None),
        ("2025-1-31", None),
        ("31/01/2025", None),
        ("２０２５-01-31", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_days_are_read_or_not(text: str, day: str | None) -> None:
    found = read_day(text)
    assert (found and found.isoformat()) == day


def test_parts_are_of_the_gminas_that_have_them(register: Register) -> None:
    assert whole_gmina("3217024", register) == "3217023"
    assert whole_gmina("3217014", register) is None
    assert whole_gmina("3217", register) is None
    assert whole_gmina("3217029", register) is None
