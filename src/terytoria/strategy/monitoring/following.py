"""A target held against the values that came after its base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from terytoria.diagnosis.amounts import amount_of, sentence
from terytoria.diagnosis.groups import area_unit
from terytoria.statistics.catalogue import Indicator
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.measures import IndicatorValues, Measures
from terytoria.strategy.monitoring.lights import Light, Reading, near_share, shine
from terytoria.strategy.targets.target import Target
from terytoria.territory import Area


@dataclass(frozen=True)
class Measure:
    """An indicator of a partnership's own, which no catalogue knows."""

    name_pl: str
    unit: str
    decimals: int


@dataclass(frozen=True)
class Following:
    """A target with what the data know of it.

    ``base`` is the value of the base year by the data (they may have revised it since; ``revised``
    says so), ``latest`` the newest reading after it, ``expected`` the value on the straight way
    from base to target in that year. ``reason`` is a Polish sentence where nothing can be said.
    ``readings`` are all that compare with the base, in order; ``broken`` is the year from which
    known values no longer do.
    """

    target: Target
    indicator: Indicator | Measure
    base: float | None
    revised: bool
    latest: Reading | None
    expected: float | None
    light: Light
    reason: str
    evidence: tuple[Evidence, ...]
    readings: tuple[Reading, ...] = ()
    broken: int | None = None

    def table(self) -> pl.DataFrame:
        """One row: indicator, base, latest value with its interval, expected, target, light."""
        latest = self.latest
        return pl.DataFrame(
            {
                "indicator": [self.target.indicator],
                "base_year": [self.target.base_year],
                "base": [self.base],
                "year": [latest.year if latest else None],
                "value": [latest.value if latest else None],
                "low": [latest.low if latest else None],
                "high": [latest.high if latest else None],
                "expected": [self.expected],
                "target_year": [self.target.target_year],
                "target": [self.target.target_value],
                "light": [self.light.value],
            }
        )

    def explain(self) -> str:
        """What a councillor reads: the number, what was expected, what follows."""
        if self.latest is None or self.expected is None:
            return self.reason
        said = f"{self._amount(self.latest.value)} w {self.latest.year} r."
        if self.latest.low is not None:
            low, high = self._amount(self.latest.low), self._amount(self.latest.high)
            said += f" (przedział od {low} do {high})"
        goal = f"{self._amount(self.target.target_value)} w {self.target.target_year} r."
        text = (
            f"{said}; na prostej drodze do celu ({goal}) byłoby {self._amount(self.expected)}: "
            f"{self.light.name_pl}."
        )
        return f"{text} {self._revision()}".strip()

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON values; ``readings`` are records of year, value, low and high."""
        return {
            "name": self.indicator.name_pl,
            "unit": self.indicator.unit,
            "decimals": self.indicator.decimals,
            "light": self.light.value,
            "base": self.base,
            "revised": self.revised,
            "expected": self.expected,
            "readings": [asdict(one) for one in self.readings],
            "broken": self.broken,
            "text": self.explain(),
            "evidence": [one.to_json() for one in self.evidence],
        }

    def _revision(self) -> str:
        if not self.revised:
            return ""
        given = self._amount(self.target.base_value)
        text = f"Wartość bazową zmieniono w danych: w strategii {given}, dziś "
        return sentence(text + self._amount(self.base))

    def _amount(self, value: float | None) -> str:
        return amount_of(value, self.indicator.unit, self.indicator.decimals)


def follow(measures: Measures, area: Area, target: Target) -> Following:
    """Follow a target of an area on one snapshot.

    Readings count from the year after the base, up to the target year, on the base and territory
    of the base year: nothing is compared across a break. Raises
    :class:`terytoria.statistics.catalogue.UnknownIndicatorError` for an unknown indicator.
    """
    own = measures.areas(target.indicator, {area_unit(area): area.gminas})
    readings, broken, reason = course_of(own, target)
    known = reading_of(own, 0, target.base_year)
    evidence = tuple(
        measures.evidence(target.indicator, area.gminas, one.year) for one in readings[-1:]
    )
    held = _held(target, own.indicator, known.value if known else None, readings, reason)
    return replace(held, evidence=evidence if held.latest else (), broken=broken)


def follow_readings(
    target: Target, measure: Measure, readings: Sequence[Reading], evidence: Sequence[Evidence] = ()
) -> Following:
    """Follow a target of an own indicator on readings that people entered, a year each once.

    Readings count as in :func:`follow`; ``evidence`` is that of the newest.

    >>> from terytoria.strategy.targets import Wanted
    >>> measure = Measure("Miejsca w żłobkach", "miejsca", 0)
    >>> wanted = Target("", 2024, 100.0, 2030, 160.0, Wanted.RISE)
    >>> follow_readings(wanted, measure, [Reading(2026, 125.0)]).light.value
    'on_course'
    """
    after = tuple(
        sorted(
            (one for one in readings if target.base_year < one.year <= target.target_year),
            key=lambda one: one.year,
        )
    )
    known = next((one.value for one in readings if one.year == target.base_year), None)
    reason = "" if after else f"Nikt nie wpisał jeszcze odczytu po {target.base_year} r."
    held = _held(target, measure, known, after, reason)
    return replace(held, evidence=tuple(evidence) if held.latest else ())


def _held(
    target: Target,
    indicator: Indicator | Measure,
    known: float | None,
    readings: tuple[Reading, ...],
    reason: str,
) -> Following:
    """A target held against the newest of the readings, each of them after its base."""
    base = target.base_value if known is None else known
    revised = known is not None and target.base_value is not None and bool(
        round(known, indicator.decimals) != round(target.base_value, indicator.decimals)
    )  # fmt: skip
    if base is None:
        reason = "Nie ma wartości bazowej: ani w strategii, ani w danych."
        return Following(
            target, indicator, None, revised, None, None, Light.UNKNOWN, reason, (), readings
        )
    if not readings:
        return Following(target, indicator, base, revised, None, None, Light.UNKNOWN, reason, ())
    latest = readings[-1]
    part = (latest.year - target.base_year) / target.length
    expected = base + part * (target.target_value - base)
    margin = near_share() * abs(expected - base)
    light = shine(latest, expected, _goal(target, base, latest.year), margin, target.wanted)
    return Following(target, indicator, base, revised, latest, expected, light, "", (), readings)


def reading_of(own: IndicatorValues, row: int, year: int) -> Reading | None:
    """The value of a unit in a year with its interval, where it is known."""
    if year not in own.years:
        return None
    column = own.years.index(year)
    value, low, high = (float(one[row, column]) for one in (own.values, own.low, own.high))
    if not np.isfinite(value):
        return None
    limits = (low, high) if np.isfinite([low, high]).all() else (None, None)
    return Reading(year, value, *limits)


def _goal(target: Target, base: float, year: int) -> float | None:
    """The goal where it can be reached: an improvement at any time, a smaller loss in its year."""
    improves = target.wanted.sign * (target.target_value - base) > 0
    return target.target_value if improves or year == target.target_year else None


def course_of(
    own: IndicatorValues, target: Target, row: int = 0
) -> tuple[tuple[Reading, ...], int | None, str]:
    """Readings that compare with the base, the year of a break, and why there are none."""
    later = [year for year in own.years if target.base_year < year <= target.target_year]
    found = [one for one in (reading_of(own, row, year) for year in later) if one]
    if not found:
        return (), None, f"Po {target.base_year} r. nie ma jeszcze danych tego wskaźnika."
    crossed = (*own.breaks, *own.unit_breaks.get(own.units[row], ()))
    between = [year for year in crossed if target.base_year < year <= found[-1].year]
    if not between:
        return tuple(found), None, ""
    broken = min(between)
    fit = tuple(one for one in found if one.year < broken)
    text = f"Od {broken} r. wskaźnik liczy się inaczej albo na innym obszarze, "
    text += "więc nie można go porównać z wartością bazową. Ustal nową bazę."
    return fit, broken, "" if fit else text
