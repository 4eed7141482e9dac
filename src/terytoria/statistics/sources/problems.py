"""What is wrong in a file that a person gave, told in Polish with its place and the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 1000
_TOLD = 10


@dataclass(frozen=True)
class Problem:
    """What is wrong in a row: its number, its column, what it is and what to do, in Polish.

    ``row`` is 0 and ``column`` empty where there is none.

    >>> Problem(3, "rok", "„202x” nie jest rokiem.", "Wpisz cztery cyfry.").text
    'Wiersz 3, kolumna „rok”: „202x” nie jest rokiem. Wpisz cztery cyfry.'
    """

    row: int
    column: str
    what: str
    remedy: str

    @property
    def text(self) -> str:
        """The problem as one line."""
        where = f"Wiersz {self.row}" if self.row else ""
        if self.column:
            where += f"{', k' if where else 'K'}olumna „{self.column}”"
        return f"{where}{': ' if where else ''}{self.what} {self.remedy}".strip()


class RefusedFileError(ValueError):
    """A file that was not taken; ``problems`` lists what is wrong, row by row, in Polish."""

    def __init__(self, summary: str, problems: Sequence[Problem] = ()) -> None:
        shown = [problem.text for problem in problems[:_TOLD]]
        more = [f"… i {len(problems) - _TOLD} dalszych."] if len(problems) > _TOLD else []
        super().__init__("\n".join([summary, *shown, *more]))
        self.summary = summary
        self.problems = tuple(problems)
