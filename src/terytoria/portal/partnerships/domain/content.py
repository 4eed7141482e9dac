"""What a file is, told by its content and not by its name; and that it cannot be reached."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

_MOST_PARTS = 5000
_OFFICE = "application/vnd.openxmlformats-officedocument."


class UnreachableError(OSError):
    """A storage of files that refuses or does not answer; the cause says why."""


@dataclass(frozen=True)
class FileType:
    """A kind of file: what it is called, its media type and the ending of its name."""

    label: str
    media_type: str
    ending: str


PDF = FileType("PDF", "application/pdf", "pdf")
PNG = FileType("PNG", "image/png", "png")
JPEG = FileType("JPEG", "image/jpeg", "jpg")
DOCX = FileType("DOCX", f"{_OFFICE}wordprocessingml.document", "docx")
XLSX = FileType("XLSX", f"{_OFFICE}spreadsheetml.sheet", "xlsx")
ODT = FileType("ODT", "application/vnd.oasis.opendocument.text", "odt")
TYPES = (PDF, DOCX, ODT, XLSX, PNG, JPEG)
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_PARTS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX))


def recognise(content: bytes) -> FileType | None:
    """The kind of a file, ``None`` for kinds that are not taken; macros are not.

    >>> recognise(b"%PDF-1.7 ...").label, recognise(b"MZ...")
    ('PDF', None)
    """
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    return _packed(content) if content.startswith(b"PK\x03\x04") else None


def _packed(content: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if len(names) > _MOST_PARTS or any(name.endswith("vbaProject.bin") for name in names):
                return None
            if "mimetype" in names and archive.getinfo("mimetype").file_size <= len(ODT.media_type):
                return ODT if archive.read("mimetype") == ODT.media_type.encode() else None
    except _DAMAGES:
        return None
    found = [kind for part, kind in _PARTS if part in names and "[Content_Types].xml" in names]
    return found[0] if len(found) == 1 else None
