"""Projects under way: whether milestones are late, and what is spent of what is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


class Progress(StrEnum):
    """Where a milestone stands on a day."""

    DONE = "done"
    DONE_LATE = "done_late"
    AHEAD = "ahead"
    OVERDUE = "overdue"

    @property
    def name_pl(self) -> str:
        """In Polish words."""
        return _NAMES[self]


_NAMES = {
    Progress.DONE: "wykonany w terminie",
    Progress.DONE_LATE: "wykonany po terminie",
    Progress.AHEAD: "przed terminem",
    Progress.OVERDUE: "opóźniony",
}


@dataclass(frozen=True)
class Milestone:
    """A step of a project: the day it was planned for and the day it was done, if it was."""

    title: str
    planned: date
    done: date | None = None

    def done_by(self, day: date) -> bool:
        """Whether it was done on a day or before it."""
        return self.done is not None and self.done <= day

    def late(self, day: date) -> int:
        """Days by which it is late as known on a day: until it was done, else until that day.

        >>> Milestone("Pozwolenie", date(2026, 5, 1)).late(date(2026, 5, 11))
        10
        """
        until = self.done if self.done is not None and self.done <= day else day
        return max((until - self.planned).days, 0)

    def progress(self, day: date) -> Progress:
        """Where it stands on a day."""
        if self.done_by(day):
            return Progress.DONE_LATE if self.late(day) else Progress.DONE
        return Progress.OVERDUE if self.late(day) else Progress.AHEAD


@dataclass(frozen=True)
class Spending:
    """Money of one source in one year, PLN; ``None`` is not known, which is not zero."""

    year: int
    source: str
    planned: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True)
class Total:
    """A sum of what is known, how many amounts it sums and how many are unknown."""

    amount: Decimal
    known: int
    unknown: int

    @property
    def whole(self) -> bool:
        """Whether nothing is missing from the sum."""
        return self.unknown == 0


def total(amounts: Iterable[Decimal | None]) -> Total:
    """Sum the known amounts and count the unknown ones.

    >>> total([Decimal(5), None]).unknown
    1
    """
    given = list(amounts)
    known = [one for one in given if one is not None]
    return Total(sum(known, Decimal(0)), len(known), len(given) - len(known))


@dataclass(frozen=True)
class Sums:
    """Planned and spent money of a group."""

    planned: Total
    spent: Total


def sums(spendings: Iterable[Spending]) -> Sums:
    """Both totals of spendings."""
    given = list(spendings)
    return Sums(total(one.planned for one in given), total(one.spent for one in given))


def grouped(named: Iterable[tuple[K, Spending]]) -> dict[K, Sums]:
    """Totals by name, in the order in which names are first met."""
    found: defaultdict[K, list[Spending]] = defaultdict(list)
    for name, one in named:
        found[name].append(one)
    return {name: sums(given) for name, given in found.items()}
