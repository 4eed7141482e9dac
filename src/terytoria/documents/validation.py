"""Everything wrong with a document, said by name before a writer starts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Conclusions,
    Contents,
    Document,
    Figure,
    FigurePair,
    Finding,
    Heading,
    KeyFigures,
    NumberedList,
    Paragraph,
    Runs,
    Table,
)
from terytoria.documents.numbering import number
from terytoria.documents.svg import SvgError, check

_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_HREF = re.compile(r"(https?://|mailto:|tel:)\S+\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that neither XML nor UTF-8 can carry."""


class DocumentError(ValueError):
    """A document that may not be written; ``problems`` lists every fault by name."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("document is not valid:\n- " + "\n- ".join(problems))


def validate(document: Document) -> None:
    """Raise :class:`DocumentError` naming every fault; do nothing for a sound document.

    Checked: title and language, order of heading levels, ids (form, uniqueness), captions and
    alternative texts, pictures that are self-contained, tables whose rows match their columns,
    references that lead somewhere, links with a known scheme.

    >>> validate(Document(title="Raport", blocks=(Heading(2, "Za głęboko"),)))
    Traceback (most recent call last):
    ...
    terytoria.documents.validation.DocumentError: document is not valid:
    - heading "Za głęboko": level 2 follows level 0; add the level between
    """
    problems = (
        *_front(document),
        *_levels(document),
        *_identities(document),
        *(fault for block in document.blocks for fault in _block(block)),
        *_references(document),
    )
    if problems:
        raise DocumentError(problems)


def runs_of(block: Block) -> Iterator[Runs]:
    """Every sequence of runs a block holds.

    >>> list(runs_of(Heading(1, "Wstęp")))
    []
    """
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, BulletList | NumberedList | Conclusions):
        yield from block.items
    elif isinstance(block, Finding | Callout):
        yield block.body


def _front(document: Document) -> Iterator[str]:
    if not document.title.strip():
        yield "document: no title; give it one"
    if not re.match(r"[a-z]{2,3}(-[A-Z]{2})?\Z", document.language):
        yield f'document: language "{document.language}" is no code such as "pl"'
    if any(map(_CONTROL.search, _strings(replace(document, blocks=())))):
        yield "document: control characters in title, cover, metadata or notes; leave them out"
    if document.front.figure is not None:
        yield from _picture("cover", document.front.figure.svg, document.front.figure.alt)


def _levels(document: Document) -> Iterator[str]:
    before = 0
    for block in document.blocks:
        if not isinstance(block, Heading):
            continue
        if not block.text.strip():
            yield f"heading {block.id or '(no id)'}: no text"
        if block.level not in (1, 2, 3):
            yield f'heading "{block.text}": level {block.level}; use 1, 2 or 3'
        elif block.level > before + 1:
            yield (
                f'heading "{block.text}": level {block.level} follows level {before}; '
                "add the level between"
            )
        before = block.level


def _identities(document: Document) -> Iterator[str]:
    ids = [entry.id for entry in number(document).outline]
    for block in document.blocks:
        ids += [part.id for part in _identified(block)]
    for name, count in Counter(ids).items():
        if count > 1:
            yield f'id "{name}" is used {count} times; every id stands for one thing'
        if not _ID.match(name):
            yield f'id "{name}": use small letters a-z, digits and hyphens, a letter first'


def _identified(block: Block) -> Iterator[Table | Figure]:
    if isinstance(block, Table):
        yield block
    elif isinstance(block, Figure):
        yield block
        if block.table is not None:
            yield block.table
    elif isinstance(block, FigurePair):
        yield from _identified(block.left)
        yield from _identified(block.right)


def _block(block: Block) -> Iterator[str]:
    for part in _identified(block):
        yield from _table(part) if isinstance(part, Table) else _figure(part)
    if isinstance(block, KeyFigures) and not 2 <= len(block.tiles) <= 6:
        yield f"key figures: {len(block.tiles)} tiles; give two to six"
    if isinstance(block, Finding | Callout) and not block.title.strip():
        yield f"{type(block).__name__.lower()}: no title"
    if isinstance(block, BulletList | NumberedList | Conclusions) and not block.items:
        yield f"{type(block).__name__}: no items; leave it out or fill it"
    if isinstance(block, Contents) and block.depth not in (1, 2, 3):
        yield f"contents: depth {block.depth}; use 1, 2 or 3"
    if any(map(_CONTROL.search, _strings(block))):
        yield f"{_name(block)}: control characters in the text; leave them out"


def _name(block: Block) -> str:
    name = getattr(block, "id", "")
    return f'{type(block).__name__} "{name}"' if name else type(block).__name__


def _strings(value: object) -> Iterator[str]:
    """Every string a block, or the front of a document, holds at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _strings(getattr(value, part.name))


def _figure(figure: Figure) -> Iterator[str]:
    yield from _picture(f'figure "{figure.id}"', figure.svg, figure.alt)
    if not figure.caption.strip():
        yield f'figure "{figure.id}": no caption'


def _picture(name: str, svg: str, alt: str) -> Iterator[str]:
    if not alt.strip():
        yield f"{name}: no alternative text; say in words what the picture shows"
    try:
        check(svg)
    except SvgError as error:
        yield f"{name}: {error}"


def _table(table: Table) -> Iterator[str]:
    name = f'table "{table.id}"'
    if not table.caption.strip():
        yield f"{name}: no caption"
    if not table.columns:
        yield f"{name}: no columns"
    if not table.rows:
        yield f"{name}: no rows; leave it out or say in words that there are no data"
    for index, column in enumerate(table.columns):
        if not column.title.strip():
            yield f"{name}: column {index + 1} has no title"
    for index, row in enumerate(table.rows):
        if len(row) != len(table.columns):
            yield f"{name}: row {index + 1} has {len(row)} cells for {len(table.columns)} columns"
        if any(isinstance(cell, float) and math.isinf(cell) for cell in row):
            yield f"{name}: row {index + 1} holds an infinite number; leave the cell empty (None)"
    for index in table.highlight:
        if not 0 <= index < len(table.rows):
            yield f"{name}: highlighted row {index} does not exist"


def _references(document: Document) -> Iterator[str]:
    labels = number(document).labels
    for block in document.blocks:
        for runs in runs_of(block):
            for run in runs:
                if run.ref is not None and run.ref not in labels:
                    yield f'reference to "{run.ref}": nothing has this id'
                elif run.ref is not None and "#" in run.text and not labels[run.ref].number:
                    yield (
                        f'reference "{run.text}" to "{run.ref}": it has no number; name it in words'
                    )
                if run.href is not None and not _HREF.match(run.href):
                    yield f'link "{run.href}": use https:, mailto: or tel:'
