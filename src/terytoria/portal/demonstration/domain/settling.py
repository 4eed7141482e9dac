"""Doing at once what the demonstration orders, where its next step needs the result."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import task_of
from terytoria.portal.partnerships.models import Partnership


@dataclass(frozen=True)
class _Quiet:
    """The context of a task nobody watches."""

    job: int

    def progress(self, text: str) -> None:
        """Say nothing."""


def settle(partnership: Partnership, kind: str) -> None:
    """Do the waiting jobs of a kind in the caller's transaction: no worker sees them waiting."""
    for job in Job.objects.filter(partnership=partnership.slug, kind=kind, state=State.WAITING):
        job.result = task_of(kind)(_Quiet(job.pk), **job.arguments)()
        job.state, job.attempts, job.finished_at = State.DONE, 1, timezone.now()
        job.save(update_fields=["state", "attempts", "finished_at", "result"])
