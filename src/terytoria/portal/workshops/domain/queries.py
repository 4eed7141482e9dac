"""Reading a workshop: its board, trees and votes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.workshops.enums import Place
from terytoria.portal.workshops.models import Ballot, Note, Workshop


@dataclass(frozen=True)
class Card:
    """A note on the board, with the dots of all that say the same; ``own`` are the reader's."""

    note: Note
    dots: int
    same: tuple[Note, ...] = ()
    own: int = 0


@dataclass(frozen=True)
class Tree:
    """A challenge with its causes below and effects above."""

    trunk: Card
    causes: tuple[Card, ...] = ()
    effects: tuple[Card, ...] = ()

    @property
    def dots(self) -> int:
        """Votes for the challenge and all that hangs on it."""
        return sum(one.dots for one in (self.trunk, *self.causes, *self.effects))

    @property
    def cards(self) -> tuple[Card, ...]:
        """The challenge, its causes, its effects."""
        return (self.trunk, *self.causes, *self.effects)


@dataclass(frozen=True)
class Board:
    """Everything on the board: ``cards`` as they came, trees by votes, loose cards, hidden ones."""

    cards: tuple[Card, ...]
    trees: tuple[Tree, ...]
    loose: tuple[Card, ...]
    hidden: tuple[Card, ...] = field(default=())

    @property
    def dots(self) -> int:
        """All votes that are seen."""
        return sum(one.dots for one in self.cards)

    @property
    def notes(self) -> int:
        """All notes that are seen, merged ones too."""
        return sum(1 + len(one.same) for one in self.cards)

    @property
    def newest(self) -> tuple[Card, ...]:
        """Cards, the last one first."""
        return self.cards[::-1]

    @property
    def by_dots(self) -> tuple[Card, ...]:
        """Cards by votes, the most first; else as they came."""
        return tuple(sorted(self.cards, key=lambda one: -one.dots))


def workshops_of(partnership: Partnership) -> QuerySet[Workshop]:
    """Workshops of a partnership, the newest first."""
    seen = Count("notes", filter=Q(notes__hidden=False), distinct=True)
    return partnership.workshops.annotate(written=seen).order_by("-starts_at", "-id")


def board_of(workshop: Workshop, ballot: Ballot | None = None) -> Board:
    """The board of a workshop; with a ballot, each card tells how many dots on it are its own."""
    written = workshop.notes.select_related("challenge", "aim")
    notes = list(written.annotate(votes=Count("dots")).order_by("pk"))  # counting forgets it
    own = Counter(ballot.dots.values_list("note", flat=True)) if ballot else Counter[int]()
    same = defaultdict[int, list[Note]](list)
    for one in notes:
        if one.merged_id:
            same[one.merged_id].append(one)

    def card(note: Note) -> Card:
        alike = (note, *same[note.pk])
        dots = sum(one.votes for one in alike)  # type: ignore[attr-defined]
        return Card(note, dots, alike[1:], sum(own[one.pk] for one in alike))

    everything = [card(one) for one in notes if one.merged_id is None]
    cards = tuple(one for one in everything if not one.note.hidden)
    return Board(
        cards,
        _trees(cards),
        tuple(one for one in cards if one.note.place == Place.LOOSE),
        tuple(one for one in everything if one.note.hidden),
    )


def _trees(cards: tuple[Card, ...]) -> tuple[Tree, ...]:
    below = defaultdict[tuple[int | None, str], list[Card]](list)
    for one in sorted(cards, key=lambda one: -one.dots):
        below[one.note.under_id, one.note.place].append(one)
    trees = [
        Tree(
            one,
            tuple(below[one.note.pk, Place.CAUSE]),
            tuple(below[one.note.pk, Place.EFFECT]),
        )
        for one in cards
        if one.note.place == Place.CHALLENGE
    ]
    return tuple(sorted(trees, key=lambda one: -one.dots))
