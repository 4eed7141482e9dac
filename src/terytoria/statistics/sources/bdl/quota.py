"""How often the office may be asked: windows of time kept on disk and shared by all processes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self

from terytoria.statistics.catalogue.entries import Entry
from terytoria.statistics.sources.bdl.database import DamagedError, Database, Form, Warn

Clock = Callable[[], float]
Sleep = Callable[[float], None]
_FORM = Form(
    mark=0x54425154,
    version=1,
    table="CREATE TABLE requests (number INTEGER PRIMARY KEY, at REAL NOT NULL)",
)
# A sleep is cut so that a clock set anew, or a machine woken up, is noticed.
_LONGEST_SLEEP = 60.0


@dataclass(frozen=True)
class Window:
    """At most ``limit`` requests in any ``seconds`` (half-open: a request leaves it at its end)."""

    seconds: float
    limit: int

    def __post_init__(self) -> None:
        if not (self.seconds > 0 and self.limit > 0):
            raise ValueError(f"{self}: give a window of more than 0 seconds and 0 requests")


@dataclass(frozen=True)
class Limits:
    """Windows of the office by kind of user, the day they were read and where."""

    as_of: str
    source: str
    anonymous: tuple[Window, ...]
    with_key: tuple[Window, ...]

    @classmethod
    @cache
    def load(cls) -> Limits:
        """The windows of ``data/quotas.yaml``, each longer by the margin stated there.

        >>> [window.limit for window in Limits.load().anonymous]
        [5, 100, 1000, 10000]
        """
        name = "data/quotas.yaml"
        text = files("terytoria.statistics.sources.bdl").joinpath(name).read_text(encoding="utf-8")
        fields = Entry.document(name, text).mapping(
            {"as_of", "source", "margin", "anonymous", "with_key"}
        )
        margin = fields["margin"].number()
        anonymous, with_key = (
            tuple(_window(item, margin) for item in fields[who].items())
            for who in ("anonymous", "with_key")
        )
        return cls(fields["as_of"].text(), fields["source"].text(), anonymous, with_key)


def _window(entry: Entry, margin: float) -> Window:
    fields = entry.mapping({"seconds", "limit"})
    return Window(fields["seconds"].number() + margin, fields["limit"].integer())


class Quota:
    """Turns to ask the office, counted before a request is sent.

    The times of requests are kept in one file that processes share: together they never exceed a
    window, and a process killed at any moment takes no turn that was not counted. A clock set
    back makes the turns of its future count as taken now, once, so nobody waits longer than the
    longest window. ``warn`` is told, in Polish, when the file was damaged and begun anew.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Quota(Path(folder) / "quota", [Window(60, 2)]) as quota:
    ...         [quota.take(lambda: 1000.0) for _ in range(3)]
    ...         quota.duration_of(3, lambda: 1000.0)
    [0.0, 0.0, 60.0]
    120.0
    """

    def __init__(
        self, path: Path | None, windows: Sequence[Window], warn: Warn = lambda _: None
    ) -> None:
        self.windows = tuple(windows)
        self._keep = max((window.seconds for window in windows), default=0.0)
        self._file = Database(path, _FORM, warn) if path and windows else None

    @classmethod
    def anonymous(cls, path: Path, warn: Warn = lambda _: None) -> Quota:
        """Turns of a user without a key."""
        return cls(path, Limits.load().anonymous, warn)

    @classmethod
    def with_key(cls, path: Path, warn: Warn = lambda _: None) -> Quota:
        """Turns of a user with a key."""
        return cls(path, Limits.load().with_key, warn)

    @classmethod
    def unlimited(cls) -> Quota:
        """Turns without limit, for measuring and for a server of one's own."""
        return cls(None, ())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        if self._file:
            self._file.close()

    def take(self, clock: Clock = time.time) -> float:
        """Take a turn and return 0, or take none and return the seconds to wait for one."""
        if self._file is None:
            return 0.0
        try:
            return self._take(self._file, clock)
        except DamagedError:
            return self._take(self._file, clock)

    def wait_for_turn(
        self,
        clock: Clock = time.time,
        sleep: Sleep = time.sleep,
        waiting: Callable[[float], None] = lambda _: None,
    ) -> float:
        """Take a turn, sleeping until there is one; return the seconds slept.

        ``waiting`` is told, before each sleep, the seconds that remain.
        """
        slept = 0.0
        while (left := self.take(clock)) > 0:
            waiting(left)
            sleep(min(left, _LONGEST_SLEEP))
            slept += min(left, _LONGEST_SLEEP)
        return slept

    def duration_of(self, requests: int, clock: Clock = time.time) -> float:
        """Seconds until the last of so many more requests may be sent, each as early as allowed.

        Counts the turns already taken, by any process. Exact for the windows; the time of the
        network comes on top.
        """
        if self._file is None or requests <= 0:
            return 0.0
        now = clock()
        try:
            rows = self._file.rows("SELECT at FROM requests ORDER BY number")
        except DamagedError:
            rows = []
        past = [min(float(row[0]), now) for row in rows]
        return last_turn(past, self.windows, now, requests) - now

    def _take(self, file: Database, clock: Clock) -> float:
        with file.transaction() as connection:
            # The clock is read inside: another process may have taken turns until now.
            now = clock()
            newest = connection.execute(
                "SELECT number, at FROM requests ORDER BY number DESC LIMIT 1"
            ).fetchone()
            number = newest[0] if newest else 0
            if newest and newest[1] > now:
                connection.execute("UPDATE requests SET at = ?1 WHERE at > ?1", (now,))
            free_at = now
            for window in self.windows:
                row = connection.execute(
                    "SELECT at FROM requests WHERE number = ?", (number - window.limit + 1,)
                ).fetchone()
                free_at = max(free_at, row[0] + window.seconds) if row else free_at
            if free_at > now:
                return float(free_at - now)
            connection.execute("INSERT INTO requests VALUES (?, ?)", (number + 1, now))
            connection.execute(
                "DELETE FROM requests WHERE number < "
                "(SELECT number FROM requests WHERE at > ? ORDER BY number LIMIT 1)",
                (now - self._keep,),
            )
        return 0.0


def last_turn(past: Sequence[float], windows: Sequence[Window], now: float, requests: int) -> float:
    """Time of the last of so many requests after ``past`` ones (sorted times), none before ``now``.

    A request waits, for each window, until the one ``limit`` requests before it has left:
    ``t[i] = max(t[i-1], now, t[i - limit] + seconds)``, one step for each request and window.

    >>> last_turn([0.0, 0.0], [Window(10, 2), Window(60, 3)], 5.0, 2)
    60.0
    """
    times = list(past)
    turn = now
    reach = [(window.seconds, window.limit) for window in windows]
    for number in range(len(times), len(times) + requests):
        for seconds, limit in reach:
            if number >= limit:
                turn = max(turn, times[number - limit] + seconds)
        times.append(turn)
    return turn
