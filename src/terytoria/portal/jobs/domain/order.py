"""What the rest of the portal asks of the queue: do this, do not do it any more."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.timezone import now

from terytoria.portal.jobs.enums import UNFINISHED, State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import task_of


def enqueue(
    kind: str,
    arguments: dict[str, Any],
    *,
    key: str,
    by: models.Model | None = None,
    partnership: str = "",
) -> Job:
    """Order a job in the caller's transaction: it runs only if that transaction is kept.

    The same ``key`` gives the same job, whatever its state; one that failed or was cancelled
    is started anew. Raises ``UnknownKindError`` for a kind without a task.
    """
    task_of(kind)
    with transaction.atomic():
        job, _made = Job.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "arguments": arguments,
                "created_by_id": by.pk if by else None,
                "partnership": partnership,
            },
        )
        again = Job.objects.filter(pk=job.pk, state__in=(State.FAILED, State.CANCELLED))
        if again.update(
            state=State.WAITING,
            attempts=0,
            not_before=now(),
            progress="",
            error="",
            finished_at=None,
        ):
            job.refresh_from_db()
    return job


def cancel(job: Job) -> bool:
    """Cancel a job that waits or runs; whether there was anything to cancel.

    A task in the middle of its work ends when it next reports progress, and writes nothing.
    """
    stopped = Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
        state=State.CANCELLED, progress="", finished_at=now()
    )
    job.refresh_from_db()
    return bool(stopped)
