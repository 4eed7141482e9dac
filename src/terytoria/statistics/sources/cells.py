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

_DELIMITERS = ";\t,|"
# Excel is told the delimiter by a first line of its own, which holds no data.
_TOLD = re.compile(r'"?sep=([;\t,|])"?', re.IGNORECASE)
# Polish letters as UTF-8 writes them, in bytes and misread as Windows-1250.
_UTF_8 = re.compile(rb"\xc4[\x84-\x87\x98\x99]|\xc5[\x81-\x84\x9a\x9b\xb9-\xbc]|\xc3[\x93\xb3]")
_TWICE = re.compile(r"Ä[„…†‡™]|Ĺ[‚„›šąşĽ]|Ăł")
# Ą Ś Ź ą ś ź lie apart in Windows-1250 and ISO 8859-2; the other Polish letters lie together.
_WINDOWS = re.compile(rb"[\x80-\x9f\xa5\xb9]")
_LATIN_2 = re.compile(rb"[\xa1\xa6\xac\xb1\xb6\xbc]")
_MIXED = re.compile(r"[^\W\d_][±¶ˇ¦¬Ľ]|[±¶ˇ¦¬Ľ][^\W\d_]")


class CellsError(ValueError):
    """A file whose cells cannot be read; the message is Polish, for the person who sent it."""


@dataclass(frozen=True)
class Limits:
    """How large a file may be, and how many first lines decide what divides its cells."""

    file_bytes: int = 32 * 2**20
    unpacked: int = 256 * 2**20
    rows: int = 500_000
    columns: int = 64
    head: int = 1


OWN = Limits()


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
    return cells_of(path.name, read_content(path, OWN), OWN)


def read_content(path: Path, limits: Limits) -> bytes:
    """Bytes of a file that is there, holds something and is not too large."""
    try:
        size = path.stat().st_size
    except (OSError, ValueError):
        raise CellsError(f"Nie ma pliku {path.name}. Sprawdź nazwę.") from None
    if size > limits.file_bytes:
        raise CellsError(
            f"Plik {path.name} ma ponad {limits.file_bytes // 2**20} MB. Podziel go na mniejsze."
        )
    if path.is_dir():
        raise CellsError(f"{path.name} to folder, a nie plik.")
    try:
        content = path.read_bytes()
    except OSError:
        raise CellsError(f"Nie można odczytać pliku {path.name}. Sprawdź uprawnienia.") from None
    if not content.strip():
        raise CellsError(f"Plik {path.name} jest pusty. Pobierz wzór i wpisz dane.")
    return content


def cells_of(name: str, content: bytes, limits: Limits) -> list[Row]:
    """Rows of the first sheet or of the text in ``content``, read under a file's ``name``."""
    if content[:4] == b"PK\x03\x04":
        rows = _xlsx(name, content, limits)
    elif content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise CellsError(f"{name} to stary format XLS. Zapisz plik jako XLSX albo CSV.")
    else:
        rows = text_rows(name, decoded(name, content), limits)
    found: list[Row] = []
    for row in rows:
        if len(found) >= limits.rows:
            raise CellsError(f"Plik {name} ma ponad {limits.rows} wierszy. Podziel go na mniejsze.")
        found.append(row)
    return found


def text_rows(name: str, text: str, limits: Limits) -> Iterator[Row]:
    """Rows of a text whose cells are divided as :func:`divider` tells."""
    if "\0" in text:
        raise CellsError(f"{name} nie jest plikiem CSV ani XLSX. Zapisz dane w jednym z nich.")
    delimiter, told = divider(text, limits)
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
        yield Row(reader.line_num, tuple(map(_tidy, cells[: limits.columns])))


def divider(text: str, limits: Limits) -> tuple[str, bool]:
    """What divides the cells, and whether the first line says so and holds no cells.

    >>> divider("kod;wartość\\n3217011;2,5", OWN)
    (';', False)
    """
    lines = text.lstrip("\r\n").split("\n", limits.head)[: limits.head]
    told = _TOLD.fullmatch(lines[0].strip(" \r"))
    if told:
        return told[1], True

    def weight(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return sum(count > 0 for count in counts), max(counts)

    return max(_DELIMITERS, key=weight), False


def decoded(name: str, content: bytes) -> str:
    """Text in UTF-8 (with or without a mark), UTF-16 with a mark, Windows-1250 or ISO 8859-2.

    Polish letters tell the last two apart. :class:`CellsError` for a text that is damaged: mixed
    encodings, letters encoded twice or already lost.
    """
    marked = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text: str | None
    try:
        text = content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        text = None if marked else _one_byte(content)
    if text is None:
        raise CellsError(f"{name}: nieznane kodowanie znaków. Zapisz plik jako CSV UTF-8.")
    if "\ufffd" in text or _TWICE.search(text):
        what = "polskie litery są uszkodzone (plik zapisano w złym kodowaniu)"
        raise CellsError(f"{name}: {what}. Pobierz go jeszcze raz i zapisz jako CSV UTF-8.")
    return text


def _one_byte(content: bytes) -> str | None:
    """Text of one byte a letter; ``None`` where the bytes contradict each other."""
    if _UTF_8.search(content):
        return None
    latin_2 = _LATIN_2.search(content) and not _WINDOWS.search(content)
    try:
        text = content.decode("iso8859_2" if latin_2 else "cp1250")
    except UnicodeDecodeError:
        return None
    return None if _MIXED.search(text) else text


def _xlsx(name: str, content: bytes, limits: Limits) -> Iterator[Row]:
    _check_archive(name, content, limits)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_col=limits.columns, max_row=limits.rows + 1, values_only=True)
        for number, cells in enumerate(rows, start=1):
            yield Row(number, _trimmed(tuple(map(_shown, cells))))
    except CellsError:
        raise
    except Exception as problem:
        # The reader of XLSX raises whatever its parts raise; to the sender it is one thing.
        raise CellsError(
            f"{name}: arkusz jest uszkodzony albo zabezpieczony hasłem. Zapisz go jeszcze raz."
        ) from problem


def _check_archive(name: str, content: bytes, limits: Limits) -> None:
    """Refuse archives that unpack to far more than they are, or declare entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = _fault(archive, limits)
    except Exception as problem:
        # A damaged archive raises from zipfile, zlib, struct or codecs; it is one thing to tell.
        raise CellsError(f"{name}: arkusz jest uszkodzony. Zapisz go jeszcze raz.") from problem
    if fault:
        raise CellsError(f"{name}: {fault}")


def _fault(archive: zipfile.ZipFile, limits: Limits) -> str:
    """What makes an archive no safe workbook; empty when nothing does."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > limits.unpacked or len(parts) > 1000:
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
