"""Further variables to download, from a table a person wrote: which becomes which series."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from terytoria.statistics.catalogue import Text, Variable, VariableSeries
from terytoria.statistics.sources.cells import CellsError, Row, read_cells
from terytoria.statistics.sources.problems import Problem, RefusedFileError

COLUMNS = ("id", "name", "unit", "series", "first", "last")


@dataclass(frozen=True)
class _Line:
    """One good row of the table."""

    row: int
    id: str
    name: str
    unit: str
    series: VariableSeries


def read_own_variables(path: Path, series: Collection[str]) -> tuple[Variable, ...]:
    """Variables of a CSV or XLSX file with the columns id, name, unit, series, first, last.

    ``first`` and ``last`` (years) may be empty. A variable that becomes several series has a row
    for each. Raises :class:`RefusedFileError` listing every wrong row; ``series`` are the names
    that may be given.
    """
    try:
        rows = [row for row in read_cells(path) if not row.empty]
    except CellsError as problem:
        raise RefusedFileError(str(problem)) from problem
    if not rows or tuple(cell.casefold() for cell in rows[0].cells) != COLUMNS:
        raise RefusedFileError(
            f"Plik {path.name} nie jest wykazem zmiennych. "
            f"Pierwszy wiersz to nazwy kolumn: {', '.join(COLUMNS)}."
        )
    problems: list[Problem] = []
    lines = [line for row in rows[1:] if (line := _line(row, series, problems))]
    found = _by_variable(lines, problems)
    if problems or not found:
        summary = f"Wykaz zmiennych {path.name} nie został przyjęty."
        raise RefusedFileError(summary, sorted(problems, key=lambda problem: problem.row))
    return found


def _line(row: Row, known: Collection[str], problems: list[Problem]) -> _Line | None:
    cells = dict(zip(COLUMNS, (*row.cells, *[""] * len(COLUMNS)), strict=False))
    before = len(problems)
    if not (cells["id"].isascii() and cells["id"].isdigit()):
        what = f"„{cells['id'][:40]}” nie jest numerem zmiennej BDL."
        problems.append(Problem(row.number, "id", what, "Wpisz same cyfry, np. 72305."))
    if cells["series"] not in known:
        what = f"Nie ma szeregu „{cells['series'][:40]}”."
        remedy = "Nazwy szeregów są w katalogu wskaźników."
        problems.append(Problem(row.number, "series", what, remedy))
    for column in ("first", "last"):
        if cells[column] and not (cells[column].isdecimal() and len(cells[column]) == 4):
            what = f"„{cells[column][:40]}” nie jest rokiem."
            remedy = "Wpisz cztery cyfry albo zostaw puste."
            problems.append(Problem(row.number, column, what, remedy))
    if len(problems) > before:
        return None
    first, last = (int(cells[column]) if cells[column] else None for column in ("first", "last"))
    series = VariableSeries(cells["series"], first, last)
    return _Line(row.number, cells["id"], cells["name"], cells["unit"], series)


def _by_variable(lines: list[_Line], problems: list[Problem]) -> tuple[Variable, ...]:
    found: dict[str, list[_Line]] = {}
    series: dict[str, list[_Line]] = {}
    for line in lines:
        found.setdefault(line.id, []).append(line)
        series.setdefault(line.series.id, []).append(line)
    _check_years(found, problems, "zmiennej")
    _check_years(series, problems, "szeregu")
    return tuple(
        Variable(
            key,
            Text(rows[0].name, rows[0].name),
            rows[0].unit,
            tuple(row.series for row in rows),
            "",
            None,
        )
        for key, rows in found.items()
    )


def _check_years(groups: Mapping[str, list[_Line]], problems: list[Problem], what: str) -> None:
    """No year of a variable becomes two series; no year of a series comes from two variables."""
    for key, lines in groups.items():
        ordered = sorted(lines, key=lambda line: line.series.first or 0)
        for before, after in pairwise(ordered):
            if (after.series.first or 0) <= (before.series.last or 9999):
                text = f"Lata {what} {key} zachodzą na wiersz {before.row}."
                problems.append(Problem(after.row, "first", text, "Rozdziel lata."))
