"""Values of a variable as the office publishes them: marks, gaps, parts of gminas, revisions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from terytoria.statistics.catalogue import VariableSeries
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.attributes import Attributes
from terytoria.statistics.sources.bdl.stand_in.faults import Faults
from terytoria.statistics.sources.bdl.stand_in.units import LEVELS, OfficeUnits
from terytoria.statistics.sources.bdl.stand_in.variables import Served
from terytoria.territory import Level

NORMAL, TRUE_ZERO, NOTHING = 1, 7, -1
# A gap is told in one of nine ways, chosen by a hash: three times by no entry at all.
_FRACTIONS_TO = 2.0**53
_GAPS = np.array([NOTHING, NOTHING, NOTHING, 4, 14, 15, 50, 91, 0], dtype=np.int16)
_WHOLE = 2.0**53


@dataclass(frozen=True)
class Matrix:
    """Values of one variable: float64 and attribute ids, office units × years.

    An attribute of -1 means that the office has no entry for that unit and year.
    """

    years: tuple[int, ...]
    values: np.ndarray
    attributes: np.ndarray

    def columns(self, years: tuple[int, ...]) -> list[int]:
        """Columns of the asked years; of all years when none is asked for."""
        return [at for at, year in enumerate(self.years) if not years or year in years]


@dataclass(frozen=True)
class Column:
    """Entries of a variable as JSON text: ``texts`` of the units in ``rows``, sorted."""

    rows: np.ndarray
    texts: list[str]

    def within(self, rows: np.ndarray) -> list[str]:
        """Texts of those units that have any entry."""
        places = np.flatnonzero(np.isin(self.rows, rows, assume_unique=True))
        return [self.texts[place] for place in places]


class Values:
    """Matrices of variables over the units of the office, made from a snapshot when asked for."""

    def __init__(self, snapshot: Snapshot, units: OfficeUnits, faults: Faults) -> None:
        self._snapshot = snapshot
        self._units = units
        self._faults = faults
        self._rows = {level: units.rows_of(snapshot.register, level) for level in LEVELS}
        self._keys = np.array([int(unit.id) for unit in units.all], dtype=np.uint64)
        self._marks = _marks(snapshot, units)

    def years(self, variable: Served) -> tuple[int, ...]:
        """Years in which any unit of any level has a value, ascending."""
        found = {
            year
            for level, series in self._pieces(variable)
            for year in self._snapshot.observations.panel(series.id, level).years
            if series.holds(year)
        }
        return tuple(sorted(found))

    def level(self, variable: Served) -> int:
        """The finest level with values, 0 when there are none."""
        return max((LEVELS[level] for level, _ in self._pieces(variable)), default=0)

    def matrix(self, variable: Served) -> Matrix:
        """All values of a variable with their attributes."""
        years = self.years(variable)
        values = np.full((len(self._units.all), len(years)), np.nan)
        asked = np.zeros(values.shape, dtype=bool)
        for level, series in self._pieces(variable):
            panel = self._snapshot.observations.panel(series.id, level)
            for at, year in enumerate(panel.years):
                if series.holds(year):
                    column = years.index(year)
                    values[self._rows[level], column] = panel.values[:, at]
                    asked[self._rows[level], column] = True
        chance = self._chance(variable.id, years)
        values = self._revised(values, chance)
        attributes = np.where(values == 0, TRUE_ZERO, NORMAL).astype(np.int16)
        for row, year, mark in self._marks_of(variable):
            if year in years:
                attributes[row, years.index(year)] = mark
        gaps = np.where(asked, _GAPS[chance % np.uint64(len(_GAPS))], NOTHING)
        attributes = np.where(np.isnan(values), gaps, attributes)
        self._split(values, attributes)
        return Matrix(years, values, attributes)

    def _pieces(self, variable: Served) -> list[tuple[Level, VariableSeries]]:
        has = self._snapshot.observations.has
        return [
            (level, series)
            for level in LEVELS
            for series in variable.series
            if has(series.id, level)
        ]

    def _chance(self, variable: int, years: tuple[int, ...]) -> np.ndarray:
        """A number per unit and year that is the same whenever the server is started."""
        mixed = self._keys[:, None] * np.uint64(2_654_435_761)
        mixed = mixed ^ (np.array(years, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
        mixed = mixed ^ np.uint64(variable * 0x2545F4914F6CDD1D % 2**64)
        for shift in (33, 29, 32):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(0xFF51AFD7ED558CCD)
        result: np.ndarray = mixed ^ (mixed >> np.uint64(31))
        return result

    def _revised(self, values: np.ndarray, chance: np.ndarray) -> np.ndarray:
        """Lower some values by about 2 % (zeros become one), as revisions do."""
        if not self._faults.changed:
            return values
        salt = np.uint64((self._faults.seed + 1) * 0xD6E8FEB86659FD93 % 2**64)
        mixed = (chance ^ salt) * np.uint64(0xFF51AFD7ED558CCD)
        drawn = (mixed >> np.uint64(11)).astype(np.float64) / _WHOLE < self._faults.changed
        whole = values == np.floor(values)
        lower = np.where(whole, values - 1 - np.floor(np.abs(values) / 50), values * 0.98)
        return np.where(drawn, np.where(values == 0, 1.0, lower), values)

    def _split(self, values: np.ndarray, attributes: np.ndarray) -> None:
        """Give the town and the rural part of each urban-rural gmina their share of its values."""
        gminas, towns, rest, shares = self._units.parts()
        if not len(towns):
            return
        whole = values[gminas]
        part = whole * shares[:, None]
        # Of values too large to have a fraction, or to be rounded, the whole part is taken.
        counts = (whole == np.floor(whole)) | (np.abs(whole) > _FRACTIONS_TO)
        town = np.floor(part)
        town[~counts] = np.round(part[~counts], 2)
        left = whole - town
        left[~counts] = np.round(left[~counts], 6)
        values[towns], values[rest] = town, left
        attributes[towns] = attributes[rest] = attributes[gminas]

    def _marks_of(self, variable: Served) -> list[tuple[int, int, int]]:
        return [
            (row, year, mark)
            for series in variable.series
            for row, year, mark in self._marks.get(series.id, ())
            if series.holds(year)
        ]


def column(matrix: Matrix, units: OfficeUnits, years: tuple[int, ...]) -> Column:
    """Every unit with entries as the JSON text the office answers by variable."""
    chosen = matrix.columns(years)
    attributes = matrix.attributes[:, chosen]
    rows, places = np.nonzero(attributes != NOTHING)
    told = pl.DataFrame(
        {
            "row": rows,
            "text": _entries(
                [matrix.years[at] for at in chosen],
                places,
                np.nan_to_num(matrix.values[:, chosen][rows, places]),
                attributes[rows, places],
            ),
        }
    )
    joined = told.group_by("row", maintain_order=True).agg(pl.col("text").str.join(","))
    texts = [
        f'{units.heads[row]}"values":[{text}]}}'
        for row, text in zip(joined["row"].to_list(), joined["text"].to_list(), strict=True)
    ]
    return Column(joined["row"].to_numpy(), texts)


def _entries(
    years: list[int], places: np.ndarray, values: np.ndarray, attributes: np.ndarray
) -> pl.Series:
    """Values as JSON: whole numbers without a point, others as short as they can be.

    ``places`` tells the year of each value by its place in ``years``.
    """
    beginnings = pl.Series([f'{{"year":"{year}","val":' for year in years], dtype=pl.String)
    ends = pl.Series([f',"attrId":{code}}}' for code in range(attributes.max(initial=0) + 1)])
    number = pl.Series(values).cast(pl.String).str.strip_suffix(".0")
    text = pl.concat_str(beginnings.gather(places), number, ends.gather(attributes))
    return pl.select(text=text).to_series()


def _marks(snapshot: Snapshot, units: OfficeUnits) -> dict[str, list[tuple[int, int, int]]]:
    """Marks of single values by series: row, year, attribute id."""
    footnotes = [each for each in Attributes.load().known.values() if each.mark]
    codes = {str(each.mark): each.code for each in footnotes}
    found: dict[str, list[tuple[int, int, int]]] = {}
    for name, unit, year, mark in snapshot.footnotes.select(
        "series", "unit", "year", "mark"
    ).iter_rows():
        if unit in units.ids and mark in codes:
            row = units.row[units.ids[unit]]
            found.setdefault(name, []).append((row, year, codes[mark]))
    return found
