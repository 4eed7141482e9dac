"""Orphans and contradictions of a chain; a pure function over its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from terytoria.portal.strategies.chain import (
    Chain,
    ChainItem,
    Challenge,
    Direction,
    Goal,
    Project,
    Target,
)
from terytoria.portal.strategies.domain.target_checks import conflicts, target_problems
from terytoria.portal.strategies.enums import CitedState, Kind, Readiness, Severity
from terytoria.portal.strategies.problem import Problem

_FORTHCOMING = frozenset({Readiness.READY, Readiness.UNDER_WAY})


@dataclass(frozen=True)
class Checked:
    """What is wrong with a chain, in the order of the chain."""

    problems: tuple[Problem, ...]

    def of(self, kind: Kind, item: int) -> tuple[Problem, ...]:
        """Problems of one item."""
        return tuple(one for one in self.problems if (one.kind, one.id) == (kind, item))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that stop freezing."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    def count(self, severity: Severity) -> int:
        """How many there are of a severity."""
        return sum(one.severity is severity for one in self.problems)


def check(chain: Chain) -> Checked:
    """Every orphan and contradiction of a chain; the same chain gives the same problems."""
    return Checked(tuple(_problems(chain)))


def _problems(chain: Chain) -> Iterator[Problem]:
    if chain.frame.horizon is None and (chain.goals or chain.targets):
        yield Problem("no_horizon", Kind.FRAME, 0, "Wizja i horyzont")
    twice, clash = _twice(chain), conflicts(chain.targets)
    for item in chain.items():
        if (item.kind, _plain(item.title)) in twice:
            yield _told(item, "same_title")
        yield from _of(chain, item)
        if isinstance(item, Target):
            yield from clash[item.id]
    for one in chain.uncited:
        yield Problem("uncited", Kind.CHALLENGE, 0, one.title, cited=f"finding:{one.pk}")


def _of(chain: Chain, item: ChainItem) -> Iterator[Problem]:
    """Problems of one item."""
    match item:
        case Challenge():
            yield from _challenge(chain, item)
        case Goal():
            yield from _goal(chain, item)
        case Direction():
            yield from _direction(chain, item)
        case Project():
            yield from _project(chain, item)
        case Target():
            yield from target_problems(item, chain.frame.horizon)


def _challenge(chain: Chain, item: Challenge) -> Iterator[Problem]:
    if not chain.answering(item.id):
        yield _told(item, "unanswered")
    if not item.cites:
        yield _told(item, "no_evidence")
    for cited in item.cites:
        if cited.state != CitedState.CURRENT:
            yield Problem(
                f"cited_{cited.state.value}",
                Kind.CHALLENGE,
                item.id,
                item.title,
                (("cited", cited.title),),
                cited.key,
                cited.newest,
            )


def _goal(chain: Chain, item: Goal) -> Iterator[Problem]:
    answered = [one for one in chain.challenges if one.id in item.answers]
    if not answered:
        yield _told(item, "answers_nothing")
    if {cited.finding_kind for one in answered for cited in one.cites} == {"strength"}:
        yield _told(item, "only_strengths")
    if not chain.directions_of(item.id):
        yield _told(item, "no_direction")
    if not chain.targets_of(item.id):
        yield _told(item, "no_target")


def _direction(chain: Chain, item: Direction) -> Iterator[Problem]:
    if item.goal is None:
        yield _told(item, "goal_gone")
    if not chain.projects_of(item.id):
        yield _told(item, "no_project")


def _project(chain: Chain, item: Project) -> Iterator[Problem]:
    if not item.serves:
        yield _told(item, "serves_nothing")
    if not item.lead:
        yield _told(item, "no_lead")
    elif item.lead not in chain.members:
        yield _told(item, "lead_outside", name=chain.units.get(item.lead, item.lead))
    gone = [chain.units.get(one, one) for one in item.partners if one not in chain.members]
    if gone:
        yield _told(item, "partner_outside", names=", ".join(gone))
    if item.cost is None and item.readiness in _FORTHCOMING:
        yield _told(item, "no_cost", readiness=item.readiness.label)


def _twice(chain: Chain) -> set[tuple[Kind, str]]:
    """Kinds and titles that occur more than once; targets have no title of their own."""
    named = Counter(
        (one.kind, _plain(one.title)) for one in chain.items() if not isinstance(one, Target)
    )
    return {what for what, count in named.items() if count > 1}


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _told(item: ChainItem, code: str, **values: str) -> Problem:
    return Problem(code, item.kind, item.id, item.title, tuple(values.items()))
