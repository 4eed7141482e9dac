"""A draft as the element matrix sees it."""

from __future__ import annotations

from collections.abc import Mapping

from terytoria.strategy.draft.citations import citations, plain
from terytoria.strategy.draft.model import (
    Block,
    Chapter,
    Draft,
    Figure,
    Inserted,
    Live,
    Paragraph,
    Table,
)
from terytoria.strategy.elements import Section


def sections_of(draft: Draft, live: Mapping[Live, str] | None = None) -> tuple[Section, ...]:
    """A section a chapter; what stands below a chapter counts for the chapter above it too.

    ``live`` is the wording of what is inserted from the chain: the reader reads its words too.

    >>> text = Paragraph("p1", "Ubyło [4,8%](dowod:finding:12) osób.")
    >>> one = sections_of(Draft("S", 2030, (Chapter("r1", "Wnioski", blocks=(text,)),)))[0]
    >>> one.words, one.evidence
    (3, 1)
    """
    found = []
    for at, chapter in enumerate(draft.chapters):
        own = [chapter]
        for below in draft.chapters[at + 1 :]:
            if below.level <= chapter.level:
                break
            own.append(below)
        blocks = [block for one in own for block in one.blocks]
        found.append(_section(chapter, blocks, live or {}))
    return tuple(found)


def _section(chapter: Chapter, blocks: list[Block], wording: Mapping[Live, str]) -> Section:
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    tables = [block for block in blocks if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    live = [block.what for block in blocks if isinstance(block, Inserted)]
    shown = [wording.get(one, "") for one in live]
    return Section(
        id=chapter.id,
        title=chapter.title,
        elements=chapter.elements,
        words=sum(len(plain(text).split()) for text in (*texts, *cells, *shown)),
        evidence=sum(1 for text in (*texts, *cells) for _one in citations(text)),
        graphics=sum(isinstance(block, Figure) for block in blocks),
        indicators=live.count(Live.TARGETS) + live.count(Live.GOALS),
    )
