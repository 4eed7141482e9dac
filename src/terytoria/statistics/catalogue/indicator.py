"""Series, indicators and the dimensions and areas they are arranged in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.catalogue.formula import Expression
from terytoria.territory import Level

AREA_KM2 = "area_km2"


class Direction(StrEnum):
    """Which way an indicator is good for the people of a gmina."""

    MORE_IS_BETTER = "more_is_better"
    LESS_IS_BETTER = "less_is_better"
    NEUTRAL = "neutral"


class IntervalKind(StrEnum):
    """How the interval of an indicator is computed."""

    POISSON = "poisson"
    WILSON = "wilson"
    SKELLAM = "skellam"
    ROUNDING = "rounding"
    NONE = "none"


class SeriesKind(StrEnum):
    """What the values of a series are: only counts and amounts add up over units."""

    COUNT = "count"
    AMOUNT = "amount"
    RATE = "rate"
    SHARE = "share"
    CLASS = "class"


@dataclass(frozen=True)
class Series:
    """A series of observations: its names, unit, kind, population base and rounding by year.

    ``levels`` are those it is published at; ``formula`` is ``None`` unless the series is made of
    others; ``rounding`` maps a year to the step its values were rounded to.
    """

    id: str
    name_pl: str
    name_en: str
    unit: str
    kind: SeriesKind
    base: str
    levels: tuple[Level, ...]
    rounding: Mapping[int, float] = field(default_factory=dict)
    formula: Expression | None = None

    @property
    def derived(self) -> bool:
        """Whether the series is computed from others."""
        return self.formula is not None


@dataclass(frozen=True)
class Segment:
    """A formula that holds for some years: ``multiplier × (numerator / denominator + offset)``.

    ``denominator`` is ``None`` for a total; ``first`` and ``last`` bound the years it may give, for
    a series whose base changes under one name. ``base`` labels the definition or census base;
    values of different bases are never compared as a change.
    """

    base: str
    numerator: Expression
    denominator: Expression | None
    multiplier: float = 1.0
    offset: float = 0.0
    first: int | None = None
    last: int | None = None

    def holds(self, year: int) -> bool:
        """Whether the segment may give a year."""
        return (self.first or year) <= year <= (self.last or year)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The numerator, and the denominator if there is one."""
        return (self.numerator, self.denominator) if self.denominator else (self.numerator,)

    @property
    def series(self) -> frozenset[str]:
        """Names of the series read."""
        return frozenset().union(*(part.series for part in self.expressions))

    def __str__(self) -> str:
        below = _bracketed(self.denominator) if self.denominator else ""
        text = _bracketed(self.numerator) + (f" / {below}" if below else "")
        if self.offset:
            text = f"{text} {'-' if self.offset < 0 else '+'} {abs(self.offset):g}"
        if self.multiplier == 1:
            return text
        return f"{self.multiplier:g} * ({text})" if self.offset else f"{self.multiplier:g} * {text}"


def _bracketed(expression: Expression) -> str:
    several = len(expression.terms) > 1 or len(expression.factors) > 1
    return f"({expression})" if several else str(expression)


@dataclass(frozen=True)
class Indicator:
    """One indicator: what it is, how it is computed for any area, which way it is good.

    ``bdl_id`` is its variable in the Local Data Bank of Statistics Poland, empty where unknown.
    """

    id: str
    name_pl: str
    name_en: str
    definition_pl: str
    definition_en: str
    unit: str
    decimals: int
    dimension: str
    area: str
    level: Level
    direction: Direction
    segments: tuple[Segment, ...]
    interval: IntervalKind
    bdl_id: str
    interpretation_pl: str
    interpretation_en: str
    unit_en: str = ""

    @cached_property
    def formula_text(self) -> str:
        """The formula of every segment, with its base.

        The order is that of the catalogue: where two give the same year, the later holds.
        """
        if len(self.segments) == 1:
            return str(self.segments[0])
        return "; ".join(f"{segment.base}: {segment}" for segment in self.segments)

    @cached_property
    def series(self) -> frozenset[str]:
        """Names of the series read by any segment."""
        return frozenset().union(*(segment.series for segment in self.segments))


@dataclass(frozen=True)
class Filler:
    """A series that would fill an area of the catalogue, and who publishes it."""

    name: Text
    source: str


@dataclass(frozen=True)
class CatalogueArea:
    """One of the areas of a dimension; ``fills`` says what would add data to it."""

    id: str
    name_pl: str
    name_en: str
    dimension: str
    letter: str
    fills: tuple[Filler, ...]


@dataclass(frozen=True)
class Dimension:
    """One of the dimensions of the catalogue with its areas."""

    id: str
    name_pl: str
    name_en: str
    areas: tuple[str, ...]
