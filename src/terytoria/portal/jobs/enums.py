"""States a job passes through."""

from __future__ import annotations

from django.db.models import TextChoices


class State(TextChoices):
    """What became of a job."""

    WAITING = "waiting", "czeka"
    RUNNING = "running", "w toku"
    DONE = "done", "gotowe"
    FAILED = "failed", "nie udało się"
    CANCELLED = "cancelled", "przerwane"


UNFINISHED = (State.WAITING, State.RUNNING)
"""States from which a job still gets somewhere by itself."""
