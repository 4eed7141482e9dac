"""What is different between two stored snapshots: values, years, series, footnotes, units."""

from terytoria.statistics.difference.difference import OtherCountryError, difference
from terytoria.statistics.difference.result import SnapshotDifference
from terytoria.statistics.difference.units import UnitChange, UnitChanges, unit_changes
from terytoria.statistics.difference.values import What, value_changes

__all__ = [
    "OtherCountryError",
    "SnapshotDifference",
    "UnitChange",
    "UnitChanges",
    "What",
    "difference",
    "unit_changes",
    "value_changes",
]
