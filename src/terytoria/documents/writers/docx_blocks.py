"""Blocks of the model as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import singledispatch

from terytoria.documents import phrases
from terytoria.documents.model import (
    BulletList,
    Callout,
    Conclusions,
    Contents,
    CoverPicture,
    Document,
    Figure,
    FigureData,
    FigurePair,
    Finding,
    FindingKind,
    Heading,
    KeyFigures,
    Letterhead,
    NumberedList,
    PageBreak,
    Paragraph,
    Runs,
    Source,
    Table,
    figures_of,
)
from terytoria.documents.numbering import Entry, Numbering
from terytoria.documents.svg import prepared, view_box
from terytoria.documents.theme import ACCENT, INK, MUTED, PARTNERSHIP
from terytoria.documents.writers import docx_xml as xml
from terytoria.documents.writers.docx_letter import letter_foot, letter_head, letter_heading
from terytoria.documents.writers.docx_tables import table_xml
from terytoria.documents.writers.png import pngs
from terytoria.language.dates import date_pl

TEXT_MM = 162.0
"""Width of the text column."""
_TALLEST_MM = 190.0
_PAIR_MM = 77.0
_TONES: dict[FindingKind, str] = {
    "strength": ACCENT,
    "opportunity": ACCENT,
    "weakness": PARTNERSHIP,
    "threat": PARTNERSHIP,
    "challenge": INK,
}
_RESTARTED_FROM = 10
_COVER = "okladka"


@dataclass
class Body:
    """What the blocks need while they are written: numbers, stores of pictures and links."""

    numbering: Numbering
    image: Callable[[bytes], str]
    link: Callable[[str], str]
    drawn: dict[str, bytes] = field(default_factory=dict)
    _count: int = 0
    _lists: list[int] = field(default_factory=list)

    def next_number(self) -> int:
        """A number no other bookmark or drawing has."""
        self._count += 1
        return self._count

    def next_list(self) -> int:
        """The numbering instance of a new numbered list."""
        self._lists.append(_RESTARTED_FROM + len(self._lists))
        return self._lists[-1]

    @property
    def lists(self) -> tuple[int, ...]:
        """Numbering instances given out so far."""
        return tuple(self._lists)


def body_xml(document: Document, body: Body) -> str:
    """The whole body of a document, cover and imprint included."""
    body.drawn.update(_drawn(document))
    letter = document.letter
    parts = [letter_head(letter) if letter else _cover(document, body)]
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            entry = body.numbering.entry(index)
            parts.append(_heading(block, entry, body, letter))
        elif isinstance(block, FigureData):
            parts += _figure_data(document, block, body)
        else:
            parts.append(_xml(block, body))
    parts.append(letter_foot(letter, document.notes) if letter else _imprint(document))
    return "".join(parts)


def _drawn(document: Document) -> dict[str, bytes]:
    """Every picture as PNG, by name."""
    front = document.front.figure
    cover = {_COVER: prepared(front.svg, _COVER)} if front else {}
    return pngs(cover | {one.id: prepared(one.svg, one.id) for one in figures_of(document)})


def _cover(document: Document, body: Body) -> str:
    front = document.front
    facts = (*front.facts, ("Data", date_pl(document.date)))
    picture = _cover_picture(front.figure, body) if front.figure else ""
    return (
        xml.paragraph("Nadtytul", xml.run(front.kicker))
        + xml.paragraph("Title", xml.run(document.title))
        + (xml.paragraph("Subtitle", xml.run(document.subtitle)) if document.subtitle else "")
        + picture
        + "".join(
            xml.paragraph(
                "Metryczka",
                xml.run(name, f'<w:color w:val="{MUTED[1:]}"/>')
                + "<w:r><w:tab/></w:r>"
                + xml.run(value, "<w:b/>"),
            )
            for name, value in facts
        )
    )


def _cover_picture(cover: CoverPicture, body: Body) -> str:
    return xml.paragraph(
        "Rysunek",
        _picture(cover.svg, _COVER, cover.alt, (TEXT_MM, 120.0), body),
        '<w:spacing w:before="240" w:after="480"/>',
    )


def _imprint(document: Document) -> str:
    people = ", ".join((*document.authors, *filter(None, [document.publisher])))
    lines = [*filter(None, [people]), *document.notes]
    if not lines:
        return ""
    title = xml.paragraph(
        "Normal", xml.run(phrases.IMPRINT, "<w:b/>"), '<w:spacing w:before="900"/>'
    )
    return title + "".join(xml.paragraph("Zrodlo", xml.run(line)) for line in lines)


def _heading(block: Heading, entry: Entry, body: Body, letter: Letterhead | None) -> str:
    if letter:
        return letter_heading(letter, block, (entry.id, body.next_number()))
    bare = "" if entry.number or block.level == 3 else '<w:numPr><w:numId w:val="0"/></w:numPr>'
    content = xml.bookmark(entry.id, body.next_number(), xml.run(block.text))
    return xml.paragraph(f"Heading{block.level}", content, bare)


@singledispatch
def _xml(block: object, body: Body) -> str:
    raise TypeError(f"no block of a document: {block!r}")


@_xml.register
def _(block: Paragraph, body: Body) -> str:
    return xml.paragraph("Lead" if block.lead else "Normal", _runs(block.runs, body))


@_xml.register
def _(block: BulletList, body: Body) -> str:
    return "".join(xml.paragraph("ListBullet", _runs(item, body)) for item in block.items)


@_xml.register
def _(block: NumberedList, body: Body) -> str:
    return _numbered("ListNumber", block.items, body)


@_xml.register
def _(block: Source, body: Body) -> str:
    return _small(phrases.SOURCE, block.text)


@_xml.register
def _(block: PageBreak, body: Body) -> str:
    return '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


@_xml.register
def _(block: Contents, body: Body) -> str:
    entries = [entry for entry in body.numbering.outline if entry.level <= block.depth]
    lines = [_contents_line(entry) for entry in entries]
    code = f'TOC \\o "1-{block.depth}" \\h \\z \\u'
    opening, closing = xml.field(code, "|", dirty=True).split("|")
    if lines:
        first = lines[0].index("</w:pPr>") + len("</w:pPr>")
        lines[0] = lines[0][:first] + opening + lines[0][first:]
        lines[-1] = lines[-1].removesuffix("</w:p>") + closing + "</w:p>"
    return xml.paragraph("TOCHeading", xml.run(block.title)) + "".join(lines)


def _contents_line(entry: Entry) -> str:
    page = xml.field(f"PAGEREF {xml.bookmark_name(entry.id)} \\h", xml.run(""))
    tab = "<w:r><w:tab/></w:r>"
    words = xml.run(entry.number) + tab + xml.run(entry.text) + tab + page
    return xml.paragraph(f"TOC{entry.level}", xml.link_inside(entry.id, words))


@_xml.register
def _(block: Table, body: Body) -> str:
    caption = _caption("Tabela", block.id, block.caption, body)
    return caption + table_xml(block, TEXT_MM) + _lines(block)


@_xml.register
def _(block: Figure, body: Body) -> str:
    share = 1.0 if block.width == "full" else 0.5
    return "".join(_figure(block, TEXT_MM * share, body))


@_xml.register
def _(block: FigurePair, body: Body) -> str:
    half = round(TEXT_MM / 2 * xml.TWIPS_PER_MM)
    cells = (
        xml.cell(half, "".join(_figure(part, _PAIR_MM, body))) for part in (block.left, block.right)
    )
    return xml.table("Uklad", (half, half), [xml.row(cells)]) + _gap()


@_xml.register
def _(block: Finding, body: Body) -> str:
    tone = _TONES.get(block.kind, MUTED)[1:]
    bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{tone}"/></w:pBdr>'
    kind = xml.run(phrases.FINDING_KINDS[block.kind], f'<w:color w:val="{tone}"/>')
    if block.severity:
        look = f'<w:b w:val="0"/><w:color w:val="{MUTED[1:]}"/>'
        kind += xml.run(f"   {phrases.SEVERITY} {block.severity}", look)
    parts = [
        xml.paragraph("UstalenieRodzaj", kind, bar),
        xml.paragraph("Ustalenie", xml.run(block.title), bar),
    ]
    if block.body:
        parts.append(xml.paragraph("UstalenieTresc", _runs(block.body, body), bar))
    parts += (xml.paragraph("UstaleniePodstawa", xml.run(line), bar) for line in block.evidence)
    return "".join(parts) + _gap()


@_xml.register
def _(block: Callout, body: Body) -> str:
    bar = ""
    if block.kind == "warning":
        tone = PARTNERSHIP[1:]
        bar = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="6" w:color="{tone}"/></w:pBdr>'
    return (
        xml.paragraph("ObjasnienieTytul", xml.run(block.title), bar)
        + xml.paragraph("Objasnienie", _runs(block.body, body), bar)
        + _gap()
    )


@_xml.register
def _(block: KeyFigures, body: Body) -> str:
    per_row = len(block.tiles) if len(block.tiles) <= 4 else 3
    width = round(TEXT_MM / per_row * xml.TWIPS_PER_MM)
    rows = []
    for start in range(0, len(block.tiles), per_row):
        tiles = block.tiles[start : start + per_row]
        cells = [
            xml.cell(
                width,
                xml.paragraph("Liczba", xml.run(tile.value))
                + xml.paragraph("LiczbaOpis", xml.run(tile.label))
                + xml.paragraph("LiczbaPorownanie", xml.run(tile.comparison)),
            )
            for tile in tiles
        ]
        cells += [xml.cell(width, "<w:p/>") for _ in range(per_row - len(tiles))]
        rows.append(xml.row(cells))
    return _gap() + xml.table("Uklad", [width] * per_row, rows) + _gap()


@_xml.register
def _(block: Conclusions, body: Body) -> str:
    title = xml.paragraph("WnioskiTytul", xml.run(block.title))
    return title + _numbered("Wniosek", block.items, body) + _gap()


def _numbered(style: str, items: tuple[Runs, ...], body: Body) -> str:
    mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{body.next_list()}"/></w:numPr>'
    return "".join(xml.paragraph(style, _runs(item, body), mark) for item in items)


def _runs(runs: Runs, body: Body) -> str:
    pieces = []
    for run in runs:
        style = '<w:rStyle w:val="Hyperlink"/>' if run.href or run.ref else ""
        look = (
            style
            + ("<w:b/>" if run.bold else "")
            + ("<w:i/>" if run.italic else "")
            + ('<w:sz w:val="17"/>' if run.small else "")
        )
        piece = xml.run(body.numbering.run_text(run), look)
        if run.ref:
            piece = xml.link_inside(run.ref, piece)
        elif run.href:
            piece = xml.link_outside(body.link(run.href), piece)
        pieces.append(piece)
    return "".join(pieces)


def _caption(word: str, name: str, text: str, body: Body) -> str:
    """A caption with a sequence field, its cached number and a bookmark around both."""
    digits = body.numbering.labels[name].number
    look = f'<w:color w:val="{ACCENT[1:]}"/>'
    label = xml.run(f"{word} ", look) + xml.field(f"SEQ {word} \\* ARABIC", xml.run(digits, look))
    marked = xml.bookmark(name, body.next_number(), label)
    return xml.paragraph("Caption", marked + xml.run(". ", look) + xml.run(text))


def _small(word: str, text: str) -> str:
    return xml.paragraph("Zrodlo", xml.run(f"{word} {text}"))


def _lines(part: Table | Figure) -> str:
    note = _small(phrases.NOTE, part.note) if part.note else ""
    source = _small(phrases.SOURCE, part.source) if part.source else ""
    return (note + source or _gap()) if isinstance(part, Table) else note + source


def _gap() -> str:
    """A thin empty paragraph: what stands between tables, and after boxes."""
    return xml.paragraph(
        "TabelaTekst", "", '<w:spacing w:before="0" w:after="120" w:line="120" w:lineRule="exact"/>'
    )


def _figure(figure: Figure, width_mm: float, body: Body) -> Iterator[str]:
    yield _caption("Rysunek", figure.id, figure.caption, body)
    size = (width_mm, _TALLEST_MM)
    yield xml.paragraph("Rysunek", _picture(figure.svg, figure.id, figure.alt, size, body))
    yield _lines(figure)


def _picture(svg: str, name: str, alt: str, most: tuple[float, float], body: Body) -> str:
    """A picture fitted into ``most`` millimetres of width and height."""
    width, height = view_box(svg)
    scale = min(most[0] / width, most[1] / height)
    size = round(width * scale * xml.EMU_PER_MM), round(height * scale * xml.EMU_PER_MM)
    relation = body.image(body.drawn[name])
    return xml.picture(relation, body.next_number(), name, alt, size)


def _figure_data(document: Document, block: FigureData, body: Body) -> Iterator[str]:
    """Tables behind the figures; one too long says where its rows are."""
    for figure in figures_of(document):
        if figure.table is None:
            continue
        label = phrases.data_of(body.numbering.labels[figure.id].text)
        look = f'<w:color w:val="{ACCENT[1:]}"/>'
        marked = xml.bookmark(figure.table.id, body.next_number(), xml.run(label, look))
        yield xml.paragraph("Caption", marked + xml.run(f". {figure.table.caption}"))
        rows = len(figure.table.rows)
        if rows > block.max_rows:
            yield xml.paragraph("Zrodlo", xml.run(phrases.LEFT_TO_CSV.format(rows=rows)))
        else:
            yield table_xml(figure.table, TEXT_MM) + _lines(figure.table)
