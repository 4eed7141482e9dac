"""CSV files as text with line numbers, so that every error can say where it is."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from terytoria.diagnosis.composite.errors import CompositeError

MISSING = frozenset({"", "NA", "NaN", "nan", "N/A", "null"})


@dataclass(frozen=True)
class Sheet:
    """A CSV file as text: header and rows, each row with its line number in the file."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def place(self, column: str) -> int:
        """Place of a column; a missing one is an error that names the closest header."""
        if column in self.header:
            return self.header.index(column)
        close = difflib.get_close_matches(column, self.header, n=1)
        hint = f"; did you mean {close[0]!r}" if close else ""
        raise CompositeError(f"{self.path.name}: no column {column!r}{hint}. Add it to the header")

    def column(self, name: str) -> list[tuple[int, str]]:
        """Line numbers and stripped cells of a column."""
        place = self.place(name)
        return [(line, row[place]) for line, row in self.rows]

    def cells(self, name: str) -> Iterator[tuple[int, str | None]]:
        """Like ``column``, None for a missing cell; an absent column is all missing."""
        if name not in self.header:
            return ((line, None) for line, _ in self.rows)
        return ((line, None if text in MISSING else text) for line, text in self.column(name))

    def fail(self, line: int, what: str) -> CompositeError:
        """An error that names the file and the line."""
        return CompositeError(f"{self.path.name}, line {line}: {what}")


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file in UTF-8, separated by commas or semicolons.

    Raises :class:`CompositeError` for a file that cannot be read or decoded, has no rows,
    repeats a column, or has a row of another length than the header.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CompositeError(
            f"{path.name}: cannot be read ({error.strerror}); check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise CompositeError(
            f"{path.name}: byte {error.start} is not UTF-8; save the file as CSV UTF-8"
        ) from error
    rows = _parse(path, text)
    if len(rows) < 2:
        raise CompositeError(f"{path.name}: needs a header and at least one row")
    header = tuple(cell.strip() for cell in rows[0][1])
    for column in header:
        if header.count(column) > 1:
            raise CompositeError(f"{path.name}: column {column!r} appears twice; keep one")
    for line, row in rows[1:]:
        if len(row) != len(header):
            raise CompositeError(
                f"{path.name}, line {line}: {len(row)} cells where the header has {len(header)}; "
                "look for a missing or spare separator"
            )
    return Sheet(path, header, tuple((n, tuple(c.strip() for c in row)) for n, row in rows[1:]))


def _parse(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Rows with something in them, each with the number of its line in the file."""
    first = text.split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise CompositeError(
            f"{path.name}, line {reader.line_num}: not valid CSV ({error}); check the quotes"
        ) from error


def write_rows(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a CSV file all at once: a reader never meets half of it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(buffer.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CompositeError(
            f"{path}: cannot be written ({error.strerror}); choose another place"
        ) from error
