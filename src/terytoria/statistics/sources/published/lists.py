"""Lists of gminas that a ministry or an office keeps: threatened areas, towns losing functions."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.own_words import plain
from terytoria.statistics.sources.published.codes import gminas, read_day
from terytoria.statistics.sources.published.notices import ROW, Notices, distinct
from terytoria.statistics.sources.published.table import Layout, read_table
from terytoria.territory import Register

LAYOUT = Layout(
    "lista jednostek",
    {
        "list_id": ("list_id", "lista"),
        "vintage": ("vintage", "stan", "rok"),
        "teryt7": ("teryt7", "teryt", "kod teryt", "kod"),
        "name": ("name", "nazwa", "gmina"),
        "type": ("type", "rodzaj", "typ"),
        "source_url": ("source_url", "zrodlo"),
    },
)
_YEAR = r"^(19|20)[0-9]{2}$"
_ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"


def read_lists(path: Path, base: Snapshot) -> Imported:
    """Table ``lists``: those of the file, and those of ``base`` that the file does not renew.

    A list is known by ``list_id`` and ``vintage`` (a year or a day). The register's name is kept
    and differences from it told; kinds stay as the list writes them. Raises
    :class:`~terytoria.statistics.sources.problems.RefusedFileError`.
    """
    table = read_table(path, LAYOUT)
    found, rows = table.found, table.frame
    wrong = rows.filter(~pl.col("list_id").str.contains(_ID))
    remedy = "Użyj liter bez ogonków, cyfr, kropek i kresek."
    found.rows(wrong, "list_id", "„{}” nie jest nazwą listy.", remedy)
    rows = rows.with_columns(vintage=_vintages(rows, found))
    address = pl.col("source_url").str.contains(r"^https?://[^\s/]+\.[^\s]+$")
    wrong = rows.filter(~address)
    found.rows(wrong, "source_url", "„{}” nie jest adresem źródła.", "Wpisz pełny adres dokumentu.")
    rows = rows.with_columns(unit=gminas(rows, "teryt7", base.register, found))
    found.refuse()
    rows = distinct(rows, ["list_id", "vintage", "unit"], found, "listy")
    found.refuse()
    _compare_names(rows, base.register, found)
    columns = list(OPTIONAL["lists"])
    new = rows.with_columns(
        name=pl.col("unit").map_elements(
            lambda code: base.register.unit(code).name, return_dtype=pl.String
        )
    ).select(*columns[:4], kind="type", source_url="source_url")
    kept = base.table("lists").join(new, on=["list_id", "vintage"], how="anti")
    frame = pl.concat([kept.select(columns), new]).sort(columns[:3])
    listed = ", ".join(
        f"{one} {day}" for one, day in new.select(columns[:2]).unique().sort(columns[:2]).rows()
    )
    return Imported({"lists": frame}, found.messages, f"Lista {listed} (plik {found.file})")


def _vintages(rows: pl.DataFrame, found: Notices) -> pl.Series:
    """Year or ISO day of each row; a problem is noted for anything else."""
    given = rows["vintage"].unique().to_list()
    read = {}
    for text in given:
        day = read_day(text)
        year = text.removesuffix(".0")
        read[text] = (
            day.isoformat() if day else (year if pl.Series([year]).str.contains(_YEAR)[0] else None)
        )
    bad = [text for text, known in read.items() if known is None]
    what = "„{}” nie jest rokiem ani dniem."
    found.rows(
        rows.filter(pl.col("vintage").is_in(bad)), "vintage", what, "Wpisz 2019 albo 2019-12-31."
    )
    return rows["vintage"].replace_strict(
        given, [read[one] for one in given], return_dtype=pl.String
    )


def _compare_names(rows: pl.DataFrame, register: Register, found: Notices) -> None:
    """Tell where the list names a gmina otherwise than the register."""
    for row, code, name in rows.select(ROW, "unit", "name").iter_rows():
        known = register.unit(code).name
        bare = plain(name).split("(", maxsplit=1)[0].strip()
        if plain(known) not in {plain(name), bare}:
            what = f"Lista nazywa gminę {code} „{name}”, a rejestr „{known}”; przyjęto kod."
            found.told(row, "name", what)
