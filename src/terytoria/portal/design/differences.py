"""What changed between two versions of a text, word by word, as a person would mark it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Change = Literal["same", "added", "removed"]

_WORD = r"\d+(?:[.,]\d+)+|\w+(?:-\w+)*"
_WORDS = re.compile(rf"\s+|{_WORD}|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    change: Change
    text: str

    @property
    def words(self) -> int:
        """Number of words in the stretch."""
        return len(re.findall(_WORD, self.text))


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Pieces that tell ``new`` from ``old``: what is taken out stands before what is put in.

    Lines are matched first and words only inside changed lines, so that a long document with a
    few changes costs little. ``before`` and ``after`` of the pieces give both texts back.

    >>> [(piece.change, piece.text) for piece in difference("Droga do Wilczy.", "Drogi do Wilczy.")]
    [('removed', 'Droga'), ('added', 'Drogi'), ('same', ' do Wilczy.')]
    """
    found: list[Piece] = []
    for change, taken, put in _matched(_LINES.findall(old), _LINES.findall(new)):
        if change == "replace":
            words = _matched(_WORDS.findall(taken), _WORDS.findall(put))
            found.extend(piece for step in words for piece in _pieces(*step))
        else:
            found.extend(_pieces(change, taken, put))
    return _joined(_bridged(found))


def before(pieces: Iterable[Piece]) -> str:
    """The old text."""
    return "".join(piece.text for piece in pieces if piece.change != "added")


def after(pieces: Iterable[Piece]) -> str:
    """The new text."""
    return "".join(piece.text for piece in pieces if piece.change != "removed")


def _matched(old: list[str], new: list[str]) -> Iterable[tuple[str, str, str]]:
    """Steps from one list of tokens to the other: name, text taken, text put."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for name, old_from, old_to, new_from, new_to in steps:
        yield name, "".join(old[old_from:old_to]), "".join(new[new_from:new_to])


def _pieces(name: str, taken: str, put: str) -> list[Piece]:
    if name == "equal":
        return [Piece("same", taken)]
    pieces = [Piece("removed", taken), Piece("added", put)]
    return [piece for piece in pieces if piece.text]


def _bridged(pieces: list[Piece]) -> list[Piece]:
    """A space left between two changed words changes with them: one mark instead of two."""
    bridged: list[Piece] = []
    for at, piece in enumerate(pieces):
        lonely = piece.change == "same" and not piece.text.strip() and "\n" not in piece.text
        if lonely and _replaced(pieces[:at][-2:]) and _replaced(pieces[at + 1 : at + 3]):
            bridged += [Piece("removed", piece.text), Piece("added", piece.text)]
        else:
            bridged.append(piece)
    return bridged


def _replaced(pieces: list[Piece]) -> bool:
    return [piece.change for piece in pieces] == ["removed", "added"]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Between two stretches that stayed: all that went, then all that came."""
    joined: list[Piece] = []
    for stayed, run in groupby(pieces, lambda piece: piece.change == "same"):
        stretch = list(run)
        changes: tuple[Change, ...] = ("same",) if stayed else ("removed", "added")
        for change in changes:
            text = "".join(piece.text for piece in stretch if piece.change == change)
            joined += [Piece(change, text)] if text else []
    return tuple(joined)
