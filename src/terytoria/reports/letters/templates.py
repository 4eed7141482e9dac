"""Templates of letters, read from the package's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from terytoria.strategy.procedure import steps

PLACE = re.compile(r"\{([a-z_]+)\}")
"""A fact in a text."""
_RESOLUTION = "Uchwała nr {resolution_number} {council_genitive} z dnia {adopted_on}"


class UnknownLetterError(LookupError):
    """A letter there is no template of."""


class Kind(StrEnum):
    """What a template makes."""

    LETTER = "letter"
    RESOLUTION = "resolution"
    NOTICE = "notice"


class Per(StrEnum):
    """How many of a letter there are."""

    ONCE = "once"
    COUNCIL = "council"
    NEIGHBOUR = "neighbour"
    VOIVODESHIP = "voivodeship"


@dataclass(frozen=True)
class Asked:
    """A fact a letter needs: what it is called; whether people type it, and on several lines."""

    id: str
    label: str
    typed: bool
    lines: bool


@dataclass(frozen=True)
class Template:
    """A letter of a step: for whom, about what, blocks of text as in the data, legal basis."""

    id: str
    name: str
    step: str
    kind: Kind
    per: Per
    basis: str
    confirmed: bool
    addressee: tuple[str, ...]
    subject: str
    blocks: tuple[dict[str, Any], ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of the facts in its texts, in the order of reading, each once."""
        texts = (*self.addressee, self.opening, *(t for one in self.blocks for t in _texts(one)))
        found = (name for text in texts for name in PLACE.findall(text))
        head = () if self.kind is Kind.RESOLUTION else ("sender", "place", "case")
        return tuple(dict.fromkeys((*head, *found, "signature")))

    @property
    def opening(self) -> str:
        """The subject; of a resolution with its number, council and day."""
        if self.kind is not Kind.RESOLUTION:
            return self.subject
        return f"{_RESOLUTION} {self.subject}"


@cache
def _content() -> dict[str, Any]:
    text = files("terytoria.reports.letters").joinpath("data/letters.yaml")
    loaded: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return loaded


def as_of() -> date:
    """The day whose law the data hold."""
    day: date = _content()["as_of"]
    return day


def caution() -> str:
    """The sentence every letter ends with."""
    note: str = _content()["note"]
    return note


@cache
def asked() -> dict[str, Asked]:
    """Facts by name."""
    return {
        name: Asked(name, row["label"], bool(row.get("form")), bool(row.get("lines")))
        for name, row in _content()["facts"].items()
    }


@cache
def template(name: str) -> Template:
    """A letter by id; :class:`UnknownLetterError` names the known ones.

    >>> template("rzgw").per.value
    'once'
    """
    rows = _content()["letters"]
    if name not in rows:
        raise UnknownLetterError(f"no letter {name!r}; take one of: {', '.join(rows)}")
    row = rows[name]
    return Template(
        id=name,
        name=row["name"],
        step=row["step"],
        kind=Kind(row["kind"]),
        per=Per(row["per"]),
        basis=row["basis"],
        confirmed=row["status"] == "confirmed",
        addressee=tuple(row.get("addressee", ())),
        subject=row["subject"],
        blocks=tuple(_opened(row["blocks"])),
    )


def letters_of(profile: str) -> tuple[Template, ...]:
    """Letters of the steps that a profile has, in the order of the data.

    >>> letters_of("cwd")[0].id
    'adoption_resolution'
    """
    known = {step.id for step in steps(profile)}
    found = (template(name) for name in _content()["letters"])
    return tuple(one for one in found if one.step in known)


def _opened(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Blocks with clauses put in their place."""
    for block in blocks:
        if "clause" in block:
            yield from _content()["clauses"][block["clause"]]
        else:
            yield block


def _texts(block: dict[str, Any]) -> Iterator[str]:
    for kind, value in block.items():
        if kind == "list":
            yield f"{{{value}}}"
        elif kind == "ul":
            yield from value
        elif kind != "schedule":
            yield value
