"""Tables of tasks, calendar addresses and wishes about reminders."""

from terytoria.portal.planner.models.calendar_address import CalendarAddress
from terytoria.portal.planner.models.reminders import Reminders
from terytoria.portal.planner.models.task import Task

__all__ = ["CalendarAddress", "Reminders", "Task"]
