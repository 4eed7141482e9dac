"""The strategy as a Document: written to HTML, PDF and DOCX like every report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from terytoria.documents.model import Block, Contents, CoverInfo, Document, Heading
from terytoria.reports.goals.outline import Outline
from terytoria.reports.goals.parts import (
    challenge_blocks,
    goal_blocks,
    paragraphs,
    project_blocks,
)


@dataclass(frozen=True)
class Adoption:
    """Who adopted which version, by which decision and when."""

    partnership: str
    version: int
    decision: str
    adopted_on: date
    synthetic: bool = False


def build_goals(outline: Outline, adoption: Adoption) -> Document:
    """The document of an adopted strategy; the same input gives the same document."""
    facts = [("Uchwała", adoption.decision), ("Wersja", str(adoption.version))]
    if outline.horizon:
        facts.append(("Horyzont", outline.horizon))
    return Document(
        title="Cele i projekty partnerstwa",
        subtitle=adoption.partnership,
        authors=(adoption.partnership,),
        publisher=adoption.partnership,
        date=adoption.adopted_on,
        keywords=("strategia", "cele", "partnerstwo gmin"),
        summary=f"Wyzwania, cele, mierniki i projekty: {adoption.partnership}.",
        synthetic=adoption.synthetic,
        front=CoverInfo("Strategia przyjęta uchwałą", tuple(facts)),
        blocks=tuple(_blocks(outline)),
        notes=("Dokument powstał z wersji przyjętej uchwałą; źródła stoją przy dowodach.",),
    )


def _blocks(outline: Outline) -> Iterable[Block]:
    yield Contents()
    if outline.vision:
        yield Heading(1, "Wizja", "wizja")
        yield from paragraphs(outline.vision, lead=True)
    if outline.challenges:
        yield Heading(1, "Wyzwania i dowody", "wyzwania")
        for one in outline.challenges:
            yield from challenge_blocks(one)
    for goal in outline.goals:
        yield from goal_blocks(goal)
    if outline.projects:
        yield Heading(1, "Projekty", "projekty")
        for project in outline.projects:
            yield from project_blocks(project)
