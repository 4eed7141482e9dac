"""Words of a node broken into lines that fit its box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from terytoria.documents.figures.lettering import width
from terytoria.portal.strategies.interfaces.tree_nodes import Node

PADDING = 12
MARK = 20
"""Room that the mark of a problem takes before its words."""
_SLACK = 1.02
"""Browsers round the advance of letters; lines are kept this much narrower than the room."""


@dataclass(frozen=True)
class Face:
    """How a line is set: class in the style sheet, size in px, height of the line, weight."""

    name: str
    size: float
    line: float
    bold: bool = False


KICKER = Face("tree-kicker", 13, 18)
TITLE = Face("tree-title", 16, 21, bold=True)
NOTE = Face("tree-note", 14, 21)


@dataclass(frozen=True)
class Line:
    """A line of a box: its words, how they are set, left end and baseline from the box's corner."""

    text: str
    face: Face
    x: float
    y: float


@dataclass(frozen=True)
class Lettering:
    """The lines of a node and the height of the box that holds them."""

    lines: tuple[Line, ...]
    height: float


def lettering_of(node: Node, box: float) -> Lettering:
    """The words of a node in a box of a width, px: what it is, its title, its problems."""
    lines: list[Line] = []
    y = PADDING / 2
    parts = [(node.kind.label.capitalize(), KICKER, 0), (node.title, TITLE, 0)]
    if node.note:
        parts.append((node.note, NOTE, MARK))
    for text, face, indent in parts:
        for piece in wrapped(text, box - 2 * PADDING - indent, face):
            y += face.line
            lines.append(Line(piece, face, PADDING + indent, y - face.line * 0.25))
    return Lettering(tuple(lines), y + PADDING * 0.75)


def wrapped(text: str, limit: float, face: Face) -> list[str]:
    """A text in lines no wider than ``limit`` px; a word that is wider is broken inside.

    >>> wrapped("Praca na miejscu", 70, TITLE)
    ['Praca na', 'miejscu']
    """
    rows: list[str] = []
    for word in text.split():
        joined = f"{rows[-1]} {word}" if rows else word
        if rows and _fits(joined, limit, face):
            rows[-1] = joined
        else:
            rows.extend(_pieces(word, limit, face))
    return rows or [""]


def _pieces(word: str, limit: float, face: Face) -> Iterator[str]:
    """A word in pieces that fit, whole where it can be."""
    while word and not _fits(word, limit, face):
        end = len(word) - 1
        while end > 1 and not _fits(f"{word[:end]}-", limit, face):
            end -= 1
        yield f"{word[:end]}-"
        word = word[end:]
    if word:
        yield word


def _fits(text: str, limit: float, face: Face) -> bool:
    return width(text, face.size, bold=face.bold) * _SLACK <= limit
