"""Faults of what the portal stands on: a full disk, a locked database, one that does not answer.

They pass by themselves or by the hand of whoever runs the server; a defect of the program does
not, and is none of these.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from enum import Enum

from django.db import InterfaceError, OperationalError


class Fault(Enum):
    """What is wrong; ``status`` is the HTTP status, ``wait`` the seconds before another try."""

    FULL = (507, 300)
    BUSY = (503, 10)
    AWAY = (503, 30)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.value[0]

    @property
    def wait(self) -> int:
        """Seconds after which it makes sense to try again."""
        return self.value[1]


_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SQLITE = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_IOERR: Fault.FULL,
    sqlite3.SQLITE_BUSY: Fault.BUSY,
    sqlite3.SQLITE_LOCKED: Fault.BUSY,
    sqlite3.SQLITE_CANTOPEN: Fault.AWAY,
    sqlite3.SQLITE_READONLY: Fault.AWAY,
}
# Beginnings of PostgreSQL's SQLSTATE, the longer first.
_SQLSTATES = (
    ("53300", Fault.BUSY),  # too many connections
    ("53", Fault.FULL),  # insufficient resources: the disk, memory
    ("58", Fault.FULL),  # the system failed it: a file cannot be written
    ("40", Fault.BUSY),  # rolled back: a deadlock, a serialisation failure
    ("55P03", Fault.BUSY),  # the lock was not available in time
    ("57014", Fault.BUSY),  # the statement took longer than it may
    ("57P", Fault.AWAY),  # shutting down, starting up
    ("08", Fault.AWAY),  # the connection failed
)


def fault_of(problem: BaseException | None) -> Fault | None:
    """The fault behind an exception or one of its causes; ``None`` for a defect of the program.

    >>> fault_of(OSError(errno.ENOSPC, "No space left on device"))
    <Fault.FULL: (507, 300)>
    >>> fault_of(ValueError("a defect")) is None
    True
    """
    return next((found for one in _causes(problem) if (found := _fault(one))), None)


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or problem.__context__


def _fault(problem: BaseException) -> Fault | None:
    if isinstance(problem, OSError):
        return Fault.FULL if problem.errno in _DISK else None
    if not isinstance(problem, OperationalError | InterfaceError):
        return None
    told = problem.__cause__
    if isinstance(told, sqlite3.Error):
        return _SQLITE.get(getattr(told, "sqlite_errorcode", 0) & 0xFF)
    return _of_server(getattr(told, "sqlstate", None))


def _of_server(state: str | None) -> Fault | None:
    """The fault by SQLSTATE; a server that told none was not reached."""
    if state is None:
        return Fault.AWAY
    return next((fault for start, fault in _SQLSTATES if state.startswith(start)), None)
