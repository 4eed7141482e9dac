"""How the value of a table cell is written for people."""

from __future__ import annotations

import math
from collections.abc import Sequence

from terytoria.documents.model import Align, Cell, Column, Table
from terytoria.language.numbers import number

MISSING = "b.d."
"""Written where there is no value ("brak danych")."""


def number_text(value: float, decimals: int | None = None) -> str:
    """A number in Polish; without ``decimals`` an integer has none and a fraction two.

    >>> number_text(4390), number_text(-4.75, 1)
    ('4390', '\u22124,8')
    """
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 2
    return number(value, decimals)


def cell_text(value: Cell, column: Column) -> str:
    """A cell as printed: numbers by the column's decimals, a missing value as "b.d.".

    >>> cell_text(4.75, Column("Zmiana", unit="%", decimals=1, kind="number"))
    '4,8'
    >>> cell_text(None, Column("Zmiana")), cell_text(2024, Column("Rok", kind="year"))
    ('b.d.', '2024')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return MISSING
    if isinstance(value, str):
        return value
    if column.kind in ("year", "code"):
        return str(int(value))
    return number_text(value, column.decimals)


def alignment(column: Column) -> Align:
    """Where a column's cells stand: numbers right, everything else left.

    >>> alignment(Column("Ludność", kind="number"))
    'right'
    """
    if column.align is not None:
        return column.align
    return "right" if column.kind in ("number", "year") else "left"


def heading_text(column: Column) -> str:
    """Title of a column with its unit.

    >>> heading_text(Column("Zmiana", unit="%"))
    'Zmiana (%)'
    """
    return f"{column.title} ({column.unit})" if column.unit else column.title


_TITLE_LINES = 2.2
"""Lines a long column title may take; not a whole number, for words do not fill their lines."""


def column_weights(table: Table) -> tuple[float, ...]:
    """How wide each column wants to be, in signs: its longest word or value and its share of
    the title, within 4 to 34.

    >>> from terytoria.documents.model import Table
    >>> column_weights(Table("t", "T", (Column("Gmina"), Column("Rok", kind="year")),
    ...                      (("Wałcz", 2024),)))
    (5.0, 4.0)
    """
    return tuple(_weight(table, place) for place in range(len(table.columns)))


def _weight(table: Table, place: int) -> float:
    column = table.columns[place]
    words = f"{column.title} {column.unit}".split()
    title = max((len(word) for word in words), default=0), len(column.title) / _TITLE_LINES
    values = max((len(cell_text(row[place], column)) for row in table.rows), default=0)
    return float(min(34, max(4, *title, values)))


_SIGNS_ACROSS = 84.0
"""Signs of table text that fit the width of the page."""
_PADDING = 2.6
"""Signs taken by the space beside a column."""


def column_shares(table: Table) -> tuple[float, ...]:
    """Share of a table's width each column gets; the shares sum to 1.

    Where the columns want more than the page has, the widest give way first: their text breaks
    between words, while a short column would have to break a word. What is left to them they
    share by their ``room``.
    """
    wanted = [weight + _PADDING for weight in column_weights(table)]
    widest = _widest(wanted)
    rooms = [one.room for one, want in zip(table.columns, wanted, strict=True) if want > widest]
    mean = sum(rooms) / len(rooms) if rooms else 1.0
    widths = [
        widest * one.room / mean if want > widest else want
        for one, want in zip(table.columns, wanted, strict=True)
    ]
    return tuple(width / sum(widths) for width in widths)


def _widest(wanted: Sequence[float]) -> float:
    """The width at which columns are cut so that all fit the page, at least 16 signs."""
    ascending = sorted(wanted)
    for place, want in enumerate(ascending):
        left = len(ascending) - place
        if sum(ascending[:place]) + left * want >= _SIGNS_ACROSS:
            return max(16.0, (_SIGNS_ACROSS - sum(ascending[:place])) / left)
    return ascending[-1]


def table_share(table: Table) -> float:
    """Share of the page's width a table needs, 0.45 to 1: few short columns stay together."""
    signs = sum(weight + _PADDING for weight in column_weights(table))
    return min(1.0, max(0.45, signs / _SIGNS_ACROSS))
