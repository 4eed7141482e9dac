"""Pieces of WordprocessingML as text: runs, paragraphs, fields, bookmarks, tables, pictures."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

EMU_PER_MM = 36000
TWIPS_PER_MM = 1440 / 25.4


def run(text: str, properties: str = "") -> str:
    """A run of text with raw run properties.

    >>> run("a & b", "<w:b/>")
    '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">a &amp; b</w:t></w:r>'
    """
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph of a style around content made of runs.

    >>> paragraph("Normal", "")
    '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(code: str, shown: str, *, dirty: bool = False) -> str:
    """A field with the text an office program shows until it updates it.

    ``dirty`` asks for the update when the file is opened.
    """
    mark = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, number: int, content: str) -> str:
    """Content under a bookmark; Word allows 40 signs and no hyphens in a name."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(name)}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def bookmark_name(name: str) -> str:
    """The bookmark of an id.

    >>> bookmark_name("rys-zmiana")
    'rys_zmiana'
    """
    clean = name.replace("-", "_")
    return clean if len(clean) <= 40 else f"{clean[:30]}_{crc32(clean.encode()):08x}"


def link_inside(name: str, content: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmark_name(name)}" w:history="1">{content}</w:hyperlink>'


def link_outside(relation: str, content: str) -> str:
    """A link through a relationship of the part."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def picture(relation: str, number: int, name: str, alt: str, size: tuple[int, int]) -> str:
    """An inline picture with its alternative text; ``size`` is width and height in EMU."""
    width, height = size
    extent = f'cx="{width}" cy="{height}"'
    named = f'id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {named}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(style: str, widths: Iterable[int], rows: Iterable[str], properties: str = "") -> str:
    """A table of fixed column widths (twips) around rows made by :func:`row`."""
    columns = tuple(widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{properties}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Iterable[str], *, header: bool = False) -> str:
    """A row that does not break over pages; a header row repeats on each of them."""
    mark = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width: int, content: str, properties: str = "") -> str:
    """A cell of a width (twips) around paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'
