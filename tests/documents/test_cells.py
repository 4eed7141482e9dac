"""How values are written."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.documents.cells import (
    MISSING,
    alignment,
    cell_text,
    column_shares,
    column_weights,
    heading_text,
    number_text,
    table_share,
)
from terytoria.documents.model import Cell, Column, Table


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (4390, None, "4390"),
        (51165, None, "51\u00a0165"),
        (1234567.0, 0, "1\u00a0234\u00a0567"),
        (-4.75, 1, "\u22124,8"),
        (-0.04, 1, "0,0"),
        (0.5, None, "0,50"),
        (99999.96, 1, "100\u00a0000,0"),
    ],
)
def test_numbers_are_polish(value: float, decimals: int | None, text: str) -> None:
    assert number_text(value, decimals) == text


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_number_reads_back(value: float, decimals: int) -> None:
    text = number_text(value, decimals)
    back = float(text.replace("\u00a0", "").replace("\u2212", "-").replace(",", "."))
    assert back == pytest.approx(value, abs=0.51 * 10**-decimals, rel=1e-12)


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (None, Column("a"), MISSING),
        (math.nan, Column("a", kind="number"), MISSING),
        ("Wałcz", Column("a", kind="number"), "Wałcz"),
        (2024, Column("a", kind="year"), "2024"),
        (3217023, Column("a", kind="code"), "3217023"),
        (12345, Column("a", kind="number"), "12\u00a0345"),
    ],
)
def test_cells_follow_their_column(cell: Cell, column: Column, text: str) -> None:
    assert cell_text(cell, column) == text


def test_alignment_and_heading() -> None:
    assert [alignment(Column("a", kind=kind)) for kind in ("text", "code", "number", "year")] == [
        "left",
        "left",
        "right",
        "right",
    ]
    assert alignment(Column("a", align="center", kind="number")) == "center"
    assert heading_text(Column("Ludność", unit="osoby")) == "Ludność (osoby)"


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=5))
def test_widths_are_shares(rows: list[list[str]]) -> None:
    columns = (Column("Gmina"), Column("Ludność", unit="osoby"), Column("b"))
    table = Table("t", "T", columns, tuple(tuple(row) for row in rows))
    assert sum(column_shares(table)) == pytest.approx(1)
    assert all(4 <= weight <= 34 for weight in column_weights(table))
    assert 0.45 <= table_share(table) <= 1
