"""The SIMC register of localities as eTERYT gives it: about 103 000 rows."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.published.codes import days, gminas, named, padded
from terytoria.statistics.sources.published.notices import Notices, distinct
from terytoria.statistics.sources.published.table import Layout, read_table
from terytoria.territory import Register

LAYOUT = Layout(
    "SIMC",
    {
        "WOJ": ("woj",),
        "POW": ("pow",),
        "GMI": ("gmi",),
        "RODZ_GMI": ("rodz_gmi",),
        "RM": ("rm",),
        "NAZWA": ("nazwa",),
        "SYM": ("sym",),
        "SYMPOD": ("sympod",),
        "STAN_NA": ("stan_na",),
    },
    closing=frozenset({"STAN_NA"}),
)
# Dictionary WMRODZ of the TERYT register (GUS).
KINDS = {
    "00": "część miejscowości",
    "01": "wieś",
    "02": "kolonia",
    "03": "przysiółek",
    "04": "osada",
    "05": "osada leśna",
    "06": "osiedle",
    "07": "schronisko turystyczne",
    "95": "dzielnica",
    "96": "miasto",
    "98": "delegatura",
    "99": "część miasta",
}
_WIDTHS = {"WOJ": 2, "POW": 2, "GMI": 2, "RODZ_GMI": 1, "RM": 2, "SYM": 7, "SYMPOD": 7}
_AGAIN = "Pobierz plik jeszcze raz."


def read_simc(path: Path, base: Snapshot) -> Imported:
    """Table ``localities`` (code, name, kind, parent, unit) of a SIMC file.

    ``kind`` is the Polish name of the dictionary WMRODZ, ``parent`` the locality that a part
    belongs to, empty for the others. Localities in the town or the rural part of an urban-rural
    gmina belong to the gmina; those of districts and delegations to their city. Every gmina of the
    register has localities, so a file without them is cut or of another day. Format: GUS, eTERYT,
    file ``SIMC_Urzedowy_RRRR-MM-DD.csv``. Raises
    :class:`~terytoria.statistics.sources.problems.RefusedFileError`.
    """
    table = read_table(path, LAYOUT)
    found, rows = table.found, table.frame
    for column, width in _WIDTHS.items():
        rows = padded(rows, column, width, found)
    days(rows, "STAN_NA", found)
    _check(rows, found)
    found.refuse()
    rows = distinct(rows, ["SYM"], found, "miejscowości")
    rows = rows.with_columns(TERYT=pl.concat_str("WOJ", "POW", "GMI", "RODZ_GMI"))
    rows = rows.with_columns(unit=gminas(rows, "TERYT", base.register, found))
    alone = rows.filter(~pl.col("SYMPOD").is_in([*rows["SYM"], ""]))
    what = "Miejscowość podstawowa „{}” nie występuje w pliku."
    found.rows(alone, "SYMPOD", what, _AGAIN)
    found.refuse()
    _check_whole(rows, base.register, found)
    found.refuse()
    kind = pl.col("RM").replace_strict(list(KINDS), list(KINDS.values()))
    own = pl.col("SYMPOD") == pl.col("SYM")
    localities = rows.select(
        code="SYM",
        name="NAZWA",
        kind=kind,
        parent=pl.when(own).then(pl.lit("")).otherwise("SYMPOD"),
        unit="unit",
    ).sort("code")
    source = f"GUS, rejestr SIMC, stan na {rows.item(0, 'STAN_NA')} (plik {found.file})"
    return Imported({"localities": localities}, found.messages, source)


def _check(rows: pl.DataFrame, found: Notices) -> None:
    """Note empty names and codes, and kinds outside the dictionary."""
    for column in ("NAZWA", "SYM", "RM", "RODZ_GMI"):
        found.rows(rows.filter(pl.col(column) == ""), column, "Pusta komórka.", _AGAIN)
    strange = rows.filter((pl.col("RM") != "") & ~pl.col("RM").is_in(list(KINDS)))
    found.rows(strange, "RM", "„{}” nie jest rodzajem miejscowości.", _AGAIN)


def _check_whole(rows: pl.DataFrame, register: Register, found: Notices) -> None:
    """Note gminas of the register that the file gives no locality."""
    inside = set(rows["unit"])
    for code in register.gminas:
        if code not in inside:
            what = f"Brak miejscowości gminy {named(code, register)}."
            remedy = (
                "Plik jest urwany albo z innego dnia niż rejestr TERC; pobierz oba jeszcze raz."
            )
            found.problem(0, "", what, remedy)
