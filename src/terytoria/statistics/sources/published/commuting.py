"""Matrices of commuting to work: how many persons live in one gmina and work in another."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.own_words import WordError, read_value
from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.codes import gminas
from terytoria.statistics.sources.published.notices import ROW, Notices
from terytoria.statistics.sources.published.table import Layout, read_table

_HOME = "zamieszkania"
_WORK = "pracy"
LAYOUT = Layout(
    "macierz przepływów",
    {
        "skąd": (
            "origin", "teryt_origin", f"kod gminy {_HOME}", f"kod teryt gminy {_HOME}",
            f"teryt {_HOME}", f"miejsce {_HOME}", f"gmina {_HOME}", f"identyfikator gminy {_HOME}",
            f"symbol terytorialny gminy {_HOME}", "skad",
        ),
        "dokąd": (
            "dest", "destination", "teryt_dest", f"kod gminy {_WORK}", f"kod teryt gminy {_WORK}",
            f"teryt {_WORK}", f"miejsce {_WORK}", f"gmina {_WORK}", f"identyfikator gminy {_WORK}",
            f"symbol terytorialny gminy {_WORK}", "dokad",
        ),
        "osoby": (
            "persons", "liczba osob", "liczba pracujacych", "liczba osob wyjezdzajacych",
            "liczba zatrudnionych", "liczba dojezdzajacych", "osoby", "liczba",
        ),
        "rok": ("year", "rok"),
    },
    optional=frozenset({"rok"}),
)  # fmt: skip
SUPPRESSED = 10
"""Smallest flow that GUS publishes; smaller ones are a statistical secret and absent."""
_HIDDEN = {"", "-", "–", "x", "#", "*", ".", "tajemnica statystyczna"}
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


def read_commuting(path: Path, base: Snapshot, year: int | None = None) -> Imported:
    """Table ``flows`` (origin, dest, persons, year) of a list of origin, destination and persons.

    Towns and rural parts are folded into their gmina; a flow between the two is a flow with
    ``origin = dest``, as is a row of a whole urban-rural gmina to itself; a row of any other place
    to itself is nobody's commuting and left out.
    Suppressed flows (under ten persons, a dash) are absent, not zero. The year is that of the
    column ``rok``, of ``year`` or of the name of the file, in this order. Raises
    :class:`~terytoria.statistics.sources.problems.RefusedFileError`.
    """
    table = read_table(path, LAYOUT)
    found, rows = table.found, table.frame
    rows = rows.with_columns(persons=_persons(rows, found), year=_years(rows, path, year, found))
    rows = rows.with_columns(
        origin=gminas(rows, "skąd", base.register, found),
        dest=gminas(rows, "dokąd", base.register, found),
    )
    _check_parts(rows, found)
    found.refuse()
    rows = _without_staying(rows, found)
    rows = _without_suppressed(rows, found)
    rows = _once(rows, found)
    found.refuse()
    if not rows.height:
        raise RefusedFileError(
            f"Plik {found.file} nie ma żadnego przepływu. Pobierz go jeszcze raz."
        )
    flows = (
        rows.group_by("origin", "dest", "year")
        .agg(pl.col("persons").sum())
        .select("origin", "dest", "persons", "year")
        .sort("origin", "dest", "year")
    )
    years = ", ".join(map(str, flows["year"].unique().sort()))
    source = f"GUS, przepływy ludności związane z zatrudnieniem {years} (plik {found.file})"
    return Imported({"flows": flows}, found.messages, source)


def _check_parts(rows: pl.DataFrame, found: Notices) -> None:
    """Note gminas that are given both whole and by their parts: they would count twice."""
    for column in ("skąd", "dokąd"):
        code = pl.col(column).str.replace_all(r"\s", "").str.zfill(7)
        parts = rows.filter(code.str.contains("[45]$")).select(code.str.head(6)).to_series()
        both = rows.filter(code.str.contains("3$") & code.str.head(6).is_in(parts.implode()))
        what = "Gmina „{}” występuje w całości i w częściach, więc liczyłaby się dwa razy."
        found.rows(both, column, what, "Zostaw same części albo same gminy.")


def _persons(rows: pl.DataFrame, found: Notices) -> pl.Series:
    """Whole number of persons of each cell, null where the flow is suppressed."""
    given = rows["osoby"].unique().to_list()
    read: dict[str, int | None] = {}
    for text in given:
        try:
            value = None if text.casefold() in _HIDDEN else read_value(text)[0]
        except WordError as problem:
            wrong = rows.filter(pl.col("osoby") == text)
            found.rows(wrong, "osoby", problem.what, problem.remedy)
            continue
        if value is not None and (value < 0 or value != int(value) or "%" in text):
            wrong = rows.filter(pl.col("osoby") == text)
            found.rows(wrong, "osoby", "„{}” nie jest liczbą osób.", "Wpisz liczbę całkowitą.")
            continue
        read[text] = None if value is None else int(value)
    return rows["osoby"].replace_strict(
        list(read), list(read.values()), default=None, return_dtype=pl.Int64
    )


def _years(rows: pl.DataFrame, path: Path, year: int | None, found: Notices) -> pl.Series:
    """Year of each row, from its column, the caller or the name of the file."""
    if "rok" in rows.columns:
        text = pl.col("rok").str.replace(r"\.0$", "")
        sound = pl.col("rok").str.contains(r"^(19|20)[0-9]{2}(\.0)?$")
        found.rows(rows.filter(~sound), "rok", "„{}” nie jest rokiem.", "Wpisz cztery cyfry.")
        return rows.select(pl.when(sound).then(text).cast(pl.Int64)).to_series()
    named = {int(one) for one in _YEAR.findall(path.stem)}
    if year is None and len(named) != 1:
        what = f"Plik {found.file} nie mówi, którego roku dotyczy."
        raise RefusedFileError(f"{what} Dodaj kolumnę „rok” albo podaj rok przy wczytaniu.")
    value = year if year is not None else next(iter(named))
    return pl.repeat(value, rows.height, dtype=pl.Int64, eager=True)


def _without_staying(rows: pl.DataFrame, found: Notices) -> pl.DataFrame:
    """Rows but those of a place to itself; only an urban-rural gmina given whole has such flows."""
    codes = [pl.col(column).str.replace_all(r"\s", "") for column in ("skąd", "dokąd")]
    same = codes[0] == codes[1]
    between = same & codes[0].str.ends_with("3")
    if rows.filter(between).height:
        first = int(rows.filter(between)[ROW][0])
        count = rows.filter(between).height
        what = f"Przepływy między miastem a obszarem wiejskim jednej gminy: {count}."
        found.told(first, "", what)
    staying = rows.filter(same & ~between)
    if staying.height:
        what = f"Pominięto wiersze z tej samej jednostki do niej samej: {staying.height}."
        found.told(int(staying[ROW][0]), "", what)
    return rows.filter(~same | between)


def _without_suppressed(rows: pl.DataFrame, found: Notices) -> pl.DataFrame:
    small = rows.filter(pl.col("persons").is_null() | (pl.col("persons") < SUPPRESSED))
    if small.height:
        what = (
            f"Pominięto przepływy poniżej {SUPPRESSED} osób lub objęte tajemnicą: {small.height}."
        )
        found.told(int(small[ROW][0]), "osoby", what)
    return rows.filter(pl.col("persons") >= SUPPRESSED)


def _once(rows: pl.DataFrame, found: Notices) -> pl.DataFrame:
    """Rows of one pair and year once; a pair with different numbers is a problem."""
    key = ["skąd", "dokąd", "year"]
    kept = rows.unique([*key, "persons"], keep="first", maintain_order=True)
    if kept.height < rows.height:
        what = f"Pominięto powtórzone wiersze: {rows.height - kept.height}."
        found.told(0, "", what)
    again = kept.filter(pl.struct(key).is_duplicated() & ~pl.struct(key).is_first_distinct())
    found.rows(
        again, "osoby", "Inna liczba („{}”) dla tej samej pary gmin.", "Zostaw jeden wiersz."
    )
    return kept
