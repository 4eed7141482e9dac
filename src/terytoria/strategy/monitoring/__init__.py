"""Targets followed from one snapshot to the next, and projects from one day to the next."""

from terytoria.strategy.monitoring.following import Following, Measure, follow, follow_readings
from terytoria.strategy.monitoring.lights import Light, Reading, near_share, shine
from terytoria.strategy.monitoring.parts import Part, parts_of
from terytoria.strategy.monitoring.projects import (
    Milestone,
    Progress,
    Spending,
    Sums,
    Total,
    grouped,
    sums,
    total,
)

__all__ = [
    "Following",
    "Light",
    "Measure",
    "Milestone",
    "Part",
    "Progress",
    "Reading",
    "Spending",
    "Sums",
    "Total",
    "follow",
    "follow_readings",
    "grouped",
    "near_share",
    "parts_of",
    "shine",
    "sums",
    "total",
]
