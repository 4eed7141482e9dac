"""The chain as nodes and edges of a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.portal.strategies.chain import Chain, ChainItem, Target
from terytoria.portal.strategies.domain.checks import Checked
from terytoria.portal.strategies.enums import Kind, Severity

Address = Callable[[Kind, int], str]
FORMS = {
    Severity.ERROR: ("błąd", "błędy", "błędów"),
    Severity.WARNING: ("uwaga", "uwagi", "uwag"),
    Severity.HINT: ("wskazówka", "wskazówki", "wskazówek"),
}
"""What problems of a severity are called: one, few, many."""


@dataclass(frozen=True)
class Node:
    """An item as it is drawn: what it is, where it leads, what is wrong with it.

    ``note`` counts its problems in words and ``severity`` is the gravest; both empty without any.
    """

    key: str
    kind: Kind
    title: str
    href: str
    note: str = ""
    severity: Severity | None = None

    @property
    def said(self) -> str:
        """The node in one sentence, for those who hear the picture."""
        note = f" ({self.note})" if self.note else ""
        return f"{self.kind.label.capitalize()}: {self.title}{note}"


@dataclass(frozen=True)
class Edge:
    """A line between two nodes, by their keys."""

    source: str
    target: str


@dataclass(frozen=True)
class Graph:
    """Columns of nodes, the edges between neighbouring ones, and those from goals to targets.

    ``measures`` gives the targets of each goal by its key; targets whose goal is no more stand
    under the key "".
    """

    challenges: tuple[Node, ...]
    goals: tuple[Node, ...]
    directions: tuple[Node, ...]
    projects: tuple[Node, ...]
    measures: dict[str, tuple[Node, ...]]
    edges: tuple[Edge, ...]

    @property
    def columns(self) -> tuple[tuple[Node, ...], ...]:
        """The four columns from left to right."""
        return self.challenges, self.goals, self.directions, self.projects

    def nodes(self) -> Iterator[Node]:
        """Every node, targets last."""
        for column in self.columns:
            yield from column
        for targets in self.measures.values():
            yield from targets


def graph_of(chain: Chain, checked: Checked, address: Address) -> Graph:
    """What is drawn of a chain; ``address`` gives where an item leads."""

    def node(item: ChainItem) -> Node:
        note, severity = _note(checked, item)
        href = address(item.kind, item.id)
        return Node(key_of(item.kind, item.id), item.kind, _title(item), href, note, severity)

    measures: dict[str, tuple[Node, ...]] = {}
    for target in chain.targets:
        goal = living(chain, target.goal)
        key = "" if goal is None else key_of(Kind.GOAL, goal)
        measures[key] = (*measures.get(key, ()), node(target))
    return Graph(
        tuple(map(node, chain.challenges)),
        tuple(map(node, chain.goals)),
        tuple(map(node, chain.directions)),
        tuple(map(node, chain.projects)),
        measures,
        tuple(_edges(chain)),
    )


def key_of(kind: Kind, item: int) -> str:
    """The name of a node.

    >>> key_of(Kind.GOAL, 3)
    'goal-3'
    """
    return f"{kind.value}-{item}"


def living(chain: Chain, goal: int | None) -> int | None:
    """A goal that is there, else ``None``."""
    return goal if goal is not None and (Kind.GOAL, goal) in chain.titles else None


def _edges(chain: Chain) -> Iterator[Edge]:
    """Lines from left to right, only between items that are there."""
    for goal in chain.goals:
        for challenge in goal.answers:
            if (Kind.CHALLENGE, challenge) in chain.titles:
                yield Edge(key_of(Kind.CHALLENGE, challenge), key_of(Kind.GOAL, goal.id))
    for direction in chain.directions:
        goal_there = living(chain, direction.goal)
        if goal_there is not None:
            yield Edge(key_of(Kind.GOAL, goal_there), key_of(Kind.DIRECTION, direction.id))
    for project in chain.projects:
        for served in project.serves:
            if (Kind.DIRECTION, served) in chain.titles:
                yield Edge(key_of(Kind.DIRECTION, served), key_of(Kind.PROJECT, project.id))
    for target in chain.targets:
        goal_there = living(chain, target.goal)
        if goal_there is not None:
            yield Edge(key_of(Kind.GOAL, goal_there), key_of(Kind.TARGET, target.id))


def _title(item: ChainItem) -> str:
    if not isinstance(item, Target):
        return item.title
    value = number(item.target_value, 0 if float(item.target_value).is_integer() else 1)
    unit = item.unit if item.unit.startswith("%") else f" {item.unit}"
    return f"{item.name}: {value}{unit.rstrip()} w {item.target_year} r."


def _note(checked: Checked, item: ChainItem) -> tuple[str, Severity | None]:
    """Problems of an item counted by severity, and the gravest."""
    found = [one.severity for one in checked.of(item.kind, item.id)]
    present = [one for one in Severity if one in found]
    told = ", ".join(counted(found.count(one), *FORMS[one]) for one in present)
    return told, present[0] if present else None
