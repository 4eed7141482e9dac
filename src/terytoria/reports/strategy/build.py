"""The text of a strategy as a Document: written to HTML, PDF and DOCX like every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from terytoria.documents import model
from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Contents,
    CoverInfo,
    Document,
    FigureData,
    Heading,
    Run,
    Source,
)
from terytoria.language.dates import date_pl
from terytoria.reports.goals.parts import goal_blocks, plain, project_blocks, targets_table
from terytoria.reports.strategy.marks import CITED, led, parts_of
from terytoria.reports.strategy.record import FINDING, OWN, CitedSource, Imprint, Materials
from terytoria.reports.strategy.settling import settled, worded
from terytoria.strategy.draft import Chapter, Draft, Figure, Inserted, Paragraph, Table, citations
from terytoria.strategy.draft.citations import plain as words_of
from terytoria.strategy.draft.model import Block as DraftBlock
from terytoria.strategy.draft.model import Live

_DEEPEST = 3


def build_strategy(draft: Draft, imprint: Imprint, materials: Materials) -> Document:
    """The document of a draft; the same input gives the same document.

    Citations lead to the annex "Dowody", which lists every cited source. A figure or a source
    that is not among the materials is said to be missing where it should stand.
    """
    facts = [("Wersja", imprint.version), ("Horyzont", str(draft.horizon))]
    if imprint.decision:
        facts.insert(0, ("Uchwała", imprint.decision))
    facts += [("Rodzaj dokumentu", name) for name in imprint.profiles]
    kicker = "Strategia przyjęta uchwałą" if imprint.decision else "Strategia"
    return Document(
        title=draft.title,
        subtitle=imprint.partnership,
        authors=(imprint.partnership,),
        publisher=imprint.partnership,
        date=imprint.day,
        keywords=("strategia", "partnerstwo gmin"),
        summary=f"{draft.title}: {imprint.partnership}, do roku {draft.horizon}.",
        synthetic=imprint.synthetic,
        front=CoverInfo(kicker, tuple(facts)),
        blocks=settled(_Writer(draft, materials).blocks()),
        notes=("Liczby w tekście prowadzą do dowodów wymienionych w załączniku.",),
    )


class _Writer:
    """Sets a draft out; numbers sources in the order in which they are first cited."""

    def __init__(self, draft: Draft, materials: Materials) -> None:
        self.draft, self.materials = draft, materials
        self.numbers: dict[str, int] = {}

    def blocks(self) -> Iterator[Block]:
        yield Contents()
        depth = 0
        for chapter in self.draft.chapters:
            depth = min(chapter.level, depth + 1)
            yield Heading(depth, chapter.title, chapter.id)
            for block in chapter.blocks:
                yield from self._block(block, chapter, depth)
        yield from self._evaluation()
        yield from self._annex()
        if self.materials.figures:
            yield Heading(1, "Dane rysunków", "dane-rysunkow", numbered=False)
            yield FigureData()

    def _block(self, block: DraftBlock, chapter: Chapter, depth: int) -> Iterator[Block]:
        match block:
            case Paragraph():
                for part in parts_of(block.text):
                    yield led(part, self._run)
            case Table():
                yield from self._table(block)
            case Figure():
                yield self._figure(block)
            case Inserted():
                yield from self._live(block, min(depth + 1, _DEEPEST))

    def _run(self, run: Run) -> Run:
        """A citation leads to its source in the annex and bears its number."""
        if run.href is None or not run.href.startswith(CITED):
            return run
        number = self._number(run.href.removeprefix(CITED))
        if number is None:
            return replace(run, href=None)
        return replace(run, text=f"{run.text}\u00a0[{number}]", href=None, ref=f"dowod-{number}")

    def _number(self, key: str) -> int | None:
        if key not in self.materials.sources:
            return None
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def _table(self, block: Table) -> Iterator[Block]:
        cells = [cell for row in (block.header, *block.rows) for cell in row]
        cited = [self._number(one.key) for cell in cells for one in citations(cell)]
        numbers = sorted({one for one in cited if one is not None})
        if not block.rows:
            yield model.Paragraph(plain(f"{worded(block.caption)}: tabela nie ma jeszcze wierszy."))
            return
        yield model.Table(
            block.id,
            worded(block.caption, "Tabela"),
            tuple(Column(worded(words_of(cell))) for cell in block.header),
            tuple(tuple(words_of(cell) or None for cell in row) for row in block.rows),
            source=f"dowody {', '.join(map(str, numbers))}" if numbers else "",
        )

    def _figure(self, block: Figure) -> Block:
        found = self.materials.figures.get(block.id)
        if found is None:
            text = f"Diagnoza nie ma rysunku „{block.figure}”."
            return Callout("warning", worded(block.caption, "Rysunek"), plain(worded(text)))
        table = found.table and replace(found.table, id=f"{block.id}-dane")
        return replace(found, id=block.id, caption=worded(block.caption, "Rysunek"), table=table)

    def _live(self, block: Inserted, level: int) -> Iterator[Block]:
        outline = self.materials.outline
        if block.what is Live.GOALS:
            for goal in outline.goals:
                yield from goal_blocks(goal, level)
        elif block.what is Live.TARGETS:
            yield from (targets_table(goal) for goal in outline.goals if goal.targets)
        else:
            for project in outline.projects:
                yield from project_blocks(project, level)

    def _evaluation(self) -> Iterator[Block]:
        found = self.materials.evaluation
        if found is None:
            return
        yield Heading(1, "Uprzednia ewaluacja", "ewaluacja", numbered=False)
        for place, (name, facts, judgement) in enumerate(found.criteria, 1):
            yield Heading(2, name, f"ewaluacja-{place}", numbered=False)
            if facts:
                yield BulletList(tuple(plain(fact) for fact in facts))
            for line in judgement.splitlines():
                if line.strip():
                    yield model.Paragraph(plain(line.strip()))
        signed = f"Podpisał(a): {found.signed_name}, {date_pl(found.signed_on)}"
        yield model.Paragraph(plain(signed))

    def _annex(self) -> Iterator[Block]:
        if not self.numbers:
            return
        yield Heading(1, "Dowody", "dowody", numbered=False)
        told = "Numery w nawiasach kwadratowych w tekście prowadzą do tej listy."
        yield model.Paragraph(plain(told))
        sources = self.materials.sources
        for kind, name in ((FINDING, "dowody-ustalenia"), (OWN, "dowody-wlasne")):
            own = [
                (number, key) for key, number in self.numbers.items() if sources[key].kind == kind
            ]
            if own:
                yield Heading(2, kind, name, numbered=False)
            for number, key in own:
                yield from _source(number, sources[key])


def _source(number: int, one: CitedSource) -> Iterable[Block]:
    yield Heading(_DEEPEST, f"[{number}] {one.title}", f"dowod-{number}", numbered=False)
    if one.text:
        yield model.Paragraph(plain(" ".join(one.text.split())))
    if one.values:
        yield BulletList(
            tuple(
                inline(f"{escape(value.name)}: **{escape(value.amount)}**{escape(_where(*told))}")
                for value in one.values
                for told in [(value.years, value.source, value.vintage)]
            )
        )
    if one.diagnosis:
        yield Source(f"Źródło: {one.diagnosis}")


def _where(years: str, source: str, vintage: str) -> str:
    parts = (years, source, f"stan danych: {vintage}" if vintage else "")
    return "".join(f"; {part}" for part in parts if part)
