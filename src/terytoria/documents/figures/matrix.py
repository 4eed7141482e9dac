"""Flows between units as a table: discs by size, numbers beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.columns import column_names, draw_columns
from terytoria.documents.figures.numerals import numeral
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scene import Scene

ROW = 28.0


@dataclass(frozen=True)
class Matrix:
    """``values[i][j]`` from row i to column j; NaN is unknown (not shown), 0 is none."""

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    values: Sequence[Sequence[float]]
    row_label: str = "skąd"
    column_label: str = "dokąd"
    decimals: int = 0
    description: str = ""
    width: float = theme.FULL_WIDTH

    def __post_init__(self) -> None:
        """Check the shape of the table."""
        if [len(row) for row in self.values] != [len(self.columns)] * len(self.rows):
            raise ValueError("values need one row per name and one entry per column")


def draw_matrix(spec: Matrix) -> Picture:
    """Draw the table; the area of a disc is proportional to its value.

    Where the columns are too narrow for numbers, the discs stand alone.

    Example:
        >>> draw_matrix(Matrix("Dojazdy", ["A"], ["B"], [[855.0]])).width
        640.0
    """
    corner = f"{spec.row_label} ↓"
    names_wide = [lettering.width(name) for name in spec.rows]
    left = min(max([*names_wide, lettering.width(corner, 10)]) + 12, spec.width * 0.34)
    cell = (spec.width - left) / max(len(spec.columns), 1)
    names = column_names(spec.columns, cell)
    head = names.height + 18
    scene = Scene(spec.width, head + ROW * len(spec.rows) + 6)
    axes.heading(scene, spec.width, 11, f"{spec.column_label} →", anchor="end")
    axes.heading(scene, 0, head - 7, corner, room=left)
    draw_columns(scene, names, left, cell, head)
    for at, name in enumerate(spec.rows):
        top = head + ROW * at
        scene.line(0, top, spec.width, top, theme.RULE, 0.8)
        words = lettering.shorten(name, left - 12)
        scene.text(0, top + ROW / 2, words, middle=True)
    _cells(scene, spec, left, cell, head)
    return scene.picture(spec.title, spec.description)


def _cells(scene: Scene, spec: Matrix, left: float, cell: float, head: float) -> None:
    top = max((v for row in spec.values for v in row if math.isfinite(v)), default=0) or 1
    widest = max(
        (
            lettering.width(numeral(v, spec.decimals), 10)
            for row in spec.values
            for v in row
            if math.isfinite(v)
        ),
        default=0.0,
    )
    room = widest <= cell - 2  # else the discs speak alone and the table has the numbers
    for at, row in enumerate(spec.values):
        for place, value in enumerate(row):
            x, y = left + cell * (place + 0.5), head + ROW * (at + 0.5)
            if not math.isfinite(value):
                scene.circle(x, y, 1.2, theme.COUNTRY_MARK)
                continue
            radius = min(cell, ROW) / 2 * math.sqrt(max(value, 0) / top)
            scene.circle(x, y, radius, theme.SEQUENTIAL[1])
            if room:
                text = numeral(value, spec.decimals)
                scene.text(x, y, text, size=10, anchor="middle", middle=True)
