"""Variables of the stand-in: those of the catalogue, and every series under an id of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from terytoria.statistics.catalogue import Catalogue, Text, VariableSeries
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Level

FIRST_OWN_ID = 9_000_000
VARIABLE_COLUMNS = ("id", "name", "unit", "series", "first", "last")
_FINEST = (Level.GMINA, Level.POWIAT, Level.VOIVODESHIP, Level.COUNTRY)
_KNOWN_SUBJECTS = {"72305": "P2137", "64428": "P2497"}


@dataclass(frozen=True)
class Served:
    """A variable as it is served: id, subject, name, unit of measure, the series behind it."""

    id: int
    subject: str
    name: Text
    unit: str
    series: tuple[VariableSeries, ...]

    def names(self, lang: str) -> dict[str, str]:
        """``n1`` and, where the name has commas, further parts; joined they give the name.

        >>> Served(1, "P1", Text("ludność, ogółem", ""), "osoba", ()).names("pl")
        {'n1': 'ludność', 'n2': 'ogółem'}
        """
        name = self.name.en if lang == "en" and self.name.en else self.name.pl
        return {f"n{at}": part for at, part in enumerate(name.split(", ", 4), 1)}


def served_variables(snapshot: Snapshot) -> dict[int, Served]:
    """All variables by id: the catalogue's first, then a made-up one per series."""
    variables = Catalogue.load().variables.values()
    known = (
        Served(
            int(each.id),
            _KNOWN_SUBJECTS.get(each.id, "P9000"),
            each.name,
            each.unit,
            each.series,
        )
        for each in variables
    )
    return {each.id: each for each in (*known, *_own(snapshot))}


def variable_table(snapshot: Snapshot) -> pl.DataFrame:
    """Every series under its made-up id: id, name, unit, series, first, last (years, empty).

    A client that reads this table can download the whole country, value by value.
    """
    rows = [(str(each.id), each.name.pl, each.unit, each.series[0].id) for each in _own(snapshot)]
    named = pl.DataFrame(rows, schema=VARIABLE_COLUMNS[:4], orient="row")
    empty = pl.lit(None, dtype=pl.Int64)
    return named.cast(pl.String).with_columns(first=empty, last=empty)


def write_variables(snapshot: Snapshot, path: Path) -> None:
    """Write :func:`variable_table` as CSV, whole or not at all."""
    partial = path.with_name(path.name + ".part")
    variable_table(snapshot).write_csv(partial)
    partial.replace(path)


def _own(snapshot: Snapshot) -> Iterable[Served]:
    described = snapshot.series.select("level", "series", "name", "unit").unique(
        ["level", "series"], keep="first", maintain_order=True
    )
    told = {(row[0], row[1]): (row[2], row[3]) for row in described.iter_rows()}
    observed = {name for level in _FINEST for name in snapshot.observations.series(level)}
    for place, series in enumerate(sorted(observed), 1):
        texts = (told.get((level.value, series)) for level in _FINEST)
        name, unit = next((text for text in texts if text), (series, ""))
        served = VariableSeries(series)
        title = Text(" ".join((name or series).split()), "")
        yield Served(FIRST_OWN_ID + place, "P9001", title, unit or "-", (served,))
