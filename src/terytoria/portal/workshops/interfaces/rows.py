"""A page on which a field of many notes is filled in at once, and what was sent from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from terytoria.portal.workshops.domain.queries import Board, Card
from terytoria.portal.workshops.domain.sorting import Change, Clash
from terytoria.portal.workshops.models import Note

_NAME = re.compile(r"(text|spot|goal)-([0-9]{1,15})")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """A note with one of its fields: what stands in it, what stood, and what others saved."""

    card: Card
    name: str
    value: str
    was: str
    theirs: str = ""
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def clashes(self) -> bool:
        """Whether somebody else saved something there meanwhile."""
        return bool(self.theirs)


def sent_changes(sent: Mapping[str, str]) -> list[Change]:
    """Changes of notes that a page sent."""
    found = []
    for name, value in sent.items():
        match = _NAME.fullmatch(name)
        if match:
            new = " ".join(value.split())
            found.append(Change(int(match[2]), match[1], sent.get(f"was-{name}", ""), new))
    return found


def rows_of(
    board: Board,
    cards: Iterable[Card],
    field: str,
    sent: Mapping[str, str],
    clashes: Iterable[Clash] = (),
) -> list[Row]:
    """Rows with what is stored, or with what was typed when the page was not taken."""
    theirs = {one.note: one.theirs for one in clashes}
    found = []
    for card in cards:
        name, stored = f"{field}-{card.note.pk}", getattr(card.note, field)
        other = theirs.get(card.note.pk)
        offered = spots(board, card.note) if field == "spot" else []
        was = sent.get(f"was-{name}", stored) if other is None else other
        told = "" if other is None else dict(offered).get(other, other) or "(puste)"
        found.append(Row(card, name, sent.get(name, stored), was, told, tuple(offered)))
    return found


def spots(board: Board, note: Note) -> Pairs:
    """Places on the board that a note may stand in."""
    found = [("loose", "jeszcze nieułożona"), ("challenge", "wyzwanie (pień drzewa)")]
    for tree in board.trees:
        trunk = tree.trunk.note
        if trunk.pk != note.pk:
            text = trunk.text if len(trunk.text) < 60 else f"{trunk.text[:57]}…"
            found.append((f"cause:{trunk.pk}", f"przyczyna: {text}"))
            found.append((f"effect:{trunk.pk}", f"skutek: {text}"))
    return found
