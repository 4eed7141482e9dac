"""The process that does the jobs."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Do jobs until told to end (Ctrl-C, SIGTERM); a job in the middle is handed back.

    The tables must be there (``terytoria.portal.server.prepare``). Several workers may run.
    """
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
    main()
