"""A document as the plain data ``report.typ`` sets: dictionaries, lists and strings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from functools import singledispatch
from typing import Any, TypeAlias

from terytoria.documents import phrases
from terytoria.documents.cells import alignment, cell_text, column_shares, table_share
from terytoria.documents.model import (
    BulletList,
    Callout,
    Conclusions,
    Contents,
    Document,
    Figure,
    FigureData,
    FigurePair,
    Finding,
    Heading,
    KeyFigures,
    NumberedList,
    PageBreak,
    Paragraph,
    Runs,
    Source,
    Table,
    figures_of,
)
from terytoria.documents.numbering import Numbering, number
from terytoria.documents.svg import prepared, view_box
from terytoria.documents.theme import (
    ACCENT,
    FONT_FAMILY,
    INK,
    MUTED,
    PAPER,
    PARTNERSHIP,
    RULE,
    SURFACE,
)
from terytoria.language.dates import date_pl

Data: TypeAlias = dict[str, Any]

_COVER = "_cover.svg"
"""File of the cover's picture; no id of a figure starts with an underscore."""
_TALLEST = 1.2
"""Height to width above which a picture is fitted by height."""
_TONES = {
    "strength": "good",
    "opportunity": "good",
    "weakness": "bad",
    "threat": "bad",
    "challenge": "main",
}


def document_data(document: Document) -> Data:
    """Everything ``report.typ`` reads, JSON-ready.

    >>> document_data(Document(title="Raport"))["title"]
    'Raport'
    """
    numbering = number(document)
    facts = [*document.front.facts, ("Data", date_pl(document.date))]
    cover = document.front.figure
    shorts = {
        entry.id: _short(document, entry.index, entry.full)
        for entry in numbering.outline
        if entry.level == 1
    }
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language.partition("-")[0],
        "region": document.language.partition("-")[2] or "PL",
        "authors": list(document.authors),
        "publisher": document.publisher,
        "keywords": list(document.keywords),
        "summary": document.summary,
        "synthetic": document.synthetic,
        "font": FONT_FAMILY,
        "theme": _theme(),
        "words": _words(),
        "cover": {
            "kicker": document.front.kicker,
            "facts": [list(pair) for pair in facts],
            "file": _COVER if cover else None,
            "alt": cover.alt if cover else "",
        },
        "letter": asdict(document.letter) if document.letter else None,
        "shorts": shorts,
        "notes": _notes(document),
        "blocks": list(_blocks(document, numbering)),
    }


def pictures(document: Document) -> dict[str, bytes]:
    """SVG files of a document by the names its data uses.

    >>> pictures(Document(title="Raport"))
    {}
    """
    files = {
        f"{figure.id}.svg": prepared(figure.svg, figure.id).encode()
        for figure in figures_of(document)
    }
    if document.front.figure:
        files[_COVER] = prepared(document.front.figure.svg, "cover").encode()
    return files


def _theme() -> dict[str, str]:
    return {
        "ink": INK,
        "muted": MUTED,
        "rule": RULE,
        "accent": ACCENT,
        "warn": PARTNERSHIP,
        "paper": PAPER,
        "surface": SURFACE,
    }


def _words() -> dict[str, str]:
    return {
        "source": phrases.SOURCE,
        "note": phrases.NOTE,
        "severity": phrases.SEVERITY,
        "synthetic": phrases.SYNTHETIC,
        "imprint": phrases.IMPRINT,
    }


def _notes(document: Document) -> list[str]:
    if document.letter:
        return list(document.notes)
    people = ", ".join((*document.authors, *filter(None, [document.publisher])))
    return [*filter(None, [people]), *document.notes]


def _short(document: Document, index: int, full: str) -> str:
    block = document.blocks[index]
    return block.short if isinstance(block, Heading) and block.short else full


def _blocks(document: Document, numbering: Numbering) -> Iterator[Data]:
    printed = _printed(document)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            entry = numbering.entry(index)
            yield {
                "type": "heading",
                "level": block.level,
                "number": entry.number,
                "text": block.text,
                "id": entry.id,
            }
        elif isinstance(block, Figure):
            yield _figure(block, numbering, printed)
        elif isinstance(block, FigurePair):
            sides = [_figure(part, numbering, printed) for part in (block.left, block.right)]
            yield {"type": "pair", "figures": [{**side, "width": 100} for side in sides]}
        elif isinstance(block, FigureData):
            yield {"type": "data", "tables": _figure_tables(document, numbering, block.max_rows)}
        else:
            yield _data(block, numbering)


def _printed(document: Document) -> bool:
    return any(isinstance(block, FigureData) for block in document.blocks)


@singledispatch
def _data(block: object, numbering: Numbering) -> Data:
    raise TypeError(f"no block of a document: {block!r}")


@_data.register
def _(block: Paragraph, numbering: Numbering) -> Data:
    return {"type": "paragraph", "lead": block.lead, "runs": _runs(block.runs, numbering)}


@_data.register
def _(block: BulletList, numbering: Numbering) -> Data:
    return {"type": "bullets", "items": [_runs(item, numbering) for item in block.items]}


@_data.register
def _(block: NumberedList, numbering: Numbering) -> Data:
    return {"type": "numbers", "items": [_runs(item, numbering) for item in block.items]}


@_data.register
def _(block: Table, numbering: Numbering) -> Data:
    return _table(block, numbering.labels[block.id].text)


@_data.register
def _(block: Finding, numbering: Numbering) -> Data:
    return {
        "type": "finding",
        "tone": _TONES.get(block.kind, "plain"),
        "kind": phrases.FINDING_KINDS[block.kind],
        "title": block.title,
        "severity": block.severity,
        "body": _runs(block.body, numbering),
        "evidence": list(block.evidence),
    }


@_data.register
def _(block: Callout, numbering: Numbering) -> Data:
    body = _runs(block.body, numbering)
    return {"type": "callout", "kind": block.kind, "title": block.title, "body": body}


@_data.register
def _(block: KeyFigures, numbering: Numbering) -> Data:
    tiles = [
        {"value": tile.value, "label": tile.label, "comparison": tile.comparison}
        for tile in block.tiles
    ]
    return {"type": "tiles", "tiles": tiles}


@_data.register
def _(block: Conclusions, numbering: Numbering) -> Data:
    items = [_runs(item, numbering) for item in block.items]
    return {"type": "conclusions", "title": block.title, "items": items}


@_data.register
def _(block: Source, numbering: Numbering) -> Data:
    return {"type": "source", "text": block.text}


@_data.register
def _(block: PageBreak, numbering: Numbering) -> Data:
    return {"type": "break"}


@_data.register
def _(block: Contents, numbering: Numbering) -> Data:
    return {"type": "contents", "title": block.title, "depth": block.depth}


def _runs(runs: Runs, numbering: Numbering) -> list[Data]:
    return [
        {
            "text": numbering.run_text(run),
            "bold": run.bold,
            "italic": run.italic,
            "small": run.small,
            "href": run.href,
            "ref": run.ref,
        }
        for run in runs
    ]


def _breakable(text: str) -> str:
    """A cell whose names of series may break after an underscore, not run into the next column.

    >>> _breakable("pop_total").split(chr(0x200B))
    ['pop_', 'total']
    """
    return text.replace("_", "_\u200b")


def _table(table: Table, label: str) -> Data:
    columns = [
        {
            "title": column.title,
            "unit": column.unit,
            "align": alignment(column),
            "weight": round(share, 4),
        }
        for column, share in zip(table.columns, column_shares(table), strict=True)
    ]
    rows = [
        [_breakable(cell_text(cell, col)) for cell, col in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return {
        "type": "table",
        "id": table.id,
        "label": label,
        "caption": table.caption,
        "columns": columns,
        "rows": rows,
        "width": round(100 * table_share(table), 1),
        "highlight": list(table.highlight),
        "source": table.source,
        "note": table.note,
    }


def _figure(figure: Figure, numbering: Numbering, printed: bool) -> Data:
    label = numbering.labels[figure.id].text
    width, height = view_box(figure.svg)
    data = figure.table.id if figure.table and printed else None
    return {
        "type": "figure",
        "id": figure.id,
        "label": label,
        "caption": figure.caption,
        "alt": figure.alt,
        "file": f"{figure.id}.svg",
        "width": 100 if figure.width == "full" else 50,
        "tall": figure.width == "full" and height / width > _TALLEST,
        "source": figure.source,
        "note": figure.note,
        "data": data,
        "datalabel": phrases.data_of(label),
    }


def _figure_tables(document: Document, numbering: Numbering, max_rows: int) -> list[Data]:
    """Tables behind the figures; one too long keeps its title and says where its rows are."""
    tables = []
    for figure in figures_of(document):
        if figure.table is None:
            continue
        data = _table(figure.table, phrases.data_of(numbering.labels[figure.id].text))
        count = len(figure.table.rows)
        if count > max_rows:
            data |= {"rows": [], "note": phrases.LEFT_TO_CSV.format(rows=count)}
        tables.append(data)
    return tables
