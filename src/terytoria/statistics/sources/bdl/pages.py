"""Answers of the office kept on disk: what was fetched is never asked for again in vain."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from terytoria.statistics.sources.bdl.database import DamagedError, Database, Form, Warn

_FORM = Form(
    mark=0x54425047,
    version=1,
    table="""CREATE TABLE pages (
        address TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
        fetched_at REAL NOT NULL, body BLOB NOT NULL
    )""",
)


@dataclass(frozen=True)
class Stored:
    """An answer: its marks of version (empty when none), when it was last confirmed, its body.

    ``fetched_at`` is seconds since 1970 (UTC).
    """

    etag: str
    last_modified: str
    fetched_at: float
    body: bytes

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the answer only if it has changed; none without a mark.

        >>> Stored('"a"', "", 0.0, b"{}").conditions
        {'If-None-Match': '"a"'}
        """
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: mark for name, mark in asked.items() if mark}


class Pages:
    """Answers by address; each is written whole or not at all, by any number of processes.

    A damaged or foreign file is set aside, told to ``warn`` in Polish, and begun anew.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Pages(Path(folder) / "pages") as pages:
    ...     pages.put("years", Stored('"1"', "", 0.0, b"{}"))
    ...     pages.get("years").body, pages.get("levels")
    (b'{}', None)
    """

    def __init__(self, path: Path, warn: Warn = lambda _: None) -> None:
        self._file = Database(path, _FORM, warn)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        try:
            return int(self._file.rows("SELECT count(*) FROM pages")[0][0])
        except DamagedError:
            return 0

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._file.close()

    def get(self, address: str) -> Stored | None:
        """The answer kept for an address; ``None`` when there is none that can be read."""
        query = "SELECT etag, last_modified, fetched_at, body FROM pages WHERE address = ?"
        try:
            rows = self._file.rows(query, (address,))
            etag, last_modified, fetched_at, body = rows[0]
            return Stored(etag, last_modified, fetched_at, zlib.decompress(body))
        except (DamagedError, IndexError, TypeError, zlib.error):
            return None

    def put(self, address: str, answer: Stored) -> None:
        """Keep an answer in place of the one before."""
        body = zlib.compress(answer.body, 1)
        row = (address, answer.etag, answer.last_modified, answer.fetched_at, body)
        self._write("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", row)

    def renew(self, address: str, fetched_at: float) -> None:
        """Note that an answer was confirmed by the office."""
        self._write("UPDATE pages SET fetched_at = ? WHERE address = ?", (fetched_at, address))

    def forget(self, address: str) -> None:
        """Forget an answer that turned out to be unusable."""
        self._write("DELETE FROM pages WHERE address = ?", (address,))

    def _write(self, statement: str, row: tuple[object, ...]) -> None:
        try:
            with self._file.transaction() as connection:
                connection.execute(statement, row)
        except DamagedError:
            with self._file.transaction() as connection:
                connection.execute(statement, row)
