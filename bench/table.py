"""Rows as one table of aligned columns."""

from __future__ import annotations

from collections.abc import Sequence

from bench.row import Row

HEAD = ("measured", "figure", "peer or growth", "ratio", "target", "")


def table(rows: Sequence[Row]) -> str:
    """The table: a line per row under a head, and how many rows met their target.

    >>> print(table([Row("A", "1 s", "B: 2 s", "2x", "<= 1 s", True)]))
    measured  figure  peer or growth  ratio  target
    --------------------------------------------------
    A         1 s     B: 2 s          2x     <= 1 s  ok
    <BLANKLINE>
    1 of 1 rows met their target
    """
    cells = [HEAD] + [_cells(row) for row in rows]
    widths = [max(len(line[at]) for line in cells) for at in range(len(HEAD))]
    lines = [_line(line, widths) for line in cells]
    lines.insert(1, "-" * max(map(len, lines)))
    met = sum(row.passed for row in rows)
    return "\n".join([*lines, "", f"{met} of {len(rows)} rows met their target"])


def _cells(row: Row) -> tuple[str, ...]:
    verdict = "ok" if row.passed else "MISSED"
    return row.name, row.figure, row.peer, row.ratio, row.target, verdict


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
