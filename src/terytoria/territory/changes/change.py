"""A dated change of units: renamed, of another kind, merged, split or moved."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from terytoria.territory.codes import level_of
from terytoria.territory.unit import Level

_LEVELS = (Level.GMINA, Level.POWIAT)


class ChangeError(ValueError):
    """A change that cannot have happened, or changes that contradict each other."""


class What(StrEnum):
    """What happened to the units of a change."""

    RENAME = "rename"
    KIND = "kind"
    MERGE = "merge"
    SPLIT = "split"
    MOVED = "moved"


SAME_TERRITORY = frozenset({What.RENAME, What.KIND, What.MOVED})


@dataclass(frozen=True, order=True)
class Link:
    """Territory of ``old`` that became part of ``new``.

    ``share`` is the documented part of the values of ``old`` that goes along: 1 for all of it,
    ``None`` where nobody documented it.
    """

    old: str
    new: str
    share: float | None = 1.0


@dataclass(frozen=True)
class Change:
    """What happened on a day, as one link for each pair of an old and a new unit.

    A unit that lives on under its code has a link to itself: the absorbing unit of a merge, the
    gmina that lost a part. ``note`` is a Polish sentence, ``source`` the legal act. Raises
    :class:`ChangeError` where links and ``what`` disagree.

    >>> split = Change(date(2025, 1, 1), What.SPLIT, (Link("1207052", "1207052", None),
    ...                                              Link("1207052", "1207132", None)))
    >>> split.born, split.gone, split.breaks_series
    (('1207132',), (), True)
    """

    day: date
    what: What
    links: tuple[Link, ...]
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "links", tuple(sorted(self.links, key=_pair)))
        codes = {*self.old, *self.new}
        levels = {level_of(code) for code in codes}
        if len(levels) != 1 or not levels <= set(_LEVELS):
            raise self._wrong("units of one level, all gminas or all powiats, are expected")
        if len({_pair(link) for link in self.links}) != len(self.links):
            raise self._wrong("a pair of an old and a new unit is there twice")
        problem = _PROBLEMS[self.what](self) or _shares_problem(self)
        if problem:
            raise self._wrong(problem)

    def _wrong(self, problem: str) -> ChangeError:
        pairs = ", ".join(f"{link.old} -> {link.new}" for link in self.links)
        return ChangeError(f"{self.what.value} of {self.day} ({pairs}): {problem}")

    @property
    def old(self) -> tuple[str, ...]:
        """Units before the day, sorted."""
        return tuple(sorted({link.old for link in self.links}))

    @property
    def new(self) -> tuple[str, ...]:
        """Units from the day on, sorted."""
        return tuple(sorted({link.new for link in self.links}))

    @property
    def born(self) -> tuple[str, ...]:
        """Codes that did not exist before."""
        return tuple(code for code in self.new if code not in self.old)

    @property
    def gone(self) -> tuple[str, ...]:
        """Codes that exist no more."""
        return tuple(code for code in self.old if code not in self.new)

    @property
    def breaks_series(self) -> bool:
        """Whether the territory of a unit changed: values before and after do not compare."""
        return self.what not in SAME_TERRITORY

    @property
    def level(self) -> Level:
        """Level of the units."""
        return level_of(self.links[0].old)


def _pair(link: Link) -> tuple[str, str]:
    return link.old, link.new


def _rename_problem(change: Change) -> str:
    return "" if len(change.links) == 1 and change.old == change.new else "a name keeps its code"


def _kind_problem(change: Change) -> str:
    one = len(change.links) == 1 and change.gone != () and len(change.old[0]) == 7
    same = one and change.old[0][:6] == change.new[0][:6]
    return "" if same else "only the last digit of one code changes"


def _moved_problem(change: Change) -> str:
    one = len(change.links) == 1 and change.old[0][:6] != change.new[0][:6]
    return "" if one else "one unit gets one code that differs in its first six digits"


def _merge_problem(change: Change) -> str:
    if len(change.new) != 1 or len(change.old) < 2:
        return "two or more units become one; name the absorbing unit among the old ones too"
    return ""


def _split_problem(change: Change) -> str:
    most = max(sum(link.old == old for link in change.links) for old in change.old)
    return "" if most > 1 else "a unit is divided between two or more"


_PROBLEMS = {
    What.RENAME: _rename_problem,
    What.KIND: _kind_problem,
    What.MERGE: _merge_problem,
    What.SPLIT: _split_problem,
    What.MOVED: _moved_problem,
}


def _shares_problem(change: Change) -> str:
    """What is wrong with the shares of an old unit: they are all unknown, or add up to 1."""
    for old in change.old:
        shares = [link.share for link in change.links if link.old == old]
        known = [share for share in shares if share is not None]
        if not known and len(shares) > 1:
            continue
        if len(known) != len(shares):
            return f"give every share of {old}, or none"
        if any(not 0 <= share <= 1 for share in known) or not math.isclose(sum(known), 1):
            return f"the shares of {old} add up to {sum(known):g} instead of 1"
    return ""


def together(links: Iterable[Link]) -> list[tuple[Link, ...]]:
    """Links in groups that share no unit: the changes of one day told apart.

    >>> [len(group) for group in together([Link("0201011", "0201022"), Link("0202011", "0201022"),
    ...                                    Link("0203011", "0203013")])]
    [2, 1]
    """
    groups: list[tuple[set[str], list[Link]]] = []
    for link in sorted(links, key=_pair):
        codes, joined = {link.old, link.new}, [link]
        apart = []
        for other, own in groups:
            if other & codes:
                codes, joined = codes | other, [*own, *joined]
            else:
                apart.append((other, own))
        groups = [*apart, (codes, joined)]
    return [tuple(sorted(own, key=_pair)) for _, own in groups]
