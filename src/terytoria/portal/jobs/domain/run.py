"""One run of a job: taken, kept alive, ended. Every step is guarded by the run's token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import now

from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import Write

GAVE_UP = (
    "Zadania nie udało się wykonać mimo kilku prób. Przyczynę zapisaliśmy w dzienniku serwera; "
    "zleć zadanie ponownie albo zgłoś to administratorowi."
)


class StoppedError(Exception):
    """The job was cancelled or taken over while its task was running."""


@dataclass(frozen=True)
class Run:
    """A job held by a worker under a token; the context of its task."""

    job: int
    token: int

    def _held(self) -> QuerySet[Job]:
        return Job.objects.filter(pk=self.job, token=self.token, state=State.RUNNING)

    def beat(self) -> bool:
        """Give a sign of life; whether the job is still ours."""
        return bool(self._held().update(heartbeat_at=now()))

    def progress(self, text: str) -> None:
        """Say what is being done; :class:`StoppedError` when the job is no longer ours."""
        if not self._held().update(progress=text[:200], heartbeat_at=now()):
            raise StoppedError(f"job {self.job} was stopped")

    def finish(self, write: Write) -> None:
        """Write the effects and the result in one transaction, if the job is still ours."""
        with transaction.atomic():
            job = self._held().select_for_update().first()
            if job is None:
                raise StoppedError(f"job {self.job} was stopped")
            job.result = write()
            job.state, job.progress, job.finished_at = State.DONE, "", now()
            job.save(update_fields=["result", "state", "progress", "finished_at"])

    def fail(self, error: str) -> None:
        """End the job with a message for people."""
        self._held().update(state=State.FAILED, progress="", error=error, finished_at=now())

    def try_again(self, rhythm: Rhythm) -> None:
        """Put the job off, or give it up when it was tried as often as may be."""
        attempts = Job.objects.values_list("attempts", flat=True).get(pk=self.job)
        if attempts >= rhythm.attempts:
            self.fail(GAVE_UP)
        else:
            later = now() + rhythm.back_off(attempts)
            self._held().update(state=State.WAITING, progress="", not_before=later)

    def hand_back(self) -> None:
        """Let another worker take the job at once; this run counts as no attempt."""
        self._held().update(state=State.WAITING, progress="", attempts=F("attempts") - 1)


def take(rhythm: Rhythm) -> Run | None:
    """Take the next job that is due or whose worker died; ``None`` when there is none.

    Of several workers one gets it: SQLite lets one write at a time (``IMMEDIATE``), PostgreSQL
    skips rows that another holds.
    """
    moment = now()
    if not _free(moment, rhythm).exists():
        return None
    with transaction.atomic():
        job = _free(moment, rhythm).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.token += 1
        job.heartbeat_at = moment
        if job.state == State.RUNNING and job.attempts >= rhythm.attempts:
            job.state, job.progress, job.error, job.finished_at = State.FAILED, "", GAVE_UP, moment
        else:
            job.state, job.attempts = State.RUNNING, job.attempts + 1
        job.save()
    return Run(job.pk, job.token) if job.state == State.RUNNING else take(rhythm)


def _free(moment: datetime, rhythm: Rhythm) -> QuerySet[Job]:
    dead = moment - timedelta(seconds=rhythm.stale)
    due = Q(state=State.WAITING, not_before__lte=moment)
    return Job.objects.filter(due | Q(state=State.RUNNING, heartbeat_at__lt=dead)).order_by(
        "not_before", "pk"
    )
