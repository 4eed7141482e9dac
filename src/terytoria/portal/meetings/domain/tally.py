"""The result of a vote, counted exactly from who may vote, who is here and who said what."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from terytoria.language.plural import counted
from terytoria.portal.meetings.enums import Majority, Outcome, Share, Value

SHARES = {
    Share.MORE_THAN_HALF: (Fraction(1, 2), True),
    Share.HALF: (Fraction(1, 2), False),
    Share.TWO_THIRDS: (Fraction(2, 3), False),
    Share.THREE_QUARTERS: (Fraction(3, 4), False),
    Share.ALL: (Fraction(1), False),
}
"""The part of the voters, and whether more than it must be present."""


@dataclass(frozen=True)
class Quorum:
    """How many must be present, by what rule and since when.

    >>> Quorum(Share.MORE_THAN_HALF, "regulamin", date(2026, 1, 1)).needed(6)
    4
    """

    share: Share
    basis: str
    as_of: date

    def needed(self, entitled: int) -> int:
        """The smallest number of present voters that is a quorum, at least one."""
        part, strict = SHARES[self.share]
        exact = part * entitled
        return max(1, math.floor(exact) + 1 if strict else math.ceil(exact))


@dataclass(frozen=True)
class Tally:
    """Votes counted: numbers of voters, and whether the proposal passes."""

    majority: Majority
    entitled: int
    present: int
    needed: int
    votes_for: int
    against: int
    abstained: int

    @property
    def quorate(self) -> bool:
        """Whether enough voters are present for any decision at all."""
        return self.present >= self.needed

    @property
    def silent(self) -> int:
        """Present voters without a vote."""
        return self.present - self.votes_for - self.against - self.abstained

    @property
    def required(self) -> int:
        """How many votes for the proposal it takes."""
        if self.majority == Majority.SIMPLE:
            return self.against + 1
        return self.entitled // 2 + 1 if self.majority == Majority.ABSOLUTE else self.present

    @property
    def outcome(self) -> Outcome | None:
        """What is decided; ``None`` without a quorum: nothing can be."""
        if not self.quorate:
            return None
        return Outcome.ADOPTED if self.votes_for >= self.required else Outcome.REJECTED

    def explain(self) -> str:
        """The result in Polish, with the rule it follows from."""
        here = f"Obecnych: {self.present} z {self.entitled} uprawnionych, kworum: {self.needed}."
        if self.outcome is None:
            return f"{here} Nie ma kworum, więc nie można podjąć decyzji."
        said = f"Za: {self.votes_for}, przeciw: {self.against}, wstrzymało się: {self.abstained}"
        said += f", bez głosu: {self.silent}." if self.silent else "."
        votes = counted(self.required, "głos", "głosy", "głosów")
        rule = f"Reguła: {self.majority.label}; do przyjęcia trzeba było: {votes} za."
        return f"{here} {said} {rule}"

    def to_json(self) -> dict[str, Any]:
        """Plain values from which :meth:`from_json` makes the same tally."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Tally:
        """The tally stored by :meth:`to_json`; other keys are left aside."""
        kept = {name: stored[name] for name in cls.__dataclass_fields__}
        return cls(**{**kept, "majority": Majority(kept["majority"])})


def count(
    entitled: Collection[str],
    present: Collection[str],
    votes: Mapping[str, Value],
    quorum: Quorum,
    majority: Majority,
) -> Tally:
    """Count votes by voter. Only those entitled and present may have one.

    Raises ``ValueError`` for a present voter who is not entitled, a vote of one who is not
    present, and a majority of :data:`Majority.NONE`.
    """
    may, here = frozenset(entitled), frozenset(present)
    if majority == Majority.NONE:
        raise ValueError("a point without a vote is not counted; choose a majority")
    if strangers := (here - may) | (votes.keys() - here):
        raise ValueError(f"not entitled or not present: {sorted(strangers)}")
    said = list(votes.values())
    return Tally(
        majority,
        len(may),
        len(here),
        quorum.needed(len(may)),
        said.count(Value.FOR),
        said.count(Value.AGAINST),
        said.count(Value.ABSTAIN),
    )
