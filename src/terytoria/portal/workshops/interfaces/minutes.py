"""Minutes of a workshop: its notes in rows, on a page and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from terytoria.portal.audit.export import safe_cell
from terytoria.portal.design.tables import Cell, Column, Table, row
from terytoria.portal.workshops.domain.queries import Board, Card

HEADINGS = ("Wyzwanie", "Miejsce", "Karteczka", "Kropki", "Jako cel", "Połączone", "W strategii")
Cells = tuple[str, str, str, int, str, str, str]


def lines(board: Board) -> Iterator[Cells]:
    """Notes tree after tree, then the loose ones; hidden ones are left out."""
    for tree in board.trees:
        for card in tree.cards:
            yield _line(card, tree.trunk.note.text)
    for card in sorted(board.loose, key=lambda one: -one.dots):
        yield _line(card, "")


def _line(card: Card, trunk: str) -> Cells:
    note = card.note
    linked = (("wyzwanie", note.challenge), ("cel", note.aim))
    became = [name for name, item in linked if item is not None and not item.deleted_at]
    same = "; ".join(one.text for one in card.same)
    place = str(note.get_place_display())
    return (trunk, place, note.text, card.dots, note.goal, same, " i ".join(became))


def table_of(board: Board) -> Table:
    """The notes as a table of a page."""
    columns = (
        Column("note", "Karteczka", sorts=True),
        Column("place", "Miejsce", sorts=True),
        Column("trunk", "Wyzwanie", sorts=True),
        Column("dots", "Kropki", sorts=True, figure=True),
        Column("goal", "Jako cel"),
        Column("same", "Połączone karteczki"),
    )
    rows = tuple(
        row(text, place, trunk if trunk not in {"", text} else "–", Cell(str(dots), by=float(dots)),
            goal or "–", same or "–")
        for trunk, place, text, dots, goal, same, _ in lines(board)
    )  # fmt: skip
    return Table("Karteczki, ich miejsca i kropki", columns, rows)


def as_csv(board: Board) -> str:
    """The notes as a file for a spreadsheet in Polish."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in lines(board):
        writer.writerow([safe_cell(one) if isinstance(one, str) else one for one in line])
    return "\ufeff" + stream.getvalue()
