"""Tables: order, Polish letters, missing values, links that sort."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.design.tables import ALPHABET, Cell, Column, Table, row, sort_key

COLUMNS = (
    Column("name", "Gmina", sorts=True),
    Column("people", "Ludność", sorts=True, figure=True),
    Column("note", "Uwagi"),
)
NUMBERS = st.lists(st.one_of(st.none(), st.integers(-1000, 1000)), max_size=12)


def table(*people: int | None) -> Table:
    rows = [row(f"g{at}", Cell(str(count), by=count), "x") for at, count in enumerate(people)]
    return Table("Gminy", COLUMNS, tuple(rows))


def people(shown: Table) -> list[object]:
    return [cells[1].value for cells in shown.rows]


@given(NUMBERS)
def test_missing_values_stand_last_in_both_orders(numbers: list[int | None]) -> None:
    known = sorted(number for number in numbers if number is not None)
    missing = [None] * (len(numbers) - len(known))
    given = table(*numbers)
    assert people(given.sorted_by("people")) == known + missing
    assert people(given.sorted_by("-people")) == known[::-1] + missing


@given(NUMBERS, st.sampled_from(["", "note", "-note", "nothing", "--people", "people desc"]))
def test_an_order_nobody_offers_changes_nothing(numbers: list[int | None], sort: str) -> None:
    given = table(*numbers)
    assert given.sorted_by(sort) == given


def test_a_heading_turns_the_order_round() -> None:
    given, column = table(2, 1), COLUMNS[1]
    assert (given.order_of(column), given.next_sort(column)) == (None, "people")
    up = given.sorted_by("people")
    assert (up.order_of(column), up.next_sort(column)) == ("ascending", "-people")
    down = given.sorted_by("-people")
    assert (down.order_of(column), down.next_sort(column)) == ("descending", "people")
    assert down.order_of(COLUMNS[0]) is None


def test_polish_letters_have_their_places() -> None:
    names = ["Żary", "Źródła", "Zabrze", "Łódź", "Lubin", "ćma", "Cieszyn", "Ócice", "Opole"]
    assert sorted(names, key=sort_key) == [
        *("Cieszyn", "ćma", "Lubin", "Łódź", "Opole", "Ócice", "Zabrze", "Źródła", "Żary")
    ]


@given(st.permutations(list(ALPHABET)))
def test_the_alphabet_is_in_order(letters: list[str]) -> None:
    assert "".join(sorted(letters, key=sort_key)) == ALPHABET


def test_a_space_stands_before_letters_and_foreign_letters_by_their_base() -> None:
    assert sorted(["Góra Mała", "Góra", "Górażdże"], key=sort_key)[:2] == ["Góra", "Góra Mała"]
    assert sorted(["Zürich", "Zabrze", "Żary"], key=sort_key) == ["Zabrze", "Zürich", "Żary"]


def test_dates_are_ordered_as_dates() -> None:
    columns = (Column("day", "Dzień", sorts=True),)
    days = (date(2031, 10, 1), date(2031, 9, 30))
    shown = Table("Dni", columns, tuple(row(Cell(f"{day:%d.%m}", by=day)) for day in days))
    assert [cells[0].text for cells in shown.sorted_by("day").rows] == ["30.09", "01.10"]


def test_a_row_without_a_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="row 0 has 1 cells for 3 columns"):
        Table("Gminy", COLUMNS, (row("Wilcza"),))


def test_zero_is_a_value() -> None:
    assert people(table(3, 0, None, -1).sorted_by("people")) == [-1, 0, 3, None]
