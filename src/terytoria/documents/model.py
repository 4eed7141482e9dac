"""The document model: what a report says, free of any file format.

A :class:`Document` is a flat sequence of blocks. Blocks are frozen and carry no numbers: the
numbers of chapters, figures and tables are given by :mod:`terytoria.documents.numbering`, and
:func:`terytoria.documents.validation.validate` names everything that is wrong before a writer
starts. Text is a tuple of :class:`Run`; :func:`terytoria.documents.inline.inline` makes runs from
a marked sentence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

Cell: TypeAlias = str | int | float | None
Align: TypeAlias = Literal["left", "right", "center"]
ColumnKind: TypeAlias = Literal["text", "number", "year", "code"]
FindingKind: TypeAlias = Literal[
    "strength", "weakness", "opportunity", "threat", "challenge", "gap", "neutral"
]
CalloutKind: TypeAlias = Literal["info", "warning"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one look.

    ``href`` links to a web address, ``ref`` to the id of a heading, figure or table. The text of
    a reference may be empty (then the label is written: "Rysunek 3") or hold ``#`` where the
    number goes ("na rysunku #").
    """

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False
    href: str | None = None
    ref: str | None = None


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (chapter), 2 or 3; ``numbered`` chapters get 1, sections 1.1.

    ``short`` stands in the running header instead of a long ``text``.
    """

    level: int
    text: str
    id: str = ""
    numbered: bool = True
    short: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a ``lead`` paragraph opens a chapter in a larger size."""

    runs: Runs
    lead: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items in no order."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items whose order matters."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``kind`` decides how a value is written: ``number`` (Polish grouping, ``decimals`` places),
    ``year`` and ``code`` (no grouping), ``text``. ``align`` follows the kind unless given.
    ``room`` is how much a column of long texts takes beside others that do not fit whole either.
    """

    title: str
    align: Align | None = None
    unit: str = ""
    decimals: int | None = None
    kind: ColumnKind = "text"
    room: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under named columns; a missing value is ``None``.

    ``header_column`` makes the first column the header of its row; ``highlight`` lists the rows
    (from 0) set apart, as the partnership among gminas.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str = ""
    note: str = ""
    header_column: bool = True
    highlight: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG text, what it shows in words (``alt``), and the ``table`` behind it.

    ``width`` is the share of the text column: ``"full"`` or ``"half"``.
    """

    id: str
    svg: str
    alt: str
    caption: str
    source: str = ""
    table: Table | None = None
    width: Literal["full", "half"] = "full"
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigurePair:
    """Two figures side by side (one under the other on a phone)."""

    left: Figure
    right: Figure


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement with its weight and the evidence under it."""

    kind: FindingKind
    title: str
    body: Runs = ()
    severity: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Callout:
    """A remark set apart from the running text: a limit of the data, a way to read."""

    kind: CalloutKind
    title: str
    body: Runs


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number a reader should remember, its label and what it is compared with."""

    value: str
    label: str
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of number tiles (two to six)."""

    tiles: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What follows from a chapter; stands at its end."""

    items: tuple[Runs, ...]
    title: str = "Wnioski"


@dataclass(frozen=True, slots=True)
class Source:
    """A small line naming where the text above comes from."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page where there are pages."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: headings of the levels up to ``depth``."""

    title: str = "Spis treści"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class FigureData:
    """Where the tables behind the figures are printed on paper.

    HTML has each table beside its figure and only says so here; PDF and DOCX print the tables
    here. A table longer than ``max_rows`` is named and left to the CSV files.
    """

    max_rows: int = 40


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | Figure
    | FigurePair
    | Finding
    | Callout
    | KeyFigures
    | Conclusions
    | Source
    | PageBreak
    | Contents
    | FigureData
)


@dataclass(frozen=True, slots=True)
class CoverPicture:
    """The picture on the cover and its description; it carries no number."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class CoverInfo:
    """What stands on the cover beside title and date.

    ``kicker`` is the kind of document, ``facts`` pairs of label and value ("Dane", "2026-11").
    """

    kicker: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    figure: CoverPicture | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a letter or a resolution has in place of a cover, each a tuple of lines.

    ``place`` holds the place and the date, ``case`` the number of the case; ``signature`` stands
    at the end. The title of a ``centred`` one is in the middle, as in a resolution. The text
    begins with a heading of level 1: the subject.
    """

    sender: tuple[str, ...] = ()
    place: str = ""
    case: str = ""
    addressee: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; one with a ``letter`` head has no cover.

    ``synthetic`` marks invented data: every page and file then says so. ``notes`` are the
    imprint: licence, contact, how to quote. ``keywords`` and ``summary`` go to the metadata.

    >>> Document(title="Raport", blocks=(Heading(1, "Wstęp"),)).language
    'pl'
    """

    title: str
    subtitle: str = ""
    language: str = "pl"
    authors: tuple[str, ...] = ()
    publisher: str = ""
    date: dt.date = dt.date(2000, 1, 1)
    keywords: tuple[str, ...] = ()
    summary: str = ""
    synthetic: bool = False
    front: CoverInfo = CoverInfo()
    letter: Letterhead | None = None
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()


def figures_of(document: Document) -> tuple[Figure, ...]:
    """All figures in reading order, those of pairs included.

    >>> figures_of(Document(title="Raport"))
    ()
    """
    found: list[Figure] = []
    for block in document.blocks:
        if isinstance(block, Figure):
            found.append(block)
        elif isinstance(block, FigurePair):
            found += (block.left, block.right)
    return tuple(found)


def tables_of(document: Document) -> tuple[Table, ...]:
    """All tables that stand in the text, in reading order (not those behind figures).

    >>> tables_of(Document(title="Raport"))
    ()
    """
    return tuple(block for block in document.blocks if isinstance(block, Table))
