"""Which legal form of cooperation suits: six questions, forms ranked with reasons, all data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Question:
    """A question answered by yes or no."""

    id: str
    text: str
    help: str


@dataclass(frozen=True)
class Suited:
    """A legal form with its weight for the answers, what speaks for it and against it."""

    id: str
    name: str
    basis: str
    confirmed: bool
    text: str
    weight: int
    merits: tuple[str, ...]
    drawbacks: tuple[str, ...]


@cache
def _content() -> dict[str, Any]:
    text = files("terytoria.portal.procedures").joinpath("data/legal_forms.yaml")
    loaded: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return loaded


def as_of() -> date:
    """The day whose law the data hold."""
    day: date = _content()["as_of"]
    return day


def questions() -> tuple[Question, ...]:
    """The questions in order."""
    return tuple(
        Question(name, one["text"], one["help"]) for name, one in _content()["questions"].items()
    )


def ranked(answers: Mapping[str, bool]) -> tuple[Suited, ...]:
    """Every form, the best suited first; ties keep the order of the data.

    A question without an answer speaks neither way. Raises ``KeyError`` for an unknown question.

    >>> ranked({"back_office": True, "eu": False})[0].name
    'Centrum usług wspólnych'
    """
    known = {one.id for one in questions()}
    for name in answers:
        if name not in known:
            raise KeyError(name)
    found = [_suited(name, row, answers) for name, row in _content()["forms"].items()]
    return tuple(sorted(found, key=lambda one: -one.weight))


def _suited(name: str, row: dict[str, Any], answers: Mapping[str, bool]) -> Suited:
    heard = [
        row["yes" if answers[one.id] else "no"][one.id]
        for one in questions()
        if one.id in answers and one.id in row.get("yes" if answers[one.id] else "no", {})
    ]
    return Suited(
        name,
        row["name"],
        row["basis"],
        row["status"] == "confirmed",
        row["text"],
        row["base"] + sum(weight for weight, _ in heard),
        tuple(text for weight, text in heard if weight > 0),
        tuple(text for weight, text in heard if weight < 0),
    )
