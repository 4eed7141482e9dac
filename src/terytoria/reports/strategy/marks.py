"""Marked text of a draft: paragraphs, lists, links that may be followed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby

from terytoria.documents.inline import InlineError, inline
from terytoria.documents.model import BulletList, Paragraph, Run, Runs

CITED = "dowod:"
_ITEM = re.compile(r"\s*[-•]\s+")
_FOLLOWED = ("https://", "http://", "mailto:", CITED)


class MarksError(ValueError):
    """Marks that cannot be read; the message is Polish, for the person who wrote them."""


def runs_of(text: str) -> Runs:
    """Runs of a marked sentence; raises :class:`MarksError` with the remedy.

    >>> [run.href for run in runs_of("Ubyło [4,8%](dowod:finding:12) osób.")]
    [None, 'dowod:finding:12', None]
    """
    try:
        runs = inline(text)
    except InlineError as problem:
        said = "Pogrubienie albo kursywa nie są domknięte. Dopisz drugą gwiazdkę lub dwie, "
        raise MarksError(f"{said}a zwykłą gwiazdkę poprzedź znakiem \\.") from problem
    for run in runs:
        if run.href is not None and not run.href.startswith(_FOLLOWED):
            said = f"Odnośnik prowadzi do „{run.href}”. Podaj adres, który zaczyna się od https://"
            raise MarksError(f"{said}.")
    return runs


def parts_of(text: str) -> Iterator[Paragraph | BulletList]:
    """Paragraphs and lists of a marked text: a line is a paragraph, "- " begins an item.

    >>> [type(part).__name__ for part in parts_of("Wstęp:\\n- jeden\\n- dwa")]
    ['Paragraph', 'BulletList']
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for listed, group in groupby(lines, lambda line: bool(_ITEM.match(line))):
        if listed:
            yield BulletList(tuple(runs_of(_ITEM.sub("", line, count=1)) for line in group))
        else:
            yield from (Paragraph(runs_of(line.strip())) for line in group)


def led(part: Paragraph | BulletList, lead: Callable[[Run], Run]) -> Paragraph | BulletList:
    """A paragraph or a list with every run led elsewhere."""
    if isinstance(part, Paragraph):
        return replace(part, runs=tuple(map(lead, part.runs)))
    return replace(part, items=tuple(tuple(map(lead, item)) for item in part.items))
