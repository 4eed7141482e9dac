"""What the catalogue refuses, and how it says where."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class CatalogueError(ValueError):
    """A mistake in the catalogue's data: its file, its line, what is wrong and what to do.

    >>> str(CatalogueError("ludnosc.yaml", 12, "unknown series 'pop'", "add it to series.yaml"))
    "ludnosc.yaml:12: unknown series 'pop'; add it to series.yaml"
    """

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}: {problem}; {remedy}")
        self.file, self.line, self.problem, self.remedy = file, line, problem, remedy


class UnknownIndicatorError(LookupError):
    """An indicator id that the catalogue does not have, with the nearest ids it has."""

    def __init__(self, asked: str, known: Iterable[str]) -> None:
        super().__init__(f"no indicator {asked!r} in the catalogue; {nearest(asked, known)}")
        self.asked = asked


def nearest(asked: str, known: Iterable[str]) -> str:
    """A remedy that names the closest known words, or where to look when none is close.

    >>> nearest("pop_totl", ["pop_total", "deaths"])
    "did you mean 'pop_total'?"
    """
    close = get_close_matches(asked, list(known), n=3, cutoff=0.6)
    if not close:
        return "see the list of known names in docs/methods/indicators.md"
    return f"did you mean {' or '.join(map(repr, close))}?"
