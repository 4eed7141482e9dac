"""What became of a strategy in a year: the monitoring report and chapters for its gminas."""

from terytoria.reports.monitoring.build import build_chapter, build_monitoring
from terytoria.reports.monitoring.record import (
    DecisionState,
    Monitored,
    ProjectState,
    ReadinessChange,
    Reason,
    Share,
    TargetState,
)
from terytoria.reports.monitoring.writing import OccupiedError, documents_of, write_monitoring

__all__ = [
    "DecisionState",
    "Monitored",
    "OccupiedError",
    "ProjectState",
    "ReadinessChange",
    "Reason",
    "Share",
    "TargetState",
    "build_chapter",
    "build_monitoring",
    "documents_of",
    "write_monitoring",
]
