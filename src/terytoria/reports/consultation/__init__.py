"""What the report of a consultation looks like."""

from terytoria.reports.consultation.build import build_consultation
from terytoria.reports.consultation.record import (
    Change,
    Consultation,
    Event,
    OpenRemarksError,
    Position,
    Remark,
)

__all__ = [
    "Change",
    "Consultation",
    "Event",
    "OpenRemarksError",
    "Position",
    "Remark",
    "build_consultation",
]
