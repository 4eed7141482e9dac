"""What each member adds to a target of the whole area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from terytoria.statistics.evidence import Evidence
from terytoria.statistics.measures import Measures
from terytoria.strategy.monitoring.following import course_of, reading_of
from terytoria.strategy.monitoring.lights import Reading
from terytoria.strategy.targets.target import Target


@dataclass(frozen=True)
class Part:
    """The indicator of a target in one member: in the base year and in the newest one after it.

    Either is ``None`` where it is not known; ``broken`` is the year from which values no longer
    compare with the base. A target is set for the whole area, so a part has no light.
    """

    unit: str
    base: Reading | None
    latest: Reading | None
    broken: int | None
    evidence: tuple[Evidence, ...]

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON values."""
        return {
            "unit": self.unit,
            "base": asdict(self.base) if self.base else None,
            "latest": asdict(self.latest) if self.latest else None,
            "broken": self.broken,
            "evidence": [one.to_json() for one in self.evidence],
        }


def parts_of(
    measures: Measures, target: Target, members: Mapping[str, tuple[str, ...]]
) -> tuple[Part, ...]:
    """The part of each member (its code: the gminas it consists of), in the order given.

    Only readings that compare with the base year count, as in
    :func:`terytoria.strategy.monitoring.follow`.
    """
    own = measures.areas(target.indicator, dict(members))
    found = []
    for row, unit in enumerate(own.units):
        readings, broken, _reason = course_of(own, target, row)
        latest = readings[-1] if readings else None
        years = [latest.year] if latest else []
        found.append(
            Part(
                unit,
                reading_of(own, row, target.base_year),
                latest,
                broken,
                tuple(measures.evidence(target.indicator, members[unit], year) for year in years),
            )
        )
    return tuple(found)
