"""What is different between two diagnoses: findings, challenges, the values under them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import polars as pl

from terytoria.diagnosis.comparison import words
from terytoria.diagnosis.diagnosis import Diagnosis
from terytoria.diagnosis.findings import Challenge, Finding

_SLIP = 1e-9
"""Relative difference below which two results of the same sums are one."""


class Aspect(StrEnum):
    """In what a finding changed, the weightiest first."""

    DIRECTION = "direction"
    CHALLENGE = "challenge"
    SEVERITY = "severity"
    MEMBERS = "members"
    VALUE = "value"
    GROUP = "group"
    TEXT = "text"


NUMBERS = frozenset({Aspect.VALUE, Aspect.GROUP, Aspect.TEXT})
"""Aspects that leave what a finding says: its numbers, the median of its group, its intervals."""


@dataclass(frozen=True)
class Figure:
    """A value of an indicator, the years read, the median of the comparison group of that year."""

    value: float | None
    years: tuple[int, ...]
    median: float | None


@dataclass(frozen=True)
class ValuePair:
    """A value under a finding in both diagnoses; ``None`` where one has none.

    ``unit`` is a member, or the area's own name in the results.
    """

    indicator: str
    unit: str
    old: Figure | None
    new: Figure | None

    @property
    def moved(self) -> bool:
        """Whether the value itself, or its year, is another one."""
        if self.old is None or self.new is None:
            return self.old is not self.new
        years = self.old.years[-1:] != self.new.years[-1:]
        return years or not _close(self.old.value, self.new.value)

    @property
    def group_moved(self) -> bool:
        """Whether the median of the comparison group is another one."""
        before, after = (figure.median if figure else None for figure in (self.old, self.new))
        return not _close(before, after)


@dataclass(frozen=True)
class FindingPair:
    """One statement in both diagnoses; ``None`` in the one that does not make it.

    ``values`` are those that changed, and all of one that appeared or disappeared, whose
    ``aspects`` are empty.
    """

    old: Finding | None
    new: Finding | None
    aspects: tuple[Aspect, ...]
    values: tuple[ValuePair, ...]

    @property
    def shown(self) -> Finding:
        """The finding of the newer diagnosis, else of the older one."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a pair is made of at least one finding
        return found

    @property
    def what(self) -> str:
        """``appeared``, ``disappeared``, ``changed``, or ``numbers`` where only they changed."""
        if self.old is None:
            return "appeared"
        if self.new is None:
            return "disappeared"
        return "numbers" if set(self.aspects) <= NUMBERS else "changed"


@dataclass(frozen=True)
class ChallengePair:
    """A challenge in both diagnoses; ``None`` in the one that does not propose it."""

    old: Challenge | None
    new: Challenge | None

    @property
    def shown(self) -> Challenge:
        """The challenge of the newer diagnosis, else of the older one."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - a pair is made of at least one challenge
        return found

    @property
    def what(self) -> str:
        """``appeared``, ``disappeared`` or ``changed``."""
        if self.old is None:
            return "appeared"
        return "disappeared" if self.new is None else "changed"


@dataclass(frozen=True, eq=False)
class DiagnosisDifference:
    """What two diagnoses of one area say otherwise.

    ``findings`` are those that differ, ``unchanged`` counts the others; ``challenges`` those whose
    rank, weight or findings differ. ``joined`` and ``left`` are members of one diagnosis only.
    """

    old: Diagnosis
    new: Diagnosis
    findings: tuple[FindingPair, ...]
    unchanged: int
    challenges: tuple[ChallengePair, ...]
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    def of(self, what: str) -> tuple[FindingPair, ...]:
        """Findings that ``appeared``, ``disappeared``, ``changed``, or changed in ``numbers``."""
        return tuple(pair for pair in self.findings if pair.what == what)

    @property
    def empty(self) -> bool:
        """Whether both say the same."""
        return not (self.findings or self.challenges or self.joined or self.left)

    @cached_property
    def matters(self) -> bool:
        """Whether more than numbers changed: a finding, a challenge or its rank, the members."""
        ranks = any(one.old is None or one.new is None or one.old.rank != one.new.rank
                    for one in self.challenges)  # fmt: skip
        said = any(pair.what != "numbers" for pair in self.findings)
        return said or ranks or bool(self.joined or self.left)

    def table(self) -> pl.DataFrame:
        """A row per changed value of each differing finding, one row for a finding without any.

        Columns: what, id, unit, heading, kind_old, kind_new, severity_old, severity_new,
        challenge_old, challenge_new, aspects (joined by a space), indicator, of_unit, value_old,
        value_new, year_old, year_new (last year read), median_old, median_new.
        """
        rows = [row for pair in self.findings for row in _rows(pair)]
        return pl.DataFrame(rows, schema=_SCHEMA, orient="row")

    def summary(self) -> tuple[str, ...]:
        """The main points in Polish, a line each."""
        return words.summary(self)

    def details(self) -> str:
        """Every differing finding in Polish with the values that changed; empty for none."""
        return words.details(self)

    def explain(self) -> str:
        """Everything in Polish: main points, then findings with the values that changed."""
        return "\n\n".join(part for part in ("\n".join(self.summary()), self.details()) if part)

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON values but for the frame ``findings``."""
        return {
            "area": self.new.area.name,
            "old": self.old.snapshot.name,
            "new": self.new.snapshot.name,
            "matters": self.matters,
            "unchanged": self.unchanged,
            "joined": list(self.joined),
            "left": list(self.left),
            "findings": self.table(),
            "challenges": [
                {
                    "what": pair.what,
                    "id": pair.shown.id,
                    "title": pair.shown.title.pl,
                    "rank_old": pair.old.rank if pair.old else None,
                    "rank_new": pair.new.rank if pair.new else None,
                    "weight_old": pair.old.weight if pair.old else None,
                    "weight_new": pair.new.weight if pair.new else None,
                    "findings_old": list(pair.old.findings) if pair.old else [],
                    "findings_new": list(pair.new.findings) if pair.new else [],
                }
                for pair in self.challenges
            ],
        }


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_SLIP) or (math.isnan(one) and math.isnan(other))


_TEXTS = ("what", "id", "unit", "heading", "kind_old", "kind_new")
_SCHEMA: dict[str, Any] = {
    **dict.fromkeys(_TEXTS, pl.String),
    **dict.fromkeys(("severity_old", "severity_new"), pl.Int64),
    **dict.fromkeys(("challenge_old", "challenge_new", "aspects"), pl.String),
    **dict.fromkeys(("indicator", "of_unit"), pl.String),
    **dict.fromkeys(("value_old", "value_new"), pl.Float64),
    **dict.fromkeys(("year_old", "year_new"), pl.Int64),
    **dict.fromkeys(("median_old", "median_new"), pl.Float64),
}


def _rows(pair: FindingPair) -> list[tuple[Any, ...]]:
    shown, both = pair.shown, (pair.old, pair.new)
    head = (
        *(pair.what, shown.id, shown.unit, shown.heading.pl),
        *(one.kind.value if one else None for one in both),
        *(one.severity if one else None for one in both),
        *(one.challenge if one else None for one in both),
        " ".join(pair.aspects),
    )
    if not pair.values:
        return [(*head, *(None,) * 8)]
    return [(*head, value.indicator, value.unit, *_numbers(value)) for value in pair.values]


def _numbers(pair: ValuePair) -> tuple[float | None, ...]:
    both = (pair.old, pair.new)
    return (
        *(figure.value if figure else None for figure in both),
        *(figure.years[-1] if figure and figure.years else None for figure in both),
        *(figure.median if figure else None for figure in both),
    )
