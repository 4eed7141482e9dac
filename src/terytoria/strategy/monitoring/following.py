"""A target held against the values that came after its base."""

from __future__ import annotations

from dataclasses import dataclass

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
class Following:
    """A target with what the snapshot knows of it.

    ``base`` is the value of the base year by the data (they may have revised it since; ``revised``
    says so), ``latest`` the newest reading after it, ``expected`` the value on the straight way
    from base to target in that year. ``reason`` is a Polish sentence where nothing can be said.
    """

    target: Target
    indicator: Indicator
    base: float | None
    revised: bool
    latest: Reading | None
    expected: float | None
    light: Light
    reason: str
    evidence: tuple[Evidence, ...]

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
    known = _value(own, target.base_year)
    base = target.base_value if known is None else known
    revised = known is not None and target.base_value is not None and bool(
        round(known, own.indicator.decimals) != round(target.base_value, own.indicator.decimals)
    )  # fmt: skip
    latest, reason = _latest(own, target)
    expected = None
    light = Light.UNKNOWN
    if base is None:
        latest, reason = None, "Nie ma wartości bazowej: ani w strategii, ani w danych."
    elif latest is not None:
        part = (latest.year - target.base_year) / target.length
        expected = base + part * (target.target_value - base)
        margin = near_share() * abs(expected - base)
        light = shine(latest, expected, _goal(target, base, latest.year), margin, target.wanted)
    evidence = () if latest is None else (
        measures.evidence(target.indicator, area.gminas, latest.year),
    )  # fmt: skip
    return Following(
        target, own.indicator, base, revised, latest, expected, light, reason, evidence
    )


def _value(own: IndicatorValues, year: int) -> float | None:
    value = own.year(year)[0]
    return float(value) if np.isfinite(value) else None


def _goal(target: Target, base: float, year: int) -> float | None:
    """The goal where it can be reached: an improvement at any time, a smaller loss in its year."""
    improves = target.wanted.sign * (target.target_value - base) > 0
    return target.target_value if improves or year == target.target_year else None


def _latest(own: IndicatorValues, target: Target) -> tuple[Reading | None, str]:
    """The newest comparable reading after the base, or why there is none."""
    later = [year for year in own.years if target.base_year < year <= target.target_year]
    found = [year for year in later if _value(own, year) is not None]
    if not found:
        return None, f"Po {target.base_year} r. nie ma jeszcze danych tego wskaźnika."
    crossed = (*own.breaks, *own.unit_breaks.get(own.units[0], ()))
    fit = [y for y in found if not any(target.base_year < broken <= y for broken in crossed)]
    if not fit:
        year = min(broken for broken in crossed if broken > target.base_year)
        text = f"Od {year} r. wskaźnik liczy się inaczej albo na innym obszarze, "
        return None, text + "więc nie można go porównać z wartością bazową. Ustal nową bazę."
    column = own.years.index(fit[-1])
    low, high = float(own.low[0, column]), float(own.high[0, column])
    limits = (low, high) if np.isfinite([low, high]).all() else (None, None)
    return Reading(fit[-1], float(own.values[0, column]), *limits), ""
