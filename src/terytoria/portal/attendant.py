"""The worker of jobs as a child of the server: started with it, started again when it dies."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from threading import Event, Lock, Thread
from types import TracebackType

_log = logging.getLogger(__name__)
PAUSE = 3.0
"""Seconds before a worker that died is started again."""
GRACE = 3.0
"""Seconds a worker may take to hand its job back once the server ends."""


def worker_command() -> list[str]:
    """The worker as a process that ends with this one."""
    return [sys.executable, "-m", "terytoria.portal.jobs.worker", "--server", str(os.getpid())]


class Attendant:
    """While it lasts, a child process runs; one that dies is started again after a pause.

    The child is in a session of its own: Ctrl-C is the server's to hear, and the server ends the
    child. When the server is killed there is nobody to end it, so it follows the server itself.
    """

    def __init__(self, command: Sequence[str], pause: float = PAUSE, grace: float = GRACE) -> None:
        self._command, self._pause, self._grace = tuple(command), pause, grace
        self._over, self._lock = Event(), Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._attend, daemon=True)

    def __enter__(self) -> Attendant:
        # Not in the thread: a server that forks meanwhile would keep the pipe of this start open.
        self._start()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._over.set()
            child = self._child
        if child is not None:
            _end(child, self._grace)
        self._thread.join()

    def _attend(self) -> None:
        while self._child is not None and not self._over.is_set():
            code = self._child.wait()
            if not self._over.is_set():
                _log.error("the worker of jobs ended (%s); another starts in a while", code)
            if not self._over.wait(self._pause):
                self._start()

    def _start(self) -> None:
        with self._lock:
            if not self._over.is_set():
                self._child = subprocess.Popen(  # noqa: S603 - our own program
                    self._command, stdin=subprocess.DEVNULL, start_new_session=True
                )


def _end(child: subprocess.Popen[bytes], grace: float) -> None:
    child.terminate()
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
