"""A strategy of 150 pages with 60 figures: its checks, and its three formats beside LibreOffice."""

from __future__ import annotations

import io
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from pypdf import PdfReader

from bench.apart import Clock, Found, answer, apart
from bench.data import area, demonstration, home, scratch, stored
from bench.report import office_seconds
from bench.row import Row
from terytoria.diagnosis import diagnose
from terytoria.documents import model
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.diagnosis import build_report
from terytoria.reports.goals.outline import Outline
from terytoria.reports.strategy import Imprint, Materials, build_strategy, cited_source
from terytoria.strategy.draft import (
    Chapter,
    Draft,
    Figure,
    Paragraph,
    Source,
    check_draft,
    sections_of,
)
from terytoria.strategy.draft.model import Block
from terytoria.strategy.elements import check_elements, profiles

FORMATS, CHECKS = 12.0, 0.3
PAGES, FIGURES, CHAPTERS, SOURCES = 150, 60, 30, 120
PARAGRAPHS = 16
SAID = (
    "W latach 2020–2024 z gmin ubyło [4,8%](dowod:finding:{key}) mieszkańców, a młodych "
    "wyjeżdża najwięcej. Szkoły i przychodnie mają coraz mniej użytkowników, więc koszt na osobę "
    "rośnie. Partnerstwo odpowie na to **wspólnymi usługami**: jednym centrum usług, wspólnym "
    "transportem do szkół i opieką nad seniorami, która nie kończy się na granicy gminy. Każde z "
    "tych działań ma lidera, koszt i miernik, a wyniki będą ogłaszane co roku. "
)


def draft_of(names: list[str]) -> Draft:
    """A draft of about 150 pages that cites 120 sources and shows 60 figures."""
    every = sorted({one.id for profile in profiles() for one in profile.elements})
    shown = islice(cycle(names), FIGURES)
    figures = [Figure(f"f{at}", name, f"Rysunek {at}") for at, name in enumerate(shown)]
    chapters = []
    for at in range(CHAPTERS):
        blocks: list[Block] = [
            Paragraph(f"p{at}-{place}", 2 * SAID.format(key=(at * PARAGRAPHS + place) % SOURCES))
            for place in range(PARAGRAPHS)
        ]
        blocks += figures[2 * at : 2 * at + 2]
        elements = frozenset(every[at::CHAPTERS])
        chapters.append(Chapter(f"r{at}", f"Rozdział {at + 1}", 1, elements, tuple(blocks)))
    return Draft("Strategia", 2035, tuple(chapters))


def _checked(values: dict[str, object], names: list[str]) -> float:
    """Seconds of reading a stored draft and of every check of it."""
    sources = {f"finding:{at}": Source("Ubywa", (-4.83,), (2020, 2024)) for at in range(SOURCES)}
    clock = Clock()
    draft = Draft.from_json(values)
    check_elements([one.id for one in profiles()], sections_of(draft))
    check_draft(draft, sources, (), frozenset(names))
    return clock.seconds()


def _measure(folder: str, docx_file: str) -> Found:
    measures = stored(folder)
    found = diagnose(measures, area(measures, demonstration(measures.snapshot.register)))
    drawn = {one.id: one for one in model.figures_of(build_report(found, measures))}
    draft = draft_of(list(drawn))
    record = {"indicator": "L-01", "value": -4.83, "interval": None, "years": [2020, 2024]}
    told = {"title": "Ludności ubywa", "text": "Ubyło 4,8%.", "diagnosis": 1, "snapshot": "m"}
    told["values"] = [{**record, "source": "GUS BDL", "vintage": "2026-01-01"}]
    materials = Materials(
        Outline("", "2035", (), (), ()),
        {f"finding:{at}": cited_source(f"finding:{at}", told) for at in range(SOURCES)},
        {
            block.id: drawn[block.figure]
            for _chapter, block in draft.blocks()
            if isinstance(block, Figure)
        },
    )
    checks = min(_checked(draft.to_json(), list(drawn)) for _ in range(3))
    clock = Clock()
    imprint = Imprint("Partnerstwo pokazowe", "1", date(2026, 11, 2))
    document = build_strategy(draft, imprint, materials)
    write_html(document)
    pdf, docx = write_pdf(document), write_docx(document)
    seconds = clock.seconds()
    Path(docx_file).write_bytes(docx)
    pages = float(len(PdfReader(io.BytesIO(pdf)).pages))
    figures = float(len(model.figures_of(document)))
    return {"seconds": seconds, "checks": checks, "pages": pages, "figures": figures}


def rows() -> list[Row]:
    """The three formats, and the checks that run as people type."""
    docx_file = scratch() / "strategy.docx"
    found = apart(__name__, "measure", home(), docx_file)
    office = office_seconds(docx_file)
    seconds, checks = found["seconds"], found["checks"]
    size = f"{found['pages']:.0f} pages, {found['figures']:.0f} figures"
    large = found["pages"] >= PAGES and found["figures"] >= FIGURES
    peer = (
        "LibreOffice not installed" if office is None else f"LibreOffice, PDF only: {office:.1f} s"
    )
    return [
        Row(
            f"Strategy: HTML, PDF and DOCX ({size})",
            f"{seconds:.2f} s, {found['megabytes']:.0f} MB",
            peer,
            "-" if office is None else f"{office / seconds:.2f}x",
            f"<= {FORMATS:g} s",
            seconds <= FORMATS and large,
        ),
        Row(
            "Strategy: element matrix of every profile and consistency, from stored text",
            f"{checks * 1000:.0f} ms",
            "-",
            "-",
            f"<= {CHECKS:g} s",
            checks <= CHECKS,
        ),
    ]


if __name__ == "__main__":
    answer({"measure": _measure})
