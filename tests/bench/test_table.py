"""The table is aligned and says what was missed."""

from __future__ import annotations

from bench.row import Row
from bench.table import HEAD, table
from hypothesis import given
from hypothesis import strategies as st

CELL = st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1, max_size=30)
ROW = st.builds(Row, CELL, CELL, CELL, CELL, CELL, st.booleans())


@given(st.lists(ROW, min_size=1, max_size=8))
def test_every_cell_starts_below_its_heading(rows):
    head, _, *lines = table(rows).split("\n")[: len(rows) + 2]
    starts = [head.index(heading) for heading in HEAD[:-1]]
    for row, line in zip(rows, lines, strict=True):
        for start, cell in zip(
            starts, (row.name, row.figure, row.peer, row.ratio, row.target), strict=True
        ):
            assert line[start:].startswith(cell)


@given(st.lists(ROW, max_size=8))
def test_the_last_line_counts_the_rows_that_passed(rows):
    met = sum(row.passed for row in rows)
    text = table(rows)
    assert text.endswith(f"{met} of {len(rows)} rows met their target")
    assert text.count("MISSED") >= len(rows) - met


def test_no_line_ends_in_spaces():
    rows = [Row("long name", "1", "-", "-", "-", True), Row("a", "12345678", "-", "-", "-", False)]
    assert all(line == line.rstrip() for line in table(rows).split("\n"))
