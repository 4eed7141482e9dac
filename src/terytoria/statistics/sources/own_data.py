"""Own data of a partnership: a CSV or XLSX file of unit, indicator or series, year and value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import polars as pl

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.sources.cells import CellsError, Row, read_cells
from terytoria.statistics.sources.own_words import (
    SeriesNames,
    Units,
    WordError,
    check_level,
    check_percent,
    check_value,
    plain,
    read_value,
    read_year,
)
from terytoria.statistics.sources.problems import SHOWN, Problem, RefusedFileError
from terytoria.statistics.sources.template import COLUMNS, write_template
from terytoria.territory import Register

__all__ = ["COLUMNS", "OwnData", "OwnDataError", "Problem", "read_own_data", "write_template"]

_T = TypeVar("_T")
_HEADINGS = {
    "jednostka": {"jednostka", "unit", "kod", "kod teryt", "teryt", "gmina", "jst", "code"},
    "wskaźnik": {
        "wskaznik", "indicator", "szereg", "series", "zmienna", "wskaznik lub szereg",
        "indicator or series", "indicator-or-series",
    },
    "rok": {"rok", "year", "data", "date", "okres"},
    "wartość": {"wartosc", "value", "liczba"},
}  # fmt: skip
_SCHEMA = {
    "level": pl.String, "series": pl.String, "unit": pl.String, "year": pl.Int16,
    "value": pl.Float64,
}  # fmt: skip


class OwnDataError(RefusedFileError):
    """A file of own data that was not taken; ``problems`` lists what is wrong, row by row."""


@dataclass(frozen=True)
class OwnData:
    """Rows taken from a file, as observations, and what a person should know of them.

    ``frame`` has level, series, unit, year and value and joins observations by
    ``Observations.with_frame``; ``messages`` tell what was repaired, ``rejected`` what was left
    out (only where the good rows were asked for).
    """

    frame: pl.DataFrame
    messages: tuple[Problem, ...]
    rejected: tuple[Problem, ...] = ()


def read_own_data(
    path: Path,
    register: Register,
    catalogue: Catalogue,
    *,
    partial: bool = False,
    observed: Iterable[str] = (),
) -> OwnData:
    """Own data of a CSV or XLSX file.

    One wrong row refuses the whole file with :class:`OwnDataError`, whose ``problems`` list every
    wrong row; with ``partial`` the good rows are taken and the others listed in ``rejected``.
    ``observed`` names further series, beyond those of the catalogue, that may be given.
    """
    try:
        rows = [row for row in read_cells(path) if not row.empty]
    except CellsError as problem:
        raise OwnDataError(str(problem)) from problem
    if not rows:
        raise OwnDataError(f"Plik {path.name} jest pusty. Pobierz wzór i wpisz dane.")
    places = _places(path.name, rows[0])
    if len(rows) == 1:
        raise OwnDataError(f"Plik {path.name} ma tylko nagłówek. Wpisz dane pod nim.")
    reader = _Reader(Units(register), SeriesNames(catalogue, observed), places, len(rows[0].cells))
    reader.read(rows[1:])
    if reader.problems and not partial:
        count = len({problem.row for problem in reader.problems})
        summary = f"Plik {path.name} nie został przyjęty; wierszy z błędami: {count}."
        raise OwnDataError(summary, sorted(reader.problems, key=lambda p: p.row)[:SHOWN])
    return reader.result()


def _places(name: str, head: Row) -> dict[str, int]:
    """Column of each heading; :class:`OwnDataError` if one is missing or repeated."""
    places: dict[str, int] = {}
    for at, cell in enumerate(head.cells):
        for column, words in _HEADINGS.items():
            if plain(cell).replace("_", " ") in words:
                if column in places:
                    raise OwnDataError(f"Plik {name} ma dwie kolumny „{column}”. Zostaw jedną.")
                places[column] = at
    missing = [column for column in COLUMNS if column not in places]
    if missing:
        found = ", ".join(cell for cell in head.cells if cell)[:200] or "nic"
        raise OwnDataError(
            f"Plik {name} nie ma kolumn: {', '.join(missing)}. W wierszu {head.number} jest: "
            f"{found}. Nazwij kolumny tak jak we wzorze: {', '.join(COLUMNS)}."
        )
    return places


class _Reader:
    """Reads rows one by one, keeping good observations, problems and messages."""

    def __init__(
        self, units: Units, series: SeriesNames, places: dict[str, int], width: int
    ) -> None:
        self._units = units
        self._width = width
        self._series = series
        self._places = places
        self._taken: dict[tuple[str, str, int], tuple[float, int]] = {}
        self._conflicts: set[tuple[str, str, int]] = set()
        self.problems: list[Problem] = []
        self.messages: list[Problem] = []

    def read(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._row(row)

    def result(self) -> OwnData:
        kept = [
            ("gmina" if len(unit) == 7 else "powiat", series, unit, year, value)
            for (unit, series, year), (value, _) in sorted(self._taken.items())
            if (unit, series, year) not in self._conflicts
        ]
        frame = pl.DataFrame(kept, schema=_SCHEMA, orient="row")
        rejected = sorted(self.problems, key=lambda problem: problem.row)
        return OwnData(frame, tuple(self.messages[:SHOWN]), tuple(rejected[:SHOWN]))

    def _row(self, row: Row) -> None:
        before = len(self.problems)
        if any(row.cells[self._width :]):
            what = "Wiersz ma więcej komórek niż nagłówek."
            remedy = "Ujmij liczby z przecinkiem w cudzysłów albo rozdziel kolumny średnikiem."
            self.problems.append(Problem(row.number, "", what, remedy))
            return
        unit = self._cell(row, "jednostka", self._units.read)
        series = self._cell(row, "wskaźnik", self._series.read)
        year = self._cell(row, "rok", read_year)
        value = self._cell(row, "wartość", read_value)
        if len(self.problems) > before or not (unit and series and year) or value is None:
            return
        described = self._series.described(series)
        try:
            check_percent(row.cells[self._places["wartość"]], described)
            check_value(value, described)
            check_level(unit, described)
        except WordError as problem:
            self._note(row, "wartość", problem)
            return
        self._keep(row, (unit, series, int(year)), value)

    def _cell(self, row: Row, column: str, read: Callable[[str], tuple[_T, str]]) -> _T | None:
        """What a cell stands for, or ``None`` with the problem noted."""
        at = self._places[column]
        text = row.cells[at] if at < len(row.cells) else ""
        try:
            found, repaired = read(text)
        except WordError as problem:
            self._note(row, column, problem)
            return None
        if repaired:
            self.messages.append(Problem(row.number, column, f"{repaired}.", ""))
        return found

    def _note(self, row: Row, column: str, problem: WordError) -> None:
        self.problems.append(Problem(row.number, column, problem.what, problem.remedy))

    def _keep(self, row: Row, key: tuple[str, str, int], value: float) -> None:
        """Take a value; the same value twice is told, different ones refuse both rows."""
        if key not in self._taken:
            self._taken[key] = value, row.number
            return
        known, first = self._taken[key]
        if known == value and key not in self._conflicts:
            what = f"Powtórzenie wiersza {first}; wartość ta sama, pominięto."
            self.messages.append(Problem(row.number, "", what, ""))
            return
        what = f"Inna wartość tej samej jednostki, wskaźnika i roku jest w wierszu {first}."
        self._conflicts.add(key)
        self.problems.append(Problem(row.number, "wartość", what, "Zostaw jeden z wierszy."))
