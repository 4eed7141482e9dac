"""The process that does the jobs."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from types import FrameType

from terytoria.portal.following import follow

HAND_BACK = 5.0
"""Seconds in which a worker whose server is gone hands its job back."""


def main(server: int | None = None) -> None:
    """Do jobs until told to end (Ctrl-C, SIGTERM); a job in the middle is handed back.

    The tables must be there (``terytoria.portal.server.prepare``). Several workers may run. One
    that is given its ``server`` (the parent process) ends when that does, however it ended.
    """
    if server is not None:
        follow(server, HAND_BACK)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terytoria.portal.settings")
    import django  # noqa: PLC0415 - the settings are read when working

    django.setup()
    from terytoria.portal.jobs.domain.work import work  # noqa: PLC0415 - needs the settings

    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    work()


def _end(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Do the background jobs of the portal.")
    parser.add_argument("--server", type=int, help="number of the process to end with")
    main(parser.parse_args().server)
