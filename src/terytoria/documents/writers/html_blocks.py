"""Blocks of the model as HTML elements."""

from __future__ import annotations

from functools import singledispatch
from html import escape

from terytoria.documents import phrases
from terytoria.documents.cells import alignment, cell_text
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Cell,
    Column,
    Conclusions,
    Figure,
    FigureData,
    FigurePair,
    Finding,
    FindingKind,
    Heading,
    KeyFigures,
    NumberedList,
    Paragraph,
    Run,
    Runs,
    Source,
    Table,
)
from terytoria.documents.numbering import Numbering
from terytoria.documents.svg import opened, prepared

_LEVELS = {1: "chapter", 2: "section", 3: "point"}
_TONES: dict[FindingKind, str] = {
    "strength": "good",
    "opportunity": "good",
    "weakness": "bad",
    "threat": "bad",
    "challenge": "main",
}


def block_html(block: Block, index: int, numbering: Numbering) -> str:
    """One block as HTML; blocks that only order paper (page breaks, contents) give nothing.

    >>> from terytoria.documents.numbering import Numbering
    >>> block_html(Source("GUS"), 0, Numbering((), {}))
    '<p class="source">Źródło: GUS</p>'
    """
    if isinstance(block, Heading):
        return _heading(block, index, numbering)
    return _html(block, numbering)


def runs_html(runs: Runs, numbering: Numbering) -> str:
    """Runs as phrasing content.

    >>> from terytoria.documents.numbering import Numbering
    >>> runs_html((Run("a<b", bold=True),), Numbering((), {}))
    '<strong>a&lt;b</strong>'
    """
    return "".join(_run(run, numbering) for run in runs)


def _run(run: Run, numbering: Numbering) -> str:
    text = escape(numbering.run_text(run), quote=False)
    for wanted, tag in ((run.bold, "strong"), (run.italic, "em"), (run.small, "small")):
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    target = f"#{run.ref}" if run.ref else run.href
    return f'<a href="{escape(target)}">{text}</a>' if target else text


def _heading(block: Heading, index: int, numbering: Numbering) -> str:
    entry = numbering.entry(index)
    tag = f"h{block.level + 1}"
    digits = f'<span class="n">{entry.number} </span>' if entry.number else ""
    kind = _LEVELS[block.level]
    return f'<{tag} id="{entry.id}" class="{kind}">{digits}{escape(block.text)}</{tag}>'


@singledispatch
def _html(block: object, numbering: Numbering) -> str:
    return ""


@_html.register
def _(block: Paragraph, numbering: Numbering) -> str:
    look = ' class="lead"' if block.lead else ""
    return f"<p{look}>{runs_html(block.runs, numbering)}</p>"


@_html.register
def _(block: BulletList, numbering: Numbering) -> str:
    return f"<ul>{_items(block.items, numbering)}</ul>"


@_html.register
def _(block: NumberedList, numbering: Numbering) -> str:
    return f"<ol>{_items(block.items, numbering)}</ol>"


@_html.register
def _(block: Source, numbering: Numbering) -> str:
    return _source(block.text)


@_html.register
def _(block: Table, numbering: Numbering) -> str:
    label = numbering.labels[block.id].text
    return f'<div class="table">{_table(block, label, caption=True)}{_lines(block)}</div>'


@_html.register
def _(block: Figure, numbering: Numbering) -> str:
    label = numbering.labels[block.id].text
    width = "full" if block.width == "full" else "half"
    return _figure(block, label, width)


@_html.register
def _(block: FigurePair, numbering: Numbering) -> str:
    pair = "".join(
        _figure(part, numbering.labels[part.id].text, "half") for part in (block.left, block.right)
    )
    return f'<div class="pair">{pair}</div>'


@_html.register
def _(block: Finding, numbering: Numbering) -> str:
    severity = f"<span>{phrases.SEVERITY} {escape(block.severity)}</span>" if block.severity else ""
    body = f"<p>{runs_html(block.body, numbering)}</p>" if block.body else ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in block.evidence)
    evidence = f'<ul aria-label="{phrases.EVIDENCE}">{lines}</ul>' if lines else ""
    return (
        f'<div class="finding {_TONES.get(block.kind, "plain")}">'
        f'<p class="kind"><b>{phrases.FINDING_KINDS[block.kind]}</b>{severity}</p>'
        f'<p class="claim">{escape(block.title)}</p>{body}{evidence}</div>'
    )


@_html.register
def _(block: Callout, numbering: Numbering) -> str:
    return (
        f'<div class="callout {block.kind}"><p class="claim">{escape(block.title)}</p>'
        f"<p>{runs_html(block.body, numbering)}</p></div>"
    )


@_html.register
def _(block: KeyFigures, numbering: Numbering) -> str:
    tiles = "".join(
        f'<li><span class="value">{escape(tile.value)}</span> '
        f'<span class="label">{escape(tile.label)}</span> '
        f'<span class="versus">{escape(tile.comparison)}</span></li>'
        for tile in block.tiles
    )
    return f'<ul class="tiles tiles-{len(block.tiles)}">{tiles}</ul>'


@_html.register
def _(block: Conclusions, numbering: Numbering) -> str:
    return (
        f'<section class="conclusions"><h3>{escape(block.title)}</h3>'
        f"<ol>{_items(block.items, numbering)}</ol></section>"
    )


@_html.register
def _(block: FigureData, numbering: Numbering) -> str:
    return f"<p>{phrases.DATA_BESIDE}</p>"


def _items(items: tuple[Runs, ...], numbering: Numbering) -> str:
    return "".join(f"<li>{runs_html(item, numbering)}</li>" for item in items)


def _source(text: str, word: str = phrases.SOURCE) -> str:
    return f'<p class="source">{word} {escape(text)}</p>'


def _lines(part: Table | Figure) -> str:
    """Note and source under a table or figure."""
    note = _source(part.note, phrases.NOTE) if part.note else ""
    return note + (_source(part.source) if part.source else "")


def _figure(figure: Figure, label: str, width: str) -> str:
    names = f"{figure.id}_tytul", f"{figure.id}_opis"  # no id of a document has an underscore
    picture = opened(
        prepared(figure.svg, figure.id),
        f'role="img" aria-labelledby="{names[0]} {names[1]}"',
    )
    words = (
        f'<title id="{names[0]}">{label}. {escape(figure.caption)}</title>'
        f'<desc id="{names[1]}">{escape(figure.alt)}</desc>'
    )
    start = picture.index(">") + 1
    scroll = f' tabindex="0" role="group" aria-label="{label}"' if width == "full" else ""
    return (
        f'<figure id="{figure.id}" class="{width}">'
        f'<figcaption><span class="n">{label} </span>{escape(figure.caption)}</figcaption>'
        f'<div class="picture"{scroll}>{picture[:start]}{words}{picture[start:]}</div>'
        f"{_lines(figure)}{_details(figure, label)}</figure>"
    )


def _details(figure: Figure, label: str) -> str:
    """The table behind a figure, folded under it."""
    if figure.table is None:
        return ""
    title = phrases.data_of(label)
    return (
        f"<details><summary>{title}</summary>{_table(figure.table, title, caption=False)}</details>"
    )


def _table(table: Table, label: str, *, caption: bool) -> str:
    anchor = f' id="{table.id}"'
    number = f'<span class="n">{label} </span>' if caption else ""
    head = "".join(_column(column) for column in table.columns)
    rows = "".join(_row(table, index, row) for index, row in enumerate(table.rows))
    name = escape(f"{label}. {table.caption}")
    return (
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0"><table{anchor}>'
        f"<caption>{number}{escape(table.caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _column(column: Column) -> str:
    unit = f' <span class="unit">{escape(column.unit)}</span>' if column.unit else ""
    return f'<th scope="col"{_aligned(column)}>{escape(column.title)}{unit}</th>'


def _row(table: Table, index: int, row: tuple[Cell, ...]) -> str:
    cells = "".join(
        _cell(cell, column, header=table.header_column and place == 0)
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
    )
    mark = ' class="mark"' if index in table.highlight else ""
    return f"<tr{mark}>{cells}</tr>"


def _cell(cell: Cell, column: Column, *, header: bool) -> str:
    text = escape(cell_text(cell, column), quote=False)
    if header:
        return f'<th scope="row"{_aligned(column)}>{text}</th>'
    return f"<td{_aligned(column)}>{text}</td>"


def _aligned(column: Column) -> str:
    align = alignment(column)
    return "" if align == "left" else f' class="{align}"'
