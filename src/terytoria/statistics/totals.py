"""Numerators and denominators of indicators as arrays over units and years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from terytoria.statistics.catalogue import (
    AREA_KM2,
    Expression,
    Factor,
    Indicator,
    IntervalKind,
    Segment,
    Series,
)
from terytoria.statistics.observations import Observations
from terytoria.territory import Level, Register


class Layer(StrEnum):
    """What is kept of an indicator; every layer adds up over units.

    ``PLUS`` and ``MINUS`` are the positive and negative parts of the numerator; the steps are half
    of the rounding step of numerator and denominator, the squares their squares.
    """

    ABOVE = "above"
    BELOW = "below"
    PLUS = "plus"
    MINUS = "minus"
    ABOVE_STEP = "above_step"
    BELOW_STEP = "below_step"
    ABOVE_SQUARE = "above_square"
    BELOW_SQUARE = "below_square"


@dataclass(frozen=True)
class Totals:
    """What an indicator is made of, per unit and year; each year follows one segment.

    ``layers`` are float64, units × years; which of them are there depends on the interval. An
    indicator that is a total has no ``BELOW``. ``multiplier`` and ``offset`` have one value per
    year, ``segments`` the index of its segment.
    """

    years: tuple[int, ...]
    segments: tuple[int, ...]
    multiplier: np.ndarray
    offset: np.ndarray
    layers: Mapping[Layer, np.ndarray]

    @cached_property
    def known(self) -> np.ndarray:
        """Whether numerator and denominator are known, units × years."""
        known: np.ndarray = np.isfinite(self.layers[Layer.ABOVE])
        if Layer.BELOW in self.layers:
            known = known & np.isfinite(self.layers[Layer.BELOW])
        return known


@dataclass(frozen=True)
class _Columns:
    """Values of a series for the years it is known in, units × years."""

    years: tuple[int, ...]
    values: np.ndarray

    def read(self, years: Sequence[int], factor: Factor) -> np.ndarray:
        """Values that a factor takes in the given years; every year it reaches must be known."""
        at = {year: column for column, year in enumerate(self.years)}
        found: list[np.ndarray] = [
            self.values[:, [at[year - back] for year in years]] for back in factor.reach
        ]
        total = found[0]
        for values in found[1:]:
            total = total + values
        return total


class Arithmetic:
    """Evaluates formulas over the observations of one level; series are read once."""

    def __init__(
        self,
        observations: Observations,
        register: Register,
        series: Mapping[str, Series],
        level: Level,
    ) -> None:
        self._observations = observations
        self._register = register
        self._series = series
        self.level = level
        self.units = register.of_level(level)
        self._known: dict[str, _Columns | None] = {}

    @cached_property
    def _areas(self) -> np.ndarray:
        areas = [self._register.unit(code).area_km2 for code in self.units]
        return np.array(areas, dtype=np.float64)[:, None]

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of each unit."""
        return {code: row for row, code in enumerate(self.units)}

    def basic(self, names: frozenset[str]) -> frozenset[str]:
        """The observed series that the named ones are, or are made of."""
        found: set[str] = set()
        for name in names - {AREA_KM2}:
            formula = self._series[name].formula if name in self._series else None
            found |= {name} if formula is None else self.basic(formula.series)
        return frozenset(found)

    def missing(self, names: frozenset[str]) -> frozenset[str]:
        """Series, of those named or of those they are made of, that nobody observed."""
        basic = self.basic(names)
        return frozenset(name for name in basic if not self._observations.has(name, self.level))

    def years_of(self, expressions: Sequence[Expression]) -> tuple[int, ...]:
        """Years in which every year that the formulas reach is known."""
        shared: set[int] | None = None
        for factor in (factor for part in expressions for factor in part.factors):
            if factor.series == AREA_KM2:
                continue
            years = set(self._columns(factor.series).years)
            ready = {year + factor.shift for year in years}
            ready = {y for y in ready if all(y - back in years for back in factor.reach)}
            shared = ready if shared is None else shared & ready
        return tuple(sorted(shared or ()))

    def evaluate(self, expression: Expression, years: Sequence[int]) -> list[np.ndarray]:
        """Each term of a formula, units × years, signs included."""
        return [term.coefficient * self._product(term.factors, years) for term in expression.terms]

    def step(self, expression: Expression, years: Sequence[int]) -> np.ndarray:
        """Half of the rounding step of a formula: ``Σ |∂formula/∂series| h``, units × years."""
        total = np.zeros((len(self.units), len(years)))
        for term in expression.terms:
            for factor in term.factors:
                half = self._half_step(factor, years)
                if not half.any():
                    continue
                others = tuple(other for other in term.factors if other is not factor)
                slope = self._product(others, years)
                if factor.divides:
                    slope = slope / self._factor(factor, years) ** 2
                total += np.abs(term.coefficient * slope) * half
        return total

    def _half_step(self, factor: Factor, years: Sequence[int]) -> np.ndarray:
        """Half of the rounding step of a factor, units × years or one value per year."""
        series = self._series[factor.series]
        half = np.zeros(len(years))
        for back in factor.reach:
            reached = [year - back for year in years]
            if series.formula is not None:
                half = half + self.step(series.formula, reached)
            else:
                half = half + np.array([series.rounding.get(year, 0.0) / 2 for year in reached])
        return half

    def _product(self, factors: Sequence[Factor], years: Sequence[int]) -> np.ndarray:
        product = np.ones((len(self.units), len(years)))
        for factor in factors:
            values = self._factor(factor, years)
            if factor.divides:
                product /= np.where(values == 0, np.nan, values)
            else:
                product *= values
        return product

    def _factor(self, factor: Factor, years: Sequence[int]) -> np.ndarray:
        if factor.series == AREA_KM2:
            return np.repeat(self._areas * factor.window, len(years), axis=1)
        return self._columns(factor.series).read(years, factor)

    def _columns(self, name: str) -> _Columns:
        found = self._known.get(name)
        if found is None:
            formula = self._series[name].formula if name in self._series else None
            if formula is None:
                panel = self._observations.panel(name, self.level)
                found = _Columns(panel.years, panel.values)
            else:
                years = self.years_of([formula])
                found = _Columns(years, _sum(self.evaluate(formula, years)))
            self._known[name] = found
        return found


def _sum(terms: Sequence[np.ndarray]) -> np.ndarray:
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def totals_of(indicator: Indicator, arithmetic: Arithmetic) -> Totals:
    """Totals of an indicator over all units of its level; the later of two segments holds a year.

    A segment whose series nobody observed gives no years.
    """
    holder: dict[int, int] = {}
    for at, segment in enumerate(indicator.segments):
        holder.update(dict.fromkeys(_years(segment, arithmetic), at))
    years = tuple(sorted(holder))
    runs = [
        (segment, [year for year in years if holder[year] == at])
        for at, segment in enumerate(indicator.segments)
    ]
    parts = [_layers(segment, own, indicator.interval, arithmetic) for segment, own in runs if own]
    place = {year: at for at, year in enumerate(year for _, own in runs for year in own)}
    order = [place[year] for year in years]
    layers = {Layer.ABOVE: np.empty((len(arithmetic.units), 0))}
    if parts:
        layers = {at: np.hstack([part[at] for part in parts])[:, order] for at in parts[0]}
    chosen = [indicator.segments[holder[year]] for year in years]
    return Totals(
        years,
        tuple(holder[year] for year in years),
        np.array([segment.multiplier for segment in chosen]),
        np.array([segment.offset for segment in chosen]),
        layers,
    )


def _years(segment: Segment, arithmetic: Arithmetic) -> tuple[int, ...]:
    if arithmetic.missing(segment.series):
        return ()
    return tuple(y for y in arithmetic.years_of(segment.expressions) if segment.holds(y))


def _layers(
    segment: Segment, years: Sequence[int], kind: IntervalKind, arithmetic: Arithmetic
) -> dict[Layer, np.ndarray]:
    terms = arithmetic.evaluate(segment.numerator, years)
    layers = {Layer.ABOVE: _sum(terms)}
    if segment.denominator is not None:
        layers[Layer.BELOW] = _sum(arithmetic.evaluate(segment.denominator, years))
    if kind is IntervalKind.SKELLAM:
        zero = np.zeros_like(terms[0])
        signed = list(zip(segment.numerator.terms, terms, strict=True))
        plus = [values for term, values in signed if term.coefficient > 0]
        minus = [-values for term, values in signed if term.coefficient < 0]
        layers |= {Layer.PLUS: _sum([zero, *plus]), Layer.MINUS: _sum([zero, *minus])}
    if kind is IntervalKind.ROUNDING:
        above = arithmetic.step(segment.numerator, years)
        below = np.zeros_like(above)
        if segment.denominator is not None:
            below = arithmetic.step(segment.denominator, years)
        layers |= {Layer.ABOVE_STEP: above, Layer.BELOW_STEP: below}
        layers |= {Layer.ABOVE_SQUARE: above**2, Layer.BELOW_SQUARE: below**2}
    return layers
