"""A process that never outlives the one it works for."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread

LOOK = 0.5
"""Seconds between looks at the parent."""


def follow(parent: int, grace: float = 0) -> None:
    """End this process once its parent is no longer ``parent``; returns at once.

    With ``grace`` it is first told to end (SIGTERM) and has so many seconds for it.
    """
    Thread(target=_watch, args=(parent, grace), daemon=True).start()


def _watch(parent: int, grace: float) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    if grace:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(grace)
    os._exit(1)
