"""Whether a file of geodata is what its name says and came whole, told from its own header.

Readers of geodata take a file cut in the middle for a shorter one; these checks do not.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

from terytoria.statistics.sources.problems import RefusedFileError

_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?FeatureCollection)[\s>]")
_HEAD = 65536


def check_gpkg(path: Path) -> None:
    """A GeoPackage is an SQLite database: its header gives the size and the number of pages.

    Source: SQLite database file format, header fields at offsets 16 and 28.
    """
    head = _head(path, 100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise RefusedFileError(f"{path.name} nie jest plikiem GPKG. Pobierz go jeszcze raz.")
    page, pages = struct.unpack_from(">H", head, 16)[0], struct.unpack_from(">I", head, 28)[0]
    _check_size(path, (65536 if page == 1 else page) * pages)


def check_shp(path: Path) -> None:
    """A shapefile is several files; the lengths stand in the headers of .shp, .shx and .dbf.

    Source: ESRI Shapefile Technical Description (1998); dBASE header fields at offsets 4, 8, 10.
    """
    absent = [s for s in (".shx", ".dbf") if not path.with_suffix(s).is_file()]
    if absent:
        raise RefusedFileError(
            f"Obok pliku {path.name} nie ma pliku {' ani '.join(absent)}. Wskaż archiwum ZIP albo "
            "skopiuj wszystkie pliki o tej samej nazwie."
        )
    for file in (path, path.with_suffix(".shx")):
        head = _head(file, 100)
        if len(head) < 100 or head[:4] != b"\0\0\x27\x0a":
            raise RefusedFileError(f"{file.name} nie jest plikiem SHP. Pobierz go jeszcze raz.")
        _check_size(file, 2 * struct.unpack_from(">i", head, 24)[0])
    table = path.with_suffix(".dbf")
    head = _head(table, 32)
    if len(head) < 32:
        raise RefusedFileError(f"{table.name} nie jest plikiem DBF. Pobierz go jeszcze raz.")
    rows, start, width = struct.unpack_from("<IHH", head, 4)
    _check_size(table, start + rows * width)


def check_gml(path: Path) -> None:
    """A GML file opens a collection of features and closes it at its end."""
    head = _head(path, _HEAD)
    root = _ROOT.search(head)
    if root is None:
        raise RefusedFileError(
            f"{path.name} nie jest plikiem GML z granicami. Pobierz go jeszcze raz."
        )
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise RefusedFileError(f"{path.name} zawiera niedozwolone deklaracje XML.")
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _HEAD, 0))
        tail = file.read()
    if b"</" + root[1] not in tail:
        raise _cut(path)


CHECKS: dict[str, Callable[[Path], None]] = {
    ".gml": check_gml,
    ".gpkg": check_gpkg,
    ".shp": check_shp,
}
"""The check of each format, by the suffix of the file that is opened."""


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _check_size(path: Path, least: int) -> None:
    if path.stat().st_size < least:
        raise _cut(path)


def _cut(path: Path) -> RefusedFileError:
    return RefusedFileError(f"Plik {path.name} jest ucięty. Pobierz go jeszcze raz.")
