"""Values of the office laid over the observations of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from terytoria.statistics.catalogue import Catalogue, Variable
from terytoria.statistics.snapshot import Snapshot

KEY = ["level", "series", "unit", "year"]
# A variable is another one than thought when it differs from what is known by half of its size;
# a new census moved the population of single gminas by a tenth.
_STRANGE = 0.5
_ENOUGH = 5


@dataclass(frozen=True)
class Agreement:
    """How the values of a variable compare with those of its series in the snapshot.

    ``pairs`` values have the same unit and year, ``equal`` of them differ by less than 0.1 %;
    ``gap`` is the median difference relative to the median size (``None`` below five pairs).
    """

    variable: str
    series: str
    pairs: int
    equal: int
    gap: float | None

    @property
    def strange(self) -> bool:
        """Whether the variable is evidently not the series it is taken for."""
        return self.gap is not None and self.gap > _STRANGE


def as_series(values: pl.DataFrame, variables: Iterable[Variable]) -> pl.DataFrame:
    """Values of variables as rows of series: level, series, unit, year, value, mark, variable.

    ``values`` has variable, unit, level, year, value (null: recorded as missing) and mark. A year
    that no series of a variable takes is left out.
    """
    rows = [
        (variable.id, each.id, each.first, each.last)
        for variable in variables
        for each in variable.series
    ]
    schema = {"variable": pl.String, "series": pl.String, "first": pl.Int64, "last": pl.Int64}
    places = pl.DataFrame(rows, schema=schema, orient="row")
    year = pl.col("year")
    inside = (year >= pl.col("first").fill_null(year)) & (year <= pl.col("last").fill_null(year))
    return (
        values.join(places, on="variable", how="inner", maintain_order="left")
        .filter(inside)
        .select(*KEY, "value", "mark", "variable")
        .unique(KEY, keep="last", maintain_order=True)
    )


def agreements(base: pl.DataFrame, rows: pl.DataFrame) -> tuple[Agreement, ...]:
    """Compare rows of series with the observations of a snapshot, variable by variable."""
    known = base.select(*KEY, known="value")
    gap = (pl.col("value") - pl.col("known")).abs()
    size = pl.col("known").abs()
    found = (
        rows.drop_nulls("value")
        .join(known, on=KEY, how="inner")
        .group_by("variable", "series")
        .agg(
            pairs=pl.len(),
            equal=(gap <= 0.001 * size).sum(),
            gap=gap.median(),
            size=size.median(),
        )
        .sort("variable", "series")
    )
    return tuple(
        Agreement(variable, series, pairs, equal, _relative(pairs, gap, size))
        for variable, series, pairs, equal, gap, size in found.iter_rows()
    )


def _relative(pairs: int, gap: float, size: float) -> float | None:
    if pairs < _ENOUGH:
        return None
    return gap / size if size else (0.0 if not gap else float("inf"))


def laid_over(
    base: Snapshot, rows: pl.DataFrame, catalogue: Catalogue, source: str
) -> dict[str, pl.DataFrame]:
    """Tables ``observations``, ``footnotes`` and ``series`` of the base with the rows in place.

    ``source`` names who published the rows.
    A value recorded as missing removes the known one; what the office does not mention stays.
    """
    schema = base.table("observations").schema
    new = rows.drop_nulls("value").select(schema.names()).cast(schema)
    kept = base.table("observations").join(rows, on=KEY, how="anti", maintain_order="left")
    marks = base.footnotes.join(rows, on=KEY, how="anti", maintain_order="left")
    told = rows.drop_nulls(["mark", "value"]).select(marks.columns).cast(marks.schema)
    return {
        "observations": pl.concat([kept, new]),
        "footnotes": pl.concat([marks, told]).sort(KEY),
        "series": _series(base.series, rows, catalogue, source),
    }


def _series(
    known: pl.DataFrame, rows: pl.DataFrame, catalogue: Catalogue, source: str
) -> pl.DataFrame:
    """Descriptions of series, those downloaded naming the office and the variable."""
    read = (
        rows.group_by("level", "series")
        .agg(via=pl.col("variable").unique().sort().str.join(", "))
        .with_columns(read=pl.lit("BDL API, zmienna ") + pl.col("via"), publisher=pl.lit(source))
        .drop("via")
    )
    new = read.join(known, on=["level", "series"], how="anti").select("level", "series")
    described = pl.concat([known, _described(new, catalogue, known.columns)])
    return (
        described.join(read, on=["level", "series"], how="left")
        .with_columns(
            source=_joined("source", "publisher"),
            via=_joined("via", "read"),
        )
        .select(known.columns)
        .sort("level", "series")
    )


def _joined(old: str, new: str) -> pl.Expr:
    """Both texts, each once; the old one where there is no new one."""
    parts = pl.concat_list(pl.col(old).str.split("; "), pl.concat_list(pl.col(new)))
    texts = parts.list.drop_nulls().list.eval(pl.element().filter(pl.element() != ""))
    return texts.list.unique(maintain_order=True).list.join("; ")


def _described(new: pl.DataFrame, catalogue: Catalogue, columns: Sequence[str]) -> pl.DataFrame:
    rows = []
    for level, name in new.sort("level", "series").iter_rows():
        series = catalogue.series.get(name)
        text = (series.name_pl, series.unit, series.base) if series else (name, "", "")
        rows.append((level, name, *text, "", "", ""))
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
