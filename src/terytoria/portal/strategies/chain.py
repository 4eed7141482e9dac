"""The chain of a partnership as values: what is read, checked, drawn and frozen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from terytoria.portal.strategies.enums import CitedState, Kind, Readiness, Wanted


@dataclass(frozen=True)
class Cited:
    """Evidence as a challenge cites it: a finding (``finding:12``) or own evidence (``own:3``).

    ``text`` is the wording in force and ``values`` are records in the shape of
    :meth:`terytoria.statistics.evidence.Evidence.to_json`; ``diagnosis`` is the number of the
    version a finding is of and ``snapshot`` the data it was made from. ``state`` says what became
    of it since; ``newest`` is the number of the finding that tells the same in the newest version
    and may be cited instead.
    """

    key: str
    title: str
    text: str
    finding_kind: str = ""
    diagnosis: int | None = None
    snapshot: str = ""
    values: tuple[Mapping[str, Any], ...] = ()
    state: CitedState = CitedState.CURRENT
    newest: int | None = None

    @property
    def pk(self) -> int:
        """The number of the finding or of the own evidence."""
        return int(self.key.partition(":")[2])


@dataclass(frozen=True)
class Frame:
    """Vision and horizon (a year)."""

    kind: ClassVar[Kind] = Kind.FRAME
    vision: str = ""
    horizon: int | None = None


@dataclass(frozen=True)
class Challenge:
    """A challenge; ``cites`` is its evidence."""

    kind: ClassVar[Kind] = Kind.CHALLENGE
    id: int
    title: str
    text: str = ""
    cites: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Goal:
    """A goal; ``answers`` are ids of challenges."""

    kind: ClassVar[Kind] = Kind.GOAL
    id: int
    title: str
    text: str = ""
    answers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Direction:
    """A direction; ``goal`` is an id, ``None`` when that goal was deleted."""

    kind: ClassVar[Kind] = Kind.DIRECTION
    id: int
    title: str
    text: str = ""
    goal: int | None = None


@dataclass(frozen=True)
class Project:
    """A project; ``serves`` are ids of directions, ``answers`` of challenges.

    ``lead`` and ``partners`` are codes of units; their names are in ``Chain.units``.
    """

    kind: ClassVar[Kind] = Kind.PROJECT
    id: int
    title: str
    lead: str = ""
    partners: tuple[str, ...] = ()
    scope: str = ""
    cost: Decimal | None = None
    readiness: Readiness = Readiness.IDEA
    links: tuple[str, ...] = ()
    serves: tuple[int, ...] = ()
    answers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Target:
    """A target; ``name`` and ``unit`` are those of the catalogue for an indicator of it.

    ``realism`` is what the check of realism said, ``None`` before it.
    """

    kind: ClassVar[Kind] = Kind.TARGET
    id: int
    goal: int | None
    indicator: str
    name: str
    unit: str
    wanted: Wanted
    base_year: int | None
    base_value: float | None
    target_year: int
    target_value: float
    source: str = ""
    justification: str = ""
    realism: Mapping[str, Any] | None = None

    @property
    def title(self) -> str:
        """What is measured and when."""
        return f"{self.name} ({self.target_year})"


@dataclass(frozen=True)
class Uncited:
    """A heavy finding in force that no challenge cites."""

    pk: int
    title: str
    topic: str = ""


ChainItem = Challenge | Goal | Direction | Project | Target


@dataclass(frozen=True)
class Chain:
    """Everything in order of position; nothing deleted.

    ``members`` are codes of the members on the day of reading, ``units`` names of every unit that
    is named. ``uncited`` is told live only and is empty in a frozen version.
    """

    partnership: str
    frame: Frame = field(default_factory=Frame)
    challenges: tuple[Challenge, ...] = ()
    goals: tuple[Goal, ...] = ()
    directions: tuple[Direction, ...] = ()
    projects: tuple[Project, ...] = ()
    targets: tuple[Target, ...] = ()
    members: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    uncited: tuple[Uncited, ...] = ()

    def items(self) -> Iterator[ChainItem]:
        """Every item, kind after kind."""
        yield from self.challenges
        yield from self.goals
        yield from self.directions
        yield from self.projects
        yield from self.targets

    @cached_property
    def titles(self) -> dict[tuple[Kind, int], str]:
        """Titles by kind and id."""
        return {(one.kind, one.id): one.title for one in self.items()}

    def answering(self, challenge: int) -> tuple[Goal, ...]:
        """Goals that answer a challenge."""
        return tuple(one for one in self.goals if challenge in one.answers)

    def directions_of(self, goal: int | None) -> tuple[Direction, ...]:
        """Directions that serve a goal; of ``None``: those whose goal is no more."""
        return tuple(one for one in self.directions if one.goal == goal)

    def targets_of(self, goal: int | None) -> tuple[Target, ...]:
        """Targets that measure a goal; of ``None``: those whose goal is no more."""
        return tuple(one for one in self.targets if one.goal == goal)

    def projects_of(self, direction: int) -> tuple[Project, ...]:
        """Projects that serve a direction."""
        return tuple(one for one in self.projects if direction in one.serves)
