"""What a monitoring report tells: targets, projects, decisions and reasons, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from terytoria.strategy.monitoring import Light, Milestone, Progress, Reading, Spending


@dataclass(frozen=True)
class Share:
    """The indicator of a target in one member; ``broken`` is the year its values stop comparing."""

    base: Reading | None
    latest: Reading | None
    broken: int | None = None


@dataclass(frozen=True)
class TargetState:
    """A target with what is known of it.

    ``text`` explains the light in Polish, ``change`` says what is other than in the previous data,
    ``parts`` hold the members' own values by code, ``sources`` name where the values are from.
    """

    goal: str
    name: str
    unit: str
    decimals: int
    wanted: str
    base_year: int | None
    base: float | None
    target_year: int
    target: float
    light: Light
    text: str
    readings: tuple[Reading, ...] = ()
    adopted: bool = True
    change: str = ""
    parts: Mapping[str, Share] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadinessChange:
    """A change of how far a project is, in Polish words."""

    day: date
    before: str
    after: str


@dataclass(frozen=True)
class ProjectState:
    """A project with its steps and money; ``lead`` and ``partners`` are codes of units."""

    title: str
    lead: str
    partners: tuple[str, ...]
    readiness: str
    cost: Decimal | None = None
    milestones: tuple[Milestone, ...] = ()
    spendings: tuple[Spending, ...] = ()
    changes: tuple[ReadinessChange, ...] = ()

    def role_of(self, unit: str) -> str:
        """What a unit does in the project: ``lider``, ``partner`` or nothing."""
        if unit == self.lead:
            return "lider"
        return "partner" if unit in self.partners else ""


@dataclass(frozen=True)
class DecisionState:
    """A decision of the year."""

    number: str
    title: str
    day: date
    outcome: str


@dataclass(frozen=True)
class Reason:
    """A reason to think of an update, and what shows it."""

    title: str
    text: str


@dataclass(frozen=True)
class Monitored:
    """Everything that is known of a partnership's strategy for a year, as on ``day``.

    ``units`` are names by code, ``members`` codes of the members on that day, ``gminas`` those of
    them that are gminas. ``strategy`` and ``data`` say in Polish which version is followed and
    on which data.
    """

    partnership: str
    year: int
    day: date
    units: Mapping[str, str]
    members: tuple[str, ...]
    strategy: str
    data: str
    targets: tuple[TargetState, ...] = ()
    projects: tuple[ProjectState, ...] = ()
    decisions: tuple[DecisionState, ...] = ()
    reasons: tuple[Reason, ...] = ()
    synthetic: bool = False

    @property
    def gminas(self) -> tuple[str, ...]:
        """Members that are gminas: each of them has a chapter."""
        return tuple(code for code in self.members if len(code) == 7)

    def name_of(self, code: str) -> str:
        """The name of a unit; an unknown code stays a code."""
        return self.units.get(code, code) or "bez lidera"

    def overdue(self) -> Iterator[tuple[ProjectState, Milestone]]:
        """Milestones that should have been done by now, the longest late first."""
        late = [
            (project, one)
            for project in self.projects
            for one in project.milestones
            if one.progress(self.day) is Progress.OVERDUE
        ]
        yield from sorted(late, key=lambda pair: (-pair[1].late(self.day), pair[1].title))
