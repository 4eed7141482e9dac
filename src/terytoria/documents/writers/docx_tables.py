"""Tables of the model as WordprocessingML."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from terytoria.documents.cells import (
    alignment,
    cell_text,
    column_shares,
    heading_text,
    table_share,
)
from terytoria.documents.model import Cell, Column, Table
from terytoria.documents.theme import SURFACE
from terytoria.documents.writers import docx_xml as xml


def table_xml(table: Table, text_mm: float) -> str:
    """A table of the report's style, as wide as its words need within ``text_mm``.

    The first row is marked as a header and repeats; title and note stand as the table's
    alternative text.
    """
    whole = text_mm * xml.TWIPS_PER_MM * table_share(table)
    widths = [round(whole * share) for share in column_shares(table)]
    head = xml.row(
        (
            _cell(width, heading_text(column), column, "TabelaGlowka")
            for width, column in zip(widths, table.columns, strict=True)
        ),
        header=True,
    )
    rows = [_row(table, index, row, widths) for index, row in enumerate(table.rows)]
    look = f'<w:tblLook w:firstRow="1" w:firstColumn="{int(table.header_column)}" w:noVBand="1"/>'
    about = f"<w:tblCaption w:val={quoteattr(table.caption)}/>"
    return xml.table("TabelaRaportu", widths, [head, *rows], look + about)


def _row(table: Table, index: int, row: tuple[Cell, ...], widths: list[int]) -> str:
    mark = index in table.highlight
    return xml.row(
        _cell(width, cell_text(cell, column), column, "TabelaTekst", mark=mark)
        for width, cell, column in zip(widths, row, table.columns, strict=True)
    )


def _cell(width: int, text: str, column: Column, style: str, *, mark: bool = False) -> str:
    side = alignment(column)
    aligned = "" if side == "left" else f'<w:jc w:val="{side}"/>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SURFACE[1:]}"/>' if mark else ""
    content = xml.run(text, "<w:b/>" if mark else "")
    return xml.cell(width, xml.paragraph(style, content, aligned), shade)
