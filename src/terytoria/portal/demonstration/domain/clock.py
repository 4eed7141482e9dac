"""The days of the demonstration: its work is told as it would have gone, from the first on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, timedelta

from django.utils import timezone

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership

BEGAN = 340
"""How many days ago the partnership of the demonstration was founded."""
_TRUE = timezone.now


@contextmanager
def ago(days: int) -> Iterator[None]:
    """Let the portal's clock stand so many days back, for verbs that keep the order of days.

    For the process that loads the demonstration, which does nothing else meanwhile.
    """
    back = timedelta(days=days)
    # By the clock on the wall: an hour of summer time must not make it another day.
    timezone.now = lambda: (timezone.localtime(_TRUE()) - back).astimezone(UTC)
    try:
        yield
    finally:
        timezone.now = _TRUE


def day(days: int) -> date:
    """The day so many days before the true today, whatever the portal's clock says."""
    return timezone.localdate(_TRUE()) - timedelta(days=days)


def has_a_past(partnership: Partnership) -> bool:
    """Whether its people held their roles since the days the demonstration tells of."""
    first = day(BEGAN)
    return partnership.people.filter(role=Role.COORDINATOR, since__lte=first).exists()
