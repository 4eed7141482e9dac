"""A comparison group: who is in it, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import polars as pl

from terytoria.territory import Level

REASONS_SCHEMA = {
    "unit": pl.String,
    "name": pl.String,
    "reason": pl.String,
    "distance": pl.Float64,
}


class GroupError(ValueError):
    """A comparison group that cannot be made: no members, or nothing to choose them by."""


class GroupKind(StrEnum):
    """How the members of a group were chosen."""

    KIND_AND_POPULATION = "kind-and-population"
    NEAREST = "nearest"
    LIST = "list"
    POWIAT = "powiat"
    VOIVODESHIP = "voivodeship"
    COUNTRY = "country"
    POWIATS = "powiats"


@dataclass(frozen=True, eq=False)
class ComparisonGroup:
    """A set of units to compare with, and the reason each is in it.

    ``members`` are sorted codes of one ``level``. ``reasons`` has a row per member: unit, name,
    reason (Polish), distance (null unless members were chosen by distance). ``anchor`` is the unit
    the group was made for, empty when units share it. ``notes`` say what a reader has to know.
    A unit that belongs to its group counts in the group's median and quartiles and is left out of
    its own percentile.
    """

    id: str
    label_pl: str
    label_en: str
    kind: GroupKind
    level: Level
    members: tuple[str, ...]
    reasons: pl.DataFrame
    anchor: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if not self.members:
            raise GroupError(f"the group {self.id!r} has no members: choose it more widely")
        if list(self.members) != sorted(set(self.members)):
            raise GroupError(f"the members of the group {self.id!r} must be sorted and distinct")
        if sorted(self.reasons["unit"]) != list(self.members):
            raise GroupError(f"the group {self.id!r} must give a reason for each member")

    def __len__(self) -> int:
        return len(self.members)

    def __contains__(self, code: object) -> bool:
        return code in self.members

    def table(self) -> pl.DataFrame:
        """Members, nearest first where there are distances: unit, name, reason, distance."""
        return self.reasons.sort("distance", "unit", nulls_last=True)

    def explain(self) -> str:
        """Who is in the group and by what rule, in Polish.

        Notes follow the rule, each a sentence.
        """
        return " ".join((f"Grupa porównawcza: {self.label_pl}.", *self.notes))


def reasons_frame(
    codes: tuple[str, ...],
    names: list[str],
    reasons: list[str],
    distances: list[float] | None = None,
) -> pl.DataFrame:
    """The frame of reasons of a group; ``distances`` only where members were chosen by them."""
    column = distances if distances is not None else [None] * len(codes)
    rows = {"unit": list(codes), "name": names, "reason": reasons, "distance": column}
    return pl.DataFrame(rows, schema=REASONS_SCHEMA)
