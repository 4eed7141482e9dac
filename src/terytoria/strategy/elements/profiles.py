"""Document profiles and their elements, read from the package's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class UnknownProfileError(LookupError):
    """A profile the data do not hold."""


@dataclass(frozen=True)
class Needs:
    """What an element needs to be more than a heading.

    ``words`` is the least number of words (0: any); the others demand at least one piece.
    """

    words: int = 0
    evidence: bool = False
    graphic: bool = False
    indicators: bool = False


@dataclass(frozen=True)
class Element:
    """An element of a profile; an ``optional`` one is demanded only where it exists."""

    id: str
    name: str
    needs: Needs
    optional: bool
    basis: str
    confirmed: bool


@dataclass(frozen=True)
class Profile:
    """A kind of document: its legal basis, its elements, what must be true beforehand."""

    id: str
    name: str
    basis: str
    elements: tuple[Element, ...]
    preconditions: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """A precondition as the act names it."""

    id: str
    name: str
    basis: str
    confirmed: bool


@cache
def _content() -> dict[str, Any]:
    text = files("terytoria.strategy.elements").joinpath("data/profiles.yaml")
    loaded: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return loaded


def as_of() -> date:
    """The day whose law the data hold."""
    day: date = _content()["as_of"]
    return day


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile, in the order of the data."""
    return tuple(_profile(name) for name in _content()["profiles"])


@cache
def profile(name: str) -> Profile:
    """A profile by id; :class:`UnknownProfileError` names the known ones.

    >>> [one.id for one in profile("supralocal_10g").elements][:3]
    ['G0', 'G1', 'G2']
    """
    found = {one.id: one for one in profiles()}
    if name not in found:
        raise UnknownProfileError(f"no profile {name!r}; take one of: {', '.join(found)}")
    return found[name]


@cache
def condition(name: str) -> Condition:
    """A precondition by id."""
    row = _content()["preconditions"][name]
    return Condition(name, row["name"], row["basis"], row["status"] == "confirmed")


def _profile(name: str) -> Profile:
    row = _content()["profiles"][name]
    inherited = _profile(row["inherits"]).elements if "inherits" in row else ()
    own = tuple(_element(key, one) for key, one in row["elements"].items())
    return Profile(
        id=name,
        name=row["name"],
        basis=row["basis"],
        elements=inherited + own,
        preconditions=tuple(row.get("preconditions", ())),
    )


def _element(name: str, row: dict[str, Any]) -> Element:
    return Element(
        id=name,
        name=row["name"],
        needs=Needs(**row["needs"]),
        optional=bool(row.get("optional", False)),
        basis=row["basis"],
        confirmed=row["status"] == "confirmed",
    )
