"""Where a page of data is wrong: a walk through it, field by field."""

from __future__ import annotations

from enum import Enum
from math import isfinite
from typing import Any

from terytoria.statistics.sources.bdl.errors import PayloadError
from terytoria.statistics.sources.bdl.payload import shown
from terytoria.statistics.sources.bdl.unit_ids import teryt_of

# No sum of money, area or count in the country comes near; beyond it digits are lost.
LARGEST = 1e15
# A value without a code is an ordinary one: the API omits optional fields.
ORDINARY = 1
_YEARS = range(1900, 2101)


class Shape(Enum):
    """Kind of a page: the field with the id of the page, and what a page and its rows are."""

    BY_VARIABLE = ("variableId", "zmienna", "jednostka")
    BY_UNIT = ("unitId", "jednostka", "zmienna")

    @property
    def page_id(self) -> str:
        """Field that holds the id of the page."""
        return self.value[0]


def variable_of(value: object) -> str:
    """Id of a variable as digits; the API gives a whole number.

    >>> variable_of(60), variable_of("72305")
    ('60', '72305')
    """
    if type(value) is int and 0 < value < 10**12:
        return str(value)
    if type(value) is str and value.isascii() and value.isdigit() and len(value) <= 12:
        return value
    raise PayloadError(f"{shown(value)} nie jest id zmiennej")


def year_of(value: object) -> int:
    """A year of four digits, given as text in data and as a number in metadata.

    >>> year_of("2023"), year_of(1995)
    (2023, 1995)
    """
    if type(value) is str and len(value) == 4 and value.isascii() and value.isdigit():
        value = int(value)
    if type(value) is int and value in _YEARS:
        return value
    raise PayloadError(f"{shown(value)} nie jest rokiem")


def explain(page: object, shape: Shape) -> None:
    """Raise the ``PayloadError`` that names the first malformed field; return if there is none."""
    if not isinstance(page, dict):
        raise PayloadError(f"strona danych to {shown(page)}, a nie obiekt")
    of_page, of_row = shape.value[1:]
    where = _identified(page, shape.page_id, of_page, "")
    rows = page.get("results")
    if not isinstance(rows, list):
        raise PayloadError("brak listy „results”", where)
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            raise PayloadError(f"wynik {number} to {shown(row)}, a nie obiekt", where)
        place = _identified(row, "id", of_row, f"{where}, wynik {number}")
        if row.get("values", []) is None or not isinstance(row.get("values", []), list):
            raise PayloadError("pole „values” nie jest listą", place)
        for value in row.get("values", []):
            _check_value(value, place)


def _identified(holder: dict[str, Any], field: str, what: str, where: str) -> str:
    """The place with the id of its variable or unit, which has to be one."""
    if field not in holder:
        raise PayloadError(f"brak pola „{field}”", where)
    try:
        (teryt_of if what == "jednostka" else variable_of)(holder[field])
    except PayloadError as problem:
        raise PayloadError(f"pole „{field}”: {problem}", where) from None
    told = f"{what} {holder[field]}"
    return f"{where}, {told}" if where else told


def _check_value(value: object, where: str) -> None:
    if not isinstance(value, dict):
        raise PayloadError(f"wartość to {shown(value)}, a nie obiekt", where)
    if "year" not in value:
        raise PayloadError("brak pola „year”", where)
    try:
        year = year_of(value["year"])
    except PayloadError as problem:
        raise PayloadError(f"pole „year”: {problem}", where) from None
    number, code = value.get("val"), value.get("attrId")
    if number is not None and not _is_number(number):
        raise PayloadError(f"pole „val”: {shown(number)} nie jest liczbą", f"{where}, rok {year}")
    if code is not None and not (type(code) is int and abs(code) < 2**63):
        raise PayloadError(f"pole „attrId”: {shown(code)} nie jest kodem", f"{where}, rok {year}")


def _is_number(value: object) -> bool:
    if type(value) is int:
        return abs(value) <= LARGEST
    return type(value) is float and isfinite(value) and abs(value) <= LARGEST
