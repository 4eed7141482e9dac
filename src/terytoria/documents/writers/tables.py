"""CSV: every table of a document as a file of its own, with an index.

The files follow RFC 4180 in UTF-8: comma between fields, CRLF at line ends, a decimal point, full
precision, an empty field where there is no value. Units stand in the header: ``Zmiana [%]``.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from terytoria.documents import phrases
from terytoria.documents.model import Cell, Column, Document, Table, figures_of, tables_of
from terytoria.documents.numbering import number
from terytoria.documents.validation import validate

INDEX = "index.csv"
_INDEX_COLUMNS = ("file", "label", "caption", "rows", "columns", "source", "note")


def write_tables(document: Document, folder: Path) -> tuple[Path, ...]:
    """Write each table of the text and each table behind a figure; the paths, index first.

    Files are named by number and id (``tabela-01-ludnosc.csv``, ``rysunek-03-mapa.csv``), so they
    sort as they stand in the document. The folder is made when it is missing. Tables of invented
    data say so in a last column.
    """
    validate(document)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / INDEX]
    lines: list[tuple[Cell, ...]] = []
    for name, label, table in _named_tables(document):
        path = folder / name
        written = _marked(table) if document.synthetic else table
        path.write_bytes(csv_text(written).encode())
        paths.append(path)
        size = len(written.rows), len(written.columns)
        lines.append((name, label, table.caption, *size, table.source, table.note))
    paths[0].write_bytes(_csv([_INDEX_COLUMNS, *lines]).encode())
    return tuple(paths)


def csv_text(table: Table) -> str:
    """A table as RFC 4180 text.

    >>> columns = (Column("Gmina"), Column("Zmiana", unit="%", kind="number"))
    >>> csv_text(Table("t", "T", columns, (("Wałcz", -4.5), ("Człopa", None))))
    'Gmina,Zmiana [%]\\r\\nWałcz,-4.5\\r\\nCzłopa,\\r\\n'
    """
    return _csv([[_title(column) for column in table.columns], *table.rows])


def _marked(table: Table) -> Table:
    """The table with a last column that calls every row invented."""
    return replace(
        table,
        columns=(*table.columns, Column(phrases.REMARK)),
        rows=tuple((*row, phrases.INVENTED) for row in table.rows),
    )


def _named_tables(document: Document) -> Iterator[tuple[str, str, Table]]:
    """File name, label and table; tables of the text first, then those behind figures."""
    labels = number(document).labels
    for table in tables_of(document):
        label = labels[table.id]
        yield f"tabela-{int(label.number):02d}-{table.id}.csv", label.text, table
    for figure in figures_of(document):
        if figure.table is not None:
            label = labels[figure.id]
            yield f"rysunek-{int(label.number):02d}-{figure.id}.csv", label.text, figure.table


def _title(column: Column) -> str:
    return f"{column.title} [{column.unit}]" if column.unit else column.title


def _csv(rows: list[tuple[Cell, ...] | list[str] | tuple[str, ...]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for row in rows:
        writer.writerow([_value(cell) for cell in row])
    return stream.getvalue()


def _value(cell: Cell) -> str:
    """A cell without loss: the shortest text that reads back as the same number."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return repr(float(cell)).removesuffix(".0") if isinstance(cell, float) else str(cell)
