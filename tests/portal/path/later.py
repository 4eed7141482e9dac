"""The portal as it would be some days from now: ``python later.py FILE serve|work …``.

The file holds the number of days; it is read at every question what time it is, so a test turns
many pages of the calendar while the portal runs.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

_NOW = timezone.now


def turn(file: Path) -> None:
    """Let the portal of this process ask the file how many days have passed."""

    def now() -> datetime:
        return _NOW() + timedelta(days=int(file.read_text("utf-8")))

    timezone.now = now


def main() -> None:
    """Serve without a worker, or work."""
    file, deed, *more = sys.argv[1:]
    turn(Path(file))
    if deed == "work":
        from terytoria.portal.jobs.worker import main as work

        work()
    else:
        from terytoria.cli.main import main as command

        sys.argv = ["terytoria", deed, "--no-worker", *more]
        command()


if __name__ == "__main__":
    main()
