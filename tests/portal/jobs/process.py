"""What the tests run in other processes: ``process.py prepare N SECONDS | work | tick | main``."""

# ruff: noqa: E402 - the settings come first

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "terytoria.portal.settings"

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

from terytoria.portal.audit.models import Entry
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.periodic import Every, periodic
from terytoria.portal.jobs.tasks import Context, Write, task
from terytoria.portal.jobs.worker import main

IMPATIENT = Rhythm(pause=0.02, beat=0.05, stale=0.4, delay=0.01, attempts=1000)


@task("slow")
def slow(context: Context, number: int, seconds: float) -> Write:
    """Compute for a while and leave two traces."""
    print(f"began {number}", flush=True)
    time.sleep(seconds)
    context.progress("liczę")

    def write() -> dict[str, Any]:
        for half in "ab":
            Entry.objects.create(verb=f"test.{half}", subject="job", subject_id=str(number))
            time.sleep(seconds / 4)
        return {"number": number}

    return write


def tick(context: Context) -> Write:
    """Leave a trace of an occurrence."""
    print(f"tick {context.job}", flush=True)
    time.sleep(0.1)

    def write() -> dict[str, Any]:
        Entry.objects.create(verb="test.tick", subject="job", subject_id=str(context.job))
        return {}

    return write


def prepare(count: int, seconds: float) -> None:
    """Make the tables and order jobs."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    with transaction.atomic():
        for number in range(count):
            enqueue("slow", {"number": number, "seconds": seconds}, key=f"slow:{number}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["prepare", count, seconds]:
            prepare(int(count), float(seconds))
        case ["work"]:
            work(rhythm=IMPATIENT)
        case ["tick"]:
            periodic("tick", Every(timedelta(seconds=1)))(tick)
            work(rhythm=replace(IMPATIENT, look=0.01))
        case ["main"]:
            main()
