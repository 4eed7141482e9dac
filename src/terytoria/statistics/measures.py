"""Values of indicators for units and for any area, always from totals.

The value of an area is ``multiplier × (Σ numerator / Σ denominator + offset)`` over its gminas,
never the mean of their rates. A member without data leaves the area without a value, unless the
area has at least 20 members of which at least 95 % are known; ``coverage`` tells. A gmina not yet
observed in any series in a year is new: its people still counted in the gmina it left, so it is
not missed.

Nothing is made of observations on both sides of a change of territory: such a value is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import RLock

import numpy as np

from terytoria.statistics import intervals
from terytoria.statistics.catalogue import Catalogue, Indicator, IntervalKind
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.totals import Arithmetic, Layer, Totals, totals_of
from terytoria.statistics.unit_breaks import (
    Breaks,
    breaks_of_areas,
    breaks_of_units,
    crossings,
    edges_of,
    without,
)
from terytoria.territory import Level, UnknownUnitError
from terytoria.territory.changes import Edges

MANY_MEMBERS = 20
ENOUGH = 0.95


class MeasuresError(ValueError):
    """A group of units that has no meaningful value: empty, or with a member twice."""


@dataclass(frozen=True)
class IndicatorValues:
    """Values of one indicator: float64 arrays, units × years, NaN where nothing is known.

    ``units`` are codes, or labels of areas. ``low`` and ``high`` are the 95 % interval, NaN where
    the indicator has none. ``bases`` names the definition or census base of each year,
    ``coverage`` the share of member gminas with data. ``unit_breaks`` gives the years from which
    the territory of a unit is another, ``crossed`` the years whose value is missing because it
    would reach over such a break; both hold only units that have any.
    """

    indicator: Indicator
    units: tuple[str, ...]
    years: tuple[int, ...]
    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    bases: tuple[str, ...]
    coverage: np.ndarray
    unit_breaks: Breaks = field(default_factory=dict)
    crossed: Breaks = field(default_factory=dict)

    @property
    def breaks(self) -> tuple[int, ...]:
        """Years in which a new base starts: values before and after do not compare."""
        pairs = zip(self.years[1:], self.bases, self.bases[1:], strict=False)
        return tuple(year for year, before, after in pairs if before != after)

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of each unit or area."""
        return {unit: row for row, unit in enumerate(self.units)}

    def year(self, year: int) -> np.ndarray:
        """Values of one year, shape (units,); all NaN for a year without data."""
        if year not in self.years:
            return np.full(len(self.units), np.nan)
        column: np.ndarray = self.values[:, self.years.index(year)]
        return column

    def of_unit(self, unit: str) -> np.ndarray:
        """Values of one unit or area over the years, shape (years,)."""
        if unit not in self.rows:
            raise UnknownUnitError(unit)
        row: np.ndarray = self.values[self.rows[unit]]
        return row

    def latest(self, least: float = 0.5) -> int | None:
        """The last year in which at least a share of the units has a value, or ``None``."""
        known = np.isfinite(self.values).mean(axis=0) if self.units else np.empty(0)
        ready = [year for year, share in zip(self.years, known, strict=True) if share >= least]
        return ready[-1] if ready else None


@dataclass(frozen=True)
class Residual:
    """By how much the gminas of a powiat do not add up to what was published for it."""

    series: str
    powiat: str
    year: int
    sum_of_gminas: float
    published: float

    @property
    def difference(self) -> float:
        """Sum of the gminas less the published value."""
        return self.sum_of_gminas - self.published


class Measures:
    """Indicators of a catalogue over a snapshot; each is computed once, from any thread."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.snapshot = snapshot
        self.catalogue = catalogue
        self._lock = RLock()
        self._arithmetic: dict[Level, Arithmetic] = {}
        self._totals: dict[str, Totals] = {}
        self._values: dict[str, IndicatorValues] = {}
        self._firsts: dict[Level, np.ndarray] = {}
        self._sources: dict[str, tuple[str, ...]] = {}

    def of(self, indicator_id: str) -> IndicatorValues:
        """Values of every gmina (or powiat, where the indicator is of powiats), by code."""
        with self._lock:
            if indicator_id not in self._values:
                indicator = self.catalogue.indicator(indicator_id)
                totals = self.totals(indicator_id)
                units = self._at(indicator.level).units
                covered = np.where(totals.known, 1.0, 0.0)
                found = _values(indicator, units, totals, covered)
                breaks = breaks_of_units(self.edges, units, indicator.level)
                self._values[indicator_id] = self._cut(found, breaks)
            return self._values[indicator_id]

    def areas(self, indicator_id: str, groups: Mapping[str, Sequence[str]]) -> IndicatorValues:
        """Values of areas given as lists of gmina codes, one row per label.

        An indicator of powiats has a value only for unions of whole powiats. Raises
        :class:`MeasuresError` for an empty group or a gmina named twice, and
        :class:`UnknownUnitError` for a code outside the register.
        """
        indicator = self.catalogue.indicator(indicator_id)
        totals = self.totals(indicator_id)
        rows = [self._rows(label, codes, indicator.level) for label, codes in groups.items()]
        gathered, coverage = _gather(totals, rows, self._first(indicator.level))
        found = _values(indicator, tuple(groups), gathered, coverage)
        return self._cut(found, breaks_of_areas(self.edges, groups, indicator.level))

    def totals(self, indicator_id: str) -> Totals:
        """Numerators and denominators of an indicator, per unit of its level and year."""
        with self._lock:
            if indicator_id not in self._totals:
                indicator = self.catalogue.indicator(indicator_id)
                self._totals[indicator_id] = totals_of(indicator, self._at(indicator.level))
            return self._totals[indicator_id]

    def available(self) -> tuple[str, ...]:
        """Ids of the indicators that have a value for any unit, in the catalogue's order."""
        return tuple(name for name in self.catalogue.indicators if self.totals(name).years)

    def missing(self) -> Mapping[str, tuple[str, ...]]:
        """Series that the indicators without any value lack: indicator id -> series."""
        found: dict[str, tuple[str, ...]] = {}
        for name, indicator in self.catalogue.indicators.items():
            if not self.totals(name).years:
                lacking = self._at(indicator.level).missing(indicator.series)
                found[name] = tuple(sorted(lacking))
        return found

    def evidence(
        self,
        indicator_id: str,
        units: Sequence[str],
        year: int,
        years_read: Sequence[int] | None = None,
    ) -> Evidence:
        """Where the value of a unit or of an area (several gminas) in a year comes from.

        ``years_read`` replaces the years that the formula reads, for a statement that compares
        more of them.
        """
        indicator = self.catalogue.indicator(indicator_id)
        found = self._found(indicator, tuple(units))
        row = found.rows[units[0]] if len(units) == 1 else 0
        value = low = high = np.nan
        if year in found.years:
            at = row, found.years.index(year)
            value, low, high = (float(part[at]) for part in (found.values, found.low, found.high))
        return Evidence(
            indicator_id,
            tuple(units),
            tuple(years_read) if years_read is not None else self.years_read(indicator_id, year),
            value if np.isfinite(value) else None,
            (low, high) if np.isfinite(low) and np.isfinite(high) else None,
            "; ".join(self.sources(indicator_id)),
            self.snapshot.vintage,
            indicator.formula_text,
        )

    def years_read(self, indicator_id: str, year: int) -> tuple[int, ...]:
        """Years of the observations that the value of a year is made of."""
        totals = self.totals(indicator_id)
        if year not in totals.years:
            return ()
        at = totals.segments[totals.years.index(year)]
        segment = self.catalogue.indicators[indicator_id].segments[at]
        factors = (factor for part in segment.expressions for factor in part.factors)
        back = {shift for factor in factors for shift in factor.reach}
        return tuple(sorted(year - shift for shift in back))

    def series_read(self, indicator_id: str) -> frozenset[str]:
        """Observed series that an indicator is made of."""
        indicator = self.catalogue.indicator(indicator_id)
        return self._at(indicator.level).basic(indicator.series)

    def sources(self, indicator_id: str) -> tuple[str, ...]:
        """Offices that publish the series an indicator reads, sorted."""
        if indicator_id not in self._sources:
            indicator = self.catalogue.indicator(indicator_id)
            level, known = indicator.level.value, self._offices
            names = self.series_read(indicator_id)
            found = {office for name in names for office in known.get((level, name), ())}
            self._sources[indicator_id] = tuple(sorted(found))
        return self._sources[indicator_id]

    @cached_property
    def _offices(self) -> dict[tuple[str, str], tuple[str, ...]]:
        table = self.snapshot.series.select("level", "series", "source").iter_rows()
        return {(level, name): tuple(text.split("; ")) for level, name, text in table}

    def residual(self, series: str, powiat: str, year: int) -> Residual | None:
        """The gap between a powiat and its gminas in one series; ``None`` if either is unknown."""
        observations, register = self.snapshot.observations, self.snapshot.register
        members = register.gminas_of(powiat)
        if not (observations.has(series) and observations.has(series, Level.POWIAT)):
            return None
        column = observations.panel(series).year(year)
        parts = column[[register.index[code] for code in members]]
        whole = observations.panel(series, Level.POWIAT).year(year)
        published = whole[register.powiats.index(powiat)]
        if not (np.isfinite(parts).all() and np.isfinite(published)):
            return None
        return Residual(series, powiat, year, float(parts.sum()), float(published))

    @cached_property
    def edges(self) -> Edges:
        """Changes of units that the register of the snapshot has behind it."""
        return edges_of(self.snapshot)

    def _cut(self, found: IndicatorValues, breaks: Breaks) -> IndicatorValues:
        """Values with the breaks of their units, and without those that reach over one."""
        if not breaks:
            return found
        read = [self.years_read(found.indicator.id, year) for year in found.years]
        crossed = crossings(breaks, found.years, [(own[0], own[-1]) for own in read])
        cut = (
            without(array, found.rows, found.years, crossed)
            for array in (found.values, found.low, found.high)
        )
        values, low, high = cut
        return replace(
            found, values=values, low=low, high=high, unit_breaks=breaks, crossed=crossed
        )

    def _found(self, indicator: Indicator, units: tuple[str, ...]) -> IndicatorValues:
        if len(units) == 1 and units[0] in self._at(indicator.level).rows:
            return self.of(indicator.id)
        return self.areas(indicator.id, {units[0] if len(units) == 1 else "area": units})

    def _at(self, level: Level) -> Arithmetic:
        with self._lock:
            if level not in self._arithmetic:
                snapshot = self.snapshot
                self._arithmetic[level] = Arithmetic(
                    snapshot.observations, snapshot.register, self.catalogue.series, level
                )
            return self._arithmetic[level]

    def _first(self, level: Level) -> np.ndarray:
        with self._lock:
            if level not in self._firsts:
                self._firsts[level] = self.snapshot.observations.first_years(level)
            return self._firsts[level]

    def _rows(self, label: str, codes: Sequence[str], level: Level) -> np.ndarray:
        """Rows of the units that make an area; none when it is no union of whole powiats."""
        known = self._at(Level.GMINA).rows
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise UnknownUnitError(unknown[0])
        if not codes:
            raise MeasuresError(f"the area {label!r} has no gmina: name at least one")
        members = set(codes)
        if len(members) != len(codes):
            raise MeasuresError(f"the area {label!r} names a gmina twice: name each once")
        if level is Level.GMINA:
            return np.array([known[code] for code in codes], dtype=np.intp)
        powiats = sorted({code[:4] for code in codes})
        if sum(len(self.snapshot.register.gminas_of(p)) for p in powiats) != len(members):
            return np.empty(0, dtype=np.intp)
        rows = self._at(level).rows
        return np.array([rows[powiat] for powiat in powiats], dtype=np.intp)


def _gather(
    totals: Totals, rows: Sequence[np.ndarray], first: np.ndarray
) -> tuple[Totals, np.ndarray]:
    """Totals summed over the rows of each area, NaN where too few members are known.

    ``first`` is the first year of each unit: before it nothing is expected of the unit.
    """
    years = np.array(totals.years)
    shape = (len(rows), len(totals.years))
    coverage = np.zeros(shape)
    sums = {layer: np.full(shape, np.nan) for layer in totals.layers}
    for at, members in enumerate(rows):
        if not members.size:
            continue
        known = totals.known[members]
        due = known | (first[members][:, None] <= years)
        coverage[at] = known.sum(axis=0) / np.maximum(due.sum(axis=0), 1)
        least = ENOUGH if members.size >= MANY_MEMBERS else 1.0
        enough = coverage[at] >= least
        for layer, values in totals.layers.items():
            part = values[members]
            summed = np.where(known | ~due & np.isfinite(part), part, 0.0).sum(axis=0)
            sums[layer][at] = np.where(enough, summed, np.nan)
    return replace(totals, layers=sums), coverage


def _values(
    indicator: Indicator, units: tuple[str, ...], totals: Totals, coverage: np.ndarray
) -> IndicatorValues:
    """Ratios and intervals from totals."""
    above = totals.layers[Layer.ABOVE]
    below = totals.layers.get(Layer.BELOW, np.ones(1))
    below = np.where(below > 0, below, np.nan)
    ratio = above / below
    low, high = _limits(indicator.interval, totals.layers, ratio, below)
    values, low, high = (totals.multiplier * (part + totals.offset) for part in (ratio, low, high))
    for array in (values, low, high, coverage):
        array.setflags(write=False)
    bases = tuple(indicator.segments[at].base for at in totals.segments)
    return IndicatorValues(indicator, units, totals.years, values, low, high, bases, coverage)


def _limits(
    kind: IntervalKind, layers: Mapping[Layer, np.ndarray], ratio: np.ndarray, below: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Interval of a ratio, in the units of the ratio."""
    above = layers[Layer.ABOVE]
    if kind is IntervalKind.NONE or not above.size:
        return np.full(ratio.shape, np.nan), np.full(ratio.shape, np.nan)
    if kind is IntervalKind.WILSON:
        return intervals.wilson(above, below)
    if kind is IntervalKind.ROUNDING:
        size = np.abs(ratio)
        worst = layers[Layer.ABOVE_STEP] + size * layers[Layer.BELOW_STEP]
        squares = layers[Layer.ABOVE_SQUARE] + size**2 * layers[Layer.BELOW_SQUARE]
        reach = intervals.rounding(worst, squares) / below
        return ratio - reach, ratio + reach
    if kind is IntervalKind.SKELLAM:
        low, high = intervals.skellam(layers[Layer.PLUS], layers[Layer.MINUS])
    else:
        low, high = intervals.poisson(above)
    return low / below, high / below
