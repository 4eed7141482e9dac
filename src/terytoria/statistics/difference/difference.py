"""The difference of two stored snapshots of one country."""

from __future__ import annotations

import polars as pl

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.difference.result import SnapshotDifference
from terytoria.statistics.difference.units import unit_changes
from terytoria.statistics.difference.values import KEY, Known, ValueChanges, value_changes
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Register

_ALIKE = 0.5
"""Share of gminas with code and name in both registers below which they are two countries."""
_DESCRIBED = ("name", "unit", "base", "note", "source")


class OtherCountryError(ValueError):
    """Two snapshots of different countries: a real and an invented one, or two invented ones."""


def difference(
    old: Snapshot, new: Snapshot, catalogue: Catalogue | None = None
) -> SnapshotDifference:
    """What the newer snapshot has otherwise than the older one.

    The catalogue (the packaged one by default) gives the names of series and the steps their values
    were rounded to. Values of a unit that goes on under another code are compared under the new
    code. Raises :class:`OtherCountryError` for snapshots that describe different countries.
    """
    catalogue = catalogue or Catalogue.load()
    _check_country(old, new)
    units = unit_changes(old.register, new.register, new.table("changes"))
    found = _values(old, new, catalogue, dict(units.same))
    names = {
        str(series): str(name)
        for table in (old.series, new.series)
        for series, name in zip(table["series"], table["name"], strict=True)
    }
    return SnapshotDifference(
        old=old.name,
        new=new.name,
        values=found.values,
        years=found.years,
        footnotes=_footnotes(old.footnotes, new.footnotes, dict(units.same)),
        descriptions=_descriptions(old.series, new.series),
        units=units,
        names=names | {series.id: series.name_pl for series in catalogue.series.values()},
    )


def _check_country(old: Snapshot, new: Snapshot) -> None:
    if old.synthetic != new.synthetic:
        synthetic = old.name if old.synthetic else new.name
        raise OtherCountryError(f"{synthetic} is a synthetic country, the other one is not")
    if _alike(old.register, new.register) < _ALIKE:
        raise OtherCountryError(f"{old.name} and {new.name} have few gminas in common")


def _alike(old: Register, new: Register) -> float:
    """Share of the gminas of the smaller register that the other one has by code and name."""
    before, after = (
        {(code[:6], register.unit(code).name) for code in register.gminas}
        for register in (old, new)
    )
    return len(before & after) / max(1, min(len(before), len(after)))


def _values(
    old: Snapshot, new: Snapshot, catalogue: Catalogue, same: dict[str, str]
) -> ValueChanges:
    before, after = old.table("observations"), new.table("observations")
    if same:
        before = before.with_columns(pl.col("unit").replace(same))
    known = Known(
        frozenset(same.get(unit.code, unit.code) for unit in old.register.units),
        frozenset(unit.code for unit in new.register.units),
        {
            (series.id, year): step
            for series in catalogue.series.values()
            for year, step in series.rounding.items()
        },
    )
    return value_changes(before, after, known)


def _footnotes(old: pl.DataFrame, new: pl.DataFrame, same: dict[str, str]) -> pl.DataFrame:
    """Marks that differ: level, series, unit, year, old, new (null where there is none)."""
    before, after = (
        table.with_columns(pl.col("unit").replace(same))
        .group_by(KEY)
        .agg(pl.col("mark").unique().sort().str.join(" ").alias(name))
        for table, name in ((old, "old"), (new, "new"))
    )
    both = before.join(after, on=KEY, how="full", coalesce=True, nulls_equal=True)
    return both.filter(pl.col("old").ne_missing(pl.col("new"))).sort(KEY)


def _descriptions(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """What is said otherwise of series in both: level, series, field, old, new."""
    before, after = (
        table.unpivot(list(_DESCRIBED), index=["level", "series"], variable_name="field")
        for table in (old, new)
    )
    both = before.join(after, on=("level", "series", "field"), suffix="_new")
    changed = both.filter(pl.col("value").ne_missing(pl.col("value_new")))
    return changed.rename({"value": "old", "value_new": "new"}).sort("level", "series", "field")
