"""A ZIP file of geodata unpacked into a folder, or refused before it can do harm."""

from __future__ import annotations

import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from terytoria.statistics.sources.problems import RefusedFileError

MAX_UNPACKED = 4 * 2**30
MAX_RATIO = 200
MAX_PARTS = 1000
"""Published packages of boundaries hold dozens of files and shrink to a half or a third."""


def unpack(path: Path, folder: Path, suffixes: frozenset[str]) -> None:
    """Unpack the parts of a ZIP file that have one of the suffixes (lower case, with a dot).

    Raises :class:`RefusedFileError` for a damaged or encrypted archive, for one that would unpack
    to far more than it is, and for names that lead out of the folder.
    """
    try:
        fault = _unpacked(path, folder, suffixes)
    except Exception as problem:
        # A damaged archive raises from zipfile, zlib, lzma or struct; it is one thing to tell.
        summary = f"Archiwum {path.name} jest uszkodzone albo niepełne. Pobierz je jeszcze raz."
        raise RefusedFileError(summary) from problem
    if fault:
        raise RefusedFileError(f"Archiwum {path.name}: {fault}")


def _unpacked(path: Path, folder: Path, suffixes: frozenset[str]) -> str:
    """Unpack, or tell what makes the archive unsafe; empty when it was unpacked."""
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        fault = _fault(path, parts)
        for part in parts if not fault else []:
            name = PurePosixPath(part.filename)
            if name.suffix.lower() in suffixes:
                _write(archive, part, folder / name.with_suffix(name.suffix.lower()))
    return fault


def _write(archive: zipfile.ZipFile, part: zipfile.ZipInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(part) as packed, target.open("xb") as file:
        shutil.copyfileobj(packed, file, 2**20)


def _fault(path: Path, parts: list[zipfile.ZipInfo]) -> str:
    """What makes an archive unsafe to unpack, with the remedy; empty when nothing does."""
    whole = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS:
        return f"ma ponad {MAX_PARTS} plików. Spakuj same granice."
    if whole > MAX_UNPACKED or whole > MAX_RATIO * max(path.stat().st_size, 2**16):
        return "po rozpakowaniu jest zbyt duże. Rozpakuj je i wskaż sam plik granic."
    if any(part.flag_bits & 1 for part in parts):
        return "jest zabezpieczone hasłem. Rozpakuj je i wskaż sam plik granic."
    outside = [part.filename for part in parts if _leads_out(part)]
    if outside:
        return f"nazwa „{outside[0]}” prowadzi poza archiwum. Nie ufaj temu plikowi."
    return ""


def _leads_out(part: zipfile.ZipInfo) -> bool:
    """Whether a part would be written elsewhere than in the folder, or is a link."""
    # Unix keeps the kind of a file in the upper half of the attributes.
    if stat.S_ISLNK(part.external_attr >> 16):
        return True
    name = PurePosixPath(part.filename.replace("\\", "/"))
    return name.is_absolute() or ".." in name.parts or ":" in part.filename
