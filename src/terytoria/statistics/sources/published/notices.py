"""What was noticed in a published file: problems that refuse it, messages that go with it."""

from __future__ import annotations

import polars as pl

from terytoria.statistics.sources.problems import SHOWN, Problem, RefusedFileError

ROW = "row"
"""The column of every frame read here that numbers the rows of the file, from 1."""


class Notices:
    """Problems and messages of one file, in the order of its rows.

    >>> found = Notices("TERC.csv")
    >>> found.problem(3, "RODZ", "„7” nie jest rodzajem gminy.", "Pobierz plik jeszcze raz.")
    >>> found.refuse()
    Traceback (most recent call last):
        ...
    terytoria.statistics.sources.problems.RefusedFileError: Plik TERC.csv nie został przyjęty.
    Wiersz 3, kolumna „RODZ”: „7” nie jest rodzajem gminy. Pobierz plik jeszcze raz.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._messages: list[Problem] = []

    def problem(self, row: int, column: str, what: str, remedy: str) -> None:
        """Note what refuses the file."""
        self._problems.append(Problem(row, column, what, remedy))

    def rows(self, wrong: pl.DataFrame, column: str, what: str, remedy: str) -> None:
        """Note every row of ``wrong``; ``{}`` in ``what`` stands for its cell of the column."""
        cells = (
            wrong[column] if column in wrong.columns else pl.repeat("", wrong.height, eager=True)
        )
        for row, cell in zip(wrong[ROW].head(SHOWN), cells.head(SHOWN), strict=True):
            self.problem(row, column, what.replace("{}", short(str(cell))), remedy)

    def told(self, row: int, column: str, what: str) -> None:
        """Note what was repaired or left out."""
        self._messages.append(Problem(row, column, what, ""))

    @property
    def messages(self) -> tuple[Problem, ...]:
        """What was repaired or left out, at most a thousand notes."""
        return tuple(self._messages[:SHOWN])

    def refuse(self) -> None:
        """Raise :class:`RefusedFileError` if anything is wrong."""
        if self._problems:
            listed = sorted(self._problems, key=lambda problem: problem.row)[:SHOWN]
            raise RefusedFileError(f"Plik {self.file} nie został przyjęty.", listed)


def short(text: str) -> str:
    """Text as shown in a message: one line of at most 40 letters."""
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def distinct(frame: pl.DataFrame, key: list[str], found: Notices, what: str) -> pl.DataFrame:
    """Rows without exact repetitions; rows of one key that differ are problems.

    Repetitions are told once. ``what`` names a row in the genitive: „powtórzenia {what}”.
    """
    kept = frame.unique(pl.selectors.exclude(ROW), keep="first", maintain_order=True)
    again = frame.height - kept.height
    if again:
        first = frame.filter(~pl.col(ROW).is_in(kept[ROW].implode()))[ROW].min()
        found.told(int(str(first)), "", f"Pominięto powtórzone wiersze: {again} (pierwszy tutaj).")
    twice = kept.filter(pl.struct(key).is_duplicated())
    said = f"Drugi, inny wiersz {what} {{}}."
    found.rows(twice.filter(~pl.struct(key).is_first_distinct()), key[0], said, "Zostaw jeden.")
    return kept
