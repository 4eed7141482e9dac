"""The strategy as a Document: written to HTML, PDF and DOCX like every report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Contents,
    CoverInfo,
    Document,
    Heading,
    Paragraph,
    Runs,
    Source,
    Table,
)
from terytoria.reports.goals.outline import (
    ChallengePart,
    DirectionPart,
    GoalPart,
    Outline,
    ProjectPart,
)

_TARGETS = ("Miernik", "Kierunek zmiany", "Wartość bazowa", "Wartość docelowa", "Źródło")


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
        yield from _paragraphs(outline.vision, lead=True)
    if outline.challenges:
        yield Heading(1, "Wyzwania i dowody", "wyzwania")
        for one in outline.challenges:
            yield from _challenge(one)
    for goal in outline.goals:
        yield from _goal(goal)
    if outline.projects:
        yield Heading(1, "Projekty", "projekty")
        for project in outline.projects:
            yield from _project(project)


def _challenge(one: ChallengePart) -> Iterable[Block]:
    yield Heading(2, f"{one.title}", f"wyzwanie-{one.place}")
    yield from _paragraphs(one.text)
    if one.goals:
        yield Paragraph((*_plain("Odpowiada: "), *_listed(one.goals)))
    else:
        yield Callout(
            "warning", "Bez odpowiedzi", _plain("Żaden cel nie odpowiada na to wyzwanie.")
        )
    for proof in one.proofs:
        yield Paragraph(inline(f"**{escape(proof.title)}.** {escape(proof.text)}"))
        if proof.sources:
            yield Source(f"Źródło: {'; '.join(proof.sources)}")


def _listed(goals: Iterable[int]) -> Runs:
    return inline(", ".join(f"[cel {place}](@cel-{place})" for place in goals) + ".")


def _goal(goal: GoalPart) -> Iterable[Block]:
    yield Heading(1, f"Cel {goal.place}. {goal.title}", f"cel-{goal.place}", numbered=False)
    yield from _paragraphs(goal.text, lead=True)
    if goal.answers:
        yield Heading(2, "Na co odpowiada", f"cel-{goal.place}-wyzwania", numbered=False)
        yield BulletList(tuple(_plain(one.title) for one in goal.answers))
    if goal.targets:
        yield Heading(2, "Jak zmierzymy", f"cel-{goal.place}-mierniki", numbered=False)
        yield _targets(goal)
        for target in goal.targets:
            if target.justification:
                yield Paragraph(
                    inline(f"**{escape(target.name)}.** {escape(target.justification)}")
                )
    for at, direction in enumerate(goal.directions, 1):
        yield from _direction(direction, f"cel-{goal.place}-kierunek-{at}")


def _targets(goal: GoalPart) -> Table:
    rows = tuple(
        (
            f"{one.name} ({one.unit})" if one.unit else one.name,
            one.wanted,
            _dated(one.base, one.base_year),
            _dated(one.value, one.year),
            one.source or None,
        )
        for one in goal.targets
    )
    columns = tuple(Column(title) for title in _TARGETS)
    return Table(f"mierniki-{goal.place}", f"Mierniki celu {goal.place}", columns, rows)


def _dated(value: str, year: str) -> str | None:
    if not value:
        return None
    return f"{value} ({year})" if year else value


def _direction(direction: DirectionPart, name: str) -> Iterable[Block]:
    yield Heading(2, f"Kierunek: {direction.title}", name, numbered=False)
    yield from _paragraphs(direction.text)
    if direction.projects:
        links = (f"[{escape(one.title)}](@projekt-{one.id})" for one in direction.projects)
        yield BulletList(tuple(inline(link) for link in links))


def _project(project: ProjectPart) -> Iterable[Block]:
    yield Heading(2, project.title, f"projekt-{project.id}")
    yield from _paragraphs(project.scope)
    facts = (
        ("Lider", project.lead),
        ("Partnerzy", ", ".join(project.partners)),
        ("Koszt", project.cost),
        ("Gotowość", project.readiness),
    )
    told = tuple(inline(f"**{name}:** {escape(text)}") for name, text in facts if text)
    yield BulletList((*told, *(_plain(link) for link in project.links)))


def _paragraphs(text: str, *, lead: bool = False) -> Iterable[Paragraph]:
    for part in text.splitlines():
        if part.strip():
            yield Paragraph(_plain(part.strip()), lead)


def _plain(text: str) -> Runs:
    return inline(escape(text))
