"""Names above the columns of a table-like picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import lettering
from terytoria.documents.figures.scene import Scene

LINE = 12.0
TALL = 112.0
"""Longest line of a name that reads upwards, px."""


@dataclass(frozen=True)
class ColumnNames:
    """Names in lines, lying ``flat`` or reading upwards, and the ``height`` they take."""

    rows: Sequence[Sequence[str]]
    flat: bool
    height: float


def column_names(names: Sequence[str], cell: float) -> ColumnNames:
    """Break names for columns ``cell`` px wide; they lie flat when their longest words fit.

    Example:
        >>> column_names(["rynek pracy"], 45).rows, column_names(["rynek pracy"], 20).flat
        ([['rynek', 'pracy']], False)
    """
    longest = max(
        (lettering.width(word, 10) for name in names for word in name.split(" ")), default=0
    )
    flat = longest <= cell - 4
    lines = 4 if flat else max(1, min(3, math.floor((cell - 2) / LINE)))
    rows = [_balanced(name, cell - 4 if flat else TALL, lines) for name in names]
    if flat:
        return ColumnNames(rows, flat, max((len(row) for row in rows), default=1) * LINE + 8)
    tallest = max(lettering.width(line, 10) for row in rows for line in row)
    return ColumnNames(rows, flat, tallest + 12)


def draw_columns(scene: Scene, names: ColumnNames, left: float, cell: float, bottom: float) -> None:
    """Write the names above columns that start at ``left`` and ``bottom``."""
    for place, rows in enumerate(names.rows):
        centre = left + cell * (place + 0.5)
        for at, row in enumerate(rows):
            if names.flat:
                y = bottom - 7 - (len(rows) - 1 - at) * LINE
                scene.text(centre, y, row, size=10, fill=theme.MUTED, anchor="middle")
            else:
                x = centre + (at - (len(rows) - 1) / 2) * LINE
                scene.text(
                    x, bottom - 5, row, size=10, fill=theme.MUTED, middle=True, upright=False
                )


def _balanced(name: str, limit: float, lines: int) -> list[str]:
    """The fewest lines, each as short as that number allows."""
    rows = lettering.wrap(name, limit, 10, lines=lines)
    share = limit
    while share > 20 and len(lettering.wrap(name, share - 6, 10, lines=9)) == len(rows):
        tighter = lettering.wrap(name, share - 6, 10, lines=lines)
        if any(row.endswith(lettering.ELLIPSIS) for row in tighter):
            break
        rows, share = tighter, share - 6
    return rows
