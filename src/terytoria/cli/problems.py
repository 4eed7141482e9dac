"""Errors of the library in Polish: what is wrong, where, what to do.

The sentences are data (``problems.yaml``): for each class of error the exit code, the sentence
for whatever has none of its own, and patterns of the English messages with their translation.
A class is known by its name, so that no analysis is imported to say that a file is missing.
"""

from __future__ import annotations

import errno
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILES = 4
_REASONS = {
    errno.EACCES: "brak uprawnień",
    errno.EPERM: "brak uprawnień",
    errno.ENOENT: "nie ma takiego pliku ani folderu",
    errno.ENOTDIR: "część ścieżki jest plikiem, a nie folderem",
    errno.EISDIR: "to jest folder, a nie plik",
    errno.EEXIST: "już istnieje",
    errno.ENOTEMPTY: "folder nie jest pusty",
    errno.ENOSPC: "brak miejsca na dysku",
    errno.EDQUOT: "przekroczony przydział miejsca na dysku",
    errno.EROFS: "dysk jest tylko do odczytu",
    errno.ENAMETOOLONG: "nazwa jest za długa",
    errno.ELOOP: "dowiązania tworzą pętlę",
    errno.EBUSY: "plik jest używany przez inny program",
    errno.EMFILE: "za dużo otwartych plików",
}


@dataclass(frozen=True)
class Told:
    """A Polish message and the exit code that goes with it."""

    text: str
    code: int


def told(problem: BaseException) -> Told | None:
    """How an error of the library is told to a person; ``None`` when it is a defect.

    >>> told(FileNotFoundError(2, "No such file or directory", "dane.csv")).text
    'dane.csv: nie ma takiego pliku ani folderu.'
    """
    if isinstance(problem, OSError):
        return Told(_of_system(problem), FILES)
    entries = [_sentences()[name] for name in _names(problem) if name in _sentences()]
    if not entries:
        return None
    message = str(problem)
    for entry in entries:
        for pattern in entry.get("patterns", ()):
            found = re.fullmatch(pattern["when"], message, re.DOTALL)
            if found:
                fields = {name: text or "" for name, text in found.groupdict().items()}
                return Told(pattern["say"].format(**fields), pattern.get("exit", entry["exit"]))
    first = entries[0]
    if first.get("polish"):
        return Told(message, first["exit"])
    return Told(f"{first['say']} (szczegóły techniczne: {message})", first["exit"])


def _names(problem: BaseException) -> list[str]:
    return [kind.__name__ for kind in type(problem).__mro__]


def _of_system(problem: OSError) -> str:
    reason = _REASONS.get(problem.errno or 0)
    where = " → ".join(str(f) for f in (problem.filename, problem.filename2) if f is not None)
    if reason:
        return f"{where}: {reason}." if where else f"{reason[0].upper()}{reason[1:]}."
    detail = problem.strerror or str(problem)
    return f"{where or 'Plik'}: nie można odczytać ani zapisać (szczegóły techniczne: {detail})"


@lru_cache(maxsize=1)
def _sentences() -> dict[str, Any]:
    text = Path(__file__).with_name("problems.yaml").read_text(encoding="utf-8")
    sentences: dict[str, Any] = yaml.safe_load(text)
    return sentences
