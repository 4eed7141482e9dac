"""Nodes and lines with their places in the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

from terytoria.portal.strategies.interfaces.tree_nodes import Edge, Node
from terytoria.portal.strategies.interfaces.tree_text import Lettering


@dataclass(frozen=True)
class Place:
    """The box of a node, px."""

    node: Node
    lettering: Lettering
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        """Height of the box."""
        return self.lettering.height

    def moved(self, x: float, y: float) -> Place:
        """The same box moved right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True)
class Line:
    """An edge and its path."""

    edge: Edge
    path: str


@dataclass(frozen=True)
class Places:
    """A picture before it is written.

    ``headings`` are left end, baseline and words; ``joints`` are points where lines meet rather
    than cross.
    """

    width: float
    height: float
    nodes: tuple[Place, ...]
    lines: tuple[Line, ...]
    headings: tuple[tuple[float, float, str], ...]
    joints: tuple[tuple[float, float], ...] = ()


def number(value: float) -> str:
    """A coordinate with at most one decimal.

    >>> number(12.0), number(3.14)
    ('12', '3.1')
    """
    return f"{value:.1f}".removesuffix(".0")
