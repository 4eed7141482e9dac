"""What the planner keeps of one person for themself alone."""

from __future__ import annotations

from terytoria.portal.accounts.models import User
from terytoria.portal.planner.models import CalendarAddress, Reminders


def erase_wishes(user: User, _: str) -> None:
    """Delete the address of a person's calendar and their wishes about reminders."""
    CalendarAddress.objects.filter(user=user).delete()
    Reminders.objects.filter(user=user).delete()
