"""States of a task, and how often reminders come."""

from __future__ import annotations

from django.db.models import TextChoices


class TaskState(TextChoices):
    """What became of a task."""

    OPEN = "open", "do zrobienia"
    DONE = "done", "zrobione"
    CANCELLED = "cancelled", "odwołane"


class Frequency(TextChoices):
    """How often a person is reminded by e-mail."""

    DAILY = "daily", "codziennie rano"
    WEEKLY = "weekly", "w poniedziałki rano"
    NEVER = "never", "nigdy"
