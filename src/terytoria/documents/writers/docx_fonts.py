"""The typeface inside a DOCX, so that the file looks the same in an office that lacks it.

Embedded fonts are obfuscated as ECMA-376 part 4, 14.2.1 (font embedding) asks: the first 32 bytes
are combined with a key written in the font table.
"""

from __future__ import annotations

import uuid
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from terytoria.documents.theme import FONT_FAMILY
from terytoria.documents.writers.fonts import office_font

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_CUTS = (("embedRegular", "Regular"), ("embedBold", "Bold"), ("embedItalic", "It"))
_PANOSE = "020B0503030403020204"
_COMPAT = (
    f'<w:compat xmlns:w="{_W}"><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
_NAMESPACE = uuid.UUID("6f1d7f0e-2b50-5a44-9d0b-0e6a5c2f7a11")


def embed_fonts(office: Any) -> None:
    """Put the cuts of the typeface into a python-docx document and its font table."""
    table = next(
        part for part in office.part.package.iter_parts() if part.partname == "/word/fontTable.xml"
    )
    fonts = "".join(_embedded(table, element, cut) for element, cut in _CUTS)
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:fonts xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:font w:name={quoteattr(FONT_FAMILY)}>'
        f'<w:altName w:val="Calibri"/><w:panose1 w:val="{_PANOSE}"/><w:charset w:val="EE"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{fonts}</w:font></w:fonts>'
    )
    table._blob = text.encode()  # noqa: SLF001 - python-docx has no interface to the font table
    _allow(office)


def obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """A font with its first 32 bytes combined with the key; doing it twice gives the font back.

    >>> key = uuid.UUID(int=7)
    >>> obfuscated(obfuscated(bytes(40), key), key) == bytes(40)
    True
    """
    mask = key.bytes[::-1] * 2
    head = bytes(a ^ b for a, b in zip(font[:32], mask, strict=True))
    return head + font[32:]


def _embedded(table: Part, element: str, cut: str) -> str:
    key = uuid.uuid5(_NAMESPACE, cut)
    name = PackURI(f"/word/fonts/{cut}.odttf")
    part = Part(name, _TYPE, obfuscated(office_font(cut), key), table.package)
    relation = table.relate_to(part, f"{_OFFICE}/font")
    return f'<w:{element} r:id="{relation}" w:fontKey="{{{str(key).upper()}}}"/>'


def _allow(office: Any) -> None:
    """Say in the settings that fonts are inside, and that the file is of today's Word.

    The schema fixes the order: fonts after view and zoom, and one compat element.
    """
    settings = office.settings.element
    before = {f"{{{_W}}}{name}" for name in ("writeProtection", "view", "zoom")}
    place = sum(1 for child in settings if child.tag in before)
    settings.insert(place, parse_xml(f'<w:embedTrueTypeFonts xmlns:w="{_W}"/>'))
    for compat in settings.findall(f"{{{_W}}}compat"):
        settings.replace(compat, parse_xml(_COMPAT))
    for language in settings.findall(f"{{{_W}}}themeFontLang"):
        language.set(f"{{{_W}}}val", "pl-PL")
