"""Where a value came from: the record every number carries to the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Evidence:
    """One value with its provenance.

    ``units`` are the codes whose totals made the value, ``years`` the years read, ``interval`` its
    limits or ``None`` where it has none, ``formula`` how it was computed from series.

    >>> Evidence("L-01", ("3217023",), (2020, 2024), -3.9, None, "GUS BDL", "2026-11-22",
    ...          "pop_total / pop_total@-4 - 1").to_json()["value"]
    -3.9
    """

    indicator: str
    units: tuple[str, ...]
    years: tuple[int, ...]
    value: float | None
    interval: tuple[float, float] | None
    source: str
    vintage: str
    formula: str

    def to_json(self) -> dict[str, Any]:
        """The record as JSON values."""
        return {
            "indicator": self.indicator,
            "units": list(self.units),
            "years": list(self.years),
            "value": self.value,
            "interval": None if self.interval is None else list(self.interval),
            "source": self.source,
            "vintage": self.vintage,
            "formula": self.formula,
        }
