"""The results that findings are made from, and how to speak of the area in them."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.diagnosis.access import Access
from terytoria.diagnosis.dynamics import Dynamics
from terytoria.diagnosis.findings.finding import FindingKind
from terytoria.diagnosis.findings.rules import Rules
from terytoria.diagnosis.index import DevelopmentIndex
from terytoria.diagnosis.links import Links
from terytoria.diagnosis.outlook import Outlook
from terytoria.diagnosis.standing import Standing, Standings
from terytoria.statistics.catalogue import Direction, Indicator
from terytoria.statistics.measures import Measures
from terytoria.territory import Area

SEVERE, CLEAR = 2.0, 1.0
"""Robust standardised distances from the group's median that weigh 3 and 2."""


@dataclass(frozen=True, eq=False)
class FindingSources:
    """Every result of a diagnosis, and the rules."""

    measures: Measures
    area: Area
    standings: Standings
    dynamics: Dynamics
    index: DevelopmentIndex
    links: Links
    outlook: Outlook
    access: Access
    rules: Rules

    @property
    def unit(self) -> str:
        """How the area is called in results."""
        return self.standings.area_unit

    def indicator(self, name: str) -> Indicator:
        """An indicator of the catalogue."""
        return self.measures.catalogue.indicator(name)

    def members_of(self, unit: str) -> tuple[str, ...]:
        """Gminas whose totals make the value of a unit of the results."""
        return self.area.gminas if unit == self.unit else (unit,)

    def current(self, indicator: str) -> dict[str, Standing]:
        """Latest standings of members and area in an indicator, by unit."""
        return {
            unit: one
            for unit in (*self.area.gminas, self.unit)
            if (one := self.standings.latest(unit, indicator)) is not None
        }


def severity(distance: float | None) -> int:
    """Weight of a difference from its robust standardised distance.

    >>> severity(-2.3), severity(1.2), severity(0.4), severity(None)
    (3, 2, 1, 1)
    """
    size = abs(distance) if distance is not None else 0.0
    return 3 if size >= SEVERE else 2 if size >= CLEAR else 1


def kind_of(verdict: str) -> FindingKind:
    """Strength or weakness by verdict."""
    return FindingKind.STRENGTH if verdict == "better" else FindingKind.WEAKNESS


def directed(indicator: Indicator) -> bool:
    """Whether more or less of the indicator is better."""
    return indicator.direction is not Direction.NEUTRAL
