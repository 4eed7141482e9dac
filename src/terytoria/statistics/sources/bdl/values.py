"""Pages of ``/data/by-variable`` and ``/data/by-unit`` as one frame.

The frame has a row for each value the office gives for the country, a voivodeship, a powiat or a
whole gmina: ``variable`` (digits), ``unit`` (TERYT), ``level`` (of ``territory.Level``), ``year``
(Int16), ``value`` (Float64, null where the office records that it is missing) and ``mark`` (the
footnote, or null). Pages are read in bulk; one that does not fit is walked through by
:mod:`.places`, which says where it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from terytoria.statistics.sources.bdl.attributes import Attributes, Meaning
from terytoria.statistics.sources.bdl.errors import PayloadError
from terytoria.statistics.sources.bdl.payload import decode
from terytoria.statistics.sources.bdl.places import (
    LARGEST,
    ORDINARY,
    Shape,
    explain,
    variable_of,
    year_of,
)
from terytoria.statistics.sources.bdl.unit_ids import is_part, teryt_of
from terytoria.territory.codes import level_of

SCHEMA = {
    "variable": pl.String,
    "unit": pl.String,
    "level": pl.String,
    "year": pl.Int16,
    "value": pl.Float64,
    "mark": pl.String,
}
Page = dict[str, Any] | bytes
_KEY = ["variable", "unit", "year"]
_NUMBERS = {int, float, type(None)}
_YEARS = ({int}, {str}, {int, str}, set[type]())
_CODES = ({int}, set[type]())


@dataclass
class Noted:
    """What was noticed while reading, counted in values.

    ``parts`` were dropped as those of towns, rural areas and districts; ``regions`` as those of
    units without a TERYT code; ``unknown`` counts, by code, values taken as missing because
    nobody knows their ``attrId``; ``contradicted`` were taken as missing because a code of a true
    zero stood beside another number.
    """

    parts: int = 0
    regions: int = 0
    contradicted: int = 0
    unknown: dict[int, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What a user should know, in Polish; empty when nothing.

        >>> Noted(unknown={77: 3}).text
        'Nieznane oznaczenia GUS potraktowano jako brak danych: attrId 77 (wartości: 3).'
        """
        told: list[str] = []
        if self.unknown:
            codes = ", ".join(
                f"attrId {k} (wartości: {n})" for k, n in sorted(self.unknown.items())
            )
            told.append(f"Nieznane oznaczenia GUS potraktowano jako brak danych: {codes}.")
        if self.contradicted:
            told.append(
                "Liczby z oznaczeniem prawdziwego zera potraktowano jako brak danych "
                f"(wartości: {self.contradicted})."
            )
        return " ".join(told)


def by_variable(
    pages: Iterable[Page], *, attributes: Attributes | None = None, noted: Noted | None = None
) -> pl.DataFrame:
    """The frame of pages of ``/data/by-variable``, parsed or as bytes; what was noticed is added
    to ``noted``. :class:`PayloadError` says which variable, unit and field is malformed.

    >>> page = {"variableId": 60, "results": [{"id": "051011818032",
    ...         "values": [{"year": "2023", "val": 5, "attrId": 1}]}]}
    >>> by_variable([page]).row(0)
    ('60', '1018032', 'gmina', 2023, 5.0, None)
    """
    return _read(pages, Shape.BY_VARIABLE, attributes, noted)


def by_unit(
    pages: Iterable[Page], *, attributes: Attributes | None = None, noted: Noted | None = None
) -> pl.DataFrame:
    """The frame of pages of ``/data/by-unit``; otherwise as :func:`by_variable`."""
    return _read(pages, Shape.BY_UNIT, attributes, noted)


def _read(
    pages: Iterable[Page], shape: Shape, attributes: Attributes | None, noted: Noted | None
) -> pl.DataFrame:
    found = _Found(shape, noted or Noted())
    for page in pages:
        found.add(decode(page) if isinstance(page, bytes) else page)
    return _once(found, _meant(found, attributes or Attributes.load()))


class _Found:
    """Columns of all pages so far: a head (variable, unit, count) for each result, and values."""

    def __init__(self, shape: Shape, noted: Noted) -> None:
        self.shape = shape
        self.noted = noted
        self.variables: list[str] = []
        self.units: list[str] = []
        self.counts: list[int] = []
        self.years: list[NDArray[np.int16]] = []
        self.numbers: list[NDArray[np.float64]] = []
        self.codes: list[NDArray[np.int64]] = []

    def add(self, page: object) -> None:
        """Take a page; nothing of it is left behind when it is malformed."""
        try:
            heads, values = self._heads(page)
            years, numbers, codes = _columns(values)
        except (LookupError, TypeError, ValueError, OverflowError, AttributeError, PayloadError):
            explain(page, self.shape)
            raise PayloadError("strona danych jest nieczytelna") from None
        for variable, unit, count in heads:
            self.variables.append(variable)
            self.units.append(unit)
            self.counts.append(count)
        self.years.append(years)
        self.numbers.append(numbers)
        self.codes.append(codes)

    def _heads(self, page: Any) -> tuple[list[tuple[str, str, int]], list[dict[str, Any]]]:
        """Variable, unit and count of the results that are kept, and all their values."""
        by_unit = self.shape is Shape.BY_UNIT
        of_page = page[self.shape.page_id]
        heads: list[tuple[str, str, int]] = []
        kept: list[list[dict[str, Any]]] = []
        parts = regions = 0
        results = _listed(page["results"])
        teryt_of(of_page) if by_unit else variable_of(of_page)
        for row in results:
            values = _listed(row.get("values", []))
            bdl_id, variable = (of_page, row["id"]) if by_unit else (row["id"], of_page)
            unit = teryt_of(bdl_id)
            if unit is not None:
                heads.append((variable_of(variable), unit, len(values)))
                kept.append(values)
            elif is_part(bdl_id):
                parts += len(values)
            else:
                regions += len(values)
        self.noted.parts += parts
        self.noted.regions += regions
        return heads, list(chain.from_iterable(kept))


def _listed(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    return value


def _columns(
    values: list[dict[str, Any]],
) -> tuple[NDArray[np.int16], NDArray[np.float64], NDArray[np.int64]]:
    """Years, numbers (NaN where absent) and codes; any exception means a malformed value."""
    years = list(map(itemgetter("year"), values))
    numbers = _field(values, "val")
    codes = _field(values, "attrId")
    if None in codes:
        codes = [ORDINARY if code is None else code for code in codes]
    well_typed = (
        set(map(type, years)) in _YEARS
        and set(map(type, numbers)) <= _NUMBERS
        and set(map(type, codes)) in _CODES
    )
    if not well_typed:
        raise TypeError
    read = {year: year_of(year) for year in set(years)}
    found = np.array(numbers, dtype=np.float64)
    if np.count_nonzero(np.abs(found) <= LARGEST) + numbers.count(None) != len(numbers):
        raise ValueError
    return (
        np.array([read[year] for year in years], dtype=np.int16),
        found,
        np.array(codes, dtype=np.int64),
    )


def _field(values: list[dict[str, Any]], name: str) -> list[Any]:
    """A field of all values, ``None`` where it is omitted."""
    try:
        return list(map(itemgetter(name), values))
    except KeyError:
        return [value.get(name) for value in values]


def _meant(found: _Found, attributes: Attributes) -> pl.DataFrame:
    """The frame of all columns, numbers and marks being what their codes say."""
    codes, numbers = _joined(found.codes, np.int64), _joined(found.numbers, np.float64)
    used = {int(code): attributes.of(int(code)) for code in pl.Series(codes).unique()}
    for code in used.keys() - attributes.known.keys():
        count = int(np.count_nonzero(codes == code))
        found.noted.unknown[code] = found.noted.unknown.get(code, 0) + count
    zero = np.isin(codes, [code for code in used if used[code].meaning is Meaning.ZERO])
    missing = np.isin(codes, [code for code in used if used[code].meaning is Meaning.MISSING])
    false_zero = zero & (np.nan_to_num(numbers) != 0)
    found.noted.contradicted += int(np.count_nonzero(false_zero))
    numbers = np.where(zero, 0.0, numbers)
    numbers[missing | false_zero] = np.nan
    heads = np.repeat(np.arange(len(found.counts)), found.counts)
    marks = {code: each.mark for code, each in used.items() if each.mark}
    levels = [level_of(unit).value for unit in found.units]
    return pl.DataFrame(
        {
            "variable": pl.Series(found.variables, dtype=pl.String).gather(heads),
            "unit": pl.Series(found.units, dtype=pl.String).gather(heads),
            "level": pl.Series(levels, dtype=pl.String).gather(heads),
            "year": _joined(found.years, np.int16),
            "value": pl.Series(numbers, nan_to_null=True),
            "mark": pl.Series(codes).replace_strict(marks, default=None, return_dtype=pl.String),
        },
        schema=SCHEMA,
    ).with_columns(mark=pl.when(pl.col("value").is_not_null()).then("mark"))


def _joined(parts: list[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *parts])


def _once(found: _Found, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with each variable, unit and year once; a value given twice may not differ."""
    pairs = list(zip(found.variables, found.units, strict=True))
    number = {pair: at for at, pair in enumerate(dict.fromkeys(pairs))}
    heads = np.repeat(np.array([number[pair] for pair in pairs], dtype=np.int64), found.counts)
    keys = heads * 10_000 + frame["year"].to_numpy()
    if bool((np.diff(keys) > 0).all()):
        return frame
    single = frame.unique(maintain_order=True)
    twice = single.filter(pl.struct(_KEY).is_duplicated())
    if twice.height:
        variable, unit, year = twice.select(_KEY).row(0)
        raise PayloadError(
            "podano dwie różne wartości", f"zmienna {variable}, jednostka {unit}, rok {year}"
        )
    return single
