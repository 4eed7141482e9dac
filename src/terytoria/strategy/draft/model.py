"""A draft: chapters of blocks. A block keeps its id for life, so remarks stay at their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias


class DraftError(ValueError):
    """JSON that is no draft: what is wrong and where."""


class Live(StrEnum):
    """What of the chain a draft shows as it is now."""

    GOALS = "goals"
    TARGETS = "targets"
    PROJECTS = "projects"


@dataclass(frozen=True)
class Paragraph:
    """Marked text: ``**bold**``, ``*italic*``, ``[text](https://…)``, ``[4,8%](dowod:KEY)``."""

    id: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table of texts; every row has as many cells as the ``header``."""

    id: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A figure of the diagnosis by its name; ``pinned`` names a snapshot it stays with."""

    id: str
    figure: str
    caption: str
    pinned: str = ""


@dataclass(frozen=True)
class Inserted:
    """A part of the chain, shown as it is."""

    id: str
    what: Live


Block: TypeAlias = Paragraph | Table | Figure | Inserted
_KINDS: dict[str, type[Block]] = {
    "paragraph": Paragraph,
    "table": Table,
    "figure": Figure,
    "inserted": Inserted,
}


@dataclass(frozen=True)
class Chapter:
    """A chapter (level 1) or a section of it (2 or 3) with the elements it declares."""

    id: str
    title: str
    level: int = 1
    elements: frozenset[str] = frozenset()
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A strategy as it is written; ``horizon`` is its last year.

    >>> Draft("Strategia", 2030, (Chapter("r1", "Wstęp"),)).to_json()["chapters"][0]["title"]
    'Wstęp'
    """

    title: str
    horizon: int
    chapters: tuple[Chapter, ...] = field(default_factory=tuple)

    def blocks(self) -> Iterator[tuple[Chapter, Block]]:
        """Every block with its chapter, in order."""
        for chapter in self.chapters:
            for block in chapter.blocks:
                yield chapter, block

    def to_json(self) -> dict[str, Any]:
        """The draft as JSON values."""
        return {
            "title": self.title,
            "horizon": self.horizon,
            "chapters": [_chapter_json(chapter) for chapter in self.chapters],
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Draft:
        """The draft of JSON values; raises :class:`DraftError` with the place of the mistake."""
        try:
            chapters = tuple(
                _chapter(row, f"chapters[{at}]") for at, row in enumerate(body["chapters"])
            )
            found = cls(str(body["title"]), int(body["horizon"]), chapters)
        except (KeyError, TypeError, ValueError) as problem:
            if isinstance(problem, DraftError):
                raise
            raise DraftError(f"draft: {type(problem).__name__} {problem}") from problem
        _unique(found)
        return found


def _chapter_json(chapter: Chapter) -> dict[str, Any]:
    names = {kind: name for name, kind in _KINDS.items()}
    blocks = [{"kind": names[type(block)], **asdict(block)} for block in chapter.blocks]
    return {
        "id": chapter.id,
        "title": chapter.title,
        "level": chapter.level,
        "elements": sorted(chapter.elements),
        "blocks": blocks,
    }


def _chapter(row: Mapping[str, Any], place: str) -> Chapter:
    level = int(row.get("level", 1))
    if not 1 <= level <= 3:
        raise DraftError(f"{place}: level {level}; take 1, 2 or 3")
    blocks = tuple(
        _block(one, f"{place}.blocks[{at}]") for at, one in enumerate(row.get("blocks", ()))
    )
    elements = frozenset(str(one) for one in row.get("elements", ()))
    return Chapter(str(row["id"]), str(row["title"]), level, elements, blocks)


def _block(row: Mapping[str, Any], place: str) -> Block:
    given = {name: value for name, value in row.items() if name != "kind"}
    kind = _KINDS.get(str(row.get("kind")))
    if kind is None:
        known = ", ".join(_KINDS)
        raise DraftError(f"{place}: kind {row.get('kind')!r}; take one of: {known}")
    if kind is Inserted:
        given["what"] = Live(given["what"])
    if kind is Table:
        given["header"] = tuple(str(cell) for cell in given["header"])
        given["rows"] = tuple(tuple(str(cell) for cell in line) for line in given["rows"])
        if any(len(line) != len(given["header"]) for line in given["rows"]):
            raise DraftError(f"{place}: every row needs {len(given['header'])} cells")
    try:
        return kind(**given)
    except TypeError as problem:
        raise DraftError(f"{place}: {problem}") from problem


def _unique(draft: Draft) -> None:
    """Ids are places; two blocks at one place would share their remarks."""
    seen: set[str] = set()
    for one in (*draft.chapters, *(block for _chapter, block in draft.blocks())):
        if one.id in seen or not one.id:
            raise DraftError(f"id {one.id!r} is used twice or empty")
        seen.add(one.id)
