"""Budgets of gminas and powiats as the Ministry of Finance publishes them: a sheet a year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.cells import Row
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.own_words import WordError, plain, read_value
from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.amounts import (
    POPULATION,
    Quantity,
    quantity_of,
    tax_of,
)
from terytoria.statistics.sources.published.codes import whole_gmina
from terytoria.statistics.sources.published.lines import framed
from terytoria.statistics.sources.published.notices import Notices, short
from terytoria.statistics.sources.published.table import (
    Content,
    check_end,
    check_kind,
    check_repeated,
    check_widths,
    open_content,
    read_rows,
)
from terytoria.territory import Register

_HEAD_WITHIN = 20
_PARTS = {"WK": 2, "PK": 2, "GK": 2, "GT": 1}
_CODES = {"kod", "kod jst", "kod teryt", "teryt", "identyfikator", "kod gminy"}
_NONE = {"", "-", "–", "—", "x"}
_TOTAL = re.compile(r"^(ogolem|razem|suma|polska|kraj)\b")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_OLD_BASE_UNTIL = 2020
"""Last year whose population the office counted from the census of 2011."""
_AGAIN = "Pobierz plik jeszcze raz."


@dataclass(frozen=True)
class _Head:
    """Where things stand: rows of the heading, columns of codes, quantities and population."""

    first: int
    body: int
    codes: tuple[int, ...]
    quantities: Mapping[int, Quantity]
    population: int | None
    titles: Mapping[int, str]


def read_budgets(path: Path, base: Snapshot, year: int | None = None) -> Imported:
    """Tables ``observations`` and ``series`` of ``base`` with the budgets of one year laid over.

    Totals the catalogue keeps as totals stay totals; values per inhabitant are taken as stated or
    made of a total and the population stated in the same row, to the grosz. A column for which the
    catalogue has no series, or no population to divide by, is told and left out. A row of totals
    checks the sum of the rows. Year: of the caller, else the only one named above the heading or in
    the file's name. Format: Ministerstwo Finansów, columns WK, PK, GK, GT and a name (or a TERYT
    code), the heading in the first 20 rows, possibly of several rows with merged cells. Raises
    :class:`~terytoria.statistics.sources.problems.RefusedFileError`.
    """
    content = open_content(path)
    check_kind(content, "plik budżetów")
    rows = read_rows(content)
    if not content.sheet:
        check_end(content, closed=False)
    above = " ".join(cell for row in rows[:_HEAD_WITHIN] for cell in row.cells)
    head = _head(content.name, rows, f"{path.stem} {above}")
    when = _year(content.name, path.stem, rows[: head.first], year)
    found = Notices(content.name)
    body = rows[head.body :]
    _check_widths(body, head, content, found)
    found.refuse()
    values = _values(body, head, base.register, found)
    found.refuse()
    observed = _observed(values, head, when, found)
    if not observed.height:
        what = f"Plik {content.name} nie ma wartości, które można zapisać w szeregach katalogu."
        details = " ".join(message.text for message in found.messages)
        raise RefusedFileError(f"{what} {details}".strip())
    source = f"Ministerstwo Finansów, budżety JST {when} (plik {content.name})"
    return Imported(_laid_over(observed, base), found.messages, source)


def _head(name: str, rows: Sequence[Row], said: str) -> _Head:
    """The heading: rows from the one that names the codes to the first row of a unit."""
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        codes = _code_columns([plain(cell) for cell in row.cells])
        if not codes:
            continue
        body = _body(rows, at + 1, codes)
        block = [one for one in rows[at:body] if not _numbering(one) and not _is_total(one, codes)]
        titles = _titles(block)
        tax = tax_of(plain(said))
        quantities = {
            column: quantity for column, title in titles.items()
            if (quantity := quantity_of(title, tax)) is not None
        }  # fmt: skip
        _check_apart(name, quantities, titles)
        check_repeated(name, [plain(titles.get(n, "")) for n in range(len(titles))], _told(titles))
        people = [column for column, title in titles.items() if POPULATION.search(plain(title))]
        if not quantities:
            shown = short("; ".join(titles.values()))
            what = f"Plik {name} nie ma kolumny dochodów ani wydatków, którą można rozpoznać"
            raise RefusedFileError(f"{what} (są: {shown}). Podaj plik z wykonaniem budżetów.")
        return _Head(at, body, codes, quantities, people[0] if people else None, titles)
    what = f"Plik {name} nie jest plikiem budżetów: w pierwszych {_HEAD_WITHIN} wierszach"
    raise RefusedFileError(f"{what} nie ma kolumn WK, PK, GK, GT ani kodu TERYT. {_AGAIN}")


def _body(rows: Sequence[Row], start: int, codes: Sequence[int]) -> int:
    """Index of the first row of a unit."""
    found = (n for n in range(start, len(rows)) if _code(rows[n], codes))
    return next((n for n in found if not _numbering(rows[n])), len(rows))


def _check_apart(name: str, quantities: Mapping[int, Quantity], titles: Mapping[int, str]) -> None:
    """Refuse two columns that state the same."""
    seen: dict[Quantity, int] = {}
    for column, quantity in quantities.items():
        if quantity in seen:
            both = f"„{short(titles[seen[quantity]])}” i „{short(titles[column])}”"
            what = f"Plik {name} ma dwie kolumny tej samej wielkości: {both}."
            raise RefusedFileError(f"{what} Zostaw tę z wykonaniem budżetu.")
        seen[quantity] = column


def _told(titles: Mapping[int, str]) -> Row:
    return Row(0, tuple(titles.get(n, "") for n in range(len(titles))))


def _code_columns(cells: Sequence[str]) -> tuple[int, ...]:
    """Columns of WK, PK, GK and GT, or the only one of a whole code; empty if there are none."""
    parts = [part.casefold() for part in _PARTS]
    if all(part in cells for part in parts):
        return tuple(cells.index(part) for part in parts)
    return next(((at,) for at, cell in enumerate(cells) if cell in _CODES), ())


def _titles(block: Sequence[Row]) -> dict[int, str]:
    """Heading of each column: its cells from top to bottom, merged ones carried to the right."""
    width = max(len(row.cells) for row in block)
    parts: list[list[str]] = [[] for _ in range(width)]
    for level, row in enumerate(block):
        carried = ""
        below = any(len(other.cells) for other in block[level + 1 :])
        for column in range(width):
            cell = row.cells[column] if column < len(row.cells) else ""
            under = any(
                column < len(other.cells) and other.cells[column] for other in block[level + 1 :]
            )
            carried = cell or (carried if below and under else "")
            if carried:
                parts[column].append(" ".join(carried.split()))
    return {column: " ".join(dict.fromkeys(cells)) for column, cells in enumerate(parts)}


def _numbering(row: Row) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 …"""
    numbers = [cell for cell in row.cells if cell]
    steps = [str(at) for at in range(1, len(numbers) + 1)]
    return len(numbers) > 2 and numbers == steps


def _is_total(row: Row, codes: Sequence[int]) -> bool:
    named = any(_TOTAL.match(plain(cell)) for cell in row.cells)
    numbers = any(cell[:1].isdigit() for cell in row.cells)
    return named and numbers and _code(row, codes) is None


def _code(row: Row, codes: Sequence[int]) -> str | None:
    """Code of a row as digits, with the zeros of its parts; ``None`` for a row of no unit."""
    cells = _cells(row, codes)
    if len(codes) == 1:
        text = cells[0].replace("-", "")
        return text if text.isascii() and text.isdigit() and len(text) >= 4 else None
    if not all(cell.isascii() and cell.isdigit() for cell in cells if cell) or not cells[0]:
        return None
    sizes = _PARTS.values()
    code = "".join(cell.zfill(size) for cell, size in zip(cells, sizes, strict=True) if cell)
    return code if len(code) in {2, 4, 7} else None


def _cells(row: Row, columns: Sequence[int]) -> list[str]:
    """Cells of some columns as digits, without spaces and the zero of a spreadsheet's number."""
    cells = [row.cells[at] if at < len(row.cells) else "" for at in columns]
    return [re.sub(r"\s", "", cell).removesuffix(".0") for cell in cells]


def _year(name: str, stem: str, above: Sequence[Row], given: int | None) -> int:
    if given is not None:
        return given
    titles = {int(one) for row in above for cell in row.cells for one in _YEAR.findall(cell)}
    named = {int(one) for one in _YEAR.findall(stem)}
    for years in (titles, named):
        if len(years) == 1:
            return years.pop()
    what = f"Plik {name} nie mówi jasno, którego roku dotyczy."
    raise RefusedFileError(f"{what} Podaj rok przy wczytaniu.")


def _values(
    rows: Sequence[Row], head: _Head, register: Register, found: Notices
) -> dict[str, dict[int, float]]:
    """Amounts of each gmina or powiat by column; the total row checks their sums."""
    values: dict[str, dict[int, float]] = {}
    firsts: dict[str, int] = {}
    totals: list[tuple[Row, dict[int, float]]] = []
    _tell_zeros(rows, head, found)
    for row in rows:
        code = _code(row, head.codes)
        amounts = _amounts(row, head, found)
        if code is None:
            if _is_total(row, head.codes):
                totals.append((row, amounts))
            elif amounts:
                found.problem(row.number, "", "Wiersz z kwotami nie ma kodu jednostki.", _AGAIN)
            elif sum(bool(cell) for cell in row.cells) > 2:
                found.problem(row.number, "", "Wiersz nie ma kodu jednostki.", _AGAIN)
            continue
        unit = _unit(code, register)
        if unit is None:
            if code not in register:  # voivodeships are known, and not read
                what = f"W rejestrze nie ma jednostki o kodzie „{code}”."
                found.problem(row.number, "", what, "Sprawdź kod albo wczytaj nowszy rejestr TERC.")
            continue
        if unit in values and values[unit] != amounts:
            what = f"Inne kwoty tej samej jednostki są w wierszu {firsts[unit]}."
            found.problem(row.number, "", what, "Zostaw jeden z wierszy.")
        elif unit in values:
            found.told(row.number, "", f"Powtórzenie wiersza {firsts[unit]}; pominięto.")
        values.setdefault(unit, amounts)
        firsts.setdefault(unit, row.number)
    _check_totals(totals, values, head, found)
    return values


def _check_widths(rows: Sequence[Row], head: _Head, content: Content, found: Notices) -> None:
    """Note rows of units and totals that do not fit the heading: their amounts may have shifted."""
    told = [row for row in rows if _code(row, head.codes) or _is_total(row, head.codes)]
    width = max(head.titles) + 1
    check_widths(framed(told, {}, width), width, content, found)


def _tell_zeros(rows: Sequence[Row], head: _Head, found: Notices) -> None:
    """Tell that codes lost the zeros before them, which their fixed width puts back."""
    eaten = [
        row.number
        for row in rows
        if (code := _code(row, head.codes))
        and (len(code) == 6 or len(code) > len("".join(_cells(row, head.codes))))
    ]
    if eaten:
        what = f"Odtworzono zero na początku kodu w {len(eaten)} wierszach (pierwszy tutaj)."
        found.told(eaten[0], "", what)


def _amounts(row: Row, head: _Head, found: Notices) -> dict[int, float]:
    """Numbers of a row in the columns that are read; a dash is none."""
    read: dict[int, float] = {}
    columns = [*head.quantities, *([] if head.population is None else [head.population])]
    for column in columns:
        text = row.cells[column] if column < len(row.cells) else ""
        if plain(text) in _NONE:
            continue
        try:
            read[column] = read_value(text)[0]
        except WordError as problem:
            title = short(head.titles[column])
            found.problem(row.number, title, problem.what, problem.remedy)
    return read


def _unit(code: str, register: Register) -> str | None:
    if len(code) == 6:
        code = f"0{code}"
    if len(code) == 7 and code.endswith("000"):
        code = code[:4]
    if len(code) == 4:
        return code if code in register else None
    return whole_gmina(code, register) if len(code) == 7 else None


def _check_totals(
    totals: Sequence[tuple[Row, dict[int, float]]],
    values: Mapping[str, Mapping[int, float]],
    head: _Head,
    found: Notices,
) -> None:
    """Note a total that differs from the sum of its rows by more than rounding explains."""
    for row, stated in totals:
        for column, quantity in head.quantities.items():
            if quantity.per_head or column not in stated:
                continue
            summed = sum(amounts.get(column, 0.0) for amounts in values.values())
            if abs(summed - stated[column]) > max(1.0, 0.5 * len(values)):
                what = f"Suma wierszy ({summed:.0f}) różni się od podanej ({stated[column]:.0f})."
                remedy = "Plik jest urwany albo zmieniony; pobierz go jeszcze raz."
                found.problem(row.number, short(head.titles[column]), what, remedy)


def _observed(
    values: Mapping[str, Mapping[int, float]], head: _Head, year: int, found: Notices
) -> pl.DataFrame:
    """Observations of the series that the quantities belong to."""
    rows: list[tuple[str, str, str, int, float]] = []
    stated = sorted(head.quantities.items(), key=lambda item: not item[1].per_head)
    for column, quantity in stated:
        title = short(head.titles[column])
        taken = 0
        for unit, amounts in values.items():
            if column not in amounts:
                continue
            level = "gmina" if len(unit) == 7 else "powiat"
            people = amounts.get(head.population, 0.0) if head.population is not None else 0.0
            for series, value in quantity.series(
                level, amounts[column], people, old_base=year <= _OLD_BASE_UNTIL
            ):
                rows.append((level, series, unit, year, value))
                taken += 1
        if not taken:
            what = "Pominięto kolumnę: plik nie podaje liczby ludności albo katalog nie ma szeregu"
            found.told(0, title, f"{what} dla roku {year}.")
    schema = {"level": pl.String, "series": pl.String, "unit": pl.String}
    typed = {**schema, "year": pl.Int16, "value": pl.Float64}
    frame = pl.DataFrame(rows, schema=typed, orient="row")
    # A value per inhabitant that the file states goes before one made of its total.
    return frame.unique(["level", "series", "unit"], keep="first").sort("level", "series", "unit")


def _laid_over(observed: pl.DataFrame, base: Snapshot) -> dict[str, pl.DataFrame]:
    """Observations and series of a snapshot with new observations in place of the same ones."""
    key = ["level", "series", "unit", "year"]
    old = base.table("observations").select(*key, "value")
    both = pl.concat([old.join(observed, on=key, how="anti"), observed])
    catalogue = Catalogue.load().series
    office = "Ministerstwo Finansów"
    known = base.table("series")
    keys = observed.select("level", "series").unique()
    sources = pl.concat_list(pl.col("source").str.split("; "), pl.lit(office)).list.unique()
    touched = known.join(keys, on=["level", "series"], how="semi")
    fresh = keys.join(known, on=["level", "series"], how="anti")
    new = [
        {
            "level": level, "series": name, "name": catalogue[name].name_pl,
            "unit": catalogue[name].unit, "base": catalogue[name].base, "note": "",
            "source": office, "via": "",
        }
        for level, name in fresh.rows()
    ]  # fmt: skip
    parts = [
        known.join(keys, on=["level", "series"], how="anti"),
        touched.with_columns(source=sources.list.sort().list.join("; ")),
        pl.DataFrame(new, schema=known.schema),
    ]
    return {
        "observations": both.sort(key),
        "series": pl.concat(parts).sort("level", "series"),
    }
