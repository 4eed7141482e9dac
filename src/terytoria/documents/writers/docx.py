"""DOCX: a file an office can edit, with real styles, numbering, fields and alternative texts."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from importlib import resources
from string import Template
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm

from terytoria.documents import phrases
from terytoria.documents.model import Document
from terytoria.documents.numbering import number
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
from terytoria.documents.typography import print_ready
from terytoria.documents.validation import validate
from terytoria.documents.writers import docx_xml as xml
from terytoria.documents.writers.docx_blocks import Body, body_xml
from terytoria.documents.writers.docx_fonts import embed_fonts

_SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{path}"'
    for prefix, path in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("pic", "drawingml/2006/picture"),
    )
)
_LONGEST = 255
"""Signs a property of an office file holds; python-docx refuses more."""
_COLOURS = {
    "ink": INK,
    "muted": MUTED,
    "rule": RULE,
    "accent": ACCENT,
    "warn": PARTNERSHIP,
    "paper": PAPER,
    "surface": SURFACE,
}


def write_docx(document: Document) -> bytes:
    """A document as DOCX bytes; the same document gives the same bytes.

    Raises :class:`~terytoria.documents.validation.DocumentError` for a document with faults.

    >>> from terytoria.documents.model import Heading
    >>> write_docx(Document(title="Raport", blocks=(Heading(1, "Wstęp"),)))[:2]
    b'PK'
    """
    validate(document)
    office = docx.Document()
    _describe(office, document)
    document = print_ready(document)
    _dress(office, document)
    _page(office, document)
    embed_fonts(office)
    body = Body(number(document), _images(office), _links(office))
    content = body_xml(document, body)
    _add_lists(office, body.lists)
    _fill(office, content)
    stream = io.BytesIO()
    office.save(stream)
    return _still(stream.getvalue())


def _dress(office: Any, document: Document) -> None:
    """Replace the styles and numbering of the template by those of the report."""
    language = document.language if "-" in document.language else f"{document.language}-PL"
    values = {name: colour.lstrip("#") for name, colour in _COLOURS.items()}
    values |= {"font": FONT_FAMILY, "lang": language}
    _replace(office.styles.element, "report_styles.xml", values)
    _replace(office.part.numbering_part.element, "report_numbering.xml", values)


def _replace(element: Any, name: str, values: dict[str, str]) -> None:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    fresh = parse_xml(Template(text).substitute(values))
    for child in list(element):
        element.remove(child)
    element.extend(list(fresh))


def _page(office: Any, document: Document) -> None:
    """A4, a running header with the chapter, a footer with the page; none on the cover."""
    section = office.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(28), Mm(24)
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    section.different_first_page_header_footer = True
    chapter = xml.field("STYLEREF 1", xml.run(""))  # by level: style names are translated in Word
    page = xml.field("PAGE", xml.run("1"))
    banner = xml.paragraph("DanePrzykladowe", xml.run(phrases.SYNTHETIC))
    head = xml.paragraph("Header", xml.run(document.title) + _tab() + chapter)
    foot = xml.paragraph("Footer", xml.run(document.publisher) + _tab() + page)
    if document.letter:
        head = "" if document.synthetic else "<w:p/>"
    _set(section.header, (banner if document.synthetic else "") + head)
    _set(section.footer, foot)
    _set(section.first_page_header, banner if document.synthetic else "<w:p/>")
    _set(section.first_page_footer, "<w:p/>")


def _tab() -> str:
    return "<w:r><w:tab/></w:r>"


def _set(part: Any, content: str) -> None:
    part.is_linked_to_previous = False
    element = part._element  # noqa: SLF001 - python-docx offers no other way to the part
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(f"<w:hdr {_SPACES}>{content}</w:hdr>")))


def _fill(office: Any, content: str) -> None:
    """Put a content before the section's settings, read once as one text.

    Moving a long table from one tree to another takes the square of its length.
    """
    settings = office.element.body.sectPr.xml
    text = f"<w:document {_SPACES}><w:body>{content}{settings}</w:body></w:document>"
    office.part._element = parse_xml(text)  # noqa: SLF001 - python-docx offers no other way


def _images(office: Any) -> Any:
    """A function that stores PNG bytes and gives their relationship."""

    def add(png: bytes) -> str:
        return str(office.part.get_or_add_image(io.BytesIO(png))[0])

    return add


def _links(office: Any) -> Any:
    """A function that stores a web address and gives its relationship."""

    def add(href: str) -> str:
        return str(office.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    return add


def _add_lists(office: Any, lists: tuple[int, ...]) -> None:
    """One numbering instance per numbered list, each starting from 1."""
    for number_id in lists:
        office.part.numbering_part.element.append(
            parse_xml(
                f'<w:num {_SPACES} w:numId="{number_id}"><w:abstractNumId w:val="3"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )


def _describe(office: Any, document: Document) -> None:
    moment = dt.datetime(document.date.year, document.date.month, document.date.day, tzinfo=dt.UTC)
    about = office.core_properties
    about.title = _property(document.title)
    about.subject = _property(document.subtitle)
    about.author = _property(", ".join(document.authors))
    about.last_modified_by = _property(document.publisher)
    about.keywords = _property(", ".join(document.keywords))
    about.comments = _property(document.summary)
    about.category = phrases.SYNTHETIC if document.synthetic else ""
    about.language = document.language
    about.created = about.modified = moment
    about.revision = 1


def _property(text: str) -> str:
    """As much of a text as a property of an office file may hold."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _still(archive: bytes) -> bytes:
    """The same archive with fixed times, so that equal documents are equal files."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return stream.getvalue()
