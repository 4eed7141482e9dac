"""The head, the subject and the signature of a letter as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterable

from terytoria.documents.model import Heading, Letterhead
from terytoria.documents.writers import docx_xml as xml

_TIGHT = '<w:spacing w:before="0" w:after="20"/>'
_ASIDE = '<w:ind w:left="4700"/>'
"""Addressee and signature stand on the right half of the page."""


def letter_head(letter: Letterhead) -> str:
    """Place and date, sender, case, addressee."""
    right = f'{_TIGHT}<w:jc w:val="right"/>'
    parts = [xml.paragraph("Normal", xml.run(letter.place), right)] if letter.place else []
    parts += [xml.paragraph("Normal", xml.run(line), _TIGHT) for line in letter.sender]
    if letter.case:
        parts.append(xml.paragraph("Zrodlo", xml.run(letter.case)))
    return "".join((*parts, *_aside(letter.addressee, 360)))


def letter_heading(letter: Letterhead, block: Heading, mark: tuple[str, int]) -> str:
    """The subject (level 1) or a heading in the text, without numbers, lines and new pages.

    ``mark`` is the id of the heading and the number of its bookmark.
    """
    size = 25 if block.level == 1 else 21
    content = xml.bookmark(
        *mark, xml.run(block.text, f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
    )
    middle = '<w:jc w:val="center"/>' if letter.centred and block.level == 1 else ""
    space = 480 if block.level == 1 else 240
    properties = (
        '<w:pageBreakBefore w:val="0"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        '<w:pBdr><w:top w:val="nil"/></w:pBdr>'
        f'<w:spacing w:before="{space}" w:after="160"/>{middle}'
    )
    return xml.paragraph(f"Heading{block.level}", content, properties)


def letter_foot(letter: Letterhead, notes: Iterable[str]) -> str:
    """The signature, then notes in small type."""
    small = (xml.paragraph("Zrodlo", xml.run(note)) for note in notes)
    return "".join((*_aside(letter.signature, 600), *small))


def _aside(lines: Iterable[str], before: int) -> Iterable[str]:
    for at, line in enumerate(lines):
        space = f'<w:spacing w:before="{0 if at else before}" w:after="20"/>'
        yield xml.paragraph("Normal", xml.run(line), f"{space}{_ASIDE}")
