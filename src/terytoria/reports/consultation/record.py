"""A consultation as its report needs it: nothing in it names a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OpenRemarksError(ValueError):
    """A report asked for while remarks have no position; ``numbers`` are theirs."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        named = ", ".join(str(number) for number in numbers[:10])
        super().__init__(f"remarks without a position: {named}; take one on each of them first")
        self.numbers = numbers


class Position(StrEnum):
    """What was decided about a remark."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    OUTSIDE = "outside"

    @property
    def name_pl(self) -> str:
        """The position in Polish."""
        return _NAMES[self]


_NAMES = {
    Position.ACCEPTED: "uwzględniona",
    Position.PARTLY: "uwzględniona częściowo",
    Position.REJECTED: "nieuwzględniona",
    Position.OUTSIDE: "poza zakresem",
}


@dataclass(frozen=True)
class Change:
    """A paragraph before and after."""

    before: str
    after: str


@dataclass(frozen=True)
class Remark:
    """A remark with the position taken on it.

    ``place`` is the chapter it is on ("" for the whole document), ``author`` a category such as
    "mieszkaniec", ``channel`` how it came; ``same_as`` is the number of the remark whose position
    it shares; ``about`` names the spot more closely, such as a paragraph or a gmina.
    """

    number: int
    received_on: date
    author: str
    channel: str
    place: str
    text: str
    position: Position | None = None
    reasons: str = ""
    change: Change | None = None
    same_as: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Event:
    """A meeting of the consultation; ``people`` is how many came, ``None`` when not counted."""

    day: date
    name: str
    place: str
    people: int | None = None


@dataclass(frozen=True)
class Consultation:
    """The course of a consultation and everything that was said.

    ``chapters`` are the places in the order of the document, ``ways`` how one could take part,
    ``basis`` the legal basis of the report; ``meetings`` are described in sentences where
    nobody told them as ``events``.
    """

    partnership: str
    document: str
    notice_on: date
    ended_on: date
    reported_on: date
    ways: tuple[str, ...]
    chapters: tuple[str, ...]
    remarks: tuple[Remark, ...]
    events: tuple[Event, ...] = ()
    notice_address: str = ""
    basis: str = ""
    synthetic: bool = False
    meetings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse remarks without a position or with one and no reasons."""
        loose = tuple(one.number for one in self.remarks if not one.position or not one.reasons)
        if loose:
            raise OpenRemarksError(loose)

    @property
    def days(self) -> int:
        """Days from the notice to the end."""
        return (self.ended_on - self.notice_on).days
