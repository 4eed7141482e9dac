"""A table for people: which columns it has, which of them sort it, and its rows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.utils.safestring import SafeString

Order = Literal["ascending", "descending"]
Value = str | float | date | None

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"


@dataclass(frozen=True)
class Column:
    """A column; ``figure`` columns stand to the right, ``sorts`` ones can order the table."""

    key: str
    label: str
    sorts: bool = False
    figure: bool = False


@dataclass(frozen=True)
class Cell:
    """What a cell shows, where it leads, and by what it sorts (``text`` unless told)."""

    text: str | SafeString
    url: str = ""
    by: Value = ""

    @property
    def value(self) -> Value:
        """What the cell sorts by."""
        return self.text if self.by == "" else self.by


@dataclass(frozen=True)
class Table:
    """Rows under a caption; the first cell of a row names it.

    ``sort`` is a column's key, with a minus for the descending order, as in ``?sort=-people``.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sort: str = ""

    def __post_init__(self) -> None:
        for at, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                message = f"row {at} has {len(row)} cells for {len(self.columns)} columns: add them"
                raise ValueError(message)

    def sorted_by(self, sort: str) -> Table:
        """The table in another order; an unknown or fixed column leaves it as it is."""
        places = {column.key: at for at, column in enumerate(self.columns) if column.sorts}
        place = places.get(sort.removeprefix("-"))
        if place is None:
            return self
        known = [row for row in self.rows if row[place].value is not None]
        missing = [row for row in self.rows if row[place].value is None]
        known.sort(key=lambda row: sort_key(row[place].value), reverse=sort.startswith("-"))
        return replace(self, rows=(*known, *missing), sort=sort)

    def order_of(self, column: Column) -> Order | None:
        """How the table is ordered by a column now."""
        orders: dict[str, Order] = {column.key: "ascending", f"-{column.key}": "descending"}
        return orders.get(self.sort)

    def next_sort(self, column: Column) -> str:
        """The order that pressing a column's heading asks for."""
        return f"-{column.key}" if self.sort == column.key else column.key


def row(*cells: Cell | str | SafeString) -> tuple[Cell, ...]:
    """A row of cells; a bare text becomes a cell.

    >>> row("Wilcza", Cell("1 200", by=1200))[1].value
    1200
    """
    return tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)


def sort_key(value: Value) -> tuple[object, ...]:
    """Numbers and dates by size, texts in the order of the Polish alphabet, case aside.

    >>> sorted(["Żary", "Łódź", "Zabrze", "Lubin"], key=sort_key)
    ['Lubin', 'Łódź', 'Zabrze', 'Żary']
    """
    if isinstance(value, str):
        return tuple(letter_key(letter) for letter in value.casefold()), value
    return (value,)


def letter_key(letter: str) -> tuple[int, str]:
    """Place of a letter: signs, digits, the Polish alphabet, then foreign letters by their base."""
    place = ALPHABET.find(letter)
    if place >= 0:
        return place + 1, ""
    base = unicodedata.normalize("NFD", letter)[0]
    return max(ALPHABET.find(base) + 1, 0), letter
