"""The tree of a composite indicator: indicators at the bottom, one index at the top."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.errors import CompositeError

Floats = NDArray[np.float64]
RESERVED = frozenset(
    {"unit", "name", "uCode", "uName", "top_share", "bottom_share"}
    | {f"{what}_{end}" for what in ("rank", "score") for end in ("low", "median", "high")}
)


@dataclass(frozen=True)
class Node:
    """One element of the tree: an indicator (``level`` 1) or an aggregate above it.

    ``direction`` is 1 when more is better and -1 when more is worse; ``weight`` counts among
    the children of the same parent only, whatever its scale; ``denominator`` names the column
    the indicator is divided by.

    >>> Node("roads", 1, "transport", direction=1, weight=2.0).weight
    2.0
    """

    code: str
    level: int
    parent: str | None
    name: str = ""
    direction: int = 1
    weight: float = 1.0
    denominator: str | None = None

    def __post_init__(self) -> None:
        if not self.code:
            raise CompositeError("a node without a code: give every node a code of its own")
        if self.level < 1:
            raise CompositeError(f"{self.code}: level {self.level} is below 1 (indicators are 1)")
        if self.direction not in (-1, 1):
            raise CompositeError(f"{self.code}: direction {self.direction}; use 1 or -1")
        if not (math.isfinite(self.weight) and 0 <= self.weight <= 1e12):
            raise CompositeError(f"{self.code}: weight {self.weight}; use a number from 0 to 1e12")

    @property
    def label(self) -> str:
        """The name for people, or the code where there is none."""
        return self.name or self.code


@dataclass(frozen=True)
class Hierarchy:
    """A checked tree. ``nodes`` keep the order: indicators, then aggregates, children first.

    >>> tree = Hierarchy.build([Node("a", 1, "top"), Node("b", 1, "top"), Node("top", 2, None)])
    >>> [node.code for node in tree.indicators], tree.root.code
    (['a', 'b'], 'top')
    """

    nodes: tuple[Node, ...]

    @classmethod
    def build(cls, nodes: Iterable[Node]) -> Hierarchy:
        """Check the nodes and order them.

        Raises :class:`CompositeError` for a duplicated code, an unknown parent, a parent not
        above its child (which excludes cycles), no root or several, an aggregate without
        children, or children whose weights are all zero.
        """
        ordered = tuple(sorted(nodes, key=lambda node: node.level))
        _check_codes(ordered)
        _check_parents(ordered)
        _check_children(ordered)
        return cls(ordered)

    @cached_property
    def indicators(self) -> tuple[Node, ...]:
        """Level 1, in the order given: the columns of every indicator matrix."""
        return tuple(node for node in self.nodes if node.level == 1)

    @cached_property
    def aggregates(self) -> tuple[Node, ...]:
        """Everything above level 1, children before parents; the last one is the root."""
        return self.nodes[len(self.indicators) :]

    @property
    def root(self) -> Node:
        """The index at the top."""
        return self.nodes[-1]

    @cached_property
    def position(self) -> dict[str, int]:
        """Code → place in ``nodes``."""
        return {node.code: place for place, node in enumerate(self.nodes)}

    @cached_property
    def parents(self) -> NDArray[np.int64]:
        """Place of each node's parent, -1 for the root (shape: nodes)."""
        places = [-1 if node.parent is None else self.position[node.parent] for node in self.nodes]
        return np.array(places, dtype=np.int64)

    @cached_property
    def children(self) -> tuple[NDArray[np.int64], ...]:
        """For each node the places of its children (empty for indicators)."""
        return tuple(np.flatnonzero(self.parents == place) for place in range(len(self.nodes)))

    @cached_property
    def weights(self) -> Floats:
        """The weights as given (shape: nodes)."""
        return np.array([node.weight for node in self.nodes])

    @cached_property
    def directions(self) -> Floats:
        """1 or -1 for each indicator (shape: indicators)."""
        return np.array([float(node.direction) for node in self.indicators])

    def find(self, code: str) -> int:
        """Place of a node by its code; an unknown code is a :class:`CompositeError`."""
        if code not in self.position:
            known = ", ".join(node.code for node in self.aggregates)
            raise CompositeError(f"no node {code!r} in the hierarchy; aggregates are: {known}")
        return self.position[code]

    def effective_weights(self, weights: Floats, top: int) -> Floats:
        """Share of each indicator in the node at place ``top``.

        ``weights`` has shape (nodes,) or (nodes × runs) on any scale; the answer has shape
        (indicators,) or (indicators × runs), and each column sums to 1.

        >>> tree = Hierarchy.build([Node("a", 1, "t", weight=3), Node("b", 1, "t"),
        ...                         Node("t", 2, None)])
        >>> tree.effective_weights(tree.weights, 2).tolist()
        [0.75, 0.25]
        """
        share = np.zeros_like(weights, dtype=np.float64)
        share[top] = 1.0
        for place in range(top, len(self.indicators) - 1, -1):
            kids = self.children[place]
            if len(kids):
                total = weights[kids].sum(axis=0)
                unit = np.divide(share[place], total, out=np.zeros_like(total), where=total > 0)
                share[kids] = weights[kids] * unit
        return share[: len(self.indicators)]


def _check_codes(nodes: tuple[Node, ...]) -> None:
    if not nodes:
        raise CompositeError("the hierarchy is empty: give indicators and at least one aggregate")
    twice = [code for code, count in Counter(node.code for node in nodes).items() if count > 1]
    if twice:
        raise CompositeError(f"code {twice[0]!r} appears more than once: make the codes distinct")
    columns = RESERVED | {f"{node.code}_rank" for node in nodes if node.level > 1}
    clash = [node.code for node in nodes if node.code in columns]
    if clash:
        raise CompositeError(f"code {clash[0]!r} is kept for a column of the result: rename it")
    if nodes[0].level != 1:
        raise CompositeError("no indicators: at least one node must have level 1")
    roots = [node.code for node in nodes if node.parent is None]
    if len(roots) != 1:
        listed = ", ".join(roots) or "none"
        raise CompositeError(f"exactly one node must have no parent (the index); found: {listed}")


def _check_parents(nodes: tuple[Node, ...]) -> None:
    level = {node.code: node.level for node in nodes}
    for node in nodes:
        if node.parent is None:
            continue
        if node.parent not in level:
            raise CompositeError(
                f"{node.code}: unknown parent {node.parent!r}; add a row for it or correct it"
            )
        if level[node.parent] <= node.level:
            raise CompositeError(
                f"{node.code} (level {node.level}) has parent {node.parent} of level "
                f"{level[node.parent]}: a parent must stand higher (a cycle or a wrong level)"
            )


def _check_children(nodes: tuple[Node, ...]) -> None:
    kids: dict[str, list[Node]] = {node.code: [] for node in nodes}
    for node in nodes:
        if node.parent is not None:
            kids[node.parent].append(node)
    for node in nodes:
        if node.level == 1:
            if node.parent is None:
                raise CompositeError(f"{node.code}: an indicator needs a parent aggregate")
        elif not kids[node.code]:
            raise CompositeError(f"{node.code}: an aggregate without children; remove it")
        elif sum(child.weight for child in kids[node.code]) <= 0:
            raise CompositeError(f"{node.code}: the weights of its children are all zero")
