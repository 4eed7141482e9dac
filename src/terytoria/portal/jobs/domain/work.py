"""The loop of a worker: take a job, do it, look again."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections, connection
from django.utils.timezone import now

from terytoria.portal.jobs.domain.recurring import order_due
from terytoria.portal.jobs.domain.rhythm import Rhythm
from terytoria.portal.jobs.domain.run import Run, StoppedError, take
from terytoria.portal.jobs.models import Job
from terytoria.portal.jobs.tasks import TaskError, task_of

_LOG = logging.getLogger(__name__)
_USUAL = Rhythm()


def work(*, once: bool = False, rhythm: Rhythm = _USUAL) -> int:
    """Do jobs one after another, for ever or, with ``once``, until none is due.

    Work that comes round by itself is ordered on the way, unless ``once``. Returns how many were
    run. A database that does not answer is asked again after a pause.
    """
    count, look_at = 0, time.monotonic()
    while True:
        if not once:  # a caller that waits for the work may be in a transaction of its own
            close_old_connections()
        try:
            if not once and time.monotonic() >= look_at:
                look_at = time.monotonic() + rhythm.look
                order_due(now())
            done = _step(rhythm)
        except DatabaseError:
            if once:
                raise
            _LOG.exception("the queue cannot be read")
            done = False
        count += done
        if once and not done:
            return count
        if not done:
            time.sleep(rhythm.pause)


def _step(rhythm: Rhythm) -> bool:
    run = take(rhythm)
    if run is not None:
        _do(run, rhythm)
    return run is not None


def _do(run: Run, rhythm: Rhythm) -> None:
    """Do one job to its end, whatever that is."""
    try:
        job = Job.objects.get(pk=run.job)
        with _alive(run, rhythm.beat):
            run.finish(task_of(job.kind)(run, **job.arguments))
    except StoppedError as stopped:
        _LOG.info("%s", stopped)
    except TaskError as problem:
        run.fail(str(problem))
    except Exception:
        _LOG.exception("job %s", run.job)
        run.try_again(rhythm)
    except BaseException:
        run.hand_back()
        raise


@contextmanager
def _alive(run: Run, beat: float) -> Iterator[None]:
    """Signs of life from another thread while the task computes."""
    over = Event()
    thread = Thread(target=_beat, args=(run, beat, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(run: Run, beat: float, over: Event) -> None:
    try:
        while not over.wait(beat):
            try:
                if not run.beat():
                    return
            except DatabaseError:
                _LOG.warning("job %s: no sign of life this time", run.job, exc_info=True)
    finally:
        connection.close()
