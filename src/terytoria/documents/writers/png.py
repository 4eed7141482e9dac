"""Pictures as PNG, for formats that cannot hold SVG.

All pictures of a document are drawn in one run of the typesetter, a page each: it reads the
typeface once and leaves other threads alone while it draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typst

from terytoria.documents.svg import view_box
from terytoria.documents.writers.fonts import typeset_fonts

SCALE = 2.0
"""Dots per unit of the picture: 640 units over 162 mm give about 200 dots an inch."""


def pngs(pictures: Mapping[str, str], scale: float = SCALE) -> dict[str, bytes]:
    """Prepared pictures by name as PNG bytes, in the typeface of the documents.

    >>> square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"></svg>'
    >>> pngs({"mapa": square})["mapa"][1:4]
    b'PNG'
    """
    if not pictures:
        return {}
    files: Any = {f"{place}.svg": svg.encode() for place, svg in enumerate(pictures.values())}
    pages = [_page(place, *view_box(svg)) for place, svg in enumerate(pictures.values())]
    files["main.typ"] = "\n".join(["#set page(margin: 0pt)", *pages]).encode()
    drawn: Any = typst.compile(
        files,
        format="png",
        ppi=72 * scale,
        font_paths=typeset_fonts(),
        ignore_system_fonts=True,
    )
    drawn = drawn if isinstance(drawn, list) else [drawn]
    return {name: bytes(page) for name, page in zip(pictures, drawn, strict=True)}


def png(svg: str, scale: float = SCALE) -> bytes:
    """One prepared picture as PNG bytes.

    >>> png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"></svg>')[1:4]
    b'PNG'
    """
    return pngs({"": svg}, scale)[""]


def _page(place: int, width: float, height: float) -> str:
    size = f"width: {width}pt, height: {height}pt"
    return f'#page({size}, image("{place}.svg", {size}))'
