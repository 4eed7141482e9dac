"""A frozen chain set out for reading: goals with what they answer, measure, and lead to.

The input is the chain as JSON values (``terytoria-strategy/1``); the output holds only texts, so
that a page and a report say the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terytoria.language.numbers import NBSP, number
from terytoria.language.text import typographic

READINESS = {
    "idea": "pomysł",
    "concept": "koncepcja",
    "documentation": "dokumentacja w przygotowaniu",
    "ready": "gotowy do realizacji",
    "under_way": "w realizacji",
}
WANTED = {"up": "wzrost", "down": "spadek", "keep": "utrzymanie"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no format can carry; they come with texts pasted from elsewhere."""
_SHOWN = 6
"""Most decimals a value is written with; one that needs fewer has fewer."""


@dataclass(frozen=True)
class Proof:
    """Evidence that a challenge cites: what it says and where its values come from."""

    title: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ChallengePart:
    """A challenge with its number, its evidence and the numbers of goals that answer it."""

    id: int
    place: int
    title: str
    text: str
    proofs: tuple[Proof, ...]
    goals: tuple[int, ...]


@dataclass(frozen=True)
class TargetPart:
    """What is to be measured: from which value in which year to which."""

    name: str
    unit: str
    wanted: str
    base: str
    base_year: str
    value: str
    year: str
    source: str
    justification: str


@dataclass(frozen=True)
class ProjectPart:
    """A project: who leads it, with whom, for how much, how ready it is."""

    id: int
    title: str
    scope: str
    lead: str
    partners: tuple[str, ...]
    cost: str
    readiness: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class DirectionPart:
    """A direction of a goal with its projects."""

    title: str
    text: str
    projects: tuple[ProjectPart, ...]


@dataclass(frozen=True)
class GoalPart:
    """A goal: the challenges it answers, its targets and its directions."""

    place: int
    title: str
    text: str
    answers: tuple[ChallengePart, ...]
    targets: tuple[TargetPart, ...]
    directions: tuple[DirectionPart, ...]


@dataclass(frozen=True)
class Outline:
    """The whole strategy in the order of reading."""

    vision: str
    horizon: str
    challenges: tuple[ChallengePart, ...]
    goals: tuple[GoalPart, ...]
    projects: tuple[ProjectPart, ...]


def outline_of(chain: Mapping[str, Any]) -> Outline:
    """The outline of a chain given as JSON values."""
    units: Mapping[str, str] = chain["units"]
    places = {goal["id"]: place for place, goal in enumerate(chain["goals"], 1)}
    challenges = tuple(
        _challenge(
            one, place, [places[g["id"]] for g in chain["goals"] if one["id"] in g["answers"]]
        )
        for place, one in enumerate(chain["challenges"], 1)
    )
    projects = {one["id"]: _project(one, units) for one in chain["projects"]}
    frame = chain["frame"]
    return Outline(
        vision=_said(frame["vision"]),
        horizon=str(frame["horizon"] or ""),
        challenges=challenges,
        goals=tuple(
            _goal(one, places[one["id"]], chain, challenges, projects) for one in chain["goals"]
        ),
        projects=tuple(projects.values()),
    )


def _goal(
    goal: Mapping[str, Any],
    place: int,
    chain: Mapping[str, Any],
    challenges: Sequence[ChallengePart],
    projects: Mapping[int, ProjectPart],
) -> GoalPart:
    directions = tuple(
        DirectionPart(
            _said(one["title"]),
            _said(one["text"]),
            tuple(
                projects[each["id"]] for each in chain["projects"] if one["id"] in each["serves"]
            ),
        )
        for one in chain["directions"]
        if one["goal"] == goal["id"]
    )
    return GoalPart(
        place,
        _said(goal["title"]),
        _said(goal["text"]),
        tuple(one for one in challenges if one.id in goal["answers"]),
        tuple(_target(one) for one in chain["targets"] if one["goal"] == goal["id"]),
        directions,
    )


def _challenge(one: Mapping[str, Any], place: int, goals: Iterable[int]) -> ChallengePart:
    return ChallengePart(
        one["id"],
        place,
        _said(one["title"]),
        _said(one["text"]),
        tuple(_proof(cited) for cited in one["cites"]),
        tuple(goals),
    )


def _proof(cited: Mapping[str, Any]) -> Proof:
    told = [source_of(value) for value in cited["values"]]
    if cited["snapshot"]:
        told.append(f"migawka danych {cited['snapshot']}")
    plain = str(cited["text"]).replace("**", "")
    return Proof(_said(cited["title"]), _said(plain), tuple(dict.fromkeys(filter(None, told))))


def source_of(value: Mapping[str, Any]) -> str:
    """Where a value came from, in words.

    >>> source_of({"indicator": "L-01", "years": [2020, 2024], "source": "GUS BDL",
    ...            "vintage": "2026-01-01"})
    'GUS BDL; wskaźnik L-01; lata 2020–2024; stan danych: 2026-01-01'
    """
    years = sorted(value["years"])
    span = f"rok {years[0]}" if len(set(years)) == 1 else ""
    if len(set(years)) > 1:
        span = f"lata {years[0]}–{years[-1]}"
    parts = (
        str(value["source"]),
        f"wskaźnik {value['indicator']}" if value["indicator"] else "",
        span,
        f"stan danych: {value['vintage']}" if value["vintage"] else "",
    )
    return "; ".join(part for part in parts if part)


def _target(one: Mapping[str, Any]) -> TargetPart:
    return TargetPart(
        name=_said(one["name"]),
        unit=_said(one["unit"]),
        wanted=WANTED[one["wanted"]],
        base=figure(one["base_value"]),
        base_year=str(one["base_year"] or ""),
        value=figure(one["target_value"]),
        year=str(one["target_year"]),
        source=_said(one["source"]),
        justification=_said(one["justification"]),
    )


def _project(one: Mapping[str, Any], units: Mapping[str, str]) -> ProjectPart:
    cost = one["cost"]
    return ProjectPart(
        id=one["id"],
        title=_said(one["title"]),
        scope=_said(one["scope"]),
        lead=units.get(one["lead"], one["lead"]),
        partners=tuple(units.get(code, code) for code in one["partners"]),
        cost=f"{number(float(cost))}{NBSP}zł" if cost is not None else "",
        readiness=READINESS[one["readiness"]],
        links=tuple(one["links"]),
    )


def figure(value: float | None) -> str:
    """A value with as many decimals as it needs; nothing for a missing one.

    >>> figure(12.5), figure(3.0), figure(None)
    ('12,5', '3', '')
    """
    if value is None:
        return ""
    written = f"{float(value):.{_SHOWN}f}".rstrip("0").partition(".")[2]
    return number(value, len(written))


def _said(text: str) -> str:
    return typographic(_CONTROL.sub("", text).strip())
