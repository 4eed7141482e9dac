"""A small SQLite file that processes share and that a kill at any moment leaves whole.

A file that is damaged, or that another program wrote, is moved aside (never deleted) and a new one
is begun. A file of ours is known by the ``application_id`` and the version of its form.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

Warn = Callable[[str], None]
_HEAD = b"SQLite format 3\x00"
_WAIT = 30.0
_NEW = (0, 0, 0)
_QUERIES = (
    "PRAGMA application_id",
    "PRAGMA user_version",
    "SELECT count(*) FROM sqlite_master WHERE type != 'index'",
)
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class DatabaseFileError(OSError):
    """A file that cannot be opened or written (no permission, no space); the message is Polish."""


class _UnusableError(Exception):
    """The file is damaged or is not ours."""


@dataclass(frozen=True)
class Form:
    """What a file is: the number that marks its kind, the version of its table, the table."""

    mark: int
    version: int
    table: str


class Database:
    """One SQLite file of a form; ``warn`` is told, in Polish, when it was set aside."""

    def __init__(self, path: Path, form: Form, warn: Warn) -> None:
        self.path = path
        self._form = form
        self._warn = warn
        self._connection = self._opened()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection inside a transaction that no other process can write into.

        Whatever is raised inside undoes it. Damage found on the way moves the file aside, begins a
        new one, and is raised as :class:`DamagedError`: do the work again.
        """
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()
        except sqlite3.DatabaseError as problem:
            raise self._translated(problem) from problem

    def rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query; :class:`DamagedError` as in :meth:`transaction`."""
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as problem:
            raise self._translated(problem) from problem

    def _translated(self, problem: sqlite3.DatabaseError) -> Exception:
        if getattr(problem, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            return _unwritable(self.path, problem)
        self._connection.close()
        self._set_aside(_identity(self.path))
        self._connection = self._opened()
        return DamagedError(f"{self.path.name} was damaged; a new one is begun")

    def _opened(self) -> sqlite3.Connection:
        for _ in range(5):
            identity = _identity(self.path)
            try:
                return _connect(self.path, self._form)
            except _UnusableError:
                self._set_aside(identity)
        raise DatabaseFileError(
            f"Nie można utworzyć pliku {self.path}. Usuń go i spróbuj ponownie."
        )

    def _set_aside(self, identity: tuple[int, int]) -> None:
        """Move the file aside unless another process has already put a new one in its place."""
        if _identity(self.path) != identity or identity == (0, 0):
            return
        aside = self.path.with_name(f"{self.path.name}.odrzucony-{time.time_ns()}")
        for end in ("-wal", "-shm", ""):
            here, there = (file.with_name(file.name + end) for file in (self.path, aside))
            try:
                here.rename(there)
            except FileNotFoundError:
                continue
            except OSError as problem:
                raise _unwritable(self.path, problem) from problem
        self._warn(
            f"Plik {self.path.name} jest uszkodzony albo pochodzi z innego programu. "
            f"Odłożono go jako {aside.name} i zaczęto nowy."
        )


class DamagedError(Exception):
    """The file was damaged and a new, empty one has taken its place."""


def _identity(path: Path) -> tuple[int, int]:
    """Which file a path leads to now; ``(0, 0)`` when to none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def _unwritable(path: Path, problem: Exception) -> DatabaseFileError:
    return DatabaseFileError(
        f"Nie można użyć pliku {path}: {problem}. Sprawdź uprawnienia i wolne miejsce na dysku."
    )


def _connect(path: Path, form: Form) -> sqlite3.Connection:
    """A connection to a file of ours, made if it is absent or empty."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not _looks_right(path):
            raise _UnusableError
        connection = sqlite3.connect(
            path, timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
    except (OSError, sqlite3.Error) as problem:
        raise _unwritable(path, problem) from problem
    try:
        _prepare(connection, form)
    except sqlite3.DatabaseError as problem:
        connection.close()
        if getattr(problem, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            raise _UnusableError from problem
        raise _unwritable(path, problem) from problem
    except BaseException:
        connection.close()
        raise
    return connection


def _looks_right(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(len(_HEAD))
    return head in {b"", _HEAD}


def _prepare(connection: sqlite3.Connection, form: Form) -> None:
    # Nothing is changed before the file is known to be ours, not even its journal.
    if _found(connection) != _NEW:
        _check_ours(connection, form)
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _found(connection) == _NEW:
            connection.execute(form.table)
            connection.execute(f"PRAGMA application_id={form.mark}")
            connection.execute(f"PRAGMA user_version={form.version}")
        _check_ours(connection, form)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def _found(connection: sqlite3.Connection) -> tuple[int, ...]:
    """Mark, version and number of tables of a file."""
    return tuple(connection.execute(query).fetchone()[0] for query in _QUERIES)


def _check_ours(connection: sqlite3.Connection, form: Form) -> None:
    if _found(connection) != (form.mark, form.version, 1):
        raise _UnusableError


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; SQLite does not wait for others when it does that itself."""
    deadline = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as problem:
            busy = problem.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
