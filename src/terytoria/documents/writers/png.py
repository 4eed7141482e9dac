"""Pictures as PNG, for formats that cannot hold SVG."""

from __future__ import annotations

from functools import cache

import vl_convert

from terytoria.documents.writers.fonts import font_folder

SCALE = 2.0
"""Dots per unit of the picture: 640 units over 162 mm give about 200 dots an inch."""


def png(svg: str, scale: float = SCALE) -> bytes:
    """A prepared picture as PNG bytes, drawn with the typeface of the documents.

    >>> png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"></svg>')[1:4]
    b'PNG'
    """
    _register()
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


@cache
def _register() -> None:
    vl_convert.register_font_directory(str(font_folder()))
