"""Cells of a CSV or XLSX file as text, whatever program wrote it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import openpyxl

MAX_BYTES = 32 * 2**20
MAX_UNPACKED = 256 * 2**20
MAX_ROWS = 500_000
MAX_COLUMNS = 64
_DELIMITERS = ";\t,|"
# Excel is told the delimiter by a first line of its own, which holds no data.
_TOLD = re.compile(r'"?sep=([;\t,|])"?', re.IGNORECASE)


class CellsError(ValueError):
    """A file whose cells cannot be read; the message is Polish, for the person who sent it."""


@dataclass(frozen=True)
class Row:
    """Cells of one row with its number in the file, from 1."""

    number: int
    cells: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)


def read_cells(path: Path) -> list[Row]:
    """Rows of the first sheet or of the text; :class:`CellsError` says why they cannot be read."""
    try:
        size = path.stat().st_size
    except OSError:
        raise CellsError(f"Nie ma pliku {path.name}. Sprawdź nazwę.") from None
    if size > MAX_BYTES:
        raise CellsError(
            f"Plik {path.name} ma ponad {MAX_BYTES // 2**20} MB. Podziel go na mniejsze."
        )
    if path.is_dir():
        raise CellsError(f"{path.name} to folder, a nie plik.")
    content = path.read_bytes()
    if not content.strip():
        raise CellsError(f"Plik {path.name} jest pusty. Pobierz wzór i wpisz dane.")
    if content[:4] == b"PK\x03\x04":
        rows = _xlsx(path.name, content)
    elif content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise CellsError(f"{path.name} to stary format XLS. Zapisz plik jako XLSX albo CSV.")
    else:
        rows = _csv(path.name, content)
    found: list[Row] = []
    for row in rows:
        if len(found) >= MAX_ROWS:
            raise CellsError(
                f"Plik {path.name} ma ponad {MAX_ROWS} wierszy. Podziel go na mniejsze."
            )
        found.append(row)
    return found


def _csv(name: str, content: bytes) -> Iterator[Row]:
    text = _decoded(name, content)
    if "\0" in text:
        raise CellsError(f"{name} nie jest plikiem CSV ani XLSX. Zapisz dane w jednym z nich.")
    head = text.lstrip("\r\n").split("\n", 1)[0]
    told = _TOLD.fullmatch(head.strip())
    delimiter = told[1] if told else max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    if told:
        next(reader)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise CellsError(
                f"{name}, wiersz {reader.line_num}: nie można odczytać komórek. Sprawdź cudzysłowy."
            ) from None
        yield Row(reader.line_num, tuple(map(_tidy, cells[:MAX_COLUMNS])))


def _decoded(name: str, content: bytes) -> str:
    """Text in UTF-8 (with or without a mark), UTF-16 with a mark, or the Windows-1250 of Excel."""
    marked = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1250"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CellsError(f"{name}: nieznane kodowanie znaków. Zapisz plik jako CSV UTF-8.")


def _xlsx(name: str, content: bytes) -> Iterator[Row]:
    _check_archive(name, content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS + 1, values_only=True)
        for number, cells in enumerate(rows, start=1):
            yield Row(number, _trimmed(tuple(map(_shown, cells))))
    except CellsError:
        raise
    except Exception as problem:
        # The reader of XLSX raises whatever its parts raise; to the sender it is one thing.
        raise CellsError(
            f"{name}: arkusz jest uszkodzony albo zabezpieczony hasłem. Zapisz go jeszcze raz."
        ) from problem


def _check_archive(name: str, content: bytes) -> None:
    """Refuse archives that unpack to far more than they are, or declare entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = _fault(archive)
    except Exception as problem:
        # A damaged archive raises from zipfile, zlib, struct or codecs; it is one thing to tell.
        raise CellsError(f"{name}: arkusz jest uszkodzony. Zapisz go jeszcze raz.") from problem
    if fault:
        raise CellsError(f"{name}: {fault}")


def _fault(archive: zipfile.ZipFile) -> str:
    """What makes an archive no safe workbook; empty when nothing does."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 1000:
        return "arkusz po rozpakowaniu jest zbyt duży. Zapisz same dane jako CSV."
    if "[Content_Types].xml" not in archive.namelist():
        return "plik nie jest arkuszem XLSX. Zapisz dane jako XLSX albo CSV."
    written = (part for part in parts if part.filename.endswith((".xml", ".rels")))
    if any(_declares(archive, part) for part in written):
        return "arkusz zawiera niedozwolone deklaracje XML. Zapisz same dane jako CSV."
    return ""


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        head = file.read(4096)
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _shown(cell: object) -> str:
    """A cell as a person would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "prawda" if cell else "fałsz"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return _tidy(str(cell))


def _tidy(text: str) -> str:
    """Text without the spaces, marks and apostrophes that programs put around it."""
    return text.replace("\u200b", "").replace("\ufeff", "").strip().lstrip("'").strip()
