"""The template of own data: a file to fill in, and the list of what may be given."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from terytoria.statistics.catalogue import AREA_KM2, Catalogue

COLUMNS = ("jednostka", "wskaźnik", "rok", "wartość")
_WIDTHS = (14, 28, 8, 14)
_RULES = (
    "Jeden wiersz to jedna wartość.",
    "jednostka: kod TERYT gminy (7 cyfr) lub powiatu (4 cyfry) jako tekst, z zerem na początku.",
    "wskaźnik: identyfikator szeregu z arkusza „Szeregi”.",
    "rok: cztery cyfry. Stany na 31 grudnia wpisz z rokiem, w którym ten dzień przypada.",
    "wartość: sama liczba w jednostce z arkusza „Szeregi”. Braku danych nie wpisuj jako zera.",
    "Plik jest przyjmowany w całości albo wcale; lista błędów wskaże wiersz i kolumnę.",
)


def write_template(path: Path, catalogue: Catalogue | None = None) -> None:
    """Write the template as ``.xlsx`` (with rules and series) or ``.csv`` (headings alone).

    Raises ``ValueError`` for another suffix.
    """
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerow(COLUMNS)
    elif path.suffix.lower() == ".xlsx":
        _write_book(path, catalogue or Catalogue.load())
    else:
        raise ValueError(f"a template is .xlsx or .csv, not {path.suffix!r}")


def _write_book(path: Path, catalogue: Catalogue) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "Dane"
    sheet.append(COLUMNS)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    for row in range(2, 1002):
        sheet[f"A{row}"].number_format = "@"
    rules = book.create_sheet("Zasady")
    rules.column_dimensions["A"].width = 100
    for rule in _RULES:
        rules.append([rule])
    series = book.create_sheet("Szeregi")
    series.append(["identyfikator", "nazwa", "jednostka miary", "poziom"])
    for letter, width in zip("ABCD", (34, 70, 32, 16), strict=True):
        series.column_dimensions[letter].width = width
        series[f"{letter}1"].font = Font(bold=True)
    for each in catalogue.series.values():
        if not each.derived and each.id != AREA_KM2:
            series.append([each.id, each.name_pl, each.unit, ", ".join(each.levels)])
    book.save(path)
