"""What a text lacks and what in it does not agree; runs on every view of the checklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from terytoria.portal.drafting.domain.citing import cited, cited_keys, source_of
from terytoria.portal.drafting.domain.figures import Figures, figures_for
from terytoria.portal.drafting.domain.preconditions import preconditions_of
from terytoria.portal.drafting.domain.queries import draft_of
from terytoria.portal.drafting.models import Text
from terytoria.portal.strategies.chain import Chain, Cited
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.enums import CitedState
from terytoria.strategy.draft import (
    Draft,
    Gravity,
    Paragraph,
    Problem,
    Promise,
    Table,
    check_draft,
    citations,
    sections_of,
)
from terytoria.strategy.draft.model import Live
from terytoria.strategy.elements import Matrix, check_elements

_STALE = {
    CitedState.CHANGED: "Nowsza diagnoza mówi co innego niż „{title}”. Sprawdź zdanie i źródło.",
    CitedState.GONE: "W nowszej diagnozie nie ma już ustalenia „{title}”. Oprzyj zdanie na innym.",
    CitedState.UNJUDGED: "Ekspert nie ocenił ustalenia „{title}”. Poproś o ocenę.",
}


@dataclass(frozen=True)
class Checked:
    """A text with its element matrix and its problems, in the order of reading."""

    draft: Draft
    chain: Chain
    sources: dict[str, Cited]
    matrix: Matrix
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that stop freezing."""
        return tuple(one for one in self.problems if one.gravity is Gravity.ERROR)

    def of(self, place: str) -> tuple[Problem, ...]:
        """Problems of one chapter or block."""
        return tuple(one for one in self.problems if one.place == place)


def check(text: Text) -> Checked:
    """Everything the checks say of a text as it is now."""
    draft, chain = draft_of(text), chain_of(text.partnership)
    sources = cited(text.partnership, cited_keys(draft))
    figures = figures_for(text.partnership, draft)
    waived = dict(text.waivers.values_list("element", "reason"))
    matrix = check_elements(
        text.profiles,
        sections_of(draft, live_texts(chain)),
        waived=waived,
        preconditions=preconditions_of(text),
    )
    told = {key: source_of(one) for key, one in sources.items()}
    problems = check_draft(draft, told, promises_of(chain), known(draft, figures))
    stale = _stale(draft, sources)
    return Checked(draft, chain, sources, matrix, (*problems, *stale))


def promises_of(chain: Chain) -> tuple[Promise, ...]:
    """Goals with the years of their targets."""
    return tuple(
        Promise(goal.title, tuple(one.target_year for one in chain.targets_of(goal.id)))
        for goal in chain.goals
    )


def live_texts(chain: Chain) -> dict[Live, str]:
    """What a reader reads where a part of the chain is inserted."""
    goals = [one for goal in chain.goals for one in (goal.title, goal.text)]
    goals += [one for way in chain.directions for one in (way.title, way.text)]
    targets = [f"{one.name} {one.unit} {one.target_year}" for one in chain.targets]
    projects = [one for work in chain.projects for one in (work.title, work.scope)]
    return {
        Live.GOALS: " ".join(goals),
        Live.TARGETS: " ".join(targets),
        Live.PROJECTS: " ".join(projects),
    }


def known(draft: Draft, figures: Figures) -> frozenset[str]:
    """Names of figures a draft shows that there are, or that nobody has counted yet."""
    shown = figures.shown(draft)
    return frozenset(one.figure for one in shown if figures.exists(one))


def _stale(draft: Draft, sources: dict[str, Cited]) -> Iterator[Problem]:
    """Citations of what is no longer so in the newest diagnosis."""
    for _chapter, block in draft.blocks():
        texts: tuple[str, ...] = ()
        if isinstance(block, Paragraph):
            texts = (block.text,)
        elif isinstance(block, Table):
            texts = tuple(cell for row in block.rows for cell in row)
        for key in dict.fromkeys(one.key for text in texts for one in citations(text)):
            found = sources.get(key)
            if found is not None and found.state in _STALE:
                said = _STALE[found.state].format(title=found.title)
                yield Problem(Gravity.WARNING, block.id, said)
