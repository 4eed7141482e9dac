"""Lines of a long text, divided by polars: many times faster than cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from terytoria.statistics.sources.cells import CellsError, Limits, Row, divider, text_rows
from terytoria.statistics.sources.published.notices import ROW

CELLS, EXTRA = "cells of the row", "more than the heading"
_LONE_RETURN = re.compile(r"\r(?!\n)")
_INVISIBLE = re.compile("[\u200b\ufeff]")
_SPACES = " \t\r\u00a0\u2007\u202f"


@dataclass(frozen=True)
class Lines:
    """Lines of a text and the mark that divides their cells."""

    name: str
    lines: pl.Series
    delimiter: str
    limits: Limits

    @classmethod
    def of(cls, name: str, text: str, limits: Limits) -> Lines | None:
        """Lines of a text, or ``None`` where a cell may hold several lines."""
        if "\0" in text or _LONE_RETURN.search(text):
            return None
        delimiter, told = divider(text, limits)
        lines = pl.Series(_INVISIBLE.sub("", text).split("\n"), dtype=pl.String)
        if told or (lines.str.count_matches('"', literal=True) % 2 == 1).any():
            return None
        if lines.len() > limits.rows:
            raise CellsError(f"Plik {name} ma ponad {limits.rows} wierszy. Podziel go na mniejsze.")
        return cls(name, lines, delimiter, limits)

    def top(self, count: int) -> list[Row]:
        """The first rows that hold anything."""
        found: list[Row] = []
        for start in range(0, self.lines.len(), 100):
            text = "\n".join(self.lines[start : start + 100])
            rows = _rows(text, self.delimiter, start, self.limits)
            found += [row for row in rows if not row.empty]
            if len(found) >= count:
                break
        return found[:count]

    def below(self, number: int, places: Mapping[str, int], width: int) -> pl.DataFrame:
        """Rows after the line of a number: ``row``, count of cells, any beyond, text per place."""
        line = pl.col("line")
        blank = line.str.strip_chars(_SPACES + self.delimiter) == ""
        numbered = self.lines.to_frame("line").with_row_index(ROW, 1).slice(number).filter(~blank)
        numbered = numbered.with_columns(pl.col(ROW).cast(pl.Int64))
        divided = line.str.splitn(self.delimiter, width + 1)
        beyond = divided.struct.field(f"field_{width}").str.strip_chars(_SPACES + self.delimiter)
        count = line.str.count_matches(self.delimiter, literal=True) + 1
        quoted = line.str.contains('"', literal=True)
        unquoted = numbered.filter(~quoted).select(
            ROW,
            count.cast(pl.Int64).alias(CELLS),
            (beyond.fill_null("") != "").alias(EXTRA),
            *(_cell(divided, at).alias(column) for column, at in places.items()),
        )
        rows: list[Row] = []
        for at, text in numbered.filter(quoted).iter_rows():
            rows += _rows(text, self.delimiter, at - 1, self.limits)
        return pl.concat([unquoted, framed(rows, places, width)]).sort(ROW)


def _cell(divided: pl.Expr, at: int) -> pl.Expr:
    cell = divided.struct.field(f"field_{at}").fill_null("").str.strip_chars(_SPACES)
    return cell.str.strip_chars_start("'").str.strip_chars(_SPACES)


def _rows(text: str, delimiter: str, before: int, limits: Limits) -> list[Row]:
    told = f"sep={delimiter}\n{text}"
    rows = text_rows("", told, limits)
    return [Row(row.number - 1 + before, row.cells) for row in rows]


def framed(body: Sequence[Row], places: Mapping[str, int], width: int) -> pl.DataFrame:
    """Frame of ``row``, the count of cells, whether any stands beyond, and a text per place."""
    columns = {
        column: [row.cells[at] if at < len(row.cells) else "" for row in body]
        for column, at in places.items()
    }
    sizes = {
        ROW: [row.number for row in body],
        CELLS: [len(row.cells) for row in body],
        EXTRA: [any(row.cells[width:]) for row in body],
    }
    types = {ROW: pl.Int64, CELLS: pl.Int64, EXTRA: pl.Boolean}
    return pl.DataFrame({**sizes, **columns}, schema={**types, **dict.fromkeys(columns, pl.String)})
