"""Tables of published files: bytes of a CSV, XLSX or zipped file to a frame of texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from terytoria.statistics.sources.cells import (
    CellsError,
    Limits,
    Row,
    cells_of,
    decoded,
    read_content,
)
from terytoria.statistics.sources.own_words import plain
from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.lines import CELLS, EXTRA, Lines, framed
from terytoria.statistics.sources.published.notices import ROW, Notices, short

PUBLISHED = Limits(128 * 2**20, 512 * 2**20, 1_500_000, 256, head=20)
LARGE = Limits(512 * 2**20, 1024 * 2**20, 1_500_000, 256, head=20)
_HEAD_WITHIN = 20
# Headings that tell what a file is when it is not the one asked for.
_KNOWN = {
    "TERC": {"woj", "pow", "gmi", "rodz", "nazwa_dod"},
    "lista zmian TERC": {"typkorekty", "wojprzed", "wojpo", "rodzpo"},
    "SIMC": {"sym", "sympod", "rm", "mz"},
    "ULIC": {"sym_ul", "cecha"},
    "lista jednostek": {"list_id", "vintage"},
    "plik budżetów": {"wk", "pk", "gk", "gt"},
}
_FOREIGN = (
    (b"%PDF", "dokument PDF"),
    (b"<!DOCTYPE html", "strona internetowa"),
    (b"<html", "strona internetowa"),
    (b"{", "plik JSON"),
    (b"[", "plik JSON"),
    (b"<", "plik XML"),
)


@dataclass(frozen=True)
class Layout:
    """What a published table is called and which columns it has, by any of their headings.

    ``closing`` are columns whose form shows by itself that a row was not cut short.
    """

    name: str
    columns: Mapping[str, Sequence[str]]
    optional: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Content:
    """Bytes of a published file, taken out of its archive if it came in one."""

    name: str
    data: bytes

    @property
    def sheet(self) -> bool:
        """Whether it is a workbook."""
        return self.data[:2] == b"PK"


@dataclass(frozen=True)
class Table:
    """Rows of a published table as texts, empty where a cell is, with their numbers in ``row``."""

    frame: pl.DataFrame
    found: Notices


def open_content(path: Path, limits: Limits = PUBLISHED) -> Content:
    """Bytes of a file, or of the only file in a ZIP archive; :class:`RefusedFileError` if none."""
    try:
        data = read_content(path, limits)
    except CellsError as problem:
        raise RefusedFileError(str(problem)) from problem
    if data[:2] != b"PK":
        return Content(path.name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if any(part.filename == "[Content_Types].xml" for part in parts):
                return Content(path.name, data)
            if len(parts) == 1 and parts[0].file_size <= limits.unpacked:
                inner = parts[0].filename.rsplit("/", 1)[-1]
                return Content(f"{path.name} ({inner})", archive.read(parts[0]))
    except Exception as problem:
        # A damaged archive raises from zipfile, zlib, struct or codecs; it is one thing to tell.
        what = f"{path.name}: archiwum jest uszkodzone albo urwane. Pobierz plik jeszcze raz."
        raise RefusedFileError(what) from problem
    many = "ma więcej niż jeden plik" if len(parts) != 1 else "po rozpakowaniu jest zbyt duże"
    raise RefusedFileError(f"{path.name}: archiwum {many}. Rozpakuj je i podaj właściwy plik.")


def check_kind(content: Content, name: str) -> None:
    """Refuse a file that is plainly something else than a table, which ``name`` is."""
    start = content.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower()
    for mark, what in _FOREIGN:
        if start.startswith(mark.lower()):
            remedy = "Pobierz go jako CSV albo XLSX."
            raise RefusedFileError(f"{content.name}: to {what}, a nie {name}. {remedy}")


def read_rows(content: Content, limits: Limits = PUBLISHED) -> list[Row]:
    """Rows that hold anything; :class:`RefusedFileError` if none can be read."""
    try:
        rows = [row for row in cells_of(content.name, content.data, limits) if not row.empty]
    except CellsError as problem:
        raise RefusedFileError(str(problem)) from problem
    _check_any(rows, content)
    return rows


def _check_any(rows: Sequence[Row], content: Content) -> None:
    if not rows:
        raise RefusedFileError(f"Plik {content.name} jest pusty. Pobierz go jeszcze raz.")


def whole_lines(content: Content) -> Lines | None:
    """Lines of a text whose cells keep to their lines; ``None`` for another."""
    try:
        return Lines.of(content.name, decoded(content.name, content.data), PUBLISHED)
    except CellsError as problem:
        raise RefusedFileError(str(problem)) from problem


def read_table(path: Path, layout: Layout) -> Table:
    """Table of a CSV, XLSX or zipped file whose heading is among its first 20 rows.

    Raises :class:`RefusedFileError` for another kind of file, missing or repeated headings, rows
    that do not fit the heading and a file cut in the middle.
    """
    content = open_content(path)
    check_kind(content, layout.name)
    lines = None if content.sheet else whole_lines(content)
    rows = read_rows(content) if lines is None else lines.top(_HEAD_WITHIN)
    _check_any(rows, content)
    at, places = _heading(content.name, rows[:_HEAD_WITHIN], layout)
    head = rows[at]
    width = len(head.cells)
    if lines is None:
        frame = framed(rows[at + 1 :], places, width)
    else:
        frame = lines.below(head.number, places, width)
    if not frame.height:
        raise RefusedFileError(f"Plik {content.name} ma tylko nagłówek. Pobierz go jeszcze raz.")
    found = Notices(content.name)
    check_widths(frame, width, content, found)
    if not content.sheet:
        last = plain(head.cells[-1])
        check_end(content, closed=any(last in layout.columns[one] for one in layout.closing))
    for column in places:
        broken = frame.filter(pl.col(column).str.contains(r"[\r\n]"))
        found.rows(broken, column, "Komórka „{}” ma kilka wierszy.", "Sprawdź cudzysłowy.")
    found.refuse()
    return Table(frame.select(ROW, *places), found)


def _heading(name: str, rows: Sequence[Row], layout: Layout) -> tuple[int, dict[str, int]]:
    """Index of the heading and the place of each column in it."""
    headings = [[plain(cell) for cell in row.cells] for row in rows]
    required = [column for column in layout.columns if column not in layout.optional]
    for at, cells in enumerate(headings):
        places = {
            column: place
            for column, words in layout.columns.items()
            if (place := _place(cells, words)) is not None
        }
        if all(column in places for column in required):
            check_repeated(name, cells, rows[at])
            return at, places
    for other, marks in _KNOWN.items():
        if other != layout.name and any(marks <= set(cells) for cells in headings):
            raise RefusedFileError(f"{name}: to wygląda na plik {other}, a nie {layout.name}.")
    best = max(headings, key=lambda cells: sum(c in _words(layout) for c in cells))
    missing = ", ".join(c for c in required if _place(best, layout.columns[c]) is None)
    shown = short(", ".join(cell for cell in rows[headings.index(best)].cells if cell))
    what = f"Plik {name} nie jest plikiem {layout.name}: brak kolumn {missing}."
    raise RefusedFileError(f"{what} W nagłówku jest: {shown}. Pobierz plik jeszcze raz.")


def _place(cells: Sequence[str], words: Iterable[str]) -> int | None:
    return next((cells.index(word) for word in words if word in cells), None)


def _words(layout: Layout) -> set[str]:
    return {word for words in layout.columns.values() for word in words}


def check_repeated(name: str, cells: Sequence[str], head: Row) -> None:
    """Refuse a heading that stands over two columns."""
    twice = sorted({cell for cell in cells if cell and cells.count(cell) > 1}, key=cells.index)
    if twice:
        shown = ", ".join(f"„{short(head.cells[cells.index(cell)])}”" for cell in twice)
        what = f"Plik {name} ma dwie kolumny o tym samym nagłówku: {shown}."
        raise RefusedFileError(f"{what} Zostaw po jednej.")


def check_widths(frame: pl.DataFrame, width: int, content: Content, found: Notices) -> None:
    """Note rows of more or fewer cells than the heading; a short last row means a cut file."""
    what = f"Wiersz ma więcej komórek niż nagłówek ({width})."
    remedy = "Sprawdź cudzysłowy i znak rozdzielający."
    found.rows(frame.filter(EXTRA), "", what, remedy)
    if content.sheet:
        return
    for row, cells in frame.filter(pl.col(CELLS) < width).select(ROW, CELLS).iter_rows():
        what = f"Wiersz ma {cells} z {width} komórek"
        what += "; plik jest urwany." if row == frame[ROW][-1] else "."
        found.problem(row, "", what, "Pobierz plik jeszcze raz.")


def check_end(content: Content, *, closed: bool) -> None:
    """Refuse a text without a last end of line, unless the last cell shows that it is whole."""
    if not closed and not content.data.rstrip(b" \t\0").endswith((b"\n", b"\r")):
        what = f"Plik {content.name} nie kończy się znakiem końca wiersza; może być urwany."
        remedy = "Pobierz go jeszcze raz, a jeśli jest cały, zapisz go ponownie w arkuszu."
        raise RefusedFileError(f"{what} {remedy}")
