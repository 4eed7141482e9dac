"""Ordering work that comes round by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.periodic import due

KEPT = timedelta(days=30)
"""How long jobs that were done are kept to be looked at."""


def order_due(moment: datetime) -> int:
    """Order each occurrence that is due and was never ordered; returns how many were.

    One that failed is left alone: its next occurrence comes by itself.
    """
    keys = {f"{kind}:{name}": kind for kind, name in due(moment).items()}
    known = set(Job.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = {key: kind for key, kind in keys.items() if key not in known}
    for key, kind in fresh.items():
        enqueue(kind, {}, key=key)
        forget(kind, moment)
    return len(fresh)


def forget(kind: str, moment: datetime) -> None:
    """Remove jobs of a kind that were done long ago."""
    old = Job.objects.filter(kind=kind, state=State.DONE, finished_at__lt=moment - KEPT)
    old.delete()
