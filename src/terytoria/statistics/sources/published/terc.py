"""The TERC register of units as eTERYT gives it: one row a unit, its code in four columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.published.codes import days, named, padded
from terytoria.statistics.sources.published.notices import ROW, Notices, distinct
from terytoria.statistics.sources.published.table import Layout, read_table
from terytoria.territory import Kind, Level

LAYOUT = Layout(
    "TERC",
    {
        "WOJ": ("woj",),
        "POW": ("pow",),
        "GMI": ("gmi",),
        "RODZ": ("rodz",),
        "NAZWA": ("nazwa",),
        "NAZWA_DOD": ("nazwa_dod", "nazdod"),
        "STAN_NA": ("stan_na",),
    },
    closing=frozenset({"STAN_NA"}),
)
# Art. 2 of the act of 24 July 1998 on the three-tier division of the country.
_VOIVODESHIPS = 16
_KINDS = {"1": Kind.URBAN, "2": Kind.RURAL, "3": Kind.URBAN_RURAL}
_PARTS = ("4", "5", "8", "9")
_AGAIN = "Pobierz plik jeszcze raz."


@dataclass(frozen=True)
class _Old:
    """What the older register knows: places by code, by the six digits without the kind."""

    units: pl.DataFrame
    areas: Mapping[str, float]


def read_terc(path: Path, base: Snapshot, areas: Mapping[str, float] | None = None) -> Imported:
    """Table ``units`` of the register of one day, places and areas kept from ``base`` by code.

    A gmina whose last digit alone changed (its kind) keeps its place and area. Any other new gmina
    needs its area in ``areas`` (code: km²), for TERC gives none and densities cannot do without.
    Towns, rural parts, districts and delegations are no units of their own here. Format: GUS,
    eTERYT, file ``TERC_Urzedowy_RRRR-MM-DD.csv``. Raises
    :class:`~terytoria.statistics.sources.problems.RefusedFileError`.
    """
    table = read_table(path, LAYOUT)
    found = table.found
    rows = table.frame
    for column, width in (("WOJ", 2), ("POW", 2), ("GMI", 2), ("RODZ", 1)):
        rows = padded(rows, column, width, found)
    day = _day(rows, found)
    found.refuse()
    rows = distinct(
        rows.with_columns(code=pl.concat_str("WOJ", "POW", "GMI", "RODZ")), ["code"], found, "kodu"
    )
    _check(rows, found)
    found.refuse()
    units = _units(rows).sort("code")
    joined = _placed(units, _Old(base.table("units"), areas or {}), day, found)
    found.refuse()
    _tell_gone(joined, base, found)
    found.refuse()
    source = f"GUS, rejestr TERC, stan na {day:%d.%m.%Y} (plik {found.file})"
    return Imported({"units": joined}, found.messages, source)


def _day(rows: pl.DataFrame, found: Notices) -> date:
    read = days(rows, "STAN_NA", found)
    several = read.drop_nulls().unique().sort()
    if several.len() > 1:
        other = rows.filter(read != read[0])
        what = f"Stan na „{{}}”, a w pierwszym wierszu na {rows['STAN_NA'][0]}."
        found.rows(other, "STAN_NA", what, "Pobierz plik z jednego dnia.")
    return several[0] if several.len() else date.min


def _check(rows: pl.DataFrame, found: Notices) -> None:
    """Note kinds outside the list, units without a parent, a country that is not whole."""
    has = {column: pl.col(column) != "" for column in ("WOJ", "POW", "GMI", "RODZ")}
    found.rows(rows.filter(~has["WOJ"]), "WOJ", "Brak kodu województwa.", _AGAIN)
    found.rows(rows.filter(has["GMI"] & ~has["POW"]), "POW", "Gmina bez powiatu.", _AGAIN)
    found.rows(rows.filter(has["GMI"] & ~has["RODZ"]), "RODZ", "Gmina bez rodzaju.", _AGAIN)
    found.rows(rows.filter(~has["GMI"] & has["RODZ"]), "GMI", "Rodzaj bez numeru gminy.", _AGAIN)
    kinds = ["", *_KINDS, *_PARTS]
    strange = rows.filter(~pl.col("RODZ").is_in(kinds))
    found.rows(strange, "RODZ", "„{}” nie jest rodzajem gminy (1–5, 8, 9).", _AGAIN)
    found.rows(rows.filter(pl.col("NAZWA") == ""), "NAZWA", "Brak nazwy.", _AGAIN)
    codes = rows["code"].implode()
    gmina = rows.filter(has["RODZ"])
    orphan = gmina.filter(~pl.concat_str("WOJ", "POW").is_in(codes))
    found.rows(orphan, "POW", "Gmina leży w powiecie „{}”, którego plik nie zawiera.", _AGAIN)
    powiat = rows.filter(has["POW"] & ~has["GMI"])
    orphan = powiat.filter(~pl.col("WOJ").is_in(codes))
    found.rows(orphan, "WOJ", "Powiat leży w województwie „{}”, którego plik nie zawiera.", _AGAIN)
    whole = gmina.filter(pl.col("RODZ").is_in(list(_KINDS)))
    inside = whole.select(pl.concat_str("WOJ", "POW")).to_series().implode()
    empty = powiat.filter(~pl.concat_str("WOJ", "POW").is_in(inside))
    found.rows(empty, "NAZWA", "Powiat „{}” nie ma gmin; plik jest niepełny.", _AGAIN)
    six = pl.concat_str("WOJ", "POW", "GMI")
    two = whole.filter(six.is_duplicated())
    found.rows(two, "RODZ", "Gmina ma w pliku dwa rodzaje („{}”).", "Zostaw jeden.")
    mixed = whole.filter(pl.col("RODZ") == "3").select(six).to_series().implode()
    part = gmina.filter(pl.col("RODZ").is_in(["4", "5"]) & ~six.is_in(mixed))
    found.rows(part, "NAZWA", "Część „{}” nie ma w pliku swojej gminy.", _AGAIN)
    for digit, lacking in (("4", "miasta"), ("5", "obszaru wiejskiego")):
        parts = gmina.filter(pl.col("RODZ") == digit).select(six).to_series().implode()
        halved = whole.filter((pl.col("RODZ") == "3") & ~six.is_in(parts))
        what = f"Gmina „{{}}” nie ma w pliku {lacking}; plik jest niepełny."
        found.rows(halved, "NAZWA", what, _AGAIN)
    count = rows.filter(has["WOJ"] & ~has["POW"]).height
    if count != _VOIVODESHIPS:
        what = f"Plik ma {count} województw zamiast {_VOIVODESHIPS}."
        found.problem(0, "", what, "Pobierz pełny plik TERC (urzędowy, cały kraj).")


def _units(rows: pl.DataFrame) -> pl.DataFrame:
    """Voivodeships, powiats and gminas with level, kind, name and parent."""
    city = pl.col("NAZWA_DOD").str.to_lowercase().str.contains("na prawach powiatu")
    powiat = pl.when(city).then(pl.lit(Kind.CITY_WITH_POWIAT_RIGHTS.value))
    digits, kinds = list(_KINDS), [kind.value for kind in _KINDS.values()]
    name = pl.col("NAZWA")
    return rows.filter(~pl.col("RODZ").is_in(_PARTS)).select(
        ROW,
        "code",
        name=_by_level(name.str.to_lowercase(), name, name.str.replace(r"^M\. ?st\. ", "")),
        level=_by_level(*(pl.lit(one) for one in ("voivodeship", "powiat", "gmina"))),
        kind=_by_level(
            pl.lit(Kind.VOIVODESHIP.value),
            powiat.otherwise(pl.lit(Kind.POWIAT.value)),
            pl.col("RODZ").replace_strict(digits, kinds, default=None),
        ),
        parent=_by_level(pl.lit("PL"), pl.col("WOJ"), pl.concat_str("WOJ", "POW")),
    )


def _by_level(voivodeship: pl.Expr, powiat: pl.Expr, gmina: pl.Expr) -> pl.Expr:
    width = pl.col("code").str.len_bytes()
    return pl.when(width == 2).then(voivodeship).when(width == 4).then(powiat).otherwise(gmina)


def _placed(units: pl.DataFrame, old: _Old, day: date, found: Notices) -> pl.DataFrame:
    """Units with the area, the point and the dates of the older register where it has them."""
    columns = ["area_km2", "lon", "lat", "valid_from", "valid_to"]
    country = old.units.filter(pl.col("level") == Level.COUNTRY.value)
    known = units.join(old.units.select("code", *columns), on="code", how="left")
    fresh = known.filter(~pl.col("code").is_in(old.units["code"].implode()))
    kept = known.filter(pl.col("code").is_in(old.units["code"].implode()))
    gmina = old.units.filter(pl.col("level") == Level.GMINA.value)
    before = gmina.select(
        "area_km2", "lon", "lat", "valid_to", six=pl.col("code").str.head(6), was="code"
    )
    new = (
        fresh.drop("area_km2", "lon", "lat", "valid_to")
        .with_columns(six=pl.col("code").str.head(6), valid_from=pl.lit(day))
        .join(before, on="six", how="left")
    )
    given = pl.col("code").replace_strict(
        list(old.areas), list(old.areas.values()), default=None, return_dtype=pl.Float64
    )
    new = new.with_columns(area_km2=pl.coalesce(given, "area_km2"))
    for row in new.filter(pl.col("was").is_not_null()).iter_rows(named=True):
        what = f"Gmina {row['code']} {row['name']} zmieniła rodzaj (dawniej {row['was']})"
        found.told(row[ROW], "RODZ", f"{what}; powierzchnię i położenie zachowano.")
    bare = new.filter(pl.col("area_km2").is_null()).rename({"name": "NAZWA"})
    what = "Jednostka „{}” jest nowa, a TERC nie podaje powierzchni."
    found.rows(bare, "NAZWA", what, "Podaj jej powierzchnię w km² razem z plikiem TERC.")
    order = ["code", "name", "level", "kind", "parent", *columns]
    parts = [country.select(order), kept.select(order), new.select(order)]
    return pl.concat(parts, how="vertical_relaxed").sort("code")


def _tell_gone(units: pl.DataFrame, base: Snapshot, found: Notices) -> None:
    """Tell which gminas are no more; a powiat that is no more is sooner a file cut short."""
    now = set(units["code"])
    for code in base.register.powiats:
        if code not in now:
            what = f"Brak powiatu {named(code, base.register)}; plik jest urwany."
            found.problem(0, "", what, _AGAIN)
    for code in base.register.gminas:
        if code not in now:
            what = f"Rejestr nie ma już gminy {named(code, base.register)};"
            found.told(0, "", f"{what} jej dane przeniesie lista zmian TERC.")
