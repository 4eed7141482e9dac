"""How values are written."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
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


WORDS = st.text("abcdęłż ", max_size=45).map(lambda text: " ".join(text.split()))
SIGNS_ACROSS, PADDING = 84.0, 2.6


@st.composite
def tables(draw: st.DrawFn, most: int = 30) -> Table:
    """Tables of 1 to ``most`` columns of words and numbers."""
    count = draw(st.integers(1, most))
    titles = draw(st.lists(WORDS, min_size=count, max_size=count))
    columns = tuple(Column(title or "a") for title in titles)
    size = draw(st.integers(0, 3))
    rows = draw(
        st.lists(st.lists(WORDS, min_size=count, max_size=count), min_size=size, max_size=size)
    )
    return Table("t", "T", columns, tuple(tuple(row) for row in rows))


@given(tables())
def test_shares_are_positive_and_sum_to_one(table: Table) -> None:
    shares = column_shares(table)
    assert len(shares) == len(table.columns)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0


@given(tables())
def test_a_column_that_wants_more_never_gets_less(table: Table) -> None:
    weights, shares = column_weights(table), column_shares(table)
    order = sorted(range(len(weights)), key=lambda at: weights[at])
    given_ = [shares[at] for at in order]
    assert all(after >= before - 1e-12 for before, after in pairwise(given_))


@given(tables(most=5))  # up to five columns of 16 signs fit
def test_a_short_column_is_whole_as_long_as_the_page_allows(table: Table) -> None:
    """A column that wants no more than an equal part of the page gets all it wants."""
    wanted = [weight + PADDING for weight in column_weights(table)]
    room = SIGNS_ACROSS * table_share(table)
    for want, share in zip(wanted, column_shares(table), strict=True):
        if want <= SIGNS_ACROSS / len(wanted):
            assert share * room >= want - 1e-6


def test_long_columns_share_what_is_left_by_their_room() -> None:
    texts = ("słowo " * 60, "słowo " * 20, "słowo " * 9)
    columns = (Column("Nr"), Column("Uwaga", room=2.0), Column("Stan"), Column("Kto"))
    shares = column_shares(Table("t", "T", columns, (("1", *texts),)))
    assert shares[1] == pytest.approx(2 * shares[2])
    assert shares[2] == shares[3]
    assert shares[0] == pytest.approx(6.6 / SIGNS_ACROSS)
    assert sum(shares) == pytest.approx(1)


def test_the_widest_columns_give_way_first() -> None:
    columns = (Column("Gmina"), Column("Opis"), Column("Rok", kind="year"))
    row = ("Żabia Góra", "bardzo długi opis " * 5, 2024)
    shares = column_shares(Table("t", "T", columns, (row,)))
    wanted = [weight + PADDING for weight in column_weights(Table("t", "T", columns, (row,)))]
    assert wanted == [12.6, 36.6, 6.6]
    assert shares == pytest.approx([want / sum(wanted) for want in wanted])
    wide = (*columns, Column("Uwagi"), Column("Źródło"))
    shares = column_shares(Table("t", "T", wide, ((*row, "długa uwaga " * 5, "bank danych " * 5),)))
    assert shares[0] == pytest.approx(12.6 / SIGNS_ACROSS)
    assert shares[2] == pytest.approx(6.6 / SIGNS_ACROSS)
    assert shares[1] == shares[3] == shares[4]


def test_a_word_longer_than_a_column_stops_at_the_cap() -> None:
    table = Table("t", "T", (Column("x" * 500), Column("a")), ())
    assert column_weights(table) == (34, 4)


def test_a_long_title_of_short_words_may_take_several_lines() -> None:
    column = Column("Liczba osób na jeden pokój w lokalu", kind="number")
    (weight,) = column_weights(Table("t", "T", (column,), ((1.0,),)))
    assert 15 < weight < 17


def test_few_short_columns_do_not_spread_over_the_page() -> None:
    narrow = Table("t", "T", (Column("Rok", kind="year"), Column("Ile", kind="number")), ())
    assert table_share(narrow) == 0.45
    wide = Table("t", "T", tuple(Column(f"Kolumna {at}") for at in range(30)), ())
    assert table_share(wide) == 1


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (0, Column("a", kind="number"), "0"),
        (-0.0, Column("a", decimals=1, kind="number"), "0,0"),
        (True, Column("a", kind="number"), "1"),
        ("", Column("a"), ""),
        ("0203011", Column("a", kind="code"), "0203011"),
        (2024.0, Column("a", kind="year"), "2024"),
        (1234567, Column("a", kind="code"), "1234567"),
        (1234567, Column("a", kind="text"), "1\u00a0234\u00a0567"),
        (9999.5, Column("a", decimals=0, kind="number"), "10\u00a0000"),
        (np.float64(2.5), Column("a", decimals=1, kind="number"), "2,5"),
        (np.float64("nan"), Column("a", kind="number"), MISSING),
        (np.int64(12345), Column("a", kind="number"), "12\u00a0345"),
        ("Żďár nad Sázavou", Column("a"), "Żďár nad Sázavou"),
    ],
)
def test_zero_is_zero_and_codes_keep_their_noughts(cell: Cell, column: Column, text: str) -> None:
    assert cell_text(cell, column) == text
