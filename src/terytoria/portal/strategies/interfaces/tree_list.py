"""The same as the picture as nested lists, for reading aloud, printing and searching."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from terytoria.language.text import join_list
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.domain.checks import Checked
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.interfaces.tree_nodes import Graph, Node, key_of, living
from terytoria.portal.strategies.problem import Problem


@dataclass(frozen=True)
class Branch:
    """A node of the list.

    ``joined`` tells what it is joined with besides its place, ``children`` hang on it. A project
    that serves several directions stands under each, and only the ``first`` is led to.
    """

    node: Node
    first: bool = True
    joined: str = ""
    problems: tuple[Problem, ...] = ()
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Part:
    """A heading and its branches."""

    heading: str
    branches: tuple[Branch, ...]


def listed(chain: Chain, checked: Checked, graph: Graph) -> tuple[Part, ...]:
    """Parts of the list: challenges, goals with all below them, and what hangs nowhere."""
    return tuple(part for part in _Lister(chain, checked, graph).parts() if part.branches)


class _Lister:
    """Makes branches of nodes."""

    def __init__(self, chain: Chain, checked: Checked, graph: Graph) -> None:
        self.chain, self.checked = chain, checked
        self.nodes = {node.key: node for node in graph.nodes()}
        self.told: set[str] = set()

    def parts(self) -> list[Part]:
        chain = self.chain
        free = [one for one in chain.projects if not self._there(Kind.DIRECTION, one.serves)]
        challenges = tuple(
            self._branch(Kind.CHALLENGE, one.id, self._answered_by(one.id))
            for one in chain.challenges
        )
        return [
            Part("Wyzwania", challenges),
            Part("Cele", tuple(self._goal(goal.id, goal.answers) for goal in chain.goals)),
            Part("Kierunki bez celu", self._directions(None)),
            Part(
                "Projekty bez kierunku",
                tuple(self._project(one.id, one.serves, one.answers) for one in free),
            ),
            Part("Mierniki bez celu", self._targets(None)),
        ]

    def _branch(
        self, kind: Kind, item: int, joined: str = "", children: tuple[Branch, ...] = ()
    ) -> Branch:
        node = self.nodes[key_of(kind, item)]
        first = node.key not in self.told
        self.told.add(node.key)
        return Branch(node, first, joined, self.checked.of(kind, item), children)

    def _answered_by(self, challenge: int) -> str:
        titles = [goal.title for goal in self.chain.answering(challenge)]
        return _told("Odpowiadają na nie cele", titles)

    def _goal(self, goal: int, answers: Iterable[int]) -> Branch:
        joined = _told("Odpowiada na wyzwania", self._there(Kind.CHALLENGE, answers))
        children = self._targets(goal) + self._directions(goal)
        return self._branch(Kind.GOAL, goal, joined, children)

    def _targets(self, goal: int | None) -> tuple[Branch, ...]:
        mine = [one for one in self.chain.targets if living(self.chain, one.goal) == goal]
        return tuple(self._branch(Kind.TARGET, one.id) for one in mine)

    def _directions(self, goal: int | None) -> tuple[Branch, ...]:
        return tuple(
            self._branch(
                Kind.DIRECTION,
                one.id,
                "",
                tuple(
                    self._project(project.id, project.serves, project.answers, one.id)
                    for project in self.chain.projects_of(one.id)
                ),
            )
            for one in self.chain.directions
            if living(self.chain, one.goal) == goal
        )

    def _project(
        self, project: int, serves: Iterable[int], answers: Iterable[int], above: int | None = None
    ) -> Branch:
        further = self._there(Kind.DIRECTION, (one for one in serves if one != above))
        told = (
            _told("Służy też kierunkom", further),
            _told("Odpowiada na wyzwania", self._there(Kind.CHALLENGE, answers)),
        )
        return self._branch(Kind.PROJECT, project, " ".join(one for one in told if one))

    def _there(self, kind: Kind, items: Iterable[int]) -> list[str]:
        """Titles of the items that are there."""
        titles = self.chain.titles
        return [titles[kind, one] for one in items if (kind, one) in titles]


def _told(words: str, titles: list[str]) -> str:
    """What an item is joined with; empty for nothing.

    >>> _told("Służy też kierunkom", ["Szkolenia", "Drogi"])
    'Służy też kierunkom: „Szkolenia” i „Drogi”.'
    """
    return f"{words}: {join_list(f'„{one}”' for one in titles)}." if titles else ""
