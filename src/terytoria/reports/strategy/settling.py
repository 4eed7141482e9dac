"""Ids that stand for one thing, references that lead somewhere, headings that follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from terytoria.documents.model import (
    Block,
    BulletList,
    Cell,
    Figure,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def settled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks that make a sound document whatever people inserted how many times.

    What repeats an id gets one of its own, a reference to nothing becomes plain words.
    """
    seen: Counter[str] = Counter()
    unique = [_unique(block, seen) for block in blocks]
    return tuple(_kept(block, frozenset(seen)) for block in unique)


def worded(text: str, instead: str = "–") -> str:
    """Text that may stand as a title or caption; ``instead`` where nothing can be read.

    >>> worded(" \\x00")
    '–'
    """
    return _CONTROL.sub("", text).strip() or instead


def _unique(block: Block, seen: Counter[str]) -> Block:
    if not isinstance(block, Heading | Table | Figure):
        return block
    count = seen[block.id]
    seen[block.id] += 1
    return block if not count else replace(block, id=f"{block.id}-{count + 1}")


def _kept(block: Block, known: frozenset[str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=_led(block.runs, known))
    if isinstance(block, BulletList):
        return replace(block, items=tuple(_led(item, known) for item in block.items))
    if isinstance(block, Heading):
        return replace(block, text=worded(block.text))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(_cell, row)) for row in block.rows))
    return block


def _cell(cell: Cell) -> Cell:
    return _CONTROL.sub("", cell) if isinstance(cell, str) else cell


def _led(runs: Runs, known: frozenset[str]) -> Runs:
    return tuple(_plain(run) if run.ref and run.ref not in known else _clean(run) for run in runs)


def _plain(run: Run) -> Run:
    return replace(_clean(run), ref=None, text=run.text or (run.ref or ""))


def _clean(run: Run) -> Run:
    return replace(run, text=_CONTROL.sub("", run.text)) if _CONTROL.search(run.text) else run
