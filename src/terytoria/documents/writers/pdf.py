"""PDF: tagged, archival (PDF/A-3a) and accessible (PDF/UA-1), typeset by typst.

Python hands over the words as JSON and the pictures as files in memory; ``report.typ`` holds the
look. The typesetter sees only the typeface of the documents, and any warning is an error, so a
missing letter or font can never slip through.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from importlib import resources
from typing import Any

import typst

from terytoria.documents.model import Document
from terytoria.documents.typography import print_ready
from terytoria.documents.validation import validate
from terytoria.documents.writers.fonts import typeset_fonts
from terytoria.documents.writers.pdf_data import document_data, pictures

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]


_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')


class PdfError(RuntimeError):
    """What the typesetter refused or warned about, in its own words."""


def write_pdf(document: Document) -> bytes:
    """A document as PDF bytes; the same document gives the same bytes.

    Raises :class:`~terytoria.documents.validation.DocumentError` for a document with faults and
    :class:`PdfError` when the page cannot be set (a letter the typeface lacks, for instance).

    >>> from terytoria.documents.model import Heading
    >>> write_pdf(Document(title="Raport", blocks=(Heading(1, "Wstęp"),)))[:5]
    b'%PDF-'
    """
    return typeset(_files(document), document.date)


def write_cover(document: Document, ppi: float = 110.0) -> bytes:
    """The cover of a document as PNG bytes, as it stands in the PDF.

    >>> write_cover(Document(title="Raport"))[:4]
    b'\x89PNG'
    """
    files: Any = _files(replace(document, blocks=()))
    pages: Any = typst.compile(
        files,
        format="png",
        ppi=ppi,
        font_paths=typeset_fonts(),
        ignore_system_fonts=True,
    )
    return bytes(pages[0] if isinstance(pages, list) else pages)


def _files(document: Document) -> dict[str, bytes]:
    validate(document)
    data = document_data(print_ready(document)) | {"title-plain": document.title}
    return {
        "main.typ": resources.files(__package__).joinpath("report.typ").read_bytes(),
        "document.json": json.dumps(data, ensure_ascii=False).encode(),
        **pictures(document),
    }


def typeset(files: dict[str, bytes], date: dt.date) -> bytes:
    """PDF bytes of typst files (``main.typ`` among them), dated at midnight UTC of ``date``."""
    stamp = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)
    inputs: Any = files
    try:
        result, warnings = typst.compile_with_warnings(
            inputs,
            format="pdf",
            font_paths=typeset_fonts(),
            ignore_system_fonts=True,
            pdf_standards=STANDARDS,
            timestamp=stamp,
        )
    except typst.TypstError as error:
        raise PdfError(_explained(error, files)) from error
    if warnings:
        raise PdfError("\n".join(warning.diagnostic or warning.message for warning in warnings))
    return bytes(result)


def _explained(error: typst.TypstError, files: dict[str, bytes]) -> str:
    """The typesetter's words, and for a letter the typeface lacks the files it stands in."""
    words = error.diagnostic or error.message
    lacking = _LACKING.search(words)
    if lacking is None:
        return words
    places = sorted(name for name, content in files.items() if lacking[1].encode() in content)
    return f"{words}\nit stands in {', '.join(places)}; write it otherwise"
