"""CSV of every table: complete, exact, readable by any reader."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.model import Cell, Column, Document, Table
from terytoria.documents.validation import DocumentError
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
    assert "Żabia Góra,2023,7200,-1.8,,dane przykładowe (zmyślone)\r\n".encode() in content


def test_writing_twice_gives_the_same_files(sample: Document, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write_tables(sample, tmp_path)]
    assert first == [path.read_bytes() for path in write_tables(sample, tmp_path)]


@pytest.mark.parametrize("value", [0.1 + 0.2, 1e-17, 123456789.125, -0.0])
def test_numbers_keep_full_precision(value: float) -> None:
    text = csv_text(Table("t", "T", (Column("a"),), ((value,),)))
    assert float(text.splitlines()[1]) == value


def one(*cells: Cell) -> list[str]:
    columns = tuple(Column(f"k{at}") for at in range(len(cells)))
    return read(csv_text(Table("t", "T", columns, (cells,))))[1]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (np.float64(4.5), "4.5"),
        (np.float64(3.0), "3"),
        (np.float64("nan"), ""),
        (np.int64(7), "7"),
        (12345.0, "12345"),
        (1e22, "1e+22"),
        (None, ""),
        ("", ""),
        ("b.d.", "b.d."),
        (" a ", " a "),
        ('„cudzysłów” i "drugi"', '„cudzysłów” i "drugi"'),
        ("dwa\nwiersze", "dwa\nwiersze"),
        ("Żďár; Київ; 漢字", "Żďár; Київ; 漢字"),
    ],
)
def test_a_cell_is_written_as_any_reader_reads_it(cell: Cell, text: str) -> None:
    assert one("A", cell) == ["A", text]


def test_a_lone_empty_cell_is_still_a_row() -> None:
    assert read(csv_text(Table("t", "T", (Column("a"),), ((None,), ("b",))))) == [
        ["a"],
        [""],
        ["b"],
    ]


def test_the_file_has_the_numbers_behind_the_page_not_the_rounded_ones() -> None:
    column = Column("Zmiana", unit="%", decimals=0, kind="number")
    assert csv_text(Table("t", "T", (column,), ((4.8125,),))) == "Zmiana [%]\r\n4.8125\r\n"


def test_a_table_of_thirty_columns_and_five_hundred_rows(tmp_path: Path) -> None:
    columns = tuple(Column(f"Rok {1990 + at}", kind="number") for at in range(30))
    rows = tuple(tuple(float(at * place) / 7 for place in range(30)) for at in range(500))
    document = Document(title="R", blocks=(Table("duza", "T", columns, rows),))
    index, path = write_tables(document, tmp_path)
    back = read(path.read_text(encoding="utf-8"))
    assert [len(row) for row in back] == [30] * 501
    assert [[float(cell) for cell in row] for row in back[1:]] == [list(row) for row in rows]
    assert read(index.read_text(encoding="utf-8"))[1][3:5] == ["500", "30"]


def test_files_sort_as_they_stand_in_the_document(tmp_path: Path) -> None:
    blocks = tuple(Table(f"t{at}", f"Tytuł {at}", (Column("a"),), ((at,),)) for at in range(12))
    paths = write_tables(Document(title="R", blocks=blocks), tmp_path)[1:]
    assert sorted(path.name for path in paths) == [path.name for path in paths]
    assert [read(path.read_text(encoding="utf-8"))[1] for path in paths] == [
        [str(at)] for at in range(12)
    ]


def test_a_faulty_document_leaves_no_file_behind(tmp_path: Path) -> None:
    table = Table("t", "", (Column("a"),), ((1,),))
    with pytest.raises(DocumentError, match="no caption"):
        write_tables(Document(title="R", blocks=(table,)), tmp_path / "tables")
    assert not (tmp_path / "tables").exists()


def test_the_index_quotes_captions_sources_and_notes(tmp_path: Path) -> None:
    table = Table("t", 'Ludność, "stan"', (Column("a"),), ((1,),), "GUS, BDL", "bez 2020;\n2021")
    index = write_tables(Document(title="R", blocks=(table,)), tmp_path)[0]
    row = read(index.read_bytes().decode("utf-8"))[1]
    assert row == [
        "tabela-01-t.csv", "Tabela 1", 'Ludność, "stan"', "1", "1", "GUS, BDL", "bez 2020;\n2021",
    ]  # fmt: skip
