"""Tables of monitoring."""

from terytoria.portal.monitoring.models.project import Milestone, Spending
from terytoria.portal.monitoring.models.reading import OwnReading
from terytoria.portal.monitoring.models.report import KeptReport
from terytoria.portal.monitoring.models.round import Followed, Round, WrittenOnceError

__all__ = [
    "Followed",
    "KeptReport",
    "Milestone",
    "OwnReading",
    "Round",
    "Spending",
    "WrittenOnceError",
]
