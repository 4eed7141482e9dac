"""Steps and clocks of the procedure, read from the package's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class UnknownProfileError(LookupError):
    """A document profile that no step knows."""


class Kind(StrEnum):
    """What a clock demands of the days from one moment to another."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    HEARD = "heard"  # the step has ended, or so many days of silence have passed


@dataclass(frozen=True)
class Step:
    """A step: who takes it, after which steps, and how many calendar days a plan gives it.

    ``by_law`` says that a clock sets the days; otherwise they are an assumption of practice.
    ``confirmed`` is false while the basis waits to be confirmed in the official journal.
    """

    id: str
    name: str
    actor: str
    basis: str
    confirmed: bool
    profiles: frozenset[str]
    after: tuple[str, ...]
    days: int
    by_law: bool
    optional: bool


@dataclass(frozen=True)
class Clock:
    """A rule between two moments, each the ``begin`` or ``end`` of a step."""

    id: str
    text: str
    since: tuple[str, str]
    until: tuple[str, str]
    kind: Kind
    days: int
    basis: str
    confirmed: bool


@cache
def _content() -> dict[str, Any]:
    text = files("terytoria.strategy.procedure").joinpath("data/procedure.yaml")
    loaded: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return loaded


def as_of() -> date:
    """The day whose law the data hold."""
    day: date = _content()["as_of"]
    return day


@cache
def steps(profile: str) -> tuple[Step, ...]:
    """Steps of a document profile, each after those it waits for.

    Raises :class:`UnknownProfileError`.

    >>> [step.id for step in steps("cwd")]
    ['form', 'diagnosis', 'draft', 'adoption']
    """
    found = [_step(name, row) for name, row in _content()["steps"].items()]
    wanted = tuple(step for step in found if profile in step.profiles)
    if not wanted:
        known = ", ".join(sorted(set().union(*(step.profiles for step in found))))
        raise UnknownProfileError(f"no profile {profile!r}; take one of: {known}")
    return wanted


@cache
def clocks(profile: str) -> tuple[Clock, ...]:
    """Clocks between steps of a profile; the centre's own strategy has none.

    >>> len(clocks("cwd"))
    0
    """
    known = {step.id for step in steps(profile)}
    found = (_clock(name, row) for name, row in _content()["clocks"].items())
    return tuple(one for one in found if {one.since[0], one.until[0]} <= known)


def _step(name: str, row: dict[str, Any]) -> Step:
    return Step(
        id=name,
        name=row["name"],
        actor=row["actor"],
        basis=row["basis"],
        confirmed=row["status"] == "confirmed",
        profiles=frozenset(row["profiles"]),
        after=tuple(row["after"]),
        days=int(row["days"]),
        by_law=row["by"] == "law",
        optional=bool(row.get("optional", False)),
    )


def _clock(name: str, row: dict[str, Any]) -> Clock:
    return Clock(
        id=name,
        text=row["text"],
        since=_moment(row["from"], "begin"),
        until=_moment(row["to"], "end"),
        kind=Kind(row["kind"]),
        days=int(row["days"]),
        basis=row["basis"],
        confirmed=row["status"] == "confirmed",
    )


def _moment(text: str, usual: str) -> tuple[str, str]:
    step, _dot, end = text.partition(".")
    return step, end or usual
