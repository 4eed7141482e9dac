"""CSV of every table: complete, exact, readable by any reader."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.model import Column, Document, Table
from terytoria.documents.writers.tables import csv_text, write_tables

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('",\n;\t'))
CELLS = st.none() | TEXTS | st.integers(-(10**12), 10**12) | st.floats(allow_infinity=False)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
def test_values_come_back(rows: list[list[str | int | float | None]]) -> None:
    columns = (Column("a", unit="%"), Column('b "c", d'), Column("e"))
    table = Table("t", "T", columns, tuple(tuple(row) for row in rows))
    back = read(csv_text(table))
    assert back[0] == ["a [%]", 'b "c", d', "e"]
    for row, texts in zip(rows, back[1:], strict=True):
        for cell, text in zip(row, texts, strict=True):
            if cell is None or (isinstance(cell, float) and math.isnan(cell)):
                assert text == ""
            elif isinstance(cell, str):
                assert text == cell
            else:
                assert float(text) == cell


def test_every_table_is_written_and_indexed(sample: Document, tmp_path: Path) -> None:
    paths = write_tables(sample, tmp_path / "tables")
    assert [path.name for path in paths] == [
        "index.csv",
        "tabela-01-tab-ludnosc.csv",
        "tabela-02-tab-dluga.csv",
        "rysunek-01-rys-zmiana.csv",
        "rysunek-02-rys-szereg.csv",
        "rysunek-03-rys-lewy.csv",
        "rysunek-04-rys-prawy.csv",
        "rysunek-05-rys-polowa.csv",
    ]
    index = read(paths[0].read_text(encoding="utf-8"))
    assert [row[0] for row in index[1:]] == [path.name for path in paths[1:]]
    for row in index[1:]:
        rows = read((tmp_path / "tables" / row[0]).read_text(encoding="utf-8"))
        assert (len(rows) - 1, len(rows[0])) == (int(row[3]), int(row[4]))


def test_files_are_plain_rfc_4180(sample: Document, tmp_path: Path) -> None:
    content = write_tables(sample, tmp_path)[1].read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 7
    assert "Żabia Góra,2023,7200,-1.8,\r\n".encode() in content


def test_writing_twice_gives_the_same_files(sample: Document, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_tables(sample, tmp_path)]
    assert first == [path.read_bytes() for path in write_tables(sample, tmp_path)]


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-17, 123456789.125, -0.0])
def test_numbers_keep_full_precision(value: float) -> None:
    text = csv_text(Table("t", "T", (Column("a"),), ((value,),)))
    assert float(text.splitlines()[1]) == value
