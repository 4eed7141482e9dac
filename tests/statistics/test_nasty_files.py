"""Files as they come from offices: each is read aright or refused in these very words."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.sources.own_data import OwnData, OwnDataError, read_own_data
from terytoria.territory import Level, Register

Take = Callable[..., OwnData]
HEAD = "jednostka;wskaźnik;rok;wartość\n"
ROWS = [("3217011", "pop_total", 2025, 23000.0), ("3217023", "pop_total", 2025, 4550.5)]
FOUR = [["jednostka", "wskaźnik", "rok", "wartość"]]


@pytest.fixture
def take(tmp_path: Path, register: Register) -> Take:
    """Writes content to a file and reads it as own data."""

    def read(content: str | bytes, name: str = "dane.csv", **options: object) -> OwnData:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return read_own_data(path, register, Catalogue.load(), **options)  # type: ignore[arg-type]

    return read


@pytest.fixture
def told(take: Take) -> Callable[..., str]:
    """What is said of a file that is refused, line by line."""

    def refuse(content: str | bytes, name: str = "dane.csv") -> str:
        with pytest.raises(OwnDataError) as caught:
            take(content, name)
        return str(caught.value)

    return refuse


def book(rows: Sequence[Sequence[object]], change: Callable[..., None] | None = None) -> bytes:
    """A workbook of one sheet, changed before it is saved."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    if change is not None:
        change(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _day(year: int, month: int, day: int) -> datetime:
    """A day as spreadsheets keep it: midnight of no zone."""
    return datetime.combine(date(year, month, day), datetime.min.time())


def rows_of(data: OwnData) -> list[tuple[str, str, int, float]]:
    return data.frame.select("unit", "series", "year", "value").rows()


def written(delimiter: str = ";", decimal: str = ",", end: str = "\n", quote: str = "") -> str:
    """The two good rows in the writing of some program."""
    table = [FOUR[0]]
    table += [
        [unit, name, str(year), f"{value}".replace(".", decimal)]
        for unit, name, year, value in ROWS
    ]
    quoted = [[f"{quote}{cell}{quote}" for cell in line] for line in table]
    return end.join(delimiter.join(line) for line in quoted) + end


READ = {
    "utf-8": written().encode(),
    "utf-8 with a mark": b"\xef\xbb\xbf" + written().encode(),
    "cp1250": written().encode("cp1250"),
    "utf-16 of Excel's Unicode text": written("\t").encode("utf-16"),
    "tabs": written("\t").encode(),
    "commas with decimal points": written(",", ".").encode(),
    "commas, quoted decimal commas": written(",", ",", quote='"').encode(),
    "pipes": written("|").encode(),
    "lines of Windows": written(end="\r\n").encode(),
    "no last line end": written().rstrip("\n").encode(),
    "delimiter told to Excel": ("sep=;\r\n" + written(end="\r\n")).encode(),
    "delimiter told in quotes": ('"sep=\t"\n' + written("\t")).encode(),
    "blank lines around": ("\n\n" + written() + "\n;;;\n\n").encode(),
    "spaces around cells": written(" ; ").encode(),
    "no-break spaces in numbers": written().replace("23000,0", "23\u00a0000,0").encode(),
    "narrow spaces in numbers": written().replace("23000,0", "23\u202f000,0").encode(),
    "columns in another order": (
        "rok;wartość;jednostka;wskaźnik\n"
        "2025;23000,0;3217011;pop_total\n2025;4550,5;3217023;pop_total\n"
    ).encode(),
    "columns besides": "".join(f"uwagi;{line}\n" for line in written().splitlines()).encode(),
    "headings in capitals": written().upper().replace("POP_TOTAL", "pop_total").encode(),
    "apostrophes before codes": written().replace("3217", "'3217").encode(),
    "the same row twice": (written() + "3217011;pop_total;2025;23000\n").encode(),
    "days for years": written().replace(";2025;", ";31.12.2025;").encode(),
    "powers of ten": written().replace("23000,0", "2,3E+04").encode(),
}  # fmt: skip


@pytest.mark.parametrize("writing", READ)
def test_each_writing_gives_the_same_rows(take: Take, writing: str) -> None:
    assert rows_of(take(READ[writing])) == ROWS


TOLD = {
    "a formula": ("3217011;pop_total;2025;=A1*2",
        "Wiersz 2, kolumna „wartość”: „=A1*2” nie jest liczbą. Wpisz samą liczbę, np. 12,5."),
    "an error of the sheet": ("3217011;pop_total;2025;#DZIEL/0!",
        "Wiersz 2, kolumna „wartość”: Komórka zawiera błąd arkusza #DZIEL/0!. Popraw formułę."),
    "a blank value": ("3217011;pop_total;2025;",
        ("Wiersz 2, kolumna „wartość”: Brak wartości. "
        "Wpisz liczbę albo usuń wiersz: brak danych to nie zero.")),
    "a dash for no data": ("3217011;pop_total;2025;-",
        ("Wiersz 2, kolumna „wartość”: Brak wartości. "
        "Wpisz liczbę albo usuń wiersz: brak danych to nie zero.")),
    "two numbers in a cell": ("3217011;pop_total;2025;12 5",
        ("Wiersz 2, kolumna „wartość”: „12 5” można odczytać różnie. "
        "Odstęp dzieli tylko tysiące: 1 234,5. Może to brak przecinka?")),
    "a number that became a day": ("3217011;pop_total;2025;2024-05-01",
        "Wiersz 2, kolumna „wartość”: „2024-05-01” nie jest liczbą. Wpisz samą liczbę, np. 12,5."),
    "a per cent of persons": ("3217011;pop_total;2025;12,5%",
        ("Wiersz 2, kolumna „wartość”: „12,5%” to procent, a „Ludność, stan 31 XII (NSP 2021)” "
        "podaje się w: osoba. Wpisz liczbę w tej jednostce, bez znaku %.")),
    "persons below zero": ("3217011;pop_total;2025;-5",
        ("Wiersz 2, kolumna „wartość”: „Ludność, stan 31 XII (NSP 2021)” nie może być ujemne. "
        "Sprawdź wartość.")),
    "a number too large": ("3217011;pop_total;2025;1e999",
        "Wiersz 2, kolumna „wartość”: „1e999” jest zbyt duże. Sprawdź wartość."),
    "a day as a number of Excel": ("3217011;pop_total;45657;5",
        "Wiersz 2, kolumna „rok”: „45657” nie jest rokiem. Wpisz cztery cyfry, np. 2023."),
    "a year of two digits": ("3217011;pop_total;25;5",
        "Wiersz 2, kolumna „rok”: „25” nie jest rokiem. Wpisz cztery cyfry, np. 2023."),
    "a year to come": ("3217011;pop_total;2525;5",
        "Wiersz 2, kolumna „rok”: Rok 2525 jest poza zakresem. Wpisz rok 1900–2100."),
    "no unit": (";pop_total;2025;5",
        "Wiersz 2, kolumna „jednostka”: Brak jednostki. Wpisz kod TERYT albo nazwę gminy."),
    "a voivodeship": ("32;pop_total;2025;5",
        ("Wiersz 2, kolumna „jednostka”: Kod 32 to województwo. "
        "Podaj gminę (7 cyfr) lub powiat (4).")),
    "twins": ("Wałcz;pop_total;2025;5",
        ("Wiersz 2, kolumna „jednostka”: Jest kilka gmin o nazwie „Wałcz”. "
        "Wpisz kod: 3217011 Wałcz (miejska), 3217052 Wałcz (wiejska).")),
    "no indicator": ("3217011;;2025;5",
        ("Wiersz 2, kolumna „wskaźnik”: Brak wskaźnika. "
        "Wpisz identyfikator szeregu, np. pop_total.")),
    "cells too many": ("3217011;pop_total;2025;5;6",
        ("Wiersz 2: Wiersz ma więcej komórek niż nagłówek. "
        "Ujmij liczby z przecinkiem w cudzysłów albo rozdziel kolumny średnikiem.")),
}  # fmt: skip


@pytest.mark.parametrize("mistake", TOLD)
def test_each_mistake_is_told_in_these_words(told: Callable[..., str], mistake: str) -> None:
    row, text = TOLD[mistake]
    first = "Plik dane.csv nie został przyjęty; wierszy z błędami: 1."
    assert told(f"{HEAD}{row}\n") == f"{first}\n{text}"


FILES: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("a.csv", b"", "Plik a.csv jest pusty. Pobierz wzór i wpisz dane."),
    "blank": ("a.csv", b" \r\n\t\n", "Plik a.csv jest pusty. Pobierz wzór i wpisz dane."),
    "commas alone": ("a.csv", b",,,\n,,,\n", "Plik a.csv jest pusty. Pobierz wzór i wpisz dane."),
    "a mark alone": ("a.csv", b"\xef\xbb\xbf", "Plik a.csv jest pusty. Pobierz wzór i wpisz dane."),
    "a heading alone": (
        "a.csv", HEAD.encode(), "Plik a.csv ma tylko nagłówek. Wpisz dane pod nim."),
    "a heading twice": ("a.csv", b"kod;teryt;wskaznik;rok;wartosc\n1;1;1;1;1\n",
        "Plik a.csv ma dwie kolumny „jednostka”. Zostaw jedną."),
    "no heading": ("a.csv", b"3217011;pop_total;2025;5\n",
        ("Plik a.csv nie ma kolumn: jednostka, wskaźnik, rok, wartość. W wierszu 1 jest: "
        "3217011, pop_total, 2025, 5. Nazwij kolumny tak jak we wzorze: "
        "jednostka, wskaźnik, rok, wartość.")),
    "a column short": ("a.csv", b"kod;wskaznik;rok\n1;2;3\n",
        ("Plik a.csv nie ma kolumn: wartość. W wierszu 1 jest: kod, wskaznik, rok. "
        "Nazwij kolumny tak jak we wzorze: jednostka, wskaźnik, rok, wartość.")),
    "old Excel": ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "a.xls to stary format XLS. Zapisz plik jako XLSX albo CSV."),
    "a picture": ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "a.csv nie jest plikiem CSV ani XLSX. Zapisz dane w jednym z nich."),
    "an unknown encoding": ("a.csv", HEAD.encode() + b"\x81\x83\x88\n",
        "a.csv: nieznane kodowanie znaków. Zapisz plik jako CSV UTF-8."),
    "half of a workbook": ("a.xlsx", book(FOUR)[:900],
        "a.xlsx: arkusz jest uszkodzony. Zapisz go jeszcze raz."),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_each_file_that_is_none_is_told_in_these_words(told: Callable[..., str], kind: str) -> None:
    name, content, text = FILES[kind]
    assert told(content, name) == text


def test_rows_that_disagree_name_each_other(told: Callable[..., str]) -> None:
    text = told(HEAD + "3217011;pop_total;2025;5\n3217011;pop_total;2025;6\n")
    assert text.splitlines()[1] == (
        "Wiersz 3, kolumna „wartość”: Inna wartość tej samej jednostki, wskaźnika i roku jest w "
        "wierszu 2. Zostaw jeden z wierszy."
    )


def test_eleven_mistakes_are_told_ten_and_the_rest_counted(told: Callable[..., str]) -> None:
    lines = told(HEAD + "3217011;pop_total;2025;x\n" * 12).splitlines()
    assert lines[0] == "Plik dane.csv nie został przyjęty; wierszy z błędami: 12."
    assert len(lines) == 12
    assert lines[-1] == "… i 2 dalszych."


class TestPercent:
    def test_a_share_may_be_written_with_its_sign(self, take: Take) -> None:
        series = next(
            each
            for each in Catalogue.load().series.values()
            if each.unit == "%" and Level.GMINA in each.levels and not each.derived
        )
        found = take(f"{HEAD}3217011;{series.id};2025;12,5%\n")
        assert rows_of(found) == [("3217011", series.id, 2025, 12.5)]

    def test_a_series_nobody_described_is_taken_as_written(self, take: Take) -> None:
        found = take(f"{HEAD}3217011;own_share;2025;12,5%\n", observed=["own_share"])
        assert rows_of(found) == [("3217011", "own_share", 2025, 12.5)]


class TestWorkbooks:
    def test_numbers_texts_and_days_are_read_as_shown(self, take: Take) -> None:
        rows = [
            *FOUR,
            [3217011, "pop_total", _day(2025, 12, 31), 23000],
            ["3217023", "pop_total", date(2025, 1, 1), "4550,5"],
        ]
        assert rows_of(take(book(rows), "a.xlsx")) == ROWS

    def test_merged_cells_leave_the_others_blank_and_are_told(
        self, told: Callable[..., str]
    ) -> None:
        rows = [*FOUR, ["3217011", "pop_total", 2024, 1], ["3217011", "pop_total", 2025, 2]]
        text = told(book(rows, lambda made: made.active.merge_cells("A2:A3")), "a.xlsx")
        assert text.splitlines()[1] == (
            "Wiersz 3, kolumna „jednostka”: Brak jednostki. Wpisz kod TERYT albo nazwę gminy."
        )

    def test_a_title_above_the_headings_is_told_with_what_stands_there(
        self, told: Callable[..., str]
    ) -> None:
        text = told(book([["Ludność gmin w 2025 r."], *FOUR, *ROWS]), "a.xlsx")
        assert text.startswith("Plik a.xlsx nie ma kolumn: jednostka, wskaźnik, rok, wartość. ")
        assert "W wierszu 1 jest: Ludność gmin w 2025 r.." in text

    def test_a_formula_that_no_program_computed_is_no_value(self, told: Callable[..., str]) -> None:
        text = told(book([*FOUR, ["3217011", "pop_total", 2025, "=2*3"]]), "a.xlsx")
        assert "Wiersz 2, kolumna „wartość”: Brak wartości." in text

    def test_true_and_a_number_that_became_a_day_are_no_values(
        self, told: Callable[..., str]
    ) -> None:
        rows = [
            *FOUR,
            ["3217011", "pop_total", 2025, True],
            ["3217023", "pop_total", 2025, _day(2024, 5, 1)],
        ]
        lines = told(book(rows), "a.xlsx").splitlines()
        assert "„prawda” nie jest liczbą" in lines[1]
        assert "„2024-05-01” nie jest liczbą" in lines[2]

    def test_hidden_rows_and_columns_are_read_like_the_others(self, take: Take) -> None:
        def hide(made: openpyxl.Workbook) -> None:
            made.active.row_dimensions[2].hidden = True
            made.active.column_dimensions["C"].hidden = True

        assert rows_of(take(book([*FOUR, *ROWS], hide), "a.xlsx")) == ROWS

    def test_a_workbook_named_as_text_is_known_by_its_content(self, take: Take) -> None:
        assert rows_of(take(book([*FOUR, *ROWS]), "dane.csv")) == ROWS

    def test_text_named_as_a_workbook_is_known_by_its_content(self, take: Take) -> None:
        assert rows_of(take(written(), "dane.xlsx")) == ROWS

    def test_a_bomb_is_refused_before_it_is_unpacked(self, told: Callable[..., str]) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open("xl/worksheets/sheet1.xml", "w") as part:
                for _ in range(300):
                    part.write(bytes(2**20))
        assert len(stream.getvalue()) < 2**20
        started = time.perf_counter()
        assert told(stream.getvalue(), "a.xlsx") == (
            "a.xlsx: arkusz po rozpakowaniu jest zbyt duży. Zapisz same dane jako CSV."
        )
        assert time.perf_counter() - started < 10

    def test_a_bomb_that_lies_of_its_size_is_refused(self, told: Callable[..., str]) -> None:
        content = bytearray(book([*FOUR, *ROWS]))
        at = content.index(b"PK\x01\x02")
        while at >= 0:
            content[at + 24 : at + 28] = (1).to_bytes(4, "little")
            at = content.find(b"PK\x01\x02", at + 4)
        assert told(bytes(content), "a.xlsx").startswith("a.xlsx: arkusz jest uszkodzony")


class TestSize:
    def test_a_million_rows_are_refused_by_their_number(self, told: Callable[..., str]) -> None:
        started = time.perf_counter()
        assert told(HEAD + "3217011;a;1;2\n" * 1_000_000, "a.csv") == (
            "Plik a.csv ma ponad 500000 wierszy. Podziel go na mniejsze."
        )
        assert time.perf_counter() - started < 60

    def test_too_many_megabytes_are_refused_unread(self, told: Callable[..., str]) -> None:
        assert told(b"x" * (33 * 2**20), "a.csv") == (
            "Plik a.csv ma ponad 32 MB. Podziel go na mniejsze."
        )

    def test_one_cell_without_end_is_told(self, told: Callable[..., str]) -> None:
        text = told(HEAD + '"' + "x" * 200_000 + "\n")
        assert text == "dane.csv, wiersz 2: nie można odczytać komórek. Sprawdź cudzysłowy."

    def test_many_columns_do_no_harm(self, take: Take) -> None:
        wide = "\n".join(line + ";" * 5000 for line in written().splitlines())
        assert rows_of(take(wide)) == ROWS
