"""A worker in a hurry, which also knows a cheap long job that leaves one trace."""

from __future__ import annotations

import time
from typing import Any

import django

django.setup()

from terytoria.portal.audit.models import Entry  # noqa: E402 - after the settings
from terytoria.portal.jobs.domain.rhythm import Rhythm  # noqa: E402
from terytoria.portal.jobs.domain.work import work  # noqa: E402
from terytoria.portal.jobs.tasks import Context, Write, task  # noqa: E402

SLOW = "bench.slow"
HURRIED = Rhythm(pause=0.05, beat=0.2, stale=1.0, delay=0.05, attempts=10_000)


@task(SLOW)
def slow(context: Context, *, token: str) -> Write:
    """Compute for a third of a second, then write a trace."""
    for step in range(10):
        time.sleep(0.03)
        context.progress(f"krok {step}")

    def write() -> dict[str, Any]:
        Entry.objects.create(verb=SLOW, subject="job", subject_id=token, after={"token": token})
        return {"token": token}

    return write


if __name__ == "__main__":
    work(rhythm=HURRIED)
