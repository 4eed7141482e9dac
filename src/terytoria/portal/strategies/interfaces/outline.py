"""The chain as an indented outline with its problems beside the items."""

from __future__ import annotations

from collections.abc import Iterable
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
from terytoria.portal.strategies.domain.checks import Checked
from terytoria.portal.strategies.domain.words import amount, figure
from terytoria.portal.strategies.enums import Kind, Severity
from terytoria.portal.strategies.interfaces import addresses
from terytoria.portal.strategies.interfaces.tree_nodes import key_of
from terytoria.portal.strategies.problem import Problem

LOOKS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "info"}


@dataclass(frozen=True)
class Flaw:
    """A problem as the page shows it; ``recite`` is the address that repairs it at once."""

    problem: Problem
    look: str
    url: str
    recite: str = ""


@dataclass(frozen=True)
class Node:
    """An item with what hangs below it; ``again`` marks a project told above already."""

    item: ChainItem
    text: str
    facts: tuple[tuple[str, str], ...]
    flaws: tuple[Flaw, ...]
    children: tuple[Node, ...]
    level: int
    urls: dict[str, str]
    first: bool = False
    last: bool = False
    again: bool = False

    @property
    def key(self) -> str:
        """The name of the item on the page."""
        return key_of(self.item.kind, self.item.id)

    @property
    def troubled(self) -> bool:
        """Whether there is a problem here or below."""
        return bool(self.flaws) or any(one.troubled for one in self.children)


@dataclass(frozen=True)
class Section:
    """Items under one heading; ``loose`` ones lost what they served."""

    title: str
    kind: Kind
    nodes: tuple[Node, ...]
    loose: bool = False


class Outline:
    """Arranges a chain; ``only_problems`` leaves out what is sound."""

    def __init__(self, chain: Chain, checked: Checked, *, only_problems: bool = False) -> None:
        self.chain, self.checked, self.only_problems = chain, checked, only_problems
        self.slug = chain.partnership
        self._told: set[int] = set()

    def sections(self) -> tuple[Section, ...]:
        """Challenges, goals with all below them, then what hangs nowhere."""
        chain = self.chain
        loose = [one for one in chain.projects if not one.serves]
        sections = (
            Section("Wyzwania", Kind.CHALLENGE, self._nodes(chain.challenges, 3)),
            Section("Cele, kierunki i projekty", Kind.GOAL, self._nodes(chain.goals, 3)),
            Section(
                "Kierunki bez celu",
                Kind.DIRECTION,
                self._nodes(chain.directions_of(None), 3),
                loose=True,
            ),
            Section(
                "Mierniki bez celu", Kind.TARGET, self._nodes(chain.targets_of(None), 3), loose=True
            ),
            Section("Projekty bez kierunku", Kind.PROJECT, self._nodes(loose, 3), loose=True),
        )
        return tuple(one for one in sections if one.nodes or not one.loose)

    def hints(self) -> tuple[Flaw, ...]:
        """What concerns no item."""
        return tuple(self._flaw(one) for one in self.checked.problems if not one.id)

    def _nodes(self, items: Iterable[ChainItem], level: int) -> tuple[Node, ...]:
        given = list(items)
        nodes = [
            self._node(one, level, at == 0, at == len(given) - 1) for at, one in enumerate(given)
        ]
        return tuple(one for one in nodes if one.troubled or not self.only_problems)

    def _node(self, item: ChainItem, level: int, first: bool, last: bool) -> Node:
        again = isinstance(item, Project) and item.id in self._told
        if isinstance(item, Project):
            self._told.add(item.id)
        pages = ("edit", "delete", "history", "move")
        urls = {name: addresses.item(name, self.slug, item.kind, item.id) for name in pages}
        problems = () if again else self.checked.of(item.kind, item.id)
        return Node(
            item,
            _text(item),
            () if again else self._facts(item),
            tuple(self._flaw(one) for one in problems),
            self._children(item, level + 1),
            level,
            urls | self._adding(item),
            first,
            last,
            again,
        )

    def _children(self, item: ChainItem, level: int) -> tuple[Node, ...]:
        if isinstance(item, Goal):
            targets = self._nodes(self.chain.targets_of(item.id), level)
            return targets + self._nodes(self.chain.directions_of(item.id), level)
        if isinstance(item, Direction):
            return self._nodes(self.chain.projects_of(item.id), level)
        return ()

    def _adding(self, item: ChainItem) -> dict[str, str]:
        """Addresses where what belongs below an item is added."""
        return {
            f"add_{kind.value}": addresses.add(self.slug, kind, item.kind, item.id)
            for (kind, to) in addresses.PARENTS
            if to == item.kind
        }

    def _flaw(self, problem: Problem) -> Flaw:
        url = addresses.repair(self.slug, problem)
        recite = addresses.recite(self.slug, problem) if problem.newest else ""
        return Flaw(problem, LOOKS[problem.severity], url, recite)

    def _facts(self, item: ChainItem) -> tuple[tuple[str, str], ...]:
        match item:
            case Challenge():
                answering = [one.title for one in self.chain.answering(item.id)]
                facts = [("Odpowiadają cele", "; ".join(answering))]
            case Goal():
                facts = [("Odpowiada na", self._titles(Kind.CHALLENGE, item.answers))]
            case Project():
                facts = self._of_project(item)
            case Target():
                facts = _of_target(item)
            case _:
                facts = []
        return tuple((label, text) for label, text in facts if text)

    def _of_project(self, item: Project) -> list[tuple[str, str]]:
        units = self.chain.units
        return [
            ("Lider", units.get(item.lead, item.lead)),
            ("Partnerzy", ", ".join(units.get(one, one) for one in item.partners)),
            ("Koszt", "nie jest znany" if item.cost is None else amount(item.cost)),
            ("Stan", item.readiness.label),
            ("Odpowiada na", self._titles(Kind.CHALLENGE, item.answers)),
        ]

    def _titles(self, kind: Kind, ids: Iterable[int]) -> str:
        return "; ".join(self.chain.titles[kind, one] for one in ids)


def _of_target(item: Target) -> list[tuple[str, str]]:
    base = "nie podano"
    if item.base_value is not None and item.base_year is not None:
        base = _measured(item.base_value, item.unit, item.base_year)
    return [
        ("Teraz", base),
        ("Docelowo", _measured(item.target_value, item.unit, item.target_year)),
        ("Pożądana zmiana", item.wanted.label),
        ("Źródło", item.source),
    ]


def _measured(value: float, unit: str, year: int) -> str:
    """A value of a year; an own unit is not inflected, so it stands in brackets.

    >>> _measured(80.0, "osoby", 2030)
    '80 (osoby), 2030'
    """
    told = f"{figure(value)}%" if unit == "%" else f"{figure(value)} ({unit})"
    return f"{told}, {year}"


def _text(item: ChainItem) -> str:
    match item:
        case Project():
            return item.scope
        case Target():
            return item.justification
        case _:
            return item.text
