"""Numbers of chapters, figures and tables, and the text of references to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from terytoria.documents.model import (
    Document,
    Figure,
    FigurePair,
    Heading,
    Run,
    Table,
)
from terytoria.language.numbers import NBSP


@dataclass(frozen=True, slots=True)
class Label:
    """What an id stands for: ``kind`` ("Rysunek"), ``number`` ("3") and the caption."""

    kind: str
    number: str
    title: str

    @property
    def text(self) -> str:
        """Kind and number: "Rysunek 3"; the title where there is no number."""
        return f"{self.kind} {self.number}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in its place: ``index`` of its block, ``number`` ("1.2" or empty), ``id``."""

    index: int
    level: int
    number: str
    text: str
    id: str

    @property
    def full(self) -> str:
        """Number and text, as printed in the contents."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Numbering:
    """The outline (headings in order) and the labels by id."""

    outline: tuple[Entry, ...]
    labels: Mapping[str, Label]

    def entry(self, index: int) -> Entry:
        """The outline entry of the heading at block ``index``; KeyError when there is none."""
        for entry in self.outline:
            if entry.index == index:
                return entry
        raise KeyError(index)

    def run_text(self, run: Run) -> str:
        """The words of a run, references resolved ("#" in their text is the number)."""
        if run.ref is None:
            return run.text
        label = self.labels[run.ref]
        if not run.text:
            return label.text.replace(" ", NBSP) if label.number else label.title
        return run.text.replace(" #", f"{NBSP}#").replace("#", label.number)


def number(document: Document) -> Numbering:
    """Number a document: chapters 1, sections 1.1, figures and tables from 1 through the whole.

    >>> doc = Document(title="R", blocks=(Heading(1, "Ludność"), Heading(2, "Zmiana", id="z")))
    >>> [entry.full for entry in number(doc).outline]
    ['1 Ludność', '1.1 Zmiana']
    >>> number(doc).labels["z"].text
    'rozdział 1.1'
    """
    outline: list[Entry] = []
    labels: dict[str, Label] = {}
    counter = [0, 0]
    figures = tables = 0
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            entry = _heading(index, block, counter)
            outline.append(entry)
            labels[entry.id] = Label("rozdział", entry.number, block.text)
        elif isinstance(block, Table):
            tables += 1
            labels[block.id] = Label("Tabela", str(tables), block.caption)
        else:
            for figure in _figures(block):
                figures += 1
                labels[figure.id] = Label("Rysunek", str(figures), figure.caption)
    return Numbering(tuple(outline), labels)


def _figures(block: object) -> tuple[Figure, ...]:
    if isinstance(block, Figure):
        return (block,)
    if isinstance(block, FigurePair):
        return (block.left, block.right)
    return ()


def _heading(index: int, heading: Heading, counter: list[int]) -> Entry:
    """Count a heading; level 3 and unnumbered headings carry no number."""
    text = ""
    if heading.level == 1:
        if heading.numbered:
            counter[0] += 1
            text = str(counter[0])
        counter[1] = 0 if heading.numbered else -1
    elif heading.level == 2 and heading.numbered and counter[1] >= 0 and counter[0]:
        counter[1] += 1
        text = f"{counter[0]}.{counter[1]}"
    return Entry(index, heading.level, text, heading.text, heading.id or f"rozdzial-{index}")
