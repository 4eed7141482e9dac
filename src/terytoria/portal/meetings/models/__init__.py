"""Tables of meetings."""

from terytoria.portal.meetings.models.attendance import Attendance
from terytoria.portal.meetings.models.decision import Decision, DecisionChangedError
from terytoria.portal.meetings.models.item import AgendaItem
from terytoria.portal.meetings.models.meeting import Meeting
from terytoria.portal.meetings.models.notice import Notice
from terytoria.portal.meetings.models.paper import Paper
from terytoria.portal.meetings.models.procedure import Procedure
from terytoria.portal.meetings.models.vote import Vote

__all__ = [
    "AgendaItem",
    "Attendance",
    "Decision",
    "DecisionChangedError",
    "Meeting",
    "Notice",
    "Paper",
    "Procedure",
    "Vote",
]
