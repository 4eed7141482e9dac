"""What may be done in the background: functions by kind.

A task computes first and returns a function that writes. The worker calls that function in the one
transaction that also ends the job, so whatever it writes to the database happens exactly once,
however many times the computation was started.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

Write = Callable[[], dict[str, Any]]
"""Writes the effects of a job and returns its result as JSON values."""


class TaskError(Exception):
    """Work that cannot succeed however often it is tried; the message is Polish, for people."""


class UnknownKindError(LookupError):
    """A job of a kind that no application has registered."""


class Context(Protocol):
    """What a running task is given."""

    @property
    def job(self) -> int:
        """The number of the job."""

    def progress(self, text: str) -> None:
        """Say in Polish what is being done; ends the task when the job was cancelled."""


Task = Callable[..., Write]
_TASKS: dict[str, Task] = {}


def task(kind: str) -> Callable[[Task], Task]:
    """Register a function ``(context, **arguments) -> write`` as what is done for a kind of job.

    Raises :class:`ValueError` for a kind registered by another function.
    """

    def register(function: Task) -> Task:
        if _TASKS.setdefault(kind, function) is not function:
            raise ValueError(f"two tasks for jobs of kind {kind!r}")
        return function

    return register


def task_of(kind: str) -> Task:
    """The task for a kind of job; :class:`UnknownKindError` when there is none."""
    try:
        return _TASKS[kind]
    except KeyError:
        known = ", ".join(sorted(_TASKS)) or "none"
        raise UnknownKindError(f"no task for jobs of kind {kind!r}; registered: {known}") from None
