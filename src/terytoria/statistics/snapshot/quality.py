"""Checks of the observations of a snapshot, and what each found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

KEY = ["level", "series", "unit", "year"]
SHOWN = 50
YEARS = (1900, 2100)


@dataclass(frozen=True)
class Check:
    """One check: what was looked for, how often it was found, what was done, examples."""

    id: str
    title: str
    found: int
    action: str
    rows: pl.DataFrame

    def to_json(self) -> dict[str, Any]:
        """The check as JSON values, with at most 50 example rows."""
        return {
            "id": self.id,
            "title": self.title,
            "found": self.found,
            "action": self.action,
            "rows": self.rows.head(SHOWN).to_dicts(),
        }


@dataclass(frozen=True)
class QualityReport:
    """The checks, and the observations that passed those which remove."""

    checks: tuple[Check, ...]
    usable: pl.DataFrame

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {"checks": [check.to_json() for check in self.checks]}


def check_quality(tables: dict[str, pl.DataFrame]) -> QualityReport:
    """Check observations against the register and against each other.

    Rows of unknown units, repeated rows that disagree and values that are not numbers are removed;
    impossible values are removed too; sums of gminas that differ from their powiat are reported.
    """
    units, series = tables["units"], tables["series"]
    rows = tables["observations"]
    rows, unknown = _unknown_units(rows, units)
    rows, repeated = _repeated(_ordered(rows))
    rows, impossible = _impossible(rows, series)
    sums = _sums(rows, series, units)
    return QualityReport((unknown, repeated, impossible, sums), rows)


def _ordered(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows sorted by their key, nulls first, through one whole number a row.

    Texts are numbered in their order first; one column of numbers sorts many times faster than
    three of text.
    """
    key = pl.repeat(0, rows.height, dtype=pl.Int64, eager=True)
    for name in KEY[:3]:
        texts = rows[name].unique().drop_nulls().sort()
        place = rows[name].cast(pl.Enum(texts)).to_physical().cast(pl.Int64) + 1
        key = key * (texts.len() + 1) + place.fill_null(0)
    year = rows["year"].cast(pl.Int64) + 2**15 + 1  # years are 16-bit numbers
    return rows[(key * 2**17 + year.fill_null(0)).arg_sort()]


def _unknown_units(rows: pl.DataFrame, units: pl.DataFrame) -> tuple[pl.DataFrame, Check]:
    known = units.select(unit="code", level="level")
    lost = rows.join(known, on=["unit", "level"], how="anti")
    kept = rows.join(known, on=["unit", "level"], how="semi")
    shown = lost.group_by("level", "unit").len("rows").sort("level", "unit")
    title = "Jednostki spoza rejestru"
    return kept, Check("unknown-units", title, lost.height, "pominięto", shown)


def _repeated(rows: pl.DataFrame) -> tuple[pl.DataFrame, Check]:
    """Ordered rows without repetitions; only neighbours can repeat each other."""
    title = "Sprzeczne powtórzenia tej samej wartości"
    again = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift()) for name in KEY)
    marked = rows.with_columns(again=again).with_columns(
        again=pl.col("again") | pl.col("again").shift(-1, fill_value=False)
    )
    distinct = marked.filter("again").drop("again").unique([*KEY, "value"])
    counted = distinct.filter(pl.len().over(KEY) > 1).sort([*KEY, "value"])
    agreed = distinct.join(counted.select(KEY).unique(), on=KEY, how="anti", nulls_equal=True)
    kept = marked.filter(~pl.col("again")).drop("again")
    if agreed.height:
        kept = _ordered(pl.concat([kept, agreed]))
    return kept, Check("repeated", title, counted.height, "pominięto", counted)


def _impossible(rows: pl.DataFrame, series: pl.DataFrame) -> tuple[pl.DataFrame, Check]:
    name, value = pl.col("series"), pl.col("value")
    traits = series.select(
        *KEY[:2],
        share=pl.col("unit") == "%",
        signed=name.str.contains(r"(^|_)(net|increase|change)(_|$)|^cit_revenue"),
        above=name.str.contains("scholarization|relative"),
    )
    known = rows.join(traits, on=KEY[:2], how="left", maintain_order="left").with_columns(
        pl.col("share", "signed", "above").fill_null(value=False)
    )
    share, signed, above = (pl.col(trait) for trait in ("share", "signed", "above"))
    wrong = (
        ~value.is_finite()
        | ~pl.col("year").is_between(*YEARS)
        | ((value < 0) & (~signed | share))
        | (share & ~above & (value > 100))
    ).fill_null(value=True)
    found = known.filter(wrong).select([*KEY, "value"]).sort(KEY)
    kept = known.filter(~wrong).select([*KEY, "value"])
    title = "Wartości niemożliwe (ujemne liczebności, udziały powyżej 100%, lata bez sensu)"
    return kept, Check("impossible", title, found.height, "pominięto", found)


def _sums(rows: pl.DataFrame, series: pl.DataFrame, units: pl.DataFrame) -> Check:
    """Sums of gminas against their powiat, beyond what rounding to 10 persons explains.

    Only powiats all of whose gminas were observed are compared.
    """
    members = (
        units.filter(pl.col("level") == "gmina")
        .group_by(unit=pl.col("code").str.head(4))
        .agg(pl.len().alias("gminas"))
    )
    additive = series.filter(pl.col("unit").is_in(["osoba", "szt."])).filter(
        ~pl.col("series").str.contains(r"_per_|_pct|rate|density|rounded|students|person")
    )
    counts = rows.join(additive.select(KEY[:2]), on=KEY[:2], how="semi")
    gminas = (
        counts.filter(pl.col("level") == "gmina")
        .group_by("series", "year", unit=pl.col("unit").str.head(4))
        .agg(pl.col("value").sum().alias("sum_of_gminas"), pl.len().alias("gminas"))
    )
    powiats = counts.filter(pl.col("level") == "powiat").drop("level")
    whole = gminas.join(members, on=["unit", "gminas"])
    both = powiats.join(whole, on=["series", "year", "unit"])
    gap = (pl.col("sum_of_gminas") - pl.col("value")).alias("difference")
    slack = pl.max_horizontal(5.0 * (pl.col("gminas") + 1), pl.col("value").abs() * 0.001)
    wrong = both.with_columns(gap).filter(pl.col("difference").abs() > slack)
    shown = wrong.sort(pl.col("difference").abs(), descending=True)
    title = f"Suma gmin różna od powiatu (sprawdzono {both.height} par)"
    return Check("sums", title, wrong.height, "pokazano", shown)
