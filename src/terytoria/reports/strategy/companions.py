"""What goes with a strategy: a summary of two pages and a version that is easy to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Table,
)
from terytoria.language.dates import date_pl
from terytoria.reports.goals.outline import Outline
from terytoria.reports.goals.parts import plain
from terytoria.reports.strategy.record import Imprint
from terytoria.reports.strategy.settling import settled, worded
from terytoria.strategy.plain import lines_of, parse_words

SECTIONS = {
    "area": "Obszar",
    "challenges": "Wyzwania",
    "goals": "Cele",
    "projects": "Najważniejsze projekty",
    "targets": "Jak zmierzymy postęp",
}
"""Parts of a summary, in order; people write the text of each."""
MOST_PAGES = 2
MOST_ITEMS = 8
"""Items of the chain a summary lists in one part; it says how many more there are."""
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_TARGETS = ("Miernik", "Wartość bazowa", "Wartość docelowa")


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of this house has.

    >>> pages_of(b"<</Type/Page>> <</Type /Page >> <</Type/Pages/Count 2>>")
    2
    """
    return len(_PAGE.findall(pdf))


def build_summary(
    title: str, texts: Mapping[str, str], outline: Outline, imprint: Imprint
) -> Document:
    """The summary of a strategy: what people wrote, and lists of the chain that cannot differ.

    The same input gives the same document. Whether it keeps to :data:`MOST_PAGES` is measured on
    its PDF with :func:`pages_of`.
    """
    return _document(
        f"Streszczenie: {title}",
        (_said(_identity(outline, imprint)), *_parts(texts, outline)),
        imprint,
        "Listy wyzwań, celów, projektów i mierników pochodzą wprost z pełnego tekstu strategii.",
    )


def build_easy(title: str, text: str, words: str, imprint: Imprint) -> Document:
    """The easy-to-read version: a sentence a line, difficult words explained at the end."""
    blocks: list[Block] = list(_lines(text))
    explained = parse_words(words)
    if explained:
        blocks.append(Heading(2, "Trudne słowa", "trudne-slowa", numbered=False))
        blocks += [
            Paragraph(inline(f"**{escape(word)}** to {escape(meaning)}"), lead=True)
            for word, meaning in explained.items()
        ]
    return _document(
        f"Tekst łatwy do czytania: {title}",
        blocks,
        imprint,
        "Ten tekst mówi o najważniejszych sprawach. Wszystko jest w pełnym tekście strategii.",
    )


def _document(title: str, blocks: Iterable[Block], imprint: Imprint, note: str) -> Document:
    return Document(
        title=worded(title),
        subtitle=imprint.partnership,
        authors=(imprint.partnership,),
        publisher=imprint.partnership,
        date=imprint.day,
        keywords=("strategia", "partnerstwo gmin"),
        summary=f"{worded(title)}. {imprint.partnership}.",
        synthetic=imprint.synthetic,
        letter=Letterhead((imprint.partnership,), date_pl(imprint.day)),
        blocks=settled((Heading(1, title, "tytul", numbered=False), *blocks)),
        notes=(note,),
    )


def _identity(outline: Outline, imprint: Imprint) -> str:
    told = [f"Wersja {imprint.version}"]
    if imprint.decision:
        told.append(f"uchwała {imprint.decision}")
    if outline.horizon:
        told.append(f"do roku {outline.horizon}")
    return f"{', '.join(told)}."


def _parts(texts: Mapping[str, str], outline: Outline) -> Iterator[Block]:
    lists: Mapping[str, Sequence[str]] = {
        "challenges": [one.title for one in outline.challenges],
        "goals": [f"Cel {one.place}. {one.title}" for one in outline.goals],
        "projects": [one.title for one in outline.projects],
    }
    for name, heading in SECTIONS.items():
        yield Heading(2, heading, f"czesc-{name}", numbered=False)
        yield from (_said(line) for _number, line in lines_of(texts.get(name, "")))
        if lists.get(name):
            yield BulletList(tuple(plain(worded(one)) for one in _first(lists[name])))
        if name == "targets":
            yield from _targets(outline)


def _first(titles: Sequence[str]) -> Iterator[str]:
    yield from titles[:MOST_ITEMS]
    if len(titles) > MOST_ITEMS:
        yield f"oraz {len(titles) - MOST_ITEMS} więcej w pełnym tekście"


def _targets(outline: Outline) -> Iterator[Block]:
    found = [one for goal in outline.goals for one in goal.targets][:MOST_ITEMS]
    rows = tuple(
        (
            worded(f"{one.name} ({one.unit})" if one.unit else one.name),
            _dated(one.base, one.base_year),
            _dated(one.value, one.year),
        )
        for one in found
    )
    if rows:
        columns = tuple(Column(name) for name in _TARGETS)
        yield Table("mierniki", "Mierniki celów", columns, rows)


def _dated(value: str, year: str) -> str | None:
    return (f"{value} ({year})" if year else value) or None


def _lines(text: str) -> Iterator[Block]:
    """A paragraph a sentence, larger than usual; lines with "- " are lists."""
    listed: list[str] = []
    for _number, line in lines_of(text):
        if line.startswith("- "):
            listed.append(line.removeprefix("- "))
            continue
        yield from _list(listed)
        listed = []
        yield Paragraph(plain(line), lead=True)
    yield from _list(listed)


def _list(items: Sequence[str]) -> Iterator[Block]:
    if items:
        yield BulletList(tuple(plain(one) for one in items))


def _said(text: str) -> Paragraph:
    return Paragraph(plain(text))
