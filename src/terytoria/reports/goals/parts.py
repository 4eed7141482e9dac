"""Parts of the chain as blocks: the same words in every document that shows them."""

from __future__ import annotations

from collections.abc import Iterable

from terytoria.documents.inline import escape, inline
from terytoria.documents.model import (
    Block,
    BulletList,
    Callout,
    Column,
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
    ProjectPart,
)

_TARGETS = ("Miernik", "Kierunek zmiany", "Wartość bazowa", "Wartość docelowa", "Źródło")
_DEEPEST = 3


def challenge_blocks(one: ChallengePart) -> Iterable[Block]:
    """A challenge with its evidence."""
    yield Heading(2, f"{one.title}", f"wyzwanie-{one.place}")
    yield from paragraphs(one.text)
    if one.goals:
        yield Paragraph((*plain("Odpowiada: "), *_listed(one.goals)))
    else:
        yield Callout("warning", "Bez odpowiedzi", plain("Żaden cel nie odpowiada na to wyzwanie."))
    for proof in one.proofs:
        yield Paragraph(inline(f"**{escape(proof.title)}.** {escape(proof.text)}"))
        if proof.sources:
            yield Source(f"Źródło: {'; '.join(proof.sources)}")


def _listed(goals: Iterable[int]) -> Runs:
    return inline(", ".join(f"[cel {place}](@cel-{place})" for place in goals) + ".")


def goal_blocks(goal: GoalPart, level: int = 1) -> Iterable[Block]:
    """A goal under a heading of a level: what it answers, its targets, its directions."""
    name = f"cel-{goal.place}"
    yield Heading(level, f"Cel {goal.place}. {goal.title}", name, numbered=False)
    yield from paragraphs(goal.text, lead=level == 1)
    if goal.answers:
        yield _below(level, "Na co odpowiada", f"{name}-wyzwania")
        yield BulletList(tuple(plain(one.title) for one in goal.answers))
    if goal.targets:
        yield _below(level, "Jak zmierzymy", f"{name}-mierniki")
        yield targets_table(goal)
        for target in goal.targets:
            if target.justification:
                yield Paragraph(
                    inline(f"**{escape(target.name)}.** {escape(target.justification)}")
                )
    for at, direction in enumerate(goal.directions, 1):
        yield from _direction(direction, f"{name}-kierunek-{at}", level)


def _below(level: int, text: str, name: str) -> Block:
    """A heading under a heading of a level; where headings end, a bold line."""
    if level < _DEEPEST:
        return Heading(level + 1, text, name, numbered=False)
    return Paragraph(inline(f"**{escape(text)}**"))


def targets_table(goal: GoalPart) -> Table:
    """The targets of a goal that has some."""
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


def _direction(direction: DirectionPart, name: str, level: int) -> Iterable[Block]:
    yield _below(level, f"Kierunek: {direction.title}", name)
    yield from paragraphs(direction.text)
    if direction.projects:
        links = (f"[{escape(one.title)}](@projekt-{one.id})" for one in direction.projects)
        yield BulletList(tuple(inline(link) for link in links))


def project_blocks(project: ProjectPart, level: int = 2) -> Iterable[Block]:
    """A project under a heading of a level: scope, lead, partners, cost, readiness."""
    yield Heading(level, project.title, f"projekt-{project.id}", numbered=level == 2)
    yield from paragraphs(project.scope)
    facts = (
        ("Lider", project.lead),
        ("Partnerzy", ", ".join(project.partners)),
        ("Koszt", project.cost),
        ("Gotowość", project.readiness),
    )
    told = tuple(inline(f"**{name}:** {escape(text)}") for name, text in facts if text)
    yield BulletList((*told, *(plain(link) for link in project.links)))


def paragraphs(text: str, *, lead: bool = False) -> Iterable[Paragraph]:
    """Unmarked text, a line a paragraph."""
    for part in text.splitlines():
        if part.strip():
            yield Paragraph(plain(part.strip()), lead)


def plain(text: str) -> Runs:
    """Runs of unmarked text."""
    return inline(escape(text))
