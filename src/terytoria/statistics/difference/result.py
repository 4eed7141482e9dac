"""The result of comparing two snapshots: what differs, by series and by unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from terytoria.statistics.difference import words
from terytoria.statistics.difference.units import UnitChanges
from terytoria.statistics.difference.values import What

MOST, LEAST = 0.5, 10
"""A series of which this share is revised in a year, of at least so many values, is suspected."""
_ONE_FACTOR = 0.001
"""Relative spread of the ratios new to old below which all values changed by one factor."""
_SERIES = ("level", "series")
_COLUMNS = (
    *_SERIES,
    *("name", "compared", "revised", "within", "share", "largest", "median", "added", "withdrawn"),
    *("new_years", "withdrawn_years", "new_values", "withdrawn_values", "status"),
    *("footnotes", "descriptions", "suspected"),
)


@dataclass(frozen=True, eq=False)
class SnapshotDifference:
    """What two snapshots have otherwise.

    ``old`` and ``new`` are their names. ``values`` and ``years`` are those of
    :class:`~terytoria.statistics.difference.values.ValueChanges`; ``footnotes`` level, series,
    unit, year, old, new (marks); ``descriptions`` level, series, field, old, new; ``names`` the
    Polish names of series.
    """

    old: str
    new: str
    values: pl.DataFrame
    years: pl.DataFrame
    footnotes: pl.DataFrame
    descriptions: pl.DataFrame
    units: UnitChanges
    names: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        frames = (self.values, self.footnotes, self.descriptions)
        return not any(frame.height for frame in frames) and not self.units.changes

    @cached_property
    def revised(self) -> pl.DataFrame:
        """Revised values beyond the rounding of their series."""
        return self.values.filter(pl.col("what") == What.REVISED.value, ~pl.col("within"))

    def largest(self, level: str, series: str) -> pl.DataFrame:
        """Revised values of a series beyond its rounding, largest relative revision first."""
        found = self.revised.filter(level=level, series=series)
        order = pl.col("relative").fill_null(float("inf"))
        return found.sort(order, "unit", "year", descending=[True, False, False])

    @cached_property
    def suspects(self) -> pl.DataFrame:
        """Years of series revised for most units: so wide a revision suggests a new definition.

        Columns: level, series, year, both, revised, share, factor (the one ratio new to old where
        all values share it, as with another unit of measure, else null).
        """
        ratio = pl.col("new") / pl.when(pl.col("old") != 0).then("old")
        spread = ratio.quantile(0.9, "nearest") / ratio.quantile(0.1, "nearest") - 1
        counted = self.revised.group_by(*_SERIES, "year").agg(
            revised=pl.len(),
            factor=pl.when(spread.abs() < _ONE_FACTOR).then(ratio.median()),
        )
        share = pl.col("revised") / pl.col("both")
        return (
            counted.join(self.years, on=(*_SERIES, "year"))
            .with_columns(share=share)
            .filter(pl.col("share") >= MOST, pl.col("both") >= LEAST)
            .select(*_SERIES, "year", "both", "revised", "share", "factor")
            .sort(*_SERIES, "year")
        )

    def table(self) -> pl.DataFrame:
        """A row per series and level in which anything differs, the most revised first.

        Columns: level, series, name, compared (values in both snapshots), revised (beyond
        rounding), within (within it), share (of the compared), largest and median (relative
        revision), added and withdrawn (in known years, of known units), new_years and
        withdrawn_years (lists), new_values and withdrawn_values (of such years), status ("new",
        "withdrawn" or ""), footnotes, descriptions (numbers of changes), suspected (years).
        """
        table = self._counted()
        for name, frame in (("footnotes", self.footnotes), ("descriptions", self.descriptions)):
            counts = frame.group_by(_SERIES).agg(pl.len().alias(name))
            table = table.join(counts, on=_SERIES, how="full", coalesce=True)
        years = self.suspects.group_by(_SERIES).agg(suspected=pl.col("year").sort())
        table = table.join(years, on=_SERIES, how="left").join(
            self._spans(), on=_SERIES, how="left"
        )
        numbers = ("revised", "within", "added", "withdrawn", "new_values", "withdrawn_values")
        nothing = pl.lit([], dtype=pl.List(pl.Int16))
        table = table.with_columns(
            pl.col(*numbers, "compared", "footnotes", "descriptions").fill_null(0),
            pl.col("status").fill_null(""),
            pl.col("new_years", "withdrawn_years", "suspected").fill_null(nothing),
            name=pl.col("series").replace_strict(self.names, default=pl.col("series")),
        ).with_columns(share=pl.col("revised") / pl.when(pl.col("compared") > 0).then("compared"))
        order = [pl.col("suspected").list.len() > 0, pl.col("revised")]
        return table.select(_COLUMNS).sort(*order, *_SERIES, descending=[True, True, False, False])

    def _counted(self) -> pl.DataFrame:
        what, within = pl.col("what"), pl.col("within")
        beyond = (what == What.REVISED.value) & ~within
        return self.values.group_by(_SERIES).agg(
            revised=beyond.sum(),
            within=within.sum(),
            largest=pl.col("relative").filter(beyond).max(),
            median=pl.col("relative").filter(beyond).median(),
            added=(what == What.ADDED.value).sum(),
            withdrawn=(what == What.WITHDRAWN.value).sum(),
            new_values=(what == What.NEW_YEAR.value).sum(),
            withdrawn_values=(what == What.WITHDRAWN_YEAR.value).sum(),
        )

    def _spans(self) -> pl.DataFrame:
        """Per series: compared values, whether it is new or withdrawn, its new and gone years."""
        year, before, after = pl.col("year"), pl.col("before"), pl.col("after")
        found = self.years.group_by(_SERIES).agg(
            compared=pl.col("both").sum(),
            status=pl.when(before.sum() == 0)
            .then(pl.lit("new"))
            .when(after.sum() == 0)
            .then(pl.lit("withdrawn"))
            .otherwise(pl.lit("")),
            new_years=year.filter(before == 0).sort(),
            withdrawn_years=year.filter(after == 0).sort(),
        )
        whole = pl.col("status") != ""
        nothing = pl.lit([], dtype=pl.List(pl.Int16))
        return found.with_columns(
            pl.when(whole)
            .then(nothing)
            .otherwise(pl.col("new_years", "withdrawn_years"))
            .name.keep()
        )

    def of_units(self, codes: Collection[str]) -> pl.DataFrame:
        """The differing values of some units."""
        return self.values.filter(pl.col("unit").is_in(list(codes)))

    def summary(self) -> tuple[str, ...]:
        """The main points in Polish, a line each; says so when nothing differs."""
        return words.summary(self)

    def explain(self) -> str:
        """Everything in Polish, in sections: values by series, years, series, footnotes, units."""
        return words.explain(self)

    def explain_units(self, codes: Collection[str]) -> str:
        """What differs in the values of some units, in Polish."""
        return words.explain_units(self, self.of_units(codes))

    def to_json(self) -> dict[str, Any]:
        """Everything by name; frames stay frames for the caller to write as rows."""
        return {
            "old": self.old,
            "new": self.new,
            "series": self.table(),
            "values": self.values,
            "footnotes": self.footnotes,
            "descriptions": self.descriptions,
            "suspects": self.suspects,
            "units": self.units.table(),
        }
