from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite import CompositeError
from terytoria.diagnosis.composite.sheets import read_sheet, write_rows

cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6))
@settings(deadline=None)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    write_rows(path, ("a,b", "c", "d"), [("first", "row", "stays"), *rows])
    expected = [tuple(cell.strip() for cell in row) for row in rows]
    read = [row for _, row in read_sheet(path).rows][1:]
    assert read == [row for row in expected if any(row)]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text('a,b\n\n1,2\n"two\nlines",3\n4,5\n', encoding="utf-8")
    assert [line for line, _ in read_sheet(path).rows] == [3, 5, 6]


def test_missing_cells_and_absent_columns(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("a,b\n NA ,x\n,y\n", encoding="utf-8")
    sheet = read_sheet(path)
    assert [text for _, text in sheet.cells("a")] == [None, None]
    assert [text for _, text in sheet.cells("b")] == ["x", "y"]
    assert [text for _, text in sheet.cells("c")] == [None, None]
    with pytest.raises(CompositeError, match=r"s.csv: no column 'zzz'. Add it to the header"):
        sheet.place("zzz")


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.mkdir()
    with pytest.raises(CompositeError, match="cannot be written"):
        write_rows(path, ("a",), [("1",)])
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]
