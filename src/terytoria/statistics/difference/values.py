"""Values that differ between two frames of observations, each said to be revised, new or gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

KEY = ("level", "series", "unit", "year")
_SLIP = 1e-9
"""Relative difference below which two numbers are one number written twice."""
VALUES = pl.Schema(
    {
        "level": pl.String,
        "series": pl.String,
        "unit": pl.String,
        "year": pl.Int16,
        "what": pl.String,
        "old": pl.Float64,
        "new": pl.Float64,
        "within": pl.Boolean,
        "relative": pl.Float64,
    }
)
YEARS = pl.Schema(
    {
        "level": pl.String,
        "series": pl.String,
        "year": pl.Int16,
        "before": pl.UInt32,
        "after": pl.UInt32,
        "both": pl.UInt32,
    }
)


class What(StrEnum):
    """Why a value differs; the widest reason is told: a series before a year before a unit."""

    REVISED = "revised"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    NEW_YEAR = "new_year"
    WITHDRAWN_YEAR = "withdrawn_year"
    NEW_SERIES = "new_series"
    WITHDRAWN_SERIES = "withdrawn_series"
    NEW_UNIT = "new_unit"
    WITHDRAWN_UNIT = "withdrawn_unit"


@dataclass(frozen=True)
class Known:
    """Units of two registers and the rounding steps of series: what a difference is judged by.

    ``steps`` maps a series and a year to the step its values were rounded to.
    """

    old_units: frozenset[str]
    new_units: frozenset[str]
    steps: Mapping[tuple[str, int], float]


@dataclass(frozen=True, eq=False)
class ValueChanges:
    """Every differing value, and how many values each year of each series has.

    ``values``: level, series, unit, year, what (:class:`What`), old, new (null where there is
    none), within (revised by no more than the rounding of the series), relative
    (``|new - old| / |old|``, null where old is missing or zero). ``years``: level, series, year,
    before, after, both: values in the old snapshot, in the new one, in both.
    """

    values: pl.DataFrame
    years: pl.DataFrame


def value_changes(old: pl.DataFrame, new: pl.DataFrame, known: Known) -> ValueChanges:
    """Compare two frames of level, series, unit, year, value, no key twice in either.

    A missing value is missing, never zero: what only one frame has is new or withdrawn.

    >>> rows = {"level": ["gmina"], "series": ["deaths"], "unit": ["3217023"], "year": [2020]}
    >>> before, after = pl.DataFrame({**rows, "value": 60.0}), pl.DataFrame({**rows, "value": 63.0})
    >>> units = frozenset({"3217023"})
    >>> found = value_changes(before, after, Known(units, units, {}))
    >>> found.values.select("what", "old", "new", "relative").row(0)
    ('revised', 60.0, 63.0, 0.05)
    """
    both = _frame(old, "old").join(
        _frame(new, "new"), on=KEY, how="full", coalesce=True, nulls_equal=True
    )
    before, after = pl.col("old").is_not_null(), pl.col("new").is_not_null()
    years = (
        both.lazy()
        .group_by("level", "series", "year")
        .agg(before=before.sum(), after=after.sum(), both=(before & after).sum())
        .sort("level", "series", "year")
        .collect()
        .pipe(_typed, YEARS)
    )
    differing = both.filter(pl.col("old").ne_missing(pl.col("new")))
    values = _reasons(differing, years, known).pipe(_sizes, known.steps)
    return ValueChanges(values.pipe(_typed, VALUES).sort(KEY), years)


def _typed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _frame(observed: pl.DataFrame, name: str) -> pl.DataFrame:
    return observed.select(*KEY[:3], pl.col("year").cast(pl.Int16), pl.col("value").alias(name))


def _reasons(differing: pl.DataFrame, years: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The differing values with the column ``what``."""
    counted = ("before", "after")
    series = years.group_by("level", "series").agg(
        pl.col(name).sum().alias(f"series_{name}") for name in counted
    )
    traits = years.drop("both").join(series, on=("level", "series"))
    judged = differing.join(traits, on=("level", "series", "year"), how="left").with_columns(
        old_unit=pl.col("unit").is_in(sorted(known.old_units)),
        new_unit=pl.col("unit").is_in(sorted(known.new_units)),
    )
    revised = pl.col("old").is_not_null() & pl.col("new").is_not_null()
    found = (
        pl.when(revised).then(pl.lit(What.REVISED.value))
        .when(pl.col("series_before") == 0).then(pl.lit(What.NEW_SERIES.value))
        .when(pl.col("series_after") == 0).then(pl.lit(What.WITHDRAWN_SERIES.value))
        .when(pl.col("before") == 0).then(pl.lit(What.NEW_YEAR.value))
        .when(pl.col("after") == 0).then(pl.lit(What.WITHDRAWN_YEAR.value))
        .when(~pl.col("old_unit") & pl.col("new_unit")).then(pl.lit(What.NEW_UNIT.value))
        .when(pl.col("old_unit") & ~pl.col("new_unit")).then(pl.lit(What.WITHDRAWN_UNIT.value))
        .when(pl.col("old").is_null()).then(pl.lit(What.ADDED.value))
        .otherwise(pl.lit(What.WITHDRAWN.value))
    )  # fmt: skip
    return judged.with_columns(what=found)


def _sizes(changed: pl.DataFrame, steps: Mapping[tuple[str, int], float]) -> pl.DataFrame:
    """With ``within`` and ``relative``."""
    rounded = pl.DataFrame(
        [(series, year, step) for (series, year), step in steps.items()],
        schema={"series": pl.String, "year": pl.Int16, "step": pl.Float64},
        orient="row",
    )
    size = (pl.col("new") - pl.col("old")).abs()
    allowed = pl.max_horizontal(pl.col("step").fill_null(0.0), pl.col("old").abs() * _SLIP)
    return changed.join(rounded, on=("series", "year"), how="left").with_columns(
        within=(size <= allowed).fill_null(value=False),
        relative=pl.when(pl.col("old") != 0).then(size / pl.col("old").abs()),
    )
