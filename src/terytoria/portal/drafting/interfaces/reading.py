"""The text as a page shows it: chapters, blocks, sources, and what may be done with each."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from terytoria.portal.drafting.domain.checking import Checked
from terytoria.portal.drafting.domain.citing import cited_keys
from terytoria.portal.drafting.domain.content import LIVE_LABELS
from terytoria.portal.drafting.domain.figures import Figures, pictures
from terytoria.portal.drafting.domain.freezing import source_values
from terytoria.portal.drafting.domain.templates import hint_of
from terytoria.portal.drafting.interfaces.marks import Numbers, cell_of, html_of
from terytoria.portal.strategies.chain import Chain, Cited
from terytoria.portal.strategies.serialise import to_bytes
from terytoria.reports.goals.outline import Outline, outline_of
from terytoria.reports.strategy import CitedSource, cited_source
from terytoria.strategy.draft import (
    Chapter,
    Draft,
    Figure,
    Inserted,
    Paragraph,
    Problem,
    Table,
)
from terytoria.strategy.draft.model import Block, Live

_PAGES = {
    "edit": "block_edit",
    "history": "history",
    "delete": "delete",
    "move": "move",
    "comment": "comment",
}


@dataclass(frozen=True)
class Shown:
    """A block as HTML or as values for a template, with what is wrong and who commented."""

    key: str
    kind: str
    urls: Mapping[str, str]
    html: SafeString | None = None
    header: tuple[SafeString, ...] = ()
    rows: tuple[tuple[SafeString, ...], ...] = ()
    caption: str = ""
    picture: Mapping[str, Any] | None = None
    live: str = ""
    live_label: str = ""
    problems: tuple[Problem, ...] = ()
    comments: int = 0


@dataclass(frozen=True)
class Part:
    """A chapter with its blocks; ``tag`` is the level of its heading in the page."""

    key: str
    title: str
    level: int
    elements: tuple[str, ...]
    blocks: tuple[Shown, ...]
    urls: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    comments: int = 0
    hint: str = ""

    @property
    def tag(self) -> str:
        """The heading in the page."""
        return f"h{self.level + 1}"


@dataclass(frozen=True)
class Numbered:
    """A cited source with its number."""

    number: int
    source: CitedSource
    url: str


@dataclass
class Reading:
    """Arranges a draft; without a ``checked`` text there are no problems to show."""

    slug: str
    draft: Draft
    chain: Chain
    sources: Mapping[str, Cited]
    figures: Figures
    checked: Checked | None = None
    comments: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        known = [key for key in cited_keys(self.draft) if key in self.sources]
        self.numbers: Numbers = {key: at for at, key in enumerate(known, 1)}
        self._problems: defaultdict[str, list[Problem]] = defaultdict(list)
        for one in self.checked.problems if self.checked else ():
            self._problems[one.place].append(one)

    @property
    def outline(self) -> Outline:
        """The chain set out for reading."""
        return outline_of(json.loads(to_bytes(self.chain)))

    def parts(self) -> tuple[Part, ...]:
        """Chapters in order."""
        return tuple(self._part(one) for one in self.draft.chapters)

    def numbered(self) -> tuple[Numbered, ...]:
        """Cited sources by number."""
        return tuple(
            Numbered(
                number,
                cited_source(key, source_values(self.sources[key])),
                self._source_url(self.sources[key]),
            )
            for key, number in self.numbers.items()
        )

    def block(self, block: Block) -> Shown:
        """A block as the page shows it."""
        urls = {name: self._url(page, block.id) for name, page in _PAGES.items()}
        urls["add"] = f"{reverse('drafting:block_add', args=[self.slug])}?po={block.id}"
        told: dict[str, Any] = {
            "key": block.id,
            "urls": urls,
            "problems": tuple(self._problems[block.id]),
            "comments": self.comments[block.id],
        }
        match block:
            case Paragraph():
                return Shown(kind="paragraph", html=html_of(block.text, self.numbers), **told)
            case Table():
                header, *rows = (
                    tuple(cell_of(cell, self.numbers) for cell in row)
                    for row in (block.header, *block.rows)
                )
                return Shown(
                    kind="table", header=header, rows=tuple(rows), caption=block.caption, **told
                )
            case Figure():
                picture = self._picture(block)
                return Shown(kind="figure", caption=block.caption, picture=picture, **told)
            case Inserted():
                what = Live(block.what)
                return Shown(kind="inserted", live=what.value, live_label=LIVE_LABELS[what], **told)

    def _part(self, chapter: Chapter) -> Part:
        urls = {name: self._url(page, chapter.id) for name, page in _PAGES.items()}
        urls["edit"] = self._url("chapter_edit", chapter.id)
        urls["add"] = f"{reverse('drafting:block_add', args=[self.slug])}?w={chapter.id}"
        urls["below"] = f"{reverse('drafting:chapter_add', args=[self.slug])}?po={chapter.id}"
        elements = tuple(sorted(chapter.elements))
        return Part(
            key=chapter.id,
            title=chapter.title,
            level=chapter.level,
            elements=elements,
            blocks=tuple(self.block(one) for one in chapter.blocks),
            urls=urls,
            problems=tuple(self._problems[chapter.id]),
            comments=self.comments[chapter.id],
            hint="" if chapter.blocks else hint_of(chapter.title, elements),
        )

    def _picture(self, block: Figure) -> Mapping[str, Any] | None:
        """Address, alternative text and table of a figure; nothing before it was drawn."""
        of = self.figures.diagnosis(block)
        found = pictures(of).get(block.figure) if of else None
        if of is None or found is None:
            return None
        url = reverse("drafting:picture", args=[self.slug, of.number, block.figure])
        return {**found, "url": url, "diagnosis": of.number, "pinned": bool(block.pinned)}

    def _url(self, page: str, key: str) -> str:
        return reverse(f"drafting:{page}", args=[self.slug, key])

    def _source_url(self, one: Cited) -> str:
        if one.key.startswith("finding:"):
            return reverse("evidence:finding", args=[self.slug, one.pk])
        return reverse("evidence:own", args=[self.slug])
