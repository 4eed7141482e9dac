"""The dated correspondence of units: what became of a unit, and what it was made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from terytoria.territory.changes.change import Change, ChangeError, Link, What, together

if TYPE_CHECKING:
    import polars as pl

_COLUMNS = ("day", "what", "old", "new", "share", "note", "source")


@dataclass(frozen=True, order=True)
class Part:
    """A unit and the share of the asked one's values it holds; ``None`` where undocumented."""

    code: str
    share: float | None = 1.0


@dataclass(frozen=True)
class Correspondence:
    """Changes of units in the order of their days, checked against each other.

    Raises :class:`ChangeError` when a code is used after its end or before its beginning, or a
    unit changes twice on one day.

    >>> found = Correspondence((Change(date(2015, 1, 1), What.MERGE, (Link("0809102", "0862011"),
    ...                                                              Link("0862011", "0862011"))),))
    >>> found.successors("0809102", date(2010, 1, 1))
    (Part(code='0862011', share=1.0),)
    """

    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        ordered = sorted(set(self.changes), key=lambda one: (one.day, one.old, one.new, one.what))
        object.__setattr__(self, "changes", tuple(ordered))
        _check(self.changes)

    @classmethod
    def from_table(cls, table: pl.DataFrame) -> Correspondence:
        """Changes of a flat table: day, what, old, new, share, note, source; a row for each pair.

        Rows of one day and kind that share a unit are one change; its note and source are those
        of its first row. A null share is not known.
        """
        rows: dict[tuple[date, str], dict[Link, tuple[str, str]]] = defaultdict(dict)
        for day, what, old, new, share, note, source in table.select(_COLUMNS).iter_rows():
            rows[day, what][Link(old, new, share)] = note or "", source or ""
        found: list[Change] = []
        for (day, what), told in rows.items():
            if what not in set(What):
                known = ", ".join(What)
                raise ChangeError(f"{what!r} of {day} is no change; known are {known}")
            found += [Change(day, What(what), own, *told[own[0]]) for own in together(told)]
        return cls(tuple(found))

    def rows(self) -> Iterator[tuple[date, str, str, str, float | None, str, str]]:
        """Rows of the flat table that :meth:`from_table` reads."""
        for one in self.changes:
            for link in one.links:
                share = link.share
                yield one.day, one.what.value, link.old, link.new, share, one.note, one.source

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def between(self, after: date, until: date) -> tuple[Change, ...]:
        """Changes after one day and not after another."""
        return tuple(one for one in self.changes if after < one.day <= until)

    def together_with(self, other: Correspondence) -> Correspondence:
        """These changes and those of ``other`` that these do not tell already.

        Of two changes that touch a unit on one day, the one from here is kept.
        """
        told = {(one.day, code) for one in self.changes for code in (*one.old, *one.new)}
        more = [
            one
            for one in other.changes
            if not any((one.day, code) in told for code in (*one.old, *one.new))
        ]
        return Correspondence((*self.changes, *more))

    def leading_to(self, known: Container[str]) -> Correspondence:
        """Only the changes whose new units are known or became known ones.

        Leaves out what happened after the day of a register.
        """
        kept: list[Change] = []
        alive: set[str] = set()
        for one in reversed(self.changes):
            if all(code in known or code in alive for code in one.new):
                kept.append(one)
                alive.update(one.old)
        return Correspondence(tuple(kept))

    def successors(self, code: str, day: date) -> tuple[Part, ...]:
        """Units that hold the territory which a unit had on a day, by code.

        A unit that never changed is its own successor.
        """
        parts: dict[str, float | None] = {code: 1.0}
        for changes in self._days(after=day):
            links = _links_by(changes, "old")
            parts = _moved_on(parts, {old: _pairs(own, "new") for old, own in links.items()})
        return tuple(sorted(Part(*item) for item in parts.items()))

    def predecessors(self, code: str, day: date) -> tuple[Part, ...]:
        """Units whose territory, on a day, is in that of a unit of today, by code.

        The share is the part of the predecessor's values that came to the unit.
        """
        parts: dict[str, float | None] = {code: 1.0}
        for changes in reversed(list(self._days(after=day))):
            links = _links_by(changes, "new")
            parts = _moved_on(parts, {new: _pairs(own, "old") for new, own in links.items()})
        return tuple(sorted(Part(*item) for item in parts.items()))

    def _days(self, after: date) -> Iterator[tuple[Change, ...]]:
        later = (one for one in self.changes if one.day > after and one.what is not What.RENAME)
        for _, changes in groupby(later, key=lambda one: one.day):
            yield tuple(changes)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that occurs in a change."""
        return frozenset(code for one in self.changes for code in (*one.old, *one.new))


def _links_by(changes: Iterable[Change], side: str) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for one in changes:
        for link in one.links:
            found[getattr(link, side)].append(link)
    return found


def _pairs(links: Iterable[Link], side: str) -> list[tuple[str, float | None]]:
    return [(getattr(link, side), link.share) for link in links]


def _moved_on(
    parts: Mapping[str, float | None], ways: Mapping[str, list[tuple[str, float | None]]]
) -> dict[str, float | None]:
    """Parts after one day of changes; shares multiply along a way and add up where ways meet."""
    found: dict[str, float | None] = {}
    for code, share in parts.items():
        for target, step in ways.get(code, [(code, 1.0)]):
            reached = None if share is None or step is None else share * step
            before = found.get(target, 0.0)
            found[target] = None if before is None or reached is None else before + reached
    return found


def _check(changes: tuple[Change, ...]) -> None:
    """Every code lives once, from its birth to its end, and changes once a day."""
    ended: dict[str, date] = {}
    used: dict[str, date] = {}
    for day, group in groupby(changes, key=lambda one: one.day):
        today = [one for one in group if one.what is not What.RENAME]
        _check_day(day, today)
        for one in today:
            for code in (*one.old, *one.new):
                if code in ended:
                    raise ChangeError(f"{code} ended on {ended[code]} but is used on {day}")
            for code in one.born:
                if code in used:
                    raise ChangeError(f"{code} begins on {day} but is used on {used[code]}")
        for one in today:
            ended.update(dict.fromkeys(one.gone, day))
            used.update(dict.fromkeys((*one.old, *one.new), day))


def _check_day(day: date, changes: Iterable[Change]) -> None:
    seen: set[str] = set()
    for one in changes:
        touched = {*one.old, *one.new}
        twice = sorted(seen & touched)
        if twice:
            raise ChangeError(f"{', '.join(twice)} changes twice on {day}: tell it as one change")
        seen |= touched
