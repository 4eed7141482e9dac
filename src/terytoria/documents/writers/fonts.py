"""The typeface of the documents, in the forms the writers need.

The files come from the package ``font-source-sans-pro`` (SIL Open Font License). Writers see only
the cuts chosen here, never the fonts of the machine, so a page looks the same everywhere.
"""

from __future__ import annotations

import atexit
import base64
import io
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst
from fontTools import subset
from fontTools.ttLib import TTFont

_CUTS = ("Regular", "It", "Semibold", "SemiboldIt", "Bold")
_RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x2010, 0x2026),
    (0x2030, 0x203A),
    (0x2070, 0x208E),
    (0x2190, 0x2193),
)
_SINGLE = "€№™−≈≠≤≥∑√∞●○■▲▼◆✓ \u202f"


class FontError(RuntimeError):
    """A cut of the typeface that is not where its package should have put it."""


@cache
def font_folder() -> Path:
    """A folder with exactly the cuts of the documents; made once a process, removed at its end.

    Raises :class:`FontError` when the package lacks a cut.
    """
    folder = Path(tempfile.mkdtemp(prefix="terytoria-fonts-"))
    atexit.register(_remove, folder, os.getpid())
    for cut in _CUTS:
        shutil.copyfile(_file(cut, "otf"), folder / f"{cut}.otf")
    return folder


@cache
def typeset_fonts() -> typst.Fonts:
    """The typeface as the typesetter takes it, and no other font."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(font_folder())],
    )


@cache
def web_font(cut: str) -> str:
    """One cut as base64 WOFF2 with the signs Polish reports use; kept for the process.

    >>> web_font("Regular")[:4]
    'd09G'
    """
    return base64.b64encode(_subset(cut, "woff2")).decode("ascii")


@cache
def office_font(cut: str) -> bytes:
    """One cut as TrueType with the signs Polish reports use, to be embedded in a file.

    >>> office_font("Regular")[:4].hex()
    '00010000'
    """
    return _subset(cut, None)


def _remove(folder: Path, owner: int) -> None:
    """Remove the folder in the process that made it, never in one forked from it."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _subset(cut: str, flavor: str | None) -> bytes:
    options = subset.Options()
    options.flavor = flavor
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark"]
    options.hinting = False
    codes = {code for first, last in _RANGES for code in range(first, last + 1)}
    stream = io.BytesIO()
    with TTFont(_file(cut, "ttf"), lazy=True, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=codes | {ord(sign) for sign in _SINGLE})
        subsetter.subset(font)
        subset.save_font(font, stream, options)
    return stream.getvalue()


def _file(cut: str, suffix: str) -> Path:
    path = Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{cut}.{suffix}"
    if not path.is_file():
        raise FontError(f"no {path.name}; install the package font-source-sans-pro again")
    return path
