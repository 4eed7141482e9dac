"""The manifest of a stored snapshot: its name, vintage, sources, files with their checksums."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE_NAME = "manifest.json"
FORMAT = 2
_PLAIN = re.compile(r"\w[\w. -]{0,99}")


class SnapshotError(RuntimeError):
    """A snapshot that cannot be used: damaged, half-written, unknown or of another format."""


def sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Manifest:
    """What a stored snapshot says of itself.

    ``base`` names the snapshot it was derived from, empty when it was imported from a folder;
    ``history`` tells in Polish what was added to the base and from where, oldest first.
    """

    name: str
    title: str
    vintage: str
    synthetic: bool
    sources: tuple[str, ...]
    rows: dict[str, int]
    files: dict[str, str]
    base: str = ""
    history: tuple[str, ...] = ()

    def to_text(self) -> str:
        """The manifest as JSON text."""
        body = {"format": FORMAT, **self.__dict__, "sources": list(self.sources)}
        body["history"] = list(self.history)
        return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Manifest of a stored snapshot; :class:`SnapshotError` when absent or unreadable."""
        body = read_json(folder / FILE_NAME)
        if body.get("format") != FORMAT:
            raise SnapshotError(
                f"snapshot {folder.name}: format {body.get('format')!r} is not {FORMAT}; "
                "import it again"
            )
        try:
            fields = {name: body[name] for name in cls.__dataclass_fields__}
        except KeyError as missing:
            raise SnapshotError(f"snapshot {folder.name}: the manifest lacks {missing}") from None
        if not _sound(fields):
            raise SnapshotError(f"snapshot {folder.name}: the manifest is malformed")
        return cls(
            **{
                **fields,
                "sources": tuple(fields["sources"]),
                "history": tuple(fields["history"]),
            }
        )

    def verify(self, folder: Path) -> None:
        """Compare every file with its checksum; :class:`SnapshotError` names what differs."""
        for file, expected in sorted(self.files.items()):
            path = folder / file
            if not path.is_file():
                raise SnapshotError(f"snapshot {self.name}: {file} is missing; import it again")
            try:
                found = sha256(path)
            except OSError as problem:
                why = problem.strerror
                raise SnapshotError(f"snapshot {self.name}: cannot read {file}: {why}") from None
            if found != expected:
                raise SnapshotError(f"snapshot {self.name}: {file} is damaged; import it again")


def _sound(fields: dict[str, Any]) -> bool:
    """Whether the manifest is named, lists sources, and a file with its checksum per table."""
    files, rows = fields["files"], fields["rows"]
    if not (isinstance(files, dict) and isinstance(rows, dict)):
        return False
    if not (isinstance(fields["sources"], list) and isinstance(fields["history"], list)):
        return False
    named = [fields[key] for key in ("name", "title", "vintage", "base")]
    texts = [*named, *fields["history"], *files.values()]
    if not all(isinstance(text, str) for text in texts) or not all(map(plain_name, files)):
        return False
    return {f"{table}.parquet" for table in rows} <= files.keys()


def plain_name(name: object) -> bool:
    """Whether a name stays in its folder: no path, not hidden, not too long for a file system.

    >>> plain_name("poland-2026-11"), plain_name("../poland"), plain_name(".hidden")
    (True, False, False)
    """
    return isinstance(name, str) and _PLAIN.fullmatch(name) is not None


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; :class:`SnapshotError` says which file is absent or broken."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SnapshotError(f"{path.parent.name}: {path.name} is missing") from None
    except OSError as problem:
        why = problem.strerror
        raise SnapshotError(f"{path.parent.name}: cannot read {path.name}: {why}") from None
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise SnapshotError(f"{path.parent.name}: {path.name} is not JSON: {problem}") from None
    if not isinstance(body, dict):
        raise SnapshotError(f"{path.parent.name}: {path.name} holds no JSON object")
    return body
