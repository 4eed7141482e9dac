"""Units with their shapes as a GML, SHP or GPKG file holds them, or a ZIP of such files."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from terytoria.statistics.sources.problems import Problem, RefusedFileError
from terytoria.statistics.sources.published.borders.archive import unpack
from terytoria.statistics.sources.published.borders.wholeness import CHECKS

SUFFIXES = frozenset([*CHECKS, ".shx", ".dbf", ".prj", ".cpg"])
_CODE = ("jpt_kod_je", "kod_teryt", "teryt", "kod", "code")
_NAME = ("jpt_nazwa_", "jpt_nazwa", "nazwa", "name")
_PEEKED = 50


@dataclass(frozen=True)
class Layer:
    """Features of one layer as the file holds them, in its order.

    ``codes`` are text, numbers or ``None``; ``names`` may be empty; ``shapes`` are WKB or ``None``;
    ``crs`` is what the file says of its coordinates (WKT or ``EPSG:…``), empty when nothing.
    """

    codes: npt.NDArray[Any]
    names: tuple[str, ...]
    shapes: npt.NDArray[np.object_]
    crs: str
    messages: tuple[Problem, ...]


def read_gminas(path: Path) -> Layer:
    """The layer of gminas of a file or of a ZIP of files.

    The layer is known by its column of codes (``JPT_KOD_JE`` in the State Register of Borders)
    with 7 digits, or 6 where a leading zero was lost. Raises :class:`RefusedFileError` when there
    is none or more than one, or when the file is of another format or cut.
    """
    if not path.is_file():
        raise RefusedFileError(f"Nie ma pliku {path.name}. Sprawdź nazwę.")
    with tempfile.TemporaryDirectory() as kept:
        _stage(path, Path(kept))
        files = [file for file in sorted(Path(kept).rglob("*")) if file.suffix in CHECKS]
        if not files:
            what = f"W pliku {path.name} nie ma granic."
            raise RefusedFileError(f"{what} Wskaż plik GML, SHP lub GPKG albo ich archiwum ZIP.")
        for file in files:
            CHECKS[file.suffix](file)
        with _refusing(path.name):
            return _only_gminas(path.name, files)


def _stage(path: Path, folder: Path) -> None:
    """The files to read in a folder of their own: a reader of GML writes beside what it reads."""
    suffix = path.suffix.lower()
    if suffix == ".zip":
        unpack(path, folder, SUFFIXES)
    elif suffix == ".shp":
        for part in path.parent.iterdir():
            if part.stem == path.stem and part.suffix.lower() in SUFFIXES - {".gml", ".gpkg"}:
                (folder / f"{path.stem}{part.suffix.lower()}").symlink_to(part.absolute())
    elif suffix in CHECKS:
        (folder / f"{path.stem}{suffix}").symlink_to(path.absolute())


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Errors of the reader, of whatever part of it, as a refused file."""
    try:
        yield
    except RefusedFileError:
        raise
    except (RuntimeError, ValueError, OSError, LookupError) as problem:
        summary = f"Pliku {name} nie można odczytać: jest uszkodzony. Pobierz go jeszcze raz."
        raise RefusedFileError(summary) from problem


def _only_gminas(name: str, files: list[Path]) -> Layer:
    reader = _reader()
    reader.set_gdal_config_options({"GML_FIELDTYPES": "ALWAYS_STRING"})
    try:
        layers = [(file, str(title)) for file in files for title, _ in reader.list_layers(file)]
        found = [layer for layer in layers if _holds_gminas(*layer)]
        if len(found) != 1:
            raise RefusedFileError(_which(name, [title for _, title in found]))
        skipped = [title for _, title in layers if title != found[0][1]]
        return _read(*found[0], skipped=skipped)
    finally:
        reader.set_gdal_config_options({"GML_FIELDTYPES": None})


def _reader() -> ModuleType:
    import pyogrio  # noqa: PLC0415 - GDAL is loaded only where boundaries are imported
    import pyogrio.raw  # noqa: PLC0415 - the same

    module: ModuleType = pyogrio
    return module


def _which(name: str, found: list[str]) -> str:
    if not found:
        return (
            f"W pliku {name} nie ma warstwy gmin z kodami TERYT (kolumna JPT_KOD_JE). Wskaż plik "
            "A03_Granice_gmin; powiaty i województwa powstają z gmin."
        )
    return f"W pliku {name} jest kilka warstw gmin: {', '.join(found)}. Zostaw jedną."


def _column(fields: npt.NDArray[Any], words: tuple[str, ...]) -> str | None:
    known = {str(field).lower(): str(field) for field in fields}
    return next((known[word] for word in words if word in known), None)


def _holds_gminas(file: Path, layer: str) -> bool:
    reader = _reader()
    code = _column(reader.read_info(file, layer=layer)["fields"], _CODE)
    if code is None:
        return False
    data = reader.raw.read(
        file, layer=layer, columns=[code], read_geometry=False, max_features=_PEEKED
    )
    codes = [as_text(value) for value in data[3][0]]
    return any(text.isdigit() and len(text) in (6, 7) for text in codes)


def as_text(value: object) -> str:
    """A code as text: numbers without a fraction, nothing for what is missing.

    >>> as_text(201011.0), as_text(" 3217023 "), as_text(None)
    ('201011', '3217023', '')
    """
    if value is None or value != value:  # noqa: PLR0124 - NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _read(file: Path, layer: str, *, skipped: list[str]) -> Layer:
    fields = _reader().read_info(file, layer=layer)["fields"]
    code, name = _column(fields, _CODE), _column(fields, _NAME)
    with warnings.catch_warnings(record=True) as noticed:
        warnings.simplefilter("always")
        meta, values, shapes = _decoded(file, layer, [part for part in (code, name) if part])
    messages = [Problem(0, "", f"Podczas odczytu zgłoszono: {n.message}", "") for n in noticed]
    if skipped:
        what = f"Pominięto warstwy: {', '.join(skipped)}."
        messages.append(Problem(0, "", what, "Powiaty i województwa złożono z gmin."))
    count = len(shapes)
    return Layer(
        codes=values[code],
        names=tuple(as_text(text) for text in values[name]) if name else ("",) * count,
        shapes=shapes,
        crs=str(meta["crs"] or ""),
        messages=tuple(messages),
    )


def _decoded(
    file: Path, layer: str, columns: list[str]
) -> tuple[dict[str, Any], dict[Any, npt.NDArray[Any]], npt.NDArray[np.object_]]:
    """Columns by name and shapes; a DBF in UTF-8 or in Windows-1250, whatever it says of itself."""
    tried = ["utf-8", "cp1250", "iso-8859-2"] if file.suffix == ".shp" else [None]
    for encoding in tried:
        try:
            meta, _, shapes, values = _reader().raw.read(
                file, layer=layer, columns=columns, encoding=encoding, force_2d=True
            )
        except UnicodeDecodeError:
            continue
        # The reader gives the columns in the order of the file.
        return meta, dict(zip(meta["fields"], values, strict=True)), shapes
    raise RefusedFileError(f"{file.name}: nieznane kodowanie znaków w pliku DBF.")
